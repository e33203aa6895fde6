//! Finds filing numbers in texts.
//!
//! A text is folded once ([`spelling`]): full width, traditional characters, dashes and blanks. The grammars then read
//! the folded text starting from its markers: the [`sign`] before, the [`slot`] after. Each looks a bounded number of
//! characters ahead and back and reads nothing twice for the same position, so the scan is linear in the text.

mod icp;
mod licence;
mod pending;
mod permit;
mod public_security;
mod reading;
mod sign;
mod slot;
mod spelling;

#[cfg(test)]
mod tests;

use crate::filing::number::Found;
use reading::Reading;
use spelling::Folded;

/// All numbers in a text, in the order they stand in it, none overlapping another.
///
/// Linear in the length of the text. A line break is `\n`; a number may be broken over one.
/// `standing` is judged from the number alone: own, placeholder or parody; a mention is told by the page.
#[must_use]
pub fn find_in(text: &str) -> Vec<Found> {
    let folded = Folded::new(text);
    let mut found = Vec::new();
    // No number reaches back into the previous one.
    let (mut place, mut floor) = (0, 0);
    while place < folded.len() {
        match read(&folded, place, floor) {
            Some(reading) if reading.range.end > place => {
                place = reading.range.end;
                floor = place;
                found.push(reading.into_found(text, &folded));
            }
            _ => place += 1,
        }
    }
    found
}

/// Reads the number whose marker begins at `place`.
fn read(text: &Folded, place: usize, floor: usize) -> Option<Reading> {
    match text.at(place) {
        'i' => icp::read(text, place, floor),
        '备' => icp::read_other_letters(text, place, floor)
            .or_else(|| pending::read(text, place, floor)),
        '公' | '网' => public_security::read(text, place, floor),
        'g' | 'p' => public_security::read_english(text, place, floor),
        'a'..='c' => licence::read(text, place, floor),
        'd' => permit::read_registrar(text, place, floor),
        _ => None,
    }
    .or_else(|| match text.at(place) {
        'a'..='z' => permit::read_model(text, place),
        glyph if spelling::is_han(glyph) => permit::read(text, place, floor),
        _ => None,
    })
}

//! Takes a picture of the page's footer, where filing numbers are or belong.

use std::io::Cursor;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde_json::json;

use super::Session;
use crate::wait;

/// Height of the picture, in CSS pixels: what the checker takes for the footer when the markup does not say more.
const HEIGHT: f64 = 420.0;

/// Maximum time for a page to close the overlay.
const CLOSE: Duration = Duration::from_secs(10);

/// Brings an element, or else the end of the page, into sight. Answers where in the viewport the picture is to end, and how
/// high the viewport is; null on a page that does not let itself be asked.
const BRING_INTO_SIGHT: &str = "(selector, height) => {
    try {
        const element = selector && document.querySelector(selector);
        if (element) {
            element.scrollIntoView({ block: 'center', behavior: 'instant' });
            const { top, bottom } = element.getBoundingClientRect();
            return [Math.min(innerHeight, (top + bottom + height) / 2), innerHeight];
        }
        const page = document.scrollingElement;
        page.scrollTo({ top: page.scrollHeight, behavior: 'instant' });
        const end = document.documentElement.getBoundingClientRect().bottom;
        return [Math.min(innerHeight, Math.max(end, height)), innerHeight];
    } catch {
        return null;
    }
}";

impl Session {
    /// The strip of the page around the element that `selector` names, or else at the page's end, as PNG. Closes the
    /// overlay first, as a user does, and leaves the page scrolled.
    ///
    /// # Errors
    /// When the session is gone, the overlay or the page does not respond as expected, or the browser cannot draw the
    /// page.
    pub async fn foot(&self, selector: Option<&str>) -> Result<Vec<u8>> {
        if self.has_extension() && self.report().await?.is_some() {
            self.click().await?;
            wait::until(Instant::now() + CLOSE, async || {
                Ok(self.report().await?.is_none().then_some(()))
            })
            .await?
            .context("the overlay did not close")?;
        }
        let answer = self
            .look(BRING_INTO_SIGHT, &[json!(selector), json!(HEIGHT)])
            .await?;
        let (end, viewport): (f64, f64) =
            serde_json::from_value::<Option<_>>(answer)?.context("the page cannot be scrolled")?;
        strip(&self.screenshot().await?, end / viewport, HEIGHT / viewport)
    }
}

/// The rows of a picture above `end` with this `height`, both as shares of the picture's height.
fn strip(picture: &[u8], end: f64, height: f64) -> Result<Vec<u8>> {
    let mut reader = png::Decoder::new(Cursor::new(picture)).read_info()?;
    let size = reader
        .output_buffer_size()
        .context("the screenshot is too large")?;
    let mut pixels = vec![0; size];
    let frame = reader.next_frame(&mut pixels)?;
    let all = f64::from(frame.height);
    let last = ((end * all) as usize).clamp(1, frame.height as usize);
    let first = last.saturating_sub((height * all) as usize);
    let rows = pixels
        .get(first * frame.line_size..last * frame.line_size)
        .context("the screenshot does not have these rows")?;

    let mut strip = Vec::new();
    let mut encoder = png::Encoder::new(&mut strip, frame.width, u32::try_from(last - first)?);
    encoder.set_color(frame.color_type);
    encoder.set_depth(frame.bit_depth);
    encoder.set_compression(png::Compression::High);
    encoder.write_header()?.write_image_data(rows)?;
    Ok(strip)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// A picture one pixel wide whose shades number its rows.
    fn picture(rows: &[u8]) -> Vec<u8> {
        let mut picture = Vec::new();
        let mut encoder = png::Encoder::new(&mut picture, 1, u32::try_from(rows.len()).unwrap());
        encoder.set_color(png::ColorType::Grayscale);
        encoder
            .write_header()
            .unwrap()
            .write_image_data(rows)
            .unwrap();
        picture
    }

    #[test]
    fn a_strip_is_cut_out_and_never_reaches_beyond_the_picture() {
        for (end, height, rows) in [
            (1.0, 0.5, &[2, 3][..]),
            (0.75, 0.5, &[1, 2]),
            (0.5, 9.0, &[0, 1]),
            (7.0, 0.25, &[3]),
            (-1.0, 0.0, &[0]),
            (f64::NAN, f64::NAN, &[0]),
        ] {
            let strip = strip(&picture(&[0, 1, 2, 3]), end, height);
            let expected = picture(rows);
            match strip {
                Ok(strip) => assert_eq!(pixels(&strip), pixels(&expected), "{end} {height}"),
                Err(error) => assert!(height <= 0.0 || height.is_nan(), "{end} {height}: {error}"),
            }
        }
    }

    fn pixels(picture: &[u8]) -> Vec<u8> {
        let mut reader = png::Decoder::new(Cursor::new(picture)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut pixels).unwrap();
        pixels
    }
}

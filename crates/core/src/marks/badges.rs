//! Finds the badge of a public security number: the picture beside the number or beside its link.

use super::emblem::{self, Emblem};
use super::passages::Sighting;
use crate::report::{Badge, BadgeState};
use crate::snapshot::{Gap, Image, ImageKind, PageSnapshot, Rect, Visibility};

/// Minimum and maximum width and height of an icon (CSS pixels); the widest badge seen was 66.
const ICON: std::ops::RangeInclusive<i32> = 8..=72;
/// Minimum and maximum ratio of width to height, in hundredths; badges seen: 0.9 to 1.05, with room for rounding at
/// 12 pixels.
const ASPECT_PERCENT: std::ops::RangeInclusive<i32> = 70..=135;
/// Maximum distance (CSS pixels) from the number or its link that counts as "beside".
const BESIDE: i32 = 32;

/// Maximum number of runs in a label before a number (公安备案：).
const LABEL_RUNS: usize = 4;
/// Maximum number of runs between a number and a picture in the same link.
const FARTHEST: usize = 40;

/// Position of a picture relative to the number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// Right before it, or in its link.
    Before,
    /// Right after it.
    After,
}

/// Finds the badge of a public security number. `link` is the index of the number's own link.
pub(super) fn find(
    page: &PageSnapshot,
    sighting: &Sighting,
    link: Option<usize>,
    all: &[Sighting],
) -> Badge {
    let mut best: Option<((u8, Place), Badge)> = None;
    for (index, image) in page.images.iter().enumerate() {
        let Some(place) = place(page, sighting, link, all, image) else {
            continue;
        };
        let Some(state) = state(image, place) else {
            continue;
        };
        let rank = (rank(state), place);
        if best.as_ref().is_none_or(|(best, _)| rank < *best) {
            best = Some((
                rank,
                Badge {
                    state,
                    src: Some(image.src.clone()),
                    selector: image.selector.clone(),
                    index: Some(index),
                },
            ));
        }
    }
    best.map_or(
        Badge {
            state: BadgeState::Missing,
            src: None,
            selector: None,
            index: None,
        },
        |(_, badge)| badge,
    )
}

/// Sorts evidence for a badge before evidence against it.
fn rank(state: BadgeState) -> u8 {
    match state {
        BadgeState::Present => 0,
        BadgeState::Unknown => 1,
        BadgeState::Broken => 2,
        BadgeState::Hidden => 3,
        BadgeState::NotTheEmblem => 4,
        BadgeState::Missing => 5,
    }
}

/// Position of the picture; `None` when it is not beside this number.
fn place(
    page: &PageSnapshot,
    sighting: &Sighting,
    link: Option<usize>,
    all: &[Sighting],
    image: &Image,
) -> Option<Place> {
    let run = page.runs.get(sighting.first_run())?;
    if run.frame != image.frame {
        return None;
    }
    let (first, last) = (sighting.first_run(), sighting.last_run());
    let is_of_another = |at: usize| {
        all.iter().any(|other| {
            other.first_run() != first && (other.first_run()..=other.last_run()).contains(&at)
        })
    };
    // In the same link, unless another number of that link is in between.
    if link.is_some() && image.link == link {
        let between = if image.order <= first {
            image.order..first
        } else {
            last + 1..image.order
        };
        if between.len() <= FARTHEST && !between.clone().any(is_of_another) {
            return Some(if image.order <= last {
                Place::Before
            } else {
                Place::After
            });
        }
    }
    if (first..=last).contains(&image.order) {
        return is_near(run.place, image.place).then_some(Place::Before);
    }
    if image.order + LABEL_RUNS < first {
        return None;
    }
    if image.order < first {
        // Only a label (公安备案：) may be in between, not another number or anything that was not captured.
        let between = page.runs.get(image.order..first)?;
        let is_label = between
            .iter()
            .map(|run| run.text.chars().count())
            .sum::<usize>()
            <= 12;
        let is_apart = page
            .runs
            .get(image.order + 1..=first)?
            .iter()
            .any(|run| run.gap == Gap::Break);
        let free = is_label && !is_apart && !(image.order..first).any(is_of_another);
        return (free && is_near(run.place, image.place)).then_some(Place::Before);
    }
    let run = page.runs.get(last)?;
    let leads_another = is_of_another(image.order);
    (image.order == last + 1 && !leads_another && is_near(run.place, image.place))
        .then_some(Place::After)
}

/// Whether they are drawn beside each other; assumed when one of them is not drawn.
fn is_near(number: Rect, image: Rect) -> bool {
    if number.height == 0 || image.height == 0 || image.width == 0 {
        return true;
    }
    let (across, down) = number.apart(image);
    // A tall icon above a centred number touches its line; allow half a line for a badge on the line before.
    across <= BESIDE && down <= number.height.max(BESIDE / 2)
}

/// The state of the picture as a badge; `None` when it cannot be meant as one.
fn state(image: &Image, place: Place) -> Option<BadgeState> {
    let verdict = emblem::of_picture(image);
    let named = emblem::is_named_like_a_badge(image);
    let is_drawn = image.place.width > 0 && image.place.height > 0;
    let is_icon = ICON.contains(&image.place.height)
        && ICON.contains(&image.place.width)
        && ASPECT_PERCENT
            .contains(&(image.place.width.saturating_mul(100) / image.place.height.max(1)));
    let hidden = image.visibility != Visibility::Shown;
    if image.loaded == Some(false) {
        // A picture that failed to load has no size: only its position or its name can show that it is meant as a
        // badge.
        return (place == Place::Before || named).then_some(if hidden {
            BadgeState::Hidden
        } else {
            BadgeState::Broken
        });
    }
    if image.loaded.is_none() && !is_drawn && !hidden {
        // Still loading, and not reported as failed: only its position and its name are known.
        return (place == Place::Before || named).then_some(BadgeState::Unknown);
    }
    if hidden {
        return (verdict == Emblem::Yes
            || named
            || place == Place::Before && !is_drawn && verdict != Emblem::No)
            .then_some(BadgeState::Hidden);
    }
    match verdict {
        Emblem::Yes => Some(BadgeState::Present),
        Emblem::No => {
            (is_icon && place == Place::Before || named).then_some(BadgeState::NotTheEmblem)
        }
        // Name and position are hints, never proof: a screenshot may decide later.
        Emblem::Unknown => {
            let is_ground = image.kind == ImageKind::Background && is_drawn;
            let before = place == Place::Before
                // An icon, or a background in the padding of the number's line that is not decoration.
                && (is_icon || is_ground && image.place.height <= *ICON.end());
            (named && is_drawn || before).then_some(BadgeState::Unknown)
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::marks;
    use crate::report::BadgeState;
    use crate::testing::page;

    #[test]
    fn a_picture_that_is_still_loading_is_neither_present_nor_missing() {
        let mut page =
            page(r#"<footer><img src="a.png" alt=""> 沪公网安备31011502400817号</footer>"#);
        for image in &mut page.images {
            image.loaded = None;
            image.natural = None;
            (image.place.width, image.place.height) = (0, 0);
        }
        let states: Vec<_> = marks::find(&page, "")
            .marks
            .into_iter()
            .filter_map(|mark| Some(mark.badge?.state))
            .collect();
        assert_eq!(states, [BadgeState::Unknown]);
    }
}

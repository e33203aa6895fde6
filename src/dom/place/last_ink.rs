//! Finds where the lowest ink is.

use beian_lens_core::snapshot::{PageSnapshot, Visibility};

use crate::dom::captured::Captured;

/// Maximum height of empty ground that may follow what is drawn last, in pixels.
const FARTHEST_INK: i32 = 600;

/// The lowest text or picture that is seen on each surface. The end of the document is always captured, and with
/// it, in all but odd layouts, what is drawn lowest.
pub(crate) fn find_last_ink(captured: &mut Captured) {
    let PageSnapshot {
        surfaces,
        runs,
        images,
        ..
    } = &mut captured.snapshot;
    let texts = runs
        .iter()
        .filter(|run| !run.pinned)
        .map(|run| (run.surface, run.visibility, run.place));
    let pictures = images
        .iter()
        .map(|image| (image.surface, image.visibility, image.place));
    let others = captured
        .unreadable
        .iter()
        .map(|other| (other.surface, Visibility::Shown, other.place));
    for (surface, visibility, place) in texts.chain(pictures).chain(others) {
        if let Some(surface) = surfaces.get_mut(surface)
            && visibility == Visibility::Shown
        {
            let bottom = place.bottom();
            surface.last_ink = Some(surface.last_ink.map_or(bottom, |ink| ink.max(bottom)));
        }
    }
    // Far above the end of what scrolls it is not the last: what is drawn lowest stands elsewhere in the document.
    let viewport = captured.snapshot.viewport.height;
    for surface in &mut captured.snapshot.surfaces {
        let window = match surface.parent {
            Some(_) => surface.window.height,
            None => viewport,
        };
        let height = surface.content.height;
        if height > window
            && surface
                .last_ink
                .is_some_and(|ink| height - ink > FARTHEST_INK)
        {
            surface.last_ink = None;
        }
    }
}

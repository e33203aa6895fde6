//! Lists the notes below the rows.

use super::findings::waived;
use super::messages::{plain, with};
use crate::report::{Message, Report};
use crate::snapshot::UnreadKind;

/// What was not examined, the viewport, and that the register was not queried.
pub(super) fn of(report: &Report) -> Vec<Message> {
    let mut notes: Vec<Message> = Vec::new();
    if waived(report) > 0 {
        notes.push(with("note_waived", waived(report).to_string()));
    }
    let unread = report
        .unread
        .iter()
        .filter(|unread| unread.count > 0)
        .map(|unread| {
            let key = match unread.what {
                UnreadKind::CrossOriginFrame => "note_unread_cross_origin_frame",
                UnreadKind::ClosedShadowRoot => "note_unread_closed_shadow_root",
                UnreadKind::PictureText => "note_unread_picture_text",
                UnreadKind::Canvas => "note_unread_canvas",
                UnreadKind::Candidate => "note_unread_candidate",
                UnreadKind::DeepNesting => "note_unread_deep_nesting",
            };
            with(key, unread.count.to_string())
        });
    notes.extend(unread);
    if let Some(browser) = &report.browser {
        let [width, height] = browser.viewport;
        notes.push(Message {
            name: "note_viewport".into(),
            args: vec![width.to_string(), height.to_string()],
        });
    }
    notes.push(plain("note_register"));
    notes
}

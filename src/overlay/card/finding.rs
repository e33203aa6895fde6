//! Draws what one rule found: the message, its basis, the fix, and the ways to the extension's own pages.

use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

use crate::overlay::action::{Action, Subject};
use crate::overlay::draw::element::append;
use crate::overlay::draw::icons;
use crate::overlay::hooks::Destination;
use crate::overlay::painter::{Label, Painter};
use beian_lens_core::view::{RowFinding, Tone};

/// Rules that compare the page with what the person keeps. What that is, only the extension's own page shows.
const ABOUT_KEPT: [&str; 2] = [
    "icp-number-not-expected",
    "public-security-number-not-expected",
];

/// Draws a finding.
pub(super) fn paint(
    painter: &Painter<'_>,
    finding: &RowFinding,
    subject: &Subject,
) -> Result<HtmlElement, JsValue> {
    let block = painter.element("div", "finding")?;
    block.set_attribute("data-tone", finding.tone.name())?;
    block.set_attribute("data-rule", &finding.rule)?;

    let message = painter.element("p", "message")?;
    append(
        &message,
        &[
            icons::draw(painter.document, icons::of(finding.tone))?.as_ref(),
            painter
                .text("span", "", &painter.catalogue.text(&finding.message))?
                .as_ref(),
        ],
    )?;
    block.append_child(&message)?;
    if finding.tone != Tone::Found {
        block.append_child(&why(painter, finding)?.into())?;
    }
    if let Some(remedy) = &finding.remedy {
        block.append_child(&fix(painter, finding, remedy, subject)?.into())?;
    }
    if let Some(ways) = ways(painter, finding)? {
        block.append_child(&ways)?;
    }
    Ok(block)
}

/// To where a fault is ignored, and to where what the person keeps is shown. `None`: neither applies.
fn ways(painter: &Painter<'_>, finding: &RowFinding) -> Result<Option<HtmlElement>, JsValue> {
    if matches!(finding.tone, Tone::Found | Tone::NotNeeded) {
        return Ok(None);
    }
    let ways = painter.element("div", "ways")?;
    if ABOUT_KEPT.contains(&finding.rule.as_str()) {
        let action = Action::Open(Destination::Kept);
        let show = painter.button(action, icons::EYE, "card_show_kept", Label::Words)?;
        ways.append_child(&show)?;
    }
    let rule = finding.rule.clone();
    let action = Action::Open(Destination::Ignore { rule });
    let name = if finding.waived.is_some() {
        // The reason is the person's own: it stands in the extension's page alone.
        ways.append_child(&painter.message("p", "waived", "row_tone_waived")?.into())?;
        "card_unwaive"
    } else {
        "card_waive"
    };
    ways.append_child(&painter.link(action, name)?.into())?;
    Ok(Some(ways))
}

/// Law and article, and the way to the rule's page.
pub(super) fn why(painter: &Painter<'_>, finding: &RowFinding) -> Result<HtmlElement, JsValue> {
    let why = painter.element("p", "basis")?;
    let laws: Vec<String> = finding
        .basis
        .iter()
        .map(|law| painter.catalogue.plain(law))
        .collect();
    let separator = painter.catalogue.plain("card_list_separator");
    let rule = finding.rule.clone();
    let action = Action::Open(Destination::Rule { rule });
    append(
        &why,
        &[
            painter.text("span", "", &laws.join(&separator))?.as_ref(),
            painter.link(action, "card_why")?.as_ref(),
        ],
    )?;
    Ok(why)
}

/// The HTML to paste, to copy and to see in its place.
fn fix(
    painter: &Painter<'_>,
    finding: &RowFinding,
    remedy: &str,
    subject: &Subject,
) -> Result<HtmlElement, JsValue> {
    let code = painter.text("pre", "", remedy)?;
    // A box that scrolls sideways must be reachable by keyboard.
    code.set_tab_index(0);
    code.set_attribute("role", "group")?;
    code.set_attribute("aria-label", &painter.catalogue.plain("card_fix"))?;
    let buttons = painter.element("div", "buttons")?;
    let copy = Action::CopyFix(remedy.into());
    buttons.append_child(
        &painter
            .button(copy, icons::COPY, "card_copy", Label::Words)?
            .into(),
    )?;
    if let Some(preview) = &finding.preview {
        let action = Action::Preview(preview.clone(), subject.clone());
        let button = painter.button(action, icons::EYE, "card_preview", Label::Words)?;
        button.set_attribute("aria-pressed", "false")?;
        buttons.append_child(&button)?;
    }
    let fix = painter.element("div", "fix")?;
    let title = painter.message("h4", "", "card_fix")?;
    append(&fix, &[&title, &code, &buttons])?;
    Ok(fix)
}

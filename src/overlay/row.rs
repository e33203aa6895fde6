//! One row of the card: icon, word and title; it opens to the evidence, the reason and the fix.

use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

use super::card::Painter;
use super::element::append;
use super::icons;
use beian_lens_core::view::{LookUp, Row, RowFinding, Tone};

/// Draws a row, closed.
pub(super) fn paint(painter: &Painter<'_>, row: &Row) -> Result<HtmlElement, JsValue> {
    let item = painter.element("li", "")?;
    let title = painter.text("span", "row-title", &painter.catalogue.text(&row.title))?;
    let tone = painter.tone(row)?;
    if row.evidence.is_none() && row.selectors.is_empty() && row.findings.is_empty() {
        item.set_class_name("flat");
        append(&item, &[&title, &tone])?;
        return Ok(item);
    }
    // `<details>` opens even on a page that swallows every click.
    let details = painter.element("details", "row")?;
    details.set_attribute("data-element", &row.element)?;
    let selector = row.selectors.first().map_or("", String::as_str);
    details.set_attribute("data-selector", selector)?;
    let summary = painter.element("summary", "")?;
    append(&summary, &[&title, &tone])?;
    let detail = painter.element("div", "detail")?;
    evidence(painter, &detail, row)?;
    for shown in &row.findings {
        detail.append_child(&finding(painter, shown)?.into())?;
    }
    append(&details, &[&summary, &detail])?;
    item.append_child(&details)?;
    Ok(item)
}

/// The displayed text, its link, where it is, and where to look it up.
fn evidence(painter: &Painter<'_>, detail: &HtmlElement, row: &Row) -> Result<(), JsValue> {
    for (title, content) in [("card_evidence", &row.evidence), ("card_link", &row.link)] {
        if let Some(content) = content {
            let shown = painter.titled(detail, title, "evidence", content)?;
            // A mark is Chinese whatever the overlay's language, and hostile text must not turn the card's direction.
            shown.set_lang("zh-CN");
            shown.set_dir("auto");
        }
    }
    if let Some(place) = &row.place {
        painter.titled(detail, "card_place", "", &painter.catalogue.text(place))?;
    }
    let buttons = painter.element("div", "buttons")?;
    if !row.selectors.is_empty() {
        buttons.append_child(
            &painter
                .button("show", icons::SHOW, "card_show_mark", true)?
                .into(),
        )?;
    }
    if let Some(target) = &row.look_up {
        buttons.append_child(&look_up(painter, target)?.into())?;
    }
    if buttons.has_child_nodes() {
        detail.append_child(&buttons)?;
    }
    Ok(())
}

/// A plain link: the browser opens the register, and is told nothing of this page.
fn look_up(painter: &Painter<'_>, target: &LookUp) -> Result<HtmlElement, JsValue> {
    let label = if target.copy.is_some() {
        "card_copy_and_look_up"
    } else {
        "card_look_up"
    };
    let link = painter.element("a", "button")?;
    for (name, value) in [
        ("href", target.href.as_str()),
        ("target", "_blank"),
        ("rel", "noreferrer"),
        ("data-action", "look-up"),
        ("data-copy", target.copy.as_deref().unwrap_or_default()),
    ] {
        link.set_attribute(name, value)?;
    }
    let label = painter.text("span", "", &painter.catalogue.plain(label))?;
    append(
        &link,
        &[icons::draw(painter.document, icons::OUT)?.as_ref(), &label],
    )?;
    Ok(link)
}

fn finding(painter: &Painter<'_>, finding: &RowFinding) -> Result<HtmlElement, JsValue> {
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
        block.append_child(&fix(painter, finding, remedy)?.into())?;
    }
    if let Some(waiver) = waiver(painter, finding)? {
        block.append_child(&waiver)?;
    }
    Ok(block)
}

/// Ignoring a fault, with a reason; or that it is ignored, with the way back. `None`: there is nothing to ignore.
fn waiver(painter: &Painter<'_>, finding: &RowFinding) -> Result<Option<HtmlElement>, JsValue> {
    if matches!(finding.tone, Tone::Found | Tone::NotNeeded) {
        return Ok(None);
    }
    let waiver = painter.element("div", "waiver")?;
    let label = if finding.waived.is_some() {
        // The reason is the person's own and stands in the extension's page alone.
        waiver.append_child(
            &painter
                .text("p", "waived", &painter.catalogue.plain("row_tone_waived"))?
                .into(),
        )?;
        "card_unwaive"
    } else {
        "card_waive"
    };
    let button = painter.text("button", "link", &painter.catalogue.plain(label))?;
    button.set_attribute("type", "button")?;
    button.set_attribute("data-action", "ignore")?;
    waiver.append_child(&button)?;
    Ok(Some(waiver))
}

/// Law and article, and the way to the rule's page.
pub(super) fn why(painter: &Painter<'_>, finding: &RowFinding) -> Result<HtmlElement, JsValue> {
    let why = painter.element("p", "basis")?;
    let laws: Vec<String> = finding
        .basis
        .iter()
        .map(|law| painter.catalogue.plain(law))
        .collect();
    let law = painter.text(
        "span",
        "",
        &laws.join(&painter.catalogue.plain("card_list_separator")),
    )?;
    let more = painter.text("button", "link", &painter.catalogue.plain("card_why"))?;
    for (name, value) in [
        ("type", "button"),
        ("data-action", "why"),
        ("data-rule", finding.rule.as_str()),
    ] {
        more.set_attribute(name, value)?;
    }
    append(&why, &[&law, &more])?;
    Ok(why)
}

/// The HTML to paste, to copy and to see in its place.
fn fix(painter: &Painter<'_>, finding: &RowFinding, remedy: &str) -> Result<HtmlElement, JsValue> {
    let code = painter.text("pre", "", remedy)?;
    // A box that scrolls sideways must be reachable by keyboard.
    code.set_tab_index(0);
    code.set_attribute("role", "group")?;
    code.set_attribute("aria-label", &painter.catalogue.plain("card_fix"))?;
    let buttons = painter.element("div", "buttons")?;
    buttons.append_child(
        &painter
            .button("copy", icons::COPY, "card_copy", true)?
            .into(),
    )?;
    if let Some(preview) = &finding.preview {
        let button = painter.button("preview", icons::EYE, "card_preview", true)?;
        for (name, value) in [
            ("aria-pressed", "false"),
            ("data-text", preview.text.as_str()),
            ("data-badge", if preview.with_badge { "badge" } else { "" }),
        ] {
            button.set_attribute(name, value)?;
        }
        buttons.append_child(&button)?;
    }
    let fix = painter.element("div", "fix")?;
    append(
        &fix,
        &[
            painter
                .text("h4", "", &painter.catalogue.plain("card_fix"))?
                .as_ref(),
            &code,
            &buttons,
        ],
    )?;
    Ok(fix)
}

//! A CSS selector that leads back to an element: short, and unique in its document.

use wasm_bindgen::JsValue;

use super::level::Level;
use super::scan::Scope;
use super::tree::element as as_element;
use super::web::Element;

/// Ancestors that a selector may name; deeper elements have none.
const DEEPEST: usize = 64;

/// `None` in a shadow tree, in a frame, or where names do not allow one.
pub(crate) fn of(scope: &Scope, level: &Level, element: &Element) -> Option<String> {
    if level.shadowed || !scope.top {
        return None;
    }
    let mut parts: Vec<String> = Vec::new();
    let mut current = element.clone();
    loop {
        let name = current.local_name();
        if parts.len() >= DEEPEST || !is_plain(&name) {
            return None;
        }
        if let Some(id) = current.attribute("id").filter(|id| is_plain(id))
            && is_only(scope, &format!("#{id}"))
        {
            parts.push(format!("#{id}"));
            break;
        }
        if matches!(name.as_str(), "html" | "body") || name == "footer" && scope.only_footer {
            parts.push(name);
            break;
        }
        let parent = current.parent().as_ref().and_then(as_element).cloned();
        let Some(parent) = parent else {
            parts.push(":root".to_owned());
            break;
        };
        parts.push(step(scope, &current, &name)?);
        current = parent;
    }
    parts.reverse();
    Some(parts.join(" > "))
}

/// `a`, or `a:nth-of-type(2)` when there are several.
fn step(scope: &Scope, element: &Element, name: &str) -> Option<String> {
    let expression = format!(
        "concat(count(preceding-sibling::*[local-name()='{name}']),' ',count(following-sibling::*[local-name()='{name}'][1]))"
    );
    const STRING: u16 = 2; // XPathResult.STRING_TYPE
    let counts = scope.document.evaluate(&expression, element, &JsValue::NULL, STRING).ok()?.string_value().ok()?;
    let (before, after) = counts.split_once(' ')?;
    if before == "0" && after == "0" {
        return Some(name.to_owned());
    }
    let before: usize = before.parse().ok()?;
    Some(format!("{name}:nth-of-type({})", before + 1))
}

/// Needs no escaping in a selector.
fn is_plain(name: &str) -> bool {
    let mut letters = name.chars();
    name.len() <= 60
        && letters.next().is_some_and(|letter| letter.is_ascii_alphabetic() || letter == '_')
        && letters.all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'))
}

fn is_only(scope: &Scope, selector: &str) -> bool {
    scope.document.query_all(selector).is_ok_and(|found| found.length() == 1)
}


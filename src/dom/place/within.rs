//! Tells what the markup says a text is for.

use beian_lens_core::snapshot::Within;

use crate::dom::browser::bindings::Element;
use crate::dom::browser::properties::Identity;
use crate::dom::browser::reader::Reader;

/// Adds the hints that an element gives, each once.
pub(crate) fn add(within: &mut Vec<Within>, element: &Element, name: &str, reader: &Reader) {
    if matches!(name, "html" | "body") {
        return; // their classes name the kind of page (`post`, `home`), and everything would be within them
    }
    let facts = reader.identity(element);
    let hints = [
        by_name(name),
        by_role(facts.text(Identity::Role)),
        by_word(facts.text(Identity::Id)),
        by_word(facts.text(Identity::ClassName)),
    ];
    for hint in hints.into_iter().flatten() {
        if !within.contains(&hint) {
            within.push(hint);
        }
    }
}

fn by_name(name: &str) -> Option<Within> {
    Some(match name {
        "footer" => Within::Footer,
        "main" => Within::Main,
        "article" => Within::Article,
        "pre" | "code" | "samp" | "kbd" | "textarea" => Within::Code,
        "blockquote" | "q" => Within::Quote,
        "header" => Within::Header,
        "nav" => Within::Nav,
        "aside" => Within::Aside,
        "table" => Within::Table,
        "ul" | "ol" | "dl" => Within::List,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Within::Heading,
        "dialog" => Within::Dialog,
        _ => return None,
    })
}

fn by_role(role: &str) -> Option<Within> {
    Some(match role {
        "contentinfo" => Within::Footer,
        "main" => Within::Main,
        "article" => Within::Article,
        "banner" => Within::Header,
        "navigation" => Within::Nav,
        "complementary" => Within::Aside,
        "dialog" | "alertdialog" => Within::Dialog,
        "textbox" => Within::Code,
        _ => return None,
    })
}

/// By the words of an id or class: `site-footer`, `pageFooter`, `copyright_text`.
fn by_word(names: &str) -> Option<Within> {
    let names: String = names
        .chars()
        .take(200)
        .map(|letter| letter.to_ascii_lowercase())
        .collect();
    let mut words = names.split(|letter: char| !letter.is_ascii_alphanumeric());
    if ["footer", "copyright", "beian"]
        .iter()
        .any(|word| names.contains(word))
    {
        return Some(Within::Footer);
    }
    words.find_map(|word| match word {
        "bottom" | "foot" => Some(Within::Footer),
        "article" | "post" | "entry" | "markdown" | "richtext" => Some(Within::Article),
        "comment" | "comments" | "reply" | "replies" => Some(Within::Quote),
        _ => None,
    })
}

//! Checks, for tests, whether a document is what readers of JUnit XML expect.

#![allow(clippy::unwrap_used, reason = "tests")]

use quick_xml::Reader;
use quick_xml::events::Event;

/// An element's name, its allowed content, its required attributes and its optional ones.
type Element = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
    &'static [&'static str],
);

/// What an element may contain. JUnit has no schema of its own; this is the part that our output uses of what both
/// GitLab's documentation ("Unit test reports") and the schema of Jenkins' xUnit plugin (junit-10.xsd) describe.
const SCHEMA: [Element; 6] = [
    ("testsuites", &["testsuite"], &[], &["name"]),
    (
        "testsuite",
        &["testcase"],
        &["name", "tests", "failures", "errors"],
        &["skipped"],
    ),
    (
        "testcase",
        &["failure", "error", "skipped"],
        &["name"],
        &["classname"],
    ),
    ("failure", &["text"], &[], &["message", "type"]),
    ("error", &["text"], &[], &["message", "type"]),
    ("skipped", &[], &[], &["message"]),
];

/// An open element: its name, the counts that it declares, and the counts found in it.
struct Open {
    name: String,
    counts: Vec<(String, usize)>,
    held: Vec<String>,
}

/// Every difference between a document and [`SCHEMA`], and every suite whose counts are wrong.
pub(super) fn faults(xml: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    loop {
        match reader.read_event().unwrap() {
            Event::Decl(_) if open.is_empty() => {}
            Event::Start(start) => {
                let name = String::from_utf8(start.name().as_ref().to_vec()).unwrap();
                let attributes: Vec<(String, String)> = start
                    .attributes()
                    .map(|attribute| {
                        let attribute = attribute.unwrap();
                        let value = String::from_utf8_lossy(&attribute.value).into_owned();
                        (
                            String::from_utf8_lossy(attribute.key.as_ref()).into_owned(),
                            value,
                        )
                    })
                    .collect();
                faults.extend(element_faults(open.last(), &name, &attributes));
                for above in &mut open {
                    above.held.push(name.clone());
                }
                let counts = attributes
                    .into_iter()
                    .filter_map(|(name, value)| Some((name, value.parse().ok()?)))
                    .collect();
                open.push(Open {
                    name,
                    counts,
                    held: Vec::new(),
                });
            }
            Event::Text(text) => {
                let blank = text.iter().all(u8::is_ascii_whitespace);
                let parent = open.last().map_or("", |parent| parent.name.as_str());
                let may = SCHEMA
                    .iter()
                    .any(|(name, children, ..)| *name == parent && children.contains(&"text"));
                if !blank && !may {
                    faults.push(format!("text in {parent}"));
                }
            }
            Event::GeneralRef(_) => {}
            Event::End(_) => faults.extend(count_faults(&open.pop().unwrap())),
            Event::Eof => break,
            other => faults.push(format!("{other:?}")),
        }
    }
    faults
}

fn element_faults(
    parent: Option<&Open>,
    name: &str,
    attributes: &[(String, String)],
) -> Vec<String> {
    let Some((_, _, needed, allowed)) = SCHEMA.iter().find(|(known, ..)| *known == name) else {
        return vec![format!("no element {name}")];
    };
    let parent = parent.map_or("", |parent| parent.name.as_str());
    let has_place = match SCHEMA.iter().find(|(known, ..)| *known == parent) {
        Some((_, children, ..)) => children.contains(&name),
        None => name == "testsuites",
    };
    let mut faults = Vec::new();
    if !has_place {
        faults.push(format!("{name} in {parent}"));
    }
    for needed in *needed {
        if !attributes.iter().any(|(name, _)| name == needed) {
            faults.push(format!("{name} without {needed}"));
        }
    }
    for (attribute, _) in attributes {
        if !needed.contains(&attribute.as_str()) && !allowed.contains(&attribute.as_str()) {
            faults.push(format!("{name} with {attribute}"));
        }
    }
    faults
}

fn count_faults(suite: &Open) -> Vec<String> {
    let held = |what| suite.held.iter().filter(|name| *name == what).count();
    [
        ("tests", "testcase"),
        ("failures", "failure"),
        ("errors", "error"),
        ("skipped", "skipped"),
    ]
    .into_iter()
    .filter_map(|(attribute, element)| {
        let said = suite.counts.iter().find(|(name, _)| name == attribute)?.1;
        (said != held(element))
            .then(|| format!("{attribute}={said}, and there are {}", held(element)))
    })
    .collect()
}

#[test]
fn a_document_that_is_not_so_is_found_out() {
    for (xml, expected) in [
        (
            "<testsuite name='a' tests='0' failures='0' errors='0'/>",
            "testsuite in ",
        ),
        (
            "<testsuites><testcase name='a'/></testsuites>",
            "testcase in testsuites",
        ),
        (
            "<testsuites><testsuite name='a' tests='0' failures='0'/></testsuites>",
            "testsuite without errors",
        ),
        ("<testsuites time='1'/>", "testsuites with time"),
        ("<testsuites>a</testsuites>", "text in testsuites"),
        (
            "<testsuites><testsuite name='a' tests='2' failures='0' errors='0'><testcase name='a'/></testsuite></testsuites>",
            "tests=2, and there are 1",
        ),
    ] {
        assert_eq!(faults(xml), [expected], "{xml}");
    }
}

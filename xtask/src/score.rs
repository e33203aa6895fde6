//! Runs `cargo xtask score LABELS PAGES`: compares the checker with labels that a person gave to real pages.
//!
//! LABELS is a JSON array of objects as described in `shared/pages/README.md`: `id`, `doubtful`, `placeholder`, and the
//! groups `icp` and `psb`. PAGES is the folder that contains `<id>.html`.

#![allow(
    clippy::indexing_slicing,
    reason = "a JSON value that is not there is null: indexing cannot panic"
)]

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// What is compared: a name, the answer of the label and the answer of the report. `None` means "there is none".
type Field = (
    &'static str,
    fn(&Value) -> Option<String>,
    fn(&Value) -> Option<String>,
);

const FIELDS: &[Field] = &[
    (
        "icp number",
        |l| text(&l["icp"], "normalized").filter(|_| l["icp"]["present"] == true),
        |r| text(icp(r)?, "number"),
    ),
    (
        "icp link",
        |l| label_class(&l["icp"]),
        |r| report_class(icp(r)?),
    ),
    (
        "icp in the footer",
        |l| yes(&l["icp"]["in_footer"]),
        |r| yes(&icp(r)?["footer"]),
    ),
    (
        "public security number",
        |l| text(&l["psb"], "code").filter(|_| l["psb"]["present"] == true),
        |r| text(public_security(r)?, "digits"),
    ),
    (
        "public security link",
        |l| label_class(&l["psb"]),
        |r| report_class(public_security(r)?),
    ),
    (
        "public security link agrees",
        |l| yes(&l["psb"]["link_ok"]),
        |r| agrees(public_security(r)?),
    ),
    (
        "badge",
        |l| yes(&l["psb"]["badge_present"]).filter(|_| l["psb"]["present"] == true),
        |r| badge(public_security(r)?),
    ),
    (
        "placeholder or parody",
        |l| yes(&l["placeholder"]),
        |r| placeholder(r),
    ),
];

/// Precision, recall and F1 per field, over the pages on which competent people would agree.
struct Score {
    right: usize,
    wrong: usize,
    missed: usize,
    pages: Vec<String>,
}

/// Writes the table. `reports` is the command's JSON lines output, one line per page.
///
/// # Errors
/// When the labels or a report cannot be read (the message says which), or the table cannot be written.
pub(crate) fn print(labels: &Path, reports: &str, output: &mut dyn Write) -> Result<()> {
    let labels: Vec<Value> = serde_json::from_str(
        &std::fs::read_to_string(labels)
            .with_context(|| format!("cannot read {}", labels.display()))?,
    )
    .with_context(|| format!("{} is not a JSON array of labels", labels.display()))?;
    let mut by_id = BTreeMap::new();
    for line in reports.lines() {
        let report: Value =
            serde_json::from_str(line).with_context(|| format!("not a report: {line}"))?;
        let target = report["target"].as_str().unwrap_or_default();
        let id = Path::new(target)
            .file_stem()
            .and_then(|stem| stem.to_str())
            .unwrap_or_default()
            .to_owned();
        by_id.insert(id, report);
    }
    for (title, doubtful) in [("agreed pages", false), ("doubtful pages", true)] {
        let chosen: Vec<&Value> = labels
            .iter()
            .filter(|label| (label["doubtful"] == true) == doubtful)
            .collect();
        writeln!(output, "\n{title}: {}", chosen.len())?;
        writeln!(
            output,
            "{:<30} {:>9} {:>9} {:>9}  pages that differ",
            "field", "precision", "recall", "F1"
        )?;
        for (name, expected, found) in FIELDS {
            let score = score(&chosen, &by_id, *expected, *found)?;
            let (precision, recall) = (
                share(score.right, score.wrong),
                share(score.right, score.missed),
            );
            let f1 = if precision + recall > 0.0 {
                2.0 * precision * recall / (precision + recall)
            } else {
                0.0
            };
            writeln!(
                output,
                "{name:<30} {precision:>9.3} {recall:>9.3} {f1:>9.3}  {}",
                score.pages.join(" ")
            )?;
        }
    }
    Ok(())
}

fn score(
    labels: &[&Value],
    reports: &BTreeMap<String, Value>,
    expected: fn(&Value) -> Option<String>,
    found: fn(&Value) -> Option<String>,
) -> Result<Score> {
    let mut score = Score {
        right: 0,
        wrong: 0,
        missed: 0,
        pages: Vec::new(),
    };
    for label in labels {
        let id = label["id"].as_str().context("a label has no id")?;
        let Some(report) = reports.get(id) else {
            bail!("no report for page {id}")
        };
        let (expected, found) = (expected(label), found(report));
        if expected == found {
            score.right += usize::from(expected.is_some());
            continue;
        }
        score.wrong += usize::from(found.is_some());
        score.missed += usize::from(expected.is_some());
        score.pages.push(format!(
            "{id}[{}≠{}]",
            expected.as_deref().unwrap_or("-"),
            found.as_deref().unwrap_or("-")
        ));
    }
    Ok(score)
}

fn share(right: usize, other: usize) -> f64 {
    if right + other == 0 {
        1.0
    } else {
        right as f64 / (right + other) as f64
    }
}

fn text(group: &Value, key: &str) -> Option<String> {
    group[key]
        .as_str()
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}

fn yes(value: &Value) -> Option<String> {
    (value == true).then(|| "yes".to_owned())
}

/// The mark of the given kinds that a person sees as the site's, with kinds in order of preference. The labels count a
/// public security placeholder as present but invalid, and an ICP placeholder as missing.
fn seen<'a>(report: &'a Value, kinds: &[&str], standings: &[&str]) -> Option<&'a Value> {
    let marks = report["marks"].as_array()?;
    let choices = standings
        .iter()
        .flat_map(|standing| kinds.iter().map(move |kind| (standing, kind)));
    choices.into_iter().find_map(|(standing, kind)| {
        marks.iter().find(|mark| {
            mark["kind"] == *kind && mark["standing"] == *standing && mark["shown"] == true
        })
    })
}

fn icp(report: &Value) -> Option<&Value> {
    seen(
        report,
        &["icp-filing", "icp-licence", "telecom-licence"],
        &["own"],
    )
}

fn public_security(report: &Value) -> Option<&Value> {
    seen(
        report,
        &["public-security"],
        &["own", "placeholder", "parody"],
    )
}

/// The link class of a label in the report's words; a link that cannot be judged counts as none.
fn label_class(group: &Value) -> Option<String> {
    if group["present"] != true {
        return None;
    }
    let class = match group["link_class"].as_str()? {
        "https_miit" | "psb_mps" => "official",
        "http_miit" => "official-http",
        "www_miit" | "retired" => "retired",
        "other_miit" => "wrong-page",
        "psb_old" => "old-platform",
        "relative" | "hash_or_js" | "empty" => "nowhere",
        "other" => "unofficial",
        _ => return None,
    };
    Some(class.to_owned())
}

fn report_class(mark: &Value) -> Option<String> {
    text(&mark["link"], "class").filter(|class| class != "none")
}

fn agrees(mark: &Value) -> Option<String> {
    let official = matches!(
        mark["link"]["class"].as_str(),
        Some("official" | "official-http" | "old-platform")
    );
    yes(&Value::Bool(official && mark["link"]["agrees"] == true))
}

fn badge(mark: &Value) -> Option<String> {
    (mark["badge"]["state"] == "present").then(|| "yes".to_owned())
}

fn placeholder(report: &Value) -> Option<String> {
    let marks = report["marks"].as_array()?;
    marks
        .iter()
        .any(|mark| matches!(mark["standing"].as_str(), Some("placeholder" | "parody")))
        .then(|| "yes".to_owned())
}

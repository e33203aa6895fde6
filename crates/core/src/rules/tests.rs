//! Checks that each rule is complete: registered, documented, with messages, and tested.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::{RULES, Rule, message_key, testing};
use crate::report::OutcomeKind;
use crate::snapshot::{PageSnapshot, Rect, Unread, UnreadKind};
use crate::view::basis_key;

/// The sections of a page, in English and in Chinese.
const SECTIONS: [(&str, &str); 6] = [
    ("What it checks", "检查什么"),
    ("Why", "为什么"),
    (DOUBT.0, DOUBT.1),
    ("Fails", "不通过示例"),
    ("Passes", "通过示例"),
    ("Sources", "出处"),
];
/// The section that says when a rule cannot tell.
const DOUBT: (&str, &str) = ("When it cannot tell", "何时无法判断");
/// How that section starts when there is no such case.
const ALWAYS: (&str, &str) = ("It can always tell: ", "总能判断：");

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Files in a folder, by name without extension.
fn stems(folder: &Path, extension: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let paths = entries.map(|entry| entry.expect("a readable folder").path());
    paths
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .map(|path| {
            path.file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned()
        })
        .collect()
}

/// A file of the rule.
fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The rule's page in both languages: the module's doc comment, and the file beside it.
fn pages_of(id: &str) -> (String, String) {
    let folder = root().join("crates/core/src/rules");
    let stem = id.replace('-', "_");
    let source = read(&folder.join(format!("{stem}.rs")));
    let lines = source.lines().map_while(|line| line.strip_prefix("//!"));
    let english = lines
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
        .collect::<Vec<_>>()
        .join("\n");
    (english, read(&folder.join(format!("{stem}.zh.md"))))
}

/// The sections of a page, heading and body.
fn sections(page: &str) -> Vec<(&str, &str)> {
    page.split("\n## ")
        .skip(1)
        .filter_map(|section| section.split_once('\n'))
        .map(|(heading, body)| (heading, body.trim()))
        .collect()
}

/// Whether the rule can always tell, as both of its pages must say.
fn can_always_tell(id: &str) -> bool {
    let (english, chinese) = pages_of(id);
    let says = |page: &str, heading: &str, always: &str| {
        sections(page)
            .into_iter()
            .any(|(found, body)| found == heading && body.starts_with(always))
    };
    let in_english = says(&english, DOUBT.0, ALWAYS.0);
    let in_chinese = says(&chinese, DOUBT.1, ALWAYS.1);
    assert_eq!(
        in_english, in_chinese,
        "{id}: one page says that it can always tell, the other does not"
    );
    in_english
}

#[test]
fn every_rule_has_its_files_and_every_file_its_rule() {
    let not_rules = [
        "hard_pages",
        "mod",
        "outcome",
        "page",
        "rule",
        "testing",
        "tests",
    ];
    let files: BTreeSet<String> = stems(&root().join("crates/core/src/rules"), "rs")
        .into_iter()
        .filter(|stem| !not_rules.contains(&stem.as_str()))
        .map(|stem| stem.replace('_', "-"))
        .collect();
    let registered: BTreeSet<String> = RULES.iter().map(|rule| rule.id.to_owned()).collect();
    let chinese: BTreeSet<String> = stems(&root().join("crates/core/src/rules"), "md")
        .into_iter()
        .map(|stem| stem.trim_end_matches(".zh").replace('_', "-"))
        .collect();
    assert_eq!(files, registered);
    assert_eq!(chinese, registered);
    assert_eq!(registered.len(), RULES.len(), "an id is used twice");
}

#[test]
fn every_rule_has_a_whole_page_in_both_languages() {
    for rule in RULES {
        let (english, chinese) = pages_of(rule.id);
        let (english_headings, chinese_headings): (Vec<_>, Vec<_>) = SECTIONS.into_iter().unzip();
        for (page, wanted) in [(english, english_headings), (chinese, chinese_headings)] {
            let found = sections(&page);
            let headings: Vec<_> = found.iter().map(|(heading, _)| *heading).collect();
            assert_eq!(headings, wanted, "{}", rule.id);
            for (place, (heading, body)) in found.iter().enumerate() {
                let is_example = [3, 4].contains(&place);
                assert!(!body.is_empty(), "{}: nothing under {heading}", rule.id);
                assert_eq!(
                    body.matches("```html").count(),
                    usize::from(is_example),
                    "{}: examples under {heading}",
                    rule.id
                );
            }
        }
    }
}

#[test]
fn every_page_has_the_title_that_the_card_shows() {
    for rule in RULES {
        let (english, chinese) = pages_of(rule.id);
        let name = rule.id.replace('-', "_") + "_title";
        for (locale, page, ending) in [("en", english, "."), ("zh_CN", chinese, "")] {
            let title = page.lines().next().unwrap_or_default();
            let title = title.trim_start_matches("# ");
            let title = title.strip_suffix(ending).unwrap_or(title);
            assert_eq!(testing::message(locale, &name), Some(title), "{locale}");
        }
    }
}

#[test]
fn every_rule_says_whether_it_can_always_tell() {
    for rule in RULES {
        let (english, _) = pages_of(rule.id);
        let says_when = sections(&english)
            .into_iter()
            .any(|(heading, body)| heading == DOUBT.0 && body.starts_with("It cannot tell "));
        assert!(
            can_always_tell(rule.id) != says_when,
            "{}: say {:?} or when it cannot",
            rule.id,
            ALWAYS.0
        );
        assert_eq!(
            can_always_tell(rule.id),
            rule.causes.cannot_tell.is_empty(),
            "{}: the page and the causes differ",
            rule.id
        );
    }
}

#[test]
fn nothing_is_left_to_write() {
    for rule in RULES {
        let rules = root().join("crates/core/src/rules");
        let fixtures = root().join("tests/fixtures").join(rule.id);
        let stem = rule.id.replace('-', "_");
        let mut files = vec![
            rules.join(format!("{stem}.rs")),
            rules.join(format!("{stem}.zh.md")),
        ];
        files.extend(
            stems(&fixtures, "html")
                .into_iter()
                .map(|name| fixtures.join(name + ".html")),
        );
        for file in files {
            let is_left = |text: &str| text.contains(testing::TO_DO);
            assert!(
                !is_left(&read(&file)) && !is_left(&file.to_string_lossy()),
                "{} still says {}",
                file.display(),
                testing::TO_DO
            );
        }
    }
}

#[test]
fn a_wrong_case_says_which_and_what_is_wrong() {
    let rule = RULES.first().expect("a rule");
    let html = "<footer>©</footer>";
    assert_eq!(
        testing::wrong_cases(rule, &[("right", "failed", html)]),
        [""; 0]
    );
    let wrong = testing::wrong_cases(rule, &[("wrong", "passed", html)]);
    let expected = format!(
        "{}, wrong: expected passed, got failed\n    {html}",
        rule.id
    );
    assert_eq!(wrong, [expected]);
}

#[test]
fn every_rule_cites_its_basis() {
    for rule in RULES {
        assert!(!rule.basis.is_empty(), "{}", rule.id);
        for (locale, basis) in testing::locales()
            .flat_map(|locale| rule.basis.iter().map(move |basis| (locale, basis)))
        {
            let name = basis_key(basis);
            assert!(
                testing::has_message(locale, &name),
                "{locale} has no {name}"
            );
        }
    }
}

/// The keys of the messages of all outcomes that rules can have, and of their titles.
fn keys() -> BTreeSet<String> {
    const OUTCOMES: [OutcomeKind; 4] = [
        OutcomeKind::Passed,
        OutcomeKind::Failed,
        OutcomeKind::CannotTell,
        OutcomeKind::Inapplicable,
    ];
    let of_rule = |rule: &Rule| {
        let ends = OUTCOMES.into_iter().flat_map(|outcome| {
            let causes = rule.causes.of(outcome).iter();
            causes.map(move |cause| message_key(rule.id, outcome, *cause))
        });
        let title = rule.id.replace('-', "_") + "_title";
        ends.chain([title]).collect::<Vec<_>>()
    };
    RULES.iter().flat_map(|rule| of_rule(rule)).collect()
}

#[test]
fn every_outcome_has_its_message_in_every_locale() {
    let keys = keys();
    for locale in testing::locales() {
        for key in &keys {
            assert!(testing::has_message(locale, key), "{locale} has no {key}");
        }
    }
}

#[test]
fn no_message_is_for_an_outcome_that_no_rule_has() {
    let keys = keys();
    let is_a_rules = |key: &str| {
        let prefixes = RULES.iter().map(|rule| rule.id.replace('-', "_") + "_");
        prefixes.into_iter().any(|prefix| key.starts_with(&prefix))
    };
    for locale in testing::locales() {
        let unused: Vec<_> = testing::keys(locale)
            .filter(|key| is_a_rules(key) && !keys.contains(*key))
            .collect();
        assert!(
            unused.is_empty(),
            "{locale}: no rule has the outcome of {unused:?}"
        );
    }
}

/// Pages that end as no fixture does.
const MORE_PAGES: &[&str] = &[
    "<footer>ICP备案申请中</footer>",
    "<footer>沪 公网安备 31011502400817 号</footer>",
    r#"<footer><a href="https://tsm.miit.gov.cn/dxxzsp/">沪ICP备2021036517号</a></footer>"#,
    "<!-- url: file:///home/index.html --><footer>©</footer>",
    "<footer>粤ICP备2021036517号-1</footer>",
    "<article><p>沪公网安备31011502400817号</p></article><footer>©</footer>",
    "<footer>沪公网安备11010802020134号</footer>",
    "<footer>京公网安备11010802020134号</footer>",
    "<footer><p>沪ICP备2021036517号</p><p>粤公网安备44030502400718号</p></footer>",
    "<title>示例网校</title>",
    "<title>示例基金</title>",
    "<title>示例医院</title>",
    "<title>示例新闻网</title>",
    "<title>示例出版社</title>",
];
/// A government's page without anything that it must show.
const GOVERNMENT: &str = "<!-- url: https://www.shanghai.gov.cn/ --><footer>©</footer>";

#[test]
fn every_cause_that_a_rule_lists_is_reached_on_some_page() {
    let fixtures = RULES.iter().flat_map(|rule| {
        let folder = root().join("tests/fixtures").join(rule.id);
        let names = stems(&folder, "json").into_iter();
        names.map(move |name| read(&folder.join(name + ".json")))
    });
    let fixtures = fixtures.map(|json| serde_json::from_str(&json).expect("a snapshot"));
    let sketched = MORE_PAGES.iter().map(|html| crate::testing::page(html));
    let mut pages: Vec<PageSnapshot> = fixtures.chain(sketched).collect();
    for what in [UnreadKind::ClosedShadowRoot, UnreadKind::PictureText] {
        let mut page = crate::testing::page(GOVERNMENT);
        let count = 1;
        page.unread.push(Unread {
            what,
            count,
            near_foot: count,
        });
        pages.push(page);
    }
    // A number that was never drawn.
    let mut page = crate::testing::page("<footer>沪ICP备2021036517号</footer>");
    for run in &mut page.runs {
        run.place = Rect::default();
    }
    pages.push(page);
    let reached: BTreeSet<String> = pages
        .iter()
        .flat_map(|page| crate::check(page).findings)
        .map(|finding| finding.message.name)
        .collect();
    let is_an_end = |key: &&String| !key.ends_with("_title") && !key.ends_with("_inapplicable");
    let listed = keys();
    let missing: Vec<_> = listed
        .iter()
        .filter(is_an_end)
        .filter(|key| !reached.contains(*key))
        .collect();
    assert!(missing.is_empty(), "no page ends so: {missing:#?}");
}

#[test]
fn a_rule_lists_each_cause_once() {
    for rule in RULES {
        let causes = &rule.causes;
        for list in [causes.passed, causes.failed, causes.cannot_tell] {
            for (place, cause) in list.iter().enumerate() {
                let again = list.iter().skip(place + 1).any(|other| other == cause);
                assert!(!again, "{}: {cause:?} twice", rule.id);
            }
        }
        assert!(
            !causes.failed.is_empty() && !causes.passed.is_empty(),
            "{}",
            rule.id
        );
    }
}

#[test]
fn names_in_message_keys_are_those_of_the_report() {
    for rule in RULES {
        for outcome in [
            OutcomeKind::Passed,
            OutcomeKind::Failed,
            OutcomeKind::CannotTell,
        ] {
            for cause in rule.causes.of(outcome) {
                assert_eq!(serde_json::json!(cause), cause.name());
            }
            assert_eq!(serde_json::json!(outcome), outcome.name());
        }
    }
}

#[test]
fn every_rule_has_fixtures_that_pass_and_fail_and_do_not_apply() {
    for rule in RULES {
        let names = stems(&root().join("tests/fixtures").join(rule.id), "html");
        let mut outcomes = vec!["passed-", "failed-", "inapplicable-"];
        if rule.id == "host-not-live" {
            // Every page has an address: this rule applies to all.
            outcomes.pop();
        }
        for outcome in outcomes {
            assert!(
                names.iter().any(|name| name.starts_with(outcome)),
                "{}: no {outcome}….html",
                rule.id
            );
        }
    }
}

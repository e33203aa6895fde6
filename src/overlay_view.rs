//! Report to view: what is shown, in what order. Holds no sentence: messages are keys into `_locales`.

use serde::{Deserialize, Serialize};

use crate::filing::Kind;
use crate::filing::hosts::Url;
use crate::report::{
    BadgeState, Element, Finding, LinkClass, Mark, Message, Need, OutcomeKind, Report, Severity,
    Verdict,
};
use crate::snapshot::UnreadKind;

/// All that the overlay draws.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OverlayView {
    /// The verdict in one sentence.
    pub verdict: Message,
    /// Its colour and icon.
    pub tone: Tone,
    /// How many elements are missing: the number on the toolbar button.
    pub missing: usize,
    /// Is this another page than the site's home page, of which the law speaks?
    pub is_inner_page: bool,
    /// Does the site need to file at all: the judgements in order, each with what decided it.
    pub path: Vec<Row>,
    /// The groups, ICP first.
    pub groups: Vec<Group>,
    /// What to draw around what was found.
    pub outlines: Vec<Outline>,
    /// What to draw where something is missing, in the order it stands on the page.
    pub ghosts: Vec<Ghost>,
    /// What was not looked at, the viewport, and that the register was not asked.
    pub notes: Vec<Message>,
}

/// How a thing is, told by icon and word and only then by colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tone {
    /// There, and right.
    Found,
    /// Not there.
    Missing,
    /// There, and wrong.
    Wrong,
    /// Could not be told.
    CannotTell,
    /// In order, and there is advice all the same.
    Advice,
    /// Not needed here.
    NotNeeded,
    /// Missing, wrong or doubtful, and ignored by the person.
    Waived,
}

impl Tone {
    /// As style sheets know it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Missing => "missing",
            Self::Wrong => "wrong",
            Self::CannotTell => "cannot-tell",
            Self::Advice => "advice",
            Self::NotNeeded => "not-needed",
            Self::Waived => "waived",
        }
    }

    /// The key of its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Found => "row_tone_found",
            Self::Missing => "row_tone_missing",
            Self::Wrong => "row_tone_wrong",
            Self::CannotTell => "row_tone_cannot_tell",
            Self::Advice => "row_tone_advice",
            Self::NotNeeded => "row_tone_not_needed",
            Self::Waived => "row_tone_waived",
        }
    }
}

/// A group of rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// Its heading.
    pub title: Message,
    /// A line for each term that a newcomer does not know.
    pub terms: Vec<Message>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// One element of the filing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// kebab-case name of the element (`icp-number`).
    pub element: String,
    /// Its heading.
    pub title: Message,
    /// Its state.
    pub tone: Tone,
    /// The key of the word for its state: an element is found, a question of the path is answered.
    pub word: String,
    /// The text on the page; hostile.
    pub evidence: Option<String>,
    /// The address that it links to, as written; hostile.
    pub link: Option<String>,
    /// Where on the page it stands.
    pub place: Option<Message>,
    /// Where the register answers for the number.
    pub look_up: Option<LookUp>,
    /// What the rules say, worst first.
    pub findings: Vec<RowFinding>,
    /// Selectors of what it speaks of.
    pub selectors: Vec<String>,
}

/// The register's page for one number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LookUp {
    /// Its address, with the number's code where the register takes one.
    pub href: String,
    /// What to type there, where it takes none.
    pub copy: Option<String>,
}

/// What one rule says, as the row shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowFinding {
    /// The rule's id.
    pub rule: String,
    /// Its state.
    pub tone: Tone,
    /// What it says.
    pub message: Message,
    /// The law or practice behind it.
    pub basis: Vec<String>,
    /// The HTML to paste.
    pub remedy: Option<String>,
    /// Why the person ignores it on this host; `None` when they do not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waived: Option<String>,
    /// What the page shows once it was pasted.
    pub preview: Option<Preview>,
}

/// A remedy, as a person sees it on the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Preview {
    /// The text, which is a link.
    pub text: String,
    /// The police badge stands in front of it.
    pub with_badge: bool,
}

/// A frame around something that was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outline {
    /// What to frame.
    pub selector: String,
    /// Its state.
    pub tone: Tone,
    /// Its label.
    pub label: Message,
}

/// Something missing, drawn where it belongs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ghost {
    /// kebab-case name of the element.
    pub element: String,
    /// What would stand there (`京ICP备××××××××号-1`): statutory Chinese, the same in every language.
    pub sample: String,
    /// What goes there.
    pub hint: Message,
    /// Stands beside this mark (a badge left of its number); `None`: below the last footer line.
    pub beside: Option<String>,
    /// Drawn with a badge-sized box in front.
    pub with_badge: bool,
}

/// The five elements that can be missing, by register.
const ICP: &[Element] = &[Element::IcpNumber, Element::IcpLink];
const PUBLIC_SECURITY: &[Element] = &[
    Element::PublicSecurityNumber,
    Element::PublicSecurityLink,
    Element::PublicSecurityBadge,
];
/// An address in a row is cut after so many characters; data URLs are long.
const EVIDENCE_CHARACTERS: usize = 160;

/// The view of a report.
#[must_use]
pub fn view(report: &Report) -> OverlayView {
    let icp = Register {
        report,
        need: report.applicability.icp,
        number: Element::IcpNumber,
    };
    let public_security = Register {
        report,
        need: report.applicability.public_security,
        number: Element::PublicSecurityNumber,
    };
    let mut groups = vec![
        Group {
            title: plain("card_group_icp"),
            terms: [
                "card_term_icp",
                "card_term_miit",
                "card_term_filing_subject",
                "card_term_service_number",
            ]
            .map(plain)
            .into(),
            rows: icp.rows(ICP),
        },
        Group {
            title: plain("card_group_public_security"),
            terms: vec![plain("card_term_public_security")],
            rows: public_security.rows(PUBLIC_SECURITY),
        },
    ];
    let count = |tones: &[Tone]| {
        rows(&groups)
            .filter(|row| tones.contains(&row.tone))
            .count()
    };
    let (missing, faulty) = (
        count(&[Tone::Missing]),
        count(&[Tone::Missing, Tone::Wrong]),
    );
    let mut ghosts = icp.ghosts(&groups);
    ghosts.extend(public_security.ghosts(&groups));
    let mut outlines = icp.outlines(&groups, "card_label_icp");
    outlines.extend(public_security.outlines(&groups, "card_label_public_security"));
    if let Some(row) = content_row(report) {
        groups.push(Group {
            title: plain("card_group_content"),
            terms: Vec::new(),
            rows: vec![row],
        });
    }
    let (verdict, tone) = verdict(report.verdict, faulty, waived(report));
    OverlayView {
        verdict,
        tone,
        missing,
        is_inner_page: !is_home_page(&report.url),
        path: path(report),
        groups,
        outlines,
        ghosts,
        notes: notes(report),
    }
}

/// How many findings that weigh the person ignores on this host.
fn waived(report: &Report) -> usize {
    let findings = report.findings.iter();
    findings
        .filter(|finding| finding.waived.is_some() && finding.severity >= Severity::Warn)
        .count()
}

fn verdict(verdict: Verdict, faulty: usize, waived: usize) -> (Message, Tone) {
    match verdict {
        Verdict::Complete if waived > 0 => (
            with("verdict_complete_waived", waived.to_string()),
            Tone::Found,
        ),
        Verdict::Complete => (plain("verdict_complete"), Tone::Found),
        // What is wrong beside the five elements counts as one.
        Verdict::Incomplete if faulty <= 1 => (plain("verdict_incomplete_one"), Tone::Missing),
        Verdict::Incomplete => (
            with("verdict_incomplete", faulty.to_string()),
            Tone::Missing,
        ),
        Verdict::NeedsReview => (plain("verdict_needs_review"), Tone::CannotTell),
        Verdict::NotRequired => (plain("verdict_not_required"), Tone::NotNeeded),
    }
}

/// One register's part of the report.
struct Register<'a> {
    report: &'a Report,
    need: Need,
    number: Element,
}

impl<'a> Register<'a> {
    fn rows(&self, elements: &[Element]) -> Vec<Row> {
        let number = self.number_tone();
        elements
            .iter()
            .map(|element| self.row(*element, number))
            .collect()
    }

    fn row(&self, element: Element, number: Tone) -> Row {
        let findings: Vec<&Finding> = findings(self.report, element).collect();
        let tone = if self.need == Need::NotRequired {
            Tone::NotNeeded
        } else if element == self.number {
            number
        } else if findings
            .iter()
            .all(|finding| finding.outcome == OutcomeKind::Inapplicable)
        {
            self.tone_without_number(element, number)
        } else {
            tone(&findings)
        };
        let marks = self.marks(element);
        let is_number = element == self.number;
        // The rest of the row's evidence is of the number that it belongs to.
        let first = marks.first().filter(|_| is_number).copied();
        let mut told = row_findings(&findings);
        if told.is_empty() && tone == Tone::Missing {
            // What comes with the number: the number's fix brings it.
            let number: Vec<&Finding> = self::findings(self.report, self.number).collect();
            told = row_findings(&number);
        }
        Row {
            element: name(element).into(),
            title: keyed("row_", element),
            tone,
            word: tone.word().into(),
            evidence: marks.first().and_then(|mark| match tone {
                // What lacks it.
                Tone::Missing if !is_number => cut(&mark.number.raw),
                Tone::NotNeeded if !is_number => None,
                _ => evidence(mark, element),
            }),
            link: first.and_then(|mark| cut(mark.link.href.as_deref()?)),
            place: first.map(|mark| plain(place(mark))),
            look_up: first.and_then(look_up),
            findings: told,
            selectors: marks
                .iter()
                .filter_map(|mark| selector(mark, element))
                .collect(),
        }
    }

    fn number_tone(&self) -> Tone {
        let findings: Vec<&Finding> = findings(self.report, self.number).collect();
        // What stands there and is hidden, or is no number of the site's own, is wrong rather than missing.
        let is_instead = |finding: &&&Finding| {
            let message = finding.message.name.as_str();
            finding.outcome == OutcomeKind::Failed
                && (message.ends_with("_missing_failed_placeholder")
                    || message.ends_with("_missing_failed_hidden"))
        };
        match tone(&findings) {
            Tone::Missing if findings.iter().any(|finding| is_instead(&finding)) => Tone::Wrong,
            tone => tone,
        }
    }

    /// A link or a badge belongs to a number. Without one of the site's own it is judged by what stands in its place.
    fn tone_without_number(&self, element: Element, number: Tone) -> Tone {
        if number != Tone::Wrong {
            return match number {
                Tone::CannotTell | Tone::Waived => number,
                _ => Tone::Missing,
            };
        }
        let is_there = self.marks(self.number).iter().any(|mark| match element {
            Element::PublicSecurityBadge => mark
                .badge
                .as_ref()
                .is_some_and(|badge| badge.state == BadgeState::Present),
            _ => !matches!(
                mark.link.class,
                LinkClass::None | LinkClass::Nowhere | LinkClass::Unknown
            ),
        });
        if is_there {
            Tone::CannotTell
        } else {
            Tone::Missing
        }
    }

    /// The marks that the element's findings speak of, the one that speaks for the site first; else the number's.
    fn marks(&self, element: Element) -> Vec<&'a Mark> {
        let of = |element| {
            let mut spoken: Vec<usize> = Vec::new();
            for index in findings(self.report, element)
                .filter(|finding| !is_of_a_mention(finding))
                .flat_map(|f| &f.marks)
            {
                if !spoken.contains(index) {
                    spoken.push(*index);
                }
            }
            spoken
        };
        let mut spoken = of(element);
        if spoken.is_empty() {
            spoken = of(self.number);
        }
        spoken
            .into_iter()
            .filter_map(|index| self.report.marks.get(index))
            .collect()
    }

    /// What is missing, drawn where it belongs: a missing number takes its link and badge with it.
    fn ghosts(&self, groups: &[Group]) -> Vec<Ghost> {
        let is_missing = |element: Element| {
            rows(groups).any(|row| row.element == name(element) && row.tone == Tone::Missing)
        };
        let is_icp = self.number == Element::IcpNumber;
        if is_missing(self.number) {
            return vec![Ghost {
                element: name(self.number).into(),
                sample: if is_icp {
                    "京ICP备××××××××号-1"
                } else {
                    "京公网安备××××××××××××××号"
                }
                .into(),
                hint: keyed("ghost_", self.number),
                beside: None,
                with_badge: !is_icp,
            }];
        }
        let beside = self
            .marks(self.number)
            .iter()
            .find_map(|mark| mark.selector.clone());
        let (link, sample) = if is_icp {
            (Element::IcpLink, "beian.miit.gov.cn")
        } else {
            (Element::PublicSecurityLink, "beian.mps.gov.cn")
        };
        let mut ghosts = Vec::new();
        for (element, sample, with_badge) in [
            (Element::PublicSecurityBadge, "", true),
            (link, sample, false),
        ] {
            if (element == link || !is_icp) && is_missing(element) {
                ghosts.push(Ghost {
                    element: name(element).into(),
                    sample: sample.into(),
                    hint: keyed("ghost_", element),
                    beside: beside.clone(),
                    with_badge,
                });
            }
        }
        ghosts
    }

    /// A frame around each number, in the worst tone of what hangs on it.
    fn outlines(&self, groups: &[Group], label: &str) -> Vec<Outline> {
        let register = if self.number == Element::IcpNumber {
            ICP
        } else {
            PUBLIC_SECURITY
        };
        let tones = || {
            rows(groups)
                .filter(|row| register.iter().any(|element| row.element == name(*element)))
                .map(|row| row.tone)
        };
        let tone = if tones().any(|tone| matches!(tone, Tone::Missing | Tone::Wrong)) {
            Tone::Wrong
        } else {
            tones()
                .find(|tone| *tone == Tone::CannotTell)
                .unwrap_or(Tone::Found)
        };
        let marks = self
            .marks(self.number)
            .into_iter()
            .filter(|mark| mark.shown);
        marks
            .filter_map(|mark| mark.selector.clone())
            .map(|selector| Outline {
                selector,
                tone,
                label: plain(label),
            })
            .collect()
    }
}

/// A finding that only points at what the page speaks of.
fn is_of_a_mention(finding: &Finding) -> bool {
    finding.message.name.ends_with("_failed_mention")
}

fn findings(report: &Report, element: Element) -> impl Iterator<Item = &Finding> {
    report
        .findings
        .iter()
        .filter(move |finding| finding.element == element)
}

fn rows(groups: &[Group]) -> impl Iterator<Item = &Row> {
    groups.iter().flat_map(|group| &group.rows)
}

/// How an element is, by what the rules say: what is only good to know does not change it.
fn tone(findings: &[&Finding]) -> Tone {
    let is_waived = findings.iter().any(|finding| finding.waived.is_some());
    let weighs =
        |finding: &&&Finding| finding.severity >= Severity::Warn && finding.waived.is_none();
    let failed = || {
        findings
            .iter()
            .filter(weighs)
            .filter(|finding| finding.outcome == OutcomeKind::Failed)
    };
    if failed().any(|finding| {
        finding.rule.ends_with("-missing") && !finding.message.name.ends_with("_failed_hidden")
    }) {
        Tone::Missing
    } else if failed().next().is_some() {
        Tone::Wrong
    } else if findings
        .iter()
        .filter(weighs)
        .any(|finding| finding.outcome == OutcomeKind::CannotTell)
    {
        Tone::CannotTell
    } else if is_waived {
        Tone::Waived
    } else {
        Tone::Found
    }
}

/// What is wrong, then what cannot be told, each by weight; when there is neither, what was found in order first.
fn row_findings(findings: &[&Finding]) -> Vec<RowFinding> {
    let mut told = Vec::new();
    for outcome in [OutcomeKind::Failed, OutcomeKind::CannotTell] {
        for severity in [Severity::Fail, Severity::Warn, Severity::Info] {
            let such = findings
                .iter()
                .filter(|finding| finding.outcome == outcome && finding.severity == severity);
            told.extend(such.map(|finding| row_finding(finding)));
        }
    }
    if told.is_empty() {
        let passed = findings
            .iter()
            .find(|finding| finding.outcome == OutcomeKind::Passed);
        told.extend(passed.map(|finding| row_finding(finding)));
    }
    told
}

/// The key of a law's name: the report cites it in English, a person reads it in the language of the card.
#[must_use]
pub fn basis_key(basis: &str) -> String {
    let mut key = String::from("basis");
    for word in basis.split(|letter: char| !letter.is_ascii_alphanumeric()) {
        if !word.is_empty() {
            key.push('_');
            key.push_str(&word.to_ascii_lowercase());
        }
    }
    key
}

fn row_finding(finding: &Finding) -> RowFinding {
    RowFinding {
        rule: finding.rule.clone(),
        tone: match finding.outcome {
            _ if finding.waived.is_some() => Tone::Waived,
            OutcomeKind::Failed if finding.rule.ends_with("-missing") => Tone::Missing,
            OutcomeKind::Failed if finding.severity == Severity::Info => Tone::Advice,
            OutcomeKind::Failed => Tone::Wrong,
            OutcomeKind::CannotTell => Tone::CannotTell,
            OutcomeKind::Passed => Tone::Found,
            OutcomeKind::Inapplicable => Tone::NotNeeded,
        },
        message: finding.message.clone(),
        basis: finding.basis.iter().map(|basis| basis_key(basis)).collect(),
        preview: finding.remedy.as_deref().and_then(preview),
        remedy: finding.remedy.clone(),
        waived: finding.waived.as_ref().map(|waived| waived.reason.clone()),
    }
}

/// What a remedy of [`crate::remedy`] shows.
fn preview(remedy: &str) -> Option<Preview> {
    let (text, _) = remedy.rsplit_once("</a>")?;
    let (_, text) = text.rsplit_once('>')?;
    Some(Preview {
        text: crate::remedy::unescape(text.trim()),
        with_badge: remedy.contains("<img"),
    })
}

fn evidence(mark: &Mark, element: Element) -> Option<String> {
    let text = match element {
        Element::IcpLink | Element::PublicSecurityLink => mark.link.href.as_deref(),
        Element::PublicSecurityBadge => mark.badge.as_ref().and_then(|badge| badge.src.as_deref()),
        _ => Some(mark.number.raw.as_str()),
    };
    text.and_then(cut)
}

/// What of a page's text is shown; `None` of nothing.
fn cut(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.chars().take(EVIDENCE_CHARACTERS).collect())
}

fn place(mark: &Mark) -> &'static str {
    match mark {
        Mark { shown: false, .. } => "card_place_hidden",
        Mark { frame: Some(_), .. } => "card_place_frame",
        Mark { footer: true, .. } => "card_place_foot",
        _ => "card_place_elsewhere",
    }
}

/// Where a number can be looked up; `None` for what is no number.
fn look_up(mark: &Mark) -> Option<LookUp> {
    let number = mark.number.number.as_deref()?;
    Some(match mark.number.kind {
        Kind::PublicSecurity => LookUp {
            href: crate::remedy::MPS_QUERY.to_owned() + &mark.number.digits,
            copy: None,
        },
        Kind::IcpFiling => LookUp {
            href: crate::remedy::MIIT.into(),
            copy: Some(number.into()),
        },
        _ => return None,
    })
}

fn selector(mark: &Mark, element: Element) -> Option<String> {
    let badge = mark
        .badge
        .as_ref()
        .filter(|_| element == Element::PublicSecurityBadge);
    badge
        .and_then(|badge| badge.selector.clone())
        .or_else(|| mark.selector.clone())
}

/// The questions of the path, each with the rules that answer it.
const QUESTIONS: &[(&str, &[&str])] = &[
    ("card_step_live", &["host-not-live"]),
    (
        "card_step_domain",
        &["host-bare-address", "host-without-custom-domain"],
    ),
    ("card_step_ending", &["host-tld-not-approved"]),
    ("card_step_mainland", &["host-outside-mainland"]),
];
/// What the page's content may ask for beside the filings.
const ADVICE: &[&str] = &[
    "content-needs-prior-approval",
    "payment-needs-registered-domain",
];

/// The judgements of the host rules as a path, what follows from them, and advice.
fn path(report: &Report) -> Vec<Row> {
    let is_told = |finding: &&Finding| finding.outcome != OutcomeKind::Inapplicable;
    let of = |rules: &'static [&str]| {
        let is_of = move |finding: &&Finding| rules.contains(&finding.rule.as_str());
        report.findings.iter().filter(is_of)
    };
    let mut path = Vec::new();
    for (question, rules) in QUESTIONS {
        let answers: Vec<&Finding> = rules
            .iter()
            .filter_map(|rule| report.findings.iter().find(|finding| finding.rule == *rule))
            .filter(is_told)
            .collect();
        // A "no" ends the path; without one the last answer is the most precise.
        let no = answers
            .iter()
            .find(|answer| answer.outcome == OutcomeKind::Failed);
        if let Some(answer) = no.or(answers.last()) {
            let tone = match answer.outcome {
                OutcomeKind::Failed => Tone::NotNeeded,
                OutcomeKind::CannotTell => Tone::CannotTell,
                _ => Tone::Found,
            };
            path.push(step(question, tone, vec![row_finding(answer)]));
        }
    }
    for (filing, need) in [
        ("card_step_icp", report.applicability.icp),
        (
            "card_step_public_security",
            report.applicability.public_security,
        ),
    ] {
        let tone = match need {
            Need::Required => Tone::Found,
            Need::NotRequired => Tone::NotNeeded,
            Need::RequiredIfMainland | Need::CannotTell => Tone::CannotTell,
        };
        path.push(step(filing, tone, Vec::new()));
    }
    let advice = of(ADVICE).filter(|finding| finding.outcome == OutcomeKind::Failed);
    path.extend(
        advice.map(|finding| step("card_step_advice", Tone::Advice, vec![row_finding(finding)])),
    );
    path
}

fn step(title: &str, tone: Tone, findings: Vec<RowFinding>) -> Row {
    Row {
        element: name(Element::Host).into(),
        title: plain(title),
        tone,
        word: answer(tone, findings.is_empty()).into(),
        evidence: None,
        link: None,
        place: None,
        look_up: None,
        findings,
        selectors: Vec::new(),
    }
}

/// Questions are answered yes or no; what is not asked is needed, not needed, or depends.
fn answer(tone: Tone, is_no_question: bool) -> &'static str {
    match (tone, is_no_question) {
        (Tone::Found, false) => "card_yes",
        (Tone::NotNeeded, false) => "card_no",
        (Tone::Found, true) => "card_needed",
        (Tone::CannotTell, true) => "card_depends",
        (Tone::Advice, _) => "card_mind",
        (tone, _) => tone.word(),
    }
}

/// Advice on the page's content, when there is any.
fn content_row(report: &Report) -> Option<Row> {
    let told: Vec<&Finding> = findings(report, Element::Content)
        .filter(|finding| {
            matches!(
                finding.outcome,
                OutcomeKind::Failed | OutcomeKind::CannotTell
            )
        })
        .collect();
    let counted = || told.iter().filter(|finding| finding.waived.is_none());
    let mut failed = counted().filter(|finding| finding.outcome == OutcomeKind::Failed);
    let advises = failed.clone().next().is_some();
    let tone = if failed.any(|finding| finding.severity >= Severity::Warn) {
        Tone::Wrong
    } else if advises {
        Tone::Advice
    } else if counted().next().is_some() {
        Tone::CannotTell
    } else {
        Tone::Waived
    };
    (!told.is_empty()).then(|| Row {
        element: name(Element::Content).into(),
        title: keyed("row_", Element::Content),
        tone,
        word: tone.word().into(),
        evidence: None,
        link: None,
        place: None,
        look_up: None,
        findings: row_findings(&told),
        selectors: Vec::new(),
    })
}

/// What was not looked at, the viewport, the page's place in the site, and that the register was not asked.
fn notes(report: &Report) -> Vec<Message> {
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

/// Is this address a site's home page: the root or that of a language, or the file that servers answer it with.
fn is_home_page(url: &str) -> bool {
    let Some(path) = Url::split(url).map(|url| url.path) else {
        return true;
    };
    let path = path.to_ascii_lowercase();
    let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let is_index = |part: &&str| {
        let stem = part.split_once('.').map_or(*part, |(stem, _)| stem);
        matches!(stem, "index" | "default" | "home" | "main")
    };
    parts.pop_if(|part| is_index(&&**part));
    parts.pop_if(|part| is_language(part));
    parts.is_empty()
}

/// Such as `en`, `zh-cn`, `zh_hans`.
fn is_language(part: &str) -> bool {
    let is_word = |word: &str, most: usize| {
        (2..=most).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    match part.split_once(['-', '_']) {
        Some((language, place)) => is_word(language, 2) && is_word(place, 4),
        None => is_word(part, 2),
    }
}

fn plain(name: &str) -> Message {
    Message {
        name: name.into(),
        args: Vec::new(),
    }
}

fn with(name: &str, arg: String) -> Message {
    Message {
        name: name.into(),
        args: vec![arg],
    }
}

/// A message of an element: `row_icp_number`.
fn keyed(prefix: &str, element: Element) -> Message {
    let mut key = String::from(prefix);
    key.push_str(&name(element).replace('-', "_"));
    Message {
        name: key,
        args: Vec::new(),
    }
}

/// The element's name in kebab-case, as in the report.
fn name(element: Element) -> &'static str {
    match element {
        Element::Host => "host",
        Element::IcpNumber => "icp-number",
        Element::IcpLink => "icp-link",
        Element::PublicSecurityNumber => "public-security-number",
        Element::PublicSecurityLink => "public-security-link",
        Element::PublicSecurityBadge => "public-security-badge",
        Element::Content => "content",
    }
}

#[cfg(test)]
#[allow(clippy::expect_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;

    fn view_of(html: &str) -> OverlayView {
        view(&crate::check(&crate::testing::page(html)))
    }

    /// The rows of the five elements, as `element tone`.
    fn tones(view: &OverlayView) -> Vec<(&str, Tone)> {
        let five = rows(&view.groups).filter(|row| row.element.contains('-'));
        five.map(|row| (row.element.as_str(), row.tone)).collect()
    }

    const COMPLETE: &str = "<footer><p><a href=\"https://beian.miit.gov.cn/\">沪ICP备2021036517号-1</a></p>\
        <p><a href=\"https://beian.mps.gov.cn/#/query/webSearch?code=31011502400817\"><img src=\"ghs.png\"> \
        沪公网安备31011502400817号</a></p></footer>";

    #[test]
    fn an_empty_page_misses_five_elements_and_has_two_ghosts_in_the_order_of_the_page() {
        let view = view_of("<footer>©</footer>");
        assert_eq!(view.missing, 5);
        assert!(
            tones(&view).iter().all(|(_, tone)| *tone == Tone::Missing),
            "{:?}",
            tones(&view)
        );
        let ghosts: Vec<_> = view
            .ghosts
            .iter()
            .map(|ghost| (ghost.element.as_str(), ghost.with_badge))
            .collect();
        assert_eq!(
            ghosts,
            [("icp-number", false), ("public-security-number", true)]
        );
        assert!(view.ghosts.iter().all(|ghost| ghost.beside.is_none()));
    }

    #[test]
    fn a_complete_page_has_outlines_and_no_ghosts() {
        let view = view_of(COMPLETE);
        assert_eq!(
            (view.missing, view.tone),
            (0, Tone::Found),
            "{:?}",
            tones(&view)
        );
        assert!(view.ghosts.is_empty());
        assert_eq!(
            view.outlines
                .iter()
                .filter(|outline| outline.tone == Tone::Found)
                .count(),
            2
        );
    }

    #[test]
    fn a_missing_badge_is_drawn_beside_its_number() {
        let view = view_of(&COMPLETE.replace("<img src=\"ghs.png\">", ""));
        assert_eq!(view.missing, 1);
        let ghost = view.ghosts.first().expect("a ghost");
        assert_eq!(
            (
                ghost.element.as_str(),
                ghost.with_badge,
                ghost.beside.is_some()
            ),
            ("public-security-badge", true, true)
        );
    }

    #[test]
    fn a_missing_link_is_drawn_beside_its_number() {
        let view = view_of(&COMPLETE.replace("https://beian.miit.gov.cn/", "#"));
        assert_eq!(view.missing, 1);
        assert_eq!(view.ghosts[0].element, "icp-link");
        assert!(view.ghosts[0].beside.is_some());
    }

    #[test]
    fn a_placeholder_is_wrong_rather_than_missing() {
        let view = view_of(&COMPLETE.replace("沪ICP备2021036517号-1", "京ICP备12345678号-1"));
        assert_eq!(tones(&view)[0], ("icp-number", Tone::Wrong));
        assert_eq!(view.missing, 0, "{:?}", tones(&view));
        assert!(view.ghosts.is_empty());
    }

    #[test]
    fn the_worst_is_told_first() {
        let view = view_of(
            "<header>沪ICP备202103651号</header><main style=\"min-height:1500px\">茶</main><footer>©</footer>",
        );
        let row = &view.groups[0].rows[0];
        let tones: Vec<Tone> = row.findings.iter().map(|finding| finding.tone).collect();
        assert_eq!(row.tone, Tone::Wrong);
        assert!(tones.starts_with(&[Tone::Wrong, Tone::Wrong]), "{tones:?}");
    }

    #[test]
    fn a_host_that_need_not_file_says_so_first_and_asks_for_nothing() {
        let view = view_of("<!-- url: http://localhost/ --><footer>©</footer>");
        assert_eq!((view.missing, view.tone), (0, Tone::NotNeeded));
        assert_eq!(view.path[0].tone, Tone::NotNeeded);
        assert!(view.ghosts.is_empty() && view.outlines.is_empty());
    }

    #[test]
    fn a_frame_that_was_not_read_makes_doubt_and_no_ghost() {
        let view = view_of("<footer>©</footer><iframe src=\"https://a.example.net/\"></iframe>");
        assert_eq!(
            (view.missing, view.tone),
            (0, Tone::CannotTell),
            "{:?}",
            tones(&view)
        );
        assert!(view.ghosts.is_empty());
        assert_eq!(view.notes[0].name, "note_unread_cross_origin_frame");
    }

    #[test]
    fn an_inner_page_is_named_as_one() {
        for (url, is_inner) in [
            ("/", false),
            ("/index.html", false),
            ("/en/", false),
            ("/zh_CN/index.html", false),
            ("/about/team.html", true),
            ("/about/index.html", true),
            ("/news", true),
        ] {
            let view = view_of(&["<!-- url: http://www.example-shop.cn", url, " -->"].concat());
            assert_eq!(view.is_inner_page, is_inner, "{url}");
        }
    }
}

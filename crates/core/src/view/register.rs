//! Builds the rows of one register, and what is drawn on the page for them.

use super::evidence::{cut, evidence, look_up, place, selector};
use super::findings::{self, is_of_a_mention, row_findings, tone};
use super::messages::{keyed, plain};
use super::model::{Ghost, Group, Outline, Row, Tone, rows};
use crate::report::{
    BadgeState, Cause, Element, Finding, LinkClass, Mark, Need, OutcomeKind, Report,
};
use crate::rules::{Fault, fault_of};

/// The five elements that can be missing, by register.
const ICP: &[Element] = &[Element::IcpNumber, Element::IcpLink];
const PUBLIC_SECURITY: &[Element] = &[
    Element::PublicSecurityNumber,
    Element::PublicSecurityLink,
    Element::PublicSecurityBadge,
];
/// The part of the report about one register.
pub(super) struct Register<'a> {
    pub(super) report: &'a Report,
    pub(super) need: Need,
    pub(super) number: Element,
}

impl<'a> Register<'a> {
    fn elements(&self) -> &'static [Element] {
        if self.number == Element::IcpNumber {
            ICP
        } else {
            PUBLIC_SECURITY
        }
    }

    pub(super) fn rows(&self) -> Vec<Row> {
        let number = self.number_tone();
        self.elements()
            .iter()
            .map(|element| self.row(*element, number))
            .collect()
    }

    fn row(&self, element: Element, number: Tone) -> Row {
        let findings: Vec<&Finding> = findings::of(self.report, element).collect();
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
        // The other details belong to the number's row.
        let first = marks.first().filter(|_| is_number).copied();
        let mut told = row_findings(&findings);
        if told.is_empty() && tone == Tone::Missing {
            // The fix for the number also brings this element.
            let number: Vec<&Finding> = findings::of(self.report, self.number).collect();
            told = row_findings(&number);
        }
        Row {
            element: element.name().into(),
            title: keyed("row_", element),
            tone,
            word: tone.word().into(),
            evidence: marks.first().and_then(|mark| match tone {
                // The number that lacks it.
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
        let findings: Vec<&Finding> = findings::of(self.report, self.number).collect();
        // A hidden number or a placeholder is wrong rather than missing.
        let is_instead = |finding: &&&Finding| {
            finding.outcome == OutcomeKind::Failed
                && fault_of(&finding.rule) == Fault::Missing
                && matches!(finding.cause, Cause::Placeholder | Cause::Hidden)
        };
        match tone(&findings) {
            Tone::Missing if findings.iter().any(|finding| is_instead(&finding)) => Tone::Wrong,
            tone => tone,
        }
    }

    /// The tone of a link or badge when the site has no number of its own: judged by what is in the number's place.
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

    /// The marks in the element's findings, with the one that counts for the site first; otherwise those of the number.
    fn marks(&self, element: Element) -> Vec<&'a Mark> {
        let of = |element| {
            let mut spoken: Vec<usize> = Vec::new();
            for index in findings::of(self.report, element)
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

    /// What is missing, drawn where it belongs: a missing number includes its link and badge.
    pub(super) fn ghosts(&self, groups: &[Group]) -> Vec<Ghost> {
        let is_missing = |element: Element| {
            rows(groups).any(|row| row.element == element.name() && row.tone == Tone::Missing)
        };
        let is_icp = self.number == Element::IcpNumber;
        if is_missing(self.number) {
            return vec![Ghost {
                element: self.number.name().into(),
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
                    element: element.name().into(),
                    sample: sample.into(),
                    hint: keyed("ghost_", element),
                    beside: beside.clone(),
                    with_badge,
                });
            }
        }
        ghosts
    }

    /// A frame around each number, in the worst tone of the register's elements.
    pub(super) fn outlines(&self, groups: &[Group], label: &str) -> Vec<Outline> {
        let tones = || {
            rows(groups)
                .filter(|row| {
                    self.elements()
                        .iter()
                        .any(|element| row.element == element.name())
                })
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

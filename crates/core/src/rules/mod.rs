//! The rules: one file each, named as its id. A rule sees the page and its marks and nothing else.
//!
//! A rule's file starts with its web page (the module's doc comment, English and Chinese), then the `RULE`, then the
//! judgement, then its tests. What several rules need stands here, once.

use crate::filing::hosts::Url;
use crate::filing::{Kind, Standing};
use crate::marks::Register;
use crate::report::{Applicability, Element, LinkClass, Mark, Need, OutcomeKind, Severity};
use crate::snapshot::{PageSnapshot, UnreadKind};

/// Declares each rule's module and registers it, in the order in which a person reads the findings.
macro_rules! rules {
    ($($module:ident),* $(,)?) => {
        $(mod $module;)*
        /// All rules, in the order in which a person reads their findings.
        pub static RULES: &[&Rule] = &[$(&$module::RULE),*];
    };
}

mod shared;

rules![
    icp_number_missing,
    icp_number_malformed,
    icp_number_placeholder,
    icp_number_parody,
    icp_sign_not_issued,
    icp_not_in_footer,
    icp_hidden,
    icp_not_centred,
    icp_numbers_conflict,
    icp_number_not_expected,
    icp_link_missing,
    icp_link_retired,
    icp_link_not_miit,
    icp_link_wrong_register,
    icp_link_plain_http,
    icp_link_same_tab,
    icp_number_form,
    public_security_number_missing,
    public_security_number_malformed,
    public_security_number_placeholder,
    public_security_number_not_expected,
    public_security_sign_and_division_disagree,
    public_security_not_in_footer,
    public_security_hidden,
    public_security_link_missing,
    public_security_link_disagrees,
    public_security_link_old_platform,
    public_security_link_wrong_register,
    public_security_link_not_official,
    public_security_badge_missing,
    public_security_badge_broken,
    public_security_badge_not_the_emblem,
    public_security_badge_not_beside_number,
    host_not_live,
    host_without_custom_domain,
    host_bare_address,
    host_tld_not_approved,
    host_outside_mainland,
    content_needs_prior_approval,
    payment_needs_registered_domain,
    government_mark_missing,
    government_site_code_missing,
];

/// One thing that can be wrong with a page.
pub struct Rule {
    /// kebab-case; names the fault. File name, fixture folder, message keys and web page derive from it.
    pub id: &'static str,
    /// How much it matters when it fails.
    pub severity: Severity,
    /// The element of the card it speaks of.
    pub element: Element,
    /// The law or practice behind it, as cited.
    pub basis: &'static [&'static str],
    /// The judgement.
    pub evaluate: fn(&Page) -> Outcome,
}

impl Rule {
    /// The rule's outcome on a page. The elements of a register that the host need not file with are not judged.
    #[must_use]
    pub fn judge(&self, page: &Page) -> Outcome {
        let need = match self.element {
            Element::IcpNumber | Element::IcpLink => page.applicability.icp,
            Element::PublicSecurityNumber
            | Element::PublicSecurityLink
            | Element::PublicSecurityBadge => page.applicability.public_security,
            Element::Host | Element::Content => Need::Required,
        };
        if need == Need::NotRequired {
            Outcome::inapplicable()
        } else {
            (self.evaluate)(page)
        }
    }
}

/// What a rule is given.
pub struct Page<'a> {
    /// The page as captured.
    pub snapshot: &'a PageSnapshot,
    /// The page's host name, lower case; empty when the address has none.
    pub host: &'a str,
    /// Its marks.
    pub marks: &'a [Mark],
    /// What its host needs.
    pub applicability: &'a Applicability,
}

/// A mark and its index in the report.
type Indexed<'a> = (usize, &'a Mark);

impl<'a> Page<'a> {
    /// The marks of a register, whosesoever.
    fn all(&self, register: Register) -> impl Iterator<Item = Indexed<'a>> {
        self.marks
            .iter()
            .enumerate()
            .filter(move |(_, mark)| Register::of(mark.number.kind) == Some(register))
    }

    /// The site's own numbers, hidden ones too.
    fn own(&self, register: Register) -> impl Iterator<Item = Indexed<'a>> {
        self.all(register)
            .filter(|(_, mark)| mark.number.standing == Standing::Own)
    }

    /// The site's own numbers that a person can see.
    fn shown(&self, register: Register) -> impl Iterator<Item = Indexed<'a>> {
        self.own(register).filter(|(_, mark)| mark.shown)
    }

    /// What stands where the site's own number should, seen by a person, and is none.
    fn shown_instead(&self, register: Register, standing: Standing) -> Vec<usize> {
        let seen = self
            .all(register)
            .filter(|(_, mark)| mark.shown && mark.number.standing == standing);
        seen.map(|(index, _)| index).collect()
    }

    /// The number that speaks for the site: seen rather than hidden, at the foot, well-formed, a filing before a licence.
    fn main(&self, register: Register) -> Option<Indexed<'a>> {
        let kind_rank = |kind: Kind| match kind {
            Kind::IcpFiling | Kind::PublicSecurity => 0,
            Kind::IcpLicence => 1,
            Kind::TelecomLicence => 2,
            Kind::OtherPermit => 3,
        };
        self.shown(register).min_by_key(|(_, mark)| {
            (
                !mark.footer,
                kind_rank(mark.number.kind),
                !mark.number.valid,
                link_rank(mark.link.class),
            )
        })
    }

    /// The main number wherever it is seen at the foot (anywhere, when it is not there): a page may show it twice, and
    /// link it once.
    fn twins(&self, register: Register) -> Vec<Indexed<'a>> {
        let Some((_, main)) = self.main(register) else {
            return Vec::new();
        };
        self.shown(register)
            .filter(|(_, mark)| {
                mark.number.kind == main.number.kind
                    && mark.number.digits == main.number.digits
                    && mark.footer == main.footer
            })
            .collect()
    }

    /// The main number's best link among its twins.
    fn best_link(&self, register: Register) -> Option<Indexed<'a>> {
        self.twins(register)
            .into_iter()
            .min_by_key(|(_, mark)| link_rank(mark.link.class))
    }

    /// The twins whose link is of this class.
    fn linked(&self, register: Register, classes: &[LinkClass]) -> Vec<Indexed<'a>> {
        self.twins(register)
            .into_iter()
            .filter(|(_, mark)| classes.contains(&mark.link.class))
            .collect()
    }

    /// Does any twin have a link that leads somewhere known.
    fn has_link(&self, register: Register) -> bool {
        self.best_link(register)
            .is_some_and(|(_, mark)| link_rank(mark.link.class) < link_rank(LinkClass::Unknown))
    }

    /// What was not looked at and stands where it could hold what is missing, as the variant of a message (`cannot_tell_frame`).
    fn unread_reason(&self) -> Option<&'static str> {
        let unread = |what: UnreadKind| {
            self.snapshot
                .unread
                .iter()
                .any(|unread| unread.what == what && unread.near_foot > 0)
        };
        if unread(UnreadKind::PictureText) || unread(UnreadKind::Canvas) {
            Some("cannot_tell_picture")
        } else if unread(UnreadKind::CrossOriginFrame) {
            Some("cannot_tell_frame")
        } else if [
            UnreadKind::ClosedShadowRoot,
            UnreadKind::Candidate,
            UnreadKind::DeepNesting,
        ]
        .into_iter()
        .any(unread)
        {
            Some("cannot_tell")
        } else {
            None
        }
    }
}

/// Better links first.
fn link_rank(class: LinkClass) -> u8 {
    match class {
        LinkClass::Official => 0,
        LinkClass::OfficialHttp => 1,
        LinkClass::OldPlatform => 2,
        LinkClass::Retired => 3,
        LinkClass::WrongPage => 4,
        LinkClass::Unofficial => 5,
        LinkClass::WrongRegister => 6,
        LinkClass::Unknown => 7,
        LinkClass::Nowhere => 8,
        LinkClass::None => 9,
    }
}

fn indices(marks: &[Indexed]) -> Vec<usize> {
    marks.iter().map(|(index, _)| *index).collect()
}

/// The canonical number where there is one, else what is displayed.
fn name(mark: &Mark) -> String {
    mark.number
        .number
        .clone()
        .unwrap_or_else(|| mark.number.raw.clone())
}

/// The host that a mark's link names, as a person would say it.
fn link_host(page: &Page, mark: &Mark) -> String {
    let link = mark
        .link
        .index
        .and_then(|index| page.snapshot.links.get(index));
    let url = link
        .map(|link| link.url.as_str())
        .filter(|url| !url.is_empty());
    let url = url.or(mark.link.href.as_deref()).unwrap_or_default();
    Url::split(url).map_or_else(|| url.into(), |url| url.host)
}

/// Is the page on a government's host.
fn is_government(page: &Page) -> bool {
    // 政务 in its ASCII form; both are issued to party and government bodies alone.
    [".gov.cn", ".政务", ".xn--zfr164b"]
        .into_iter()
        .any(|suffix| page.host.ends_with(suffix))
}

/// The ICP remedy, with the site's own number where it is known.
fn icp_remedy(mark: Option<&Mark>) -> String {
    crate::remedy::icp(mark.and_then(|mark| mark.number.number.as_deref()))
}

/// The public security remedy, with the site's own number where it is known.
fn public_security_remedy(mark: Option<&Mark>) -> String {
    let valid = mark.filter(|mark| mark.number.number.is_some());
    crate::remedy::public_security(
        valid.and_then(|mark| mark.number.number.as_deref()),
        valid.map(|mark| mark.number.digits.as_str()),
    )
}

/// What a rule concludes. `reason` is the last part of a message key: `<rule id>_<reason>`, hyphens as underscores.
pub struct Outcome {
    /// Passed, failed, cannot tell, inapplicable.
    pub kind: OutcomeKind,
    /// Message key suffix: `passed`, `failed`, `cannot_tell` or `inapplicable`, or one of these with a variant appended
    /// (`failed_look_alike`).
    pub reason: &'static str,
    /// The message's arguments.
    pub args: Vec<String>,
    /// Indices of the marks it speaks of.
    pub marks: Vec<usize>,
    /// The HTML to paste.
    pub remedy: Option<String>,
}

impl Outcome {
    fn new(kind: OutcomeKind, reason: &'static str) -> Self {
        Self {
            kind,
            reason,
            args: Vec::new(),
            marks: Vec::new(),
            remedy: None,
        }
    }

    /// Looked, and nothing is wrong.
    fn passed() -> Self {
        Self::new(OutcomeKind::Passed, "passed")
    }

    /// Looked, and there is something to say all the same. `reason` starts with `passed`.
    fn passed_as(reason: &'static str) -> Self {
        Self::new(OutcomeKind::Passed, reason)
    }

    /// Looked, and something is wrong. `reason` starts with `failed`.
    fn failed(reason: &'static str) -> Self {
        Self::new(OutcomeKind::Failed, reason)
    }

    /// Could not look, or the sources do not settle it. `reason` starts with `cannot_tell`.
    fn cannot_tell(reason: &'static str) -> Self {
        Self::new(OutcomeKind::CannotTell, reason)
    }

    /// Nothing on this page for the rule to judge.
    fn inapplicable() -> Self {
        Self::new(OutcomeKind::Inapplicable, "inapplicable")
    }

    fn of(mut self, marks: Vec<usize>) -> Self {
        self.marks = marks;
        self
    }

    fn arg(mut self, arg: impl Into<String>) -> Self {
        self.args.push(arg.into());
        self
    }

    fn remedy(mut self, html: String) -> Self {
        self.remedy = Some(html);
        self
    }
}

#[cfg(test)]
mod hard_pages;
#[cfg(test)]
#[allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
pub(crate) mod testing;
#[cfg(test)]
#[allow(clippy::expect_used, clippy::panic, reason = "tests")]
mod tests;

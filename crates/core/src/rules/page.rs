//! Answers what rules ask of a page: which number speaks for the site, where it links to, what was not read.

use crate::filing::hosts::Url;
use crate::filing::{Kind, Standing, find_in};
use crate::marks::Register;
use crate::marks::emblem::{self, Emblem};
use crate::report::{Applicability, BadgeState, Cause, LinkClass, Mark};
use crate::snapshot::{PageSnapshot, UnreadKind, Visibility};

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
pub(super) type Indexed<'a> = (usize, &'a Mark);

impl<'a> Page<'a> {
    /// All marks of a register, whoever they belong to.
    fn all(&self, register: Register) -> impl Iterator<Item = Indexed<'a>> {
        self.marks
            .iter()
            .enumerate()
            .filter(move |(_, mark)| Register::of(mark.number.kind) == Some(register))
    }

    /// The site's own numbers, hidden ones too.
    pub(super) fn own(&self, register: Register) -> impl Iterator<Item = Indexed<'a>> {
        self.all(register)
            .filter(|(_, mark)| mark.number.standing == Standing::Own)
    }

    /// The site's own numbers that a person can see.
    pub(super) fn shown(&self, register: Register) -> impl Iterator<Item = Indexed<'a>> {
        self.own(register).filter(|(_, mark)| mark.shown)
    }

    /// What a person sees where the site's own number should be: of these standings, in their order.
    pub(super) fn shown_instead(&self, register: Register, standings: &[Standing]) -> Vec<usize> {
        let of = |standing: &Standing| {
            let standing = *standing;
            self.all(register)
                .filter(move |(_, mark)| mark.shown && mark.number.standing == standing)
        };
        let seen = standings.iter().flat_map(of);
        seen.map(|(index, _)| index).collect()
    }

    /// The number that speaks for the site: seen rather than hidden, at the foot, well-formed, a filing before a licence.
    pub(super) fn main(&self, register: Register) -> Option<Indexed<'a>> {
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

    /// The site's own numbers that a person can see, the main one first; `None` when there are none.
    pub(super) fn main_first(&self, register: Register) -> Option<Vec<usize>> {
        let (main, _) = self.main(register)?;
        let others = self.shown(register).map(|(index, _)| index);
        let others = others.filter(|index| *index != main);
        Some(std::iter::once(main).chain(others).collect())
    }

    /// The main number wherever it is seen at the foot (anywhere, when it is not there): a page may show it twice, and
    /// link it once.
    pub(super) fn twins(&self, register: Register) -> Vec<Indexed<'a>> {
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
    pub(super) fn best_link(&self, register: Register) -> Option<Indexed<'a>> {
        self.twins(register)
            .into_iter()
            .min_by_key(|(_, mark)| link_rank(mark.link.class))
    }

    /// The twins whose link is of this class.
    pub(super) fn linked(&self, register: Register, classes: &[LinkClass]) -> Vec<Indexed<'a>> {
        self.twins(register)
            .into_iter()
            .filter(|(_, mark)| classes.contains(&mark.link.class))
            .collect()
    }

    /// The main number's best link, if it leads somewhere known.
    pub(super) fn known_link(&self, register: Register) -> Option<Indexed<'a>> {
        self.best_link(register)
            .filter(|(_, mark)| link_rank(mark.link.class) < link_rank(LinkClass::Unknown))
    }

    /// The main public security number with the best badge among its twins, and that badge's state.
    pub(super) fn best_badge(&self) -> Option<(usize, &'a Mark, BadgeState)> {
        let badges = self.twins(Register::PublicSecurity).into_iter();
        let badges =
            badges.filter_map(|(index, mark)| Some((index, mark, mark.badge.as_ref()?.state)));
        badges.min_by_key(|(_, _, state)| badge_rank(*state))
    }

    /// Whether a picture that is the badge by its pixels is seen anywhere on the page.
    pub(super) fn has_badge_elsewhere(&self) -> bool {
        self.snapshot.images.iter().any(|image| {
            image.visibility == Visibility::Shown && emblem::of_picture(image) == Emblem::Yes
        })
    }

    /// What was not looked at and stands where it could hold what is missing.
    pub(super) fn unread_cause(&self) -> Option<Cause> {
        let unread = |what: UnreadKind| {
            self.snapshot
                .unread
                .iter()
                .any(|unread| unread.what == what && unread.near_foot > 0)
        };
        if unread(UnreadKind::PictureText) || unread(UnreadKind::Canvas) {
            Some(Cause::Picture)
        } else if unread(UnreadKind::CrossOriginFrame) {
            Some(Cause::Frame)
        } else if [
            UnreadKind::ClosedShadowRoot,
            UnreadKind::Candidate,
            UnreadKind::DeepNesting,
        ]
        .into_iter()
        .any(unread)
        {
            Some(Cause::Plain)
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

/// Better badges first.
fn badge_rank(state: BadgeState) -> u8 {
    match state {
        BadgeState::Present => 0,
        BadgeState::Unknown => 1,
        BadgeState::Broken => 2,
        BadgeState::Hidden => 3,
        BadgeState::NotTheEmblem => 4,
        BadgeState::Missing => 5,
    }
}

/// The marks' places in the report.
pub(super) fn indices(marks: &[Indexed]) -> Vec<usize> {
    marks.iter().map(|(index, _)| *index).collect()
}

/// The canonical number where there is one, else what is displayed.
pub(super) fn name(mark: &Mark) -> String {
    mark.number
        .number
        .clone()
        .unwrap_or_else(|| mark.number.raw.clone())
}

/// Those of some marks that show the number of a text, in whatever spelling; none when the text has no number.
pub(super) fn of_filing<'a>(marks: &[Indexed<'a>], text: &str) -> Vec<Indexed<'a>> {
    let Some(expected) = find_in(text).into_iter().next() else {
        return Vec::new();
    };
    let is_same = |(_, mark): &Indexed| expected.number.is_same_filing(&mark.number);
    marks.iter().copied().filter(is_same).collect()
}

/// The host that a mark's link names, as a person would say it.
pub(super) fn link_host(page: &Page, mark: &Mark) -> String {
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

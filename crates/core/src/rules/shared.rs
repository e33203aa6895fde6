//! The judgements that both registers share. Each rule's file says what it is for; here is how it is told.

use super::{Outcome, Page, indices, link_host, name};
use crate::filing::{Number, Problem, Standing};
use crate::marks::Register;
use crate::marks::emblem::{self, Emblem};
use crate::report::{BadgeState, LinkClass, Mark, Need};
use crate::snapshot::{Image, Visibility};

/// Makes the HTML to paste from the site's own number, where it is known.
type Remedy = fn(Option<&Mark>) -> String;

/// No number of the site's own is seen.
pub(super) fn number_missing(page: &Page, register: Register, remedy: Remedy) -> Outcome {
    let shown: Vec<_> = page.shown(register).collect();
    if let Some((main, _)) = page.main(register) {
        // The number that speaks for the site comes first.
        let mut marks = indices(&shown);
        marks.retain(|index| *index != main);
        marks.insert(0, main);
        return Outcome::passed().of(marks);
    }
    let mut instead = page.shown_instead(register, Standing::Placeholder);
    instead.extend(page.shown_instead(register, Standing::Parody));
    let hidden: Vec<_> = page.own(register).collect();
    let mentions = page.shown_instead(register, Standing::Mention);
    let need = match register {
        Register::Icp => page.applicability.icp,
        Register::PublicSecurity => page.applicability.public_security,
    };
    let outcome = if !instead.is_empty() {
        Outcome::failed("failed_placeholder").of(instead)
    } else if !hidden.is_empty() {
        Outcome::failed("failed_hidden").of(indices(&hidden))
    } else if need == Need::CannotTell {
        Outcome::cannot_tell("cannot_tell_need")
    } else if let Some(reason) = page.unread_reason() {
        Outcome::cannot_tell(reason)
    } else if !mentions.is_empty() {
        Outcome::failed("failed_mention").of(mentions)
    } else {
        Outcome::failed("failed")
    };
    outcome.remedy(remedy(hidden.first().map(|(_, mark)| *mark)))
}

/// A number of the site's own does not agree with the grammar. `elsewhere` is the fault that has a rule of its own.
pub(super) fn malformed(page: &Page, register: Register, elsewhere: Problem) -> Outcome {
    let shown: Vec<_> = page.shown(register).collect();
    let has = |mark: &Mark, problem: Problem| mark.number.problems.contains(&problem);
    let is_malformed = |mark: &Mark| {
        let other = |problem: &Problem| *problem != elsewhere && !is_spelling(*problem);
        !mark.number.valid && (mark.number.problems.iter().any(other) || !has(mark, elsewhere))
    };
    let malformed: Vec<_> = shown
        .iter()
        .copied()
        .filter(|(_, mark)| is_malformed(mark))
        .collect();
    if let Some((_, mark)) = malformed
        .iter()
        .find(|(_, mark)| !has(mark, Problem::OldLocalForm))
    {
        return Outcome::failed("failed")
            .arg(&*mark.number.raw)
            .of(indices(&malformed));
    }
    if let Some((index, mark)) = shown
        .iter()
        .find(|(_, mark)| has(mark, Problem::OldLocalForm))
    {
        return Outcome::cannot_tell("cannot_tell")
            .arg(&*mark.number.raw)
            .of(vec![*index]);
    }
    match shown.iter().find(|(_, mark)| {
        mark.number
            .problems
            .iter()
            .any(|problem| is_spelling(*problem))
    }) {
        Some((_, mark)) => Outcome::passed_as("passed_spelling")
            .arg(name(mark))
            .of(indices(&shown)),
        None if shown.is_empty() => Outcome::inapplicable(),
        None => Outcome::passed().of(indices(&shown)),
    }
}

/// An unusual way to write a number that is whole.
fn is_spelling(problem: Problem) -> bool {
    matches!(
        problem,
        Problem::SuffixMissing
            | Problem::SuffixSwapped
            | Problem::TraditionalForm
            | Problem::FullwidthForm
            | Problem::MarkerVariant
            | Problem::SpacesInside
    )
}

/// Something of one of these standings is seen where the site's own number should be.
pub(super) fn placeholder(
    page: &Page,
    register: Register,
    standings: &[Standing],
    remedy: Remedy,
) -> Outcome {
    let is_copied = |mark: &Mark| mark.number.problems.contains(&Problem::WellKnownNumber);
    let instead: Vec<usize> = standings
        .iter()
        .flat_map(|standing| page.shown_instead(register, *standing))
        .collect();
    if let Some(mark) = instead.first().and_then(|first| page.marks.get(*first)) {
        let reason = if is_copied(mark) {
            "failed_copied"
        } else {
            "failed"
        };
        return Outcome::failed(reason)
            .arg(&*mark.number.raw)
            .of(instead)
            .remedy(remedy(None));
    }
    let shown: Vec<_> = page.shown(register).collect();
    match shown.iter().find(|(_, mark)| is_copied(mark)) {
        Some((index, mark)) => Outcome::cannot_tell("cannot_tell")
            .arg(name(mark))
            .of(vec![*index]),
        None if shown.is_empty() => Outcome::inapplicable(),
        None => Outcome::passed().of(indices(&shown)),
    }
}

/// The person wrote down which number this host has to show, and another one is shown.
pub(super) fn not_expected(page: &Page, register: Register, remedy: fn(&str) -> String) -> Outcome {
    let expected = page.snapshot.expected.as_ref();
    let expected = expected.and_then(|expected| match register {
        Register::Icp => expected.icp.as_deref(),
        Register::PublicSecurity => expected.public_security.as_deref(),
    });
    let shown: Vec<_> = page.shown(register).collect();
    let (Some(expected), Some((_, first))) = (expected, shown.first()) else {
        return Outcome::inapplicable();
    };
    let is_expected = |mark: &Mark| {
        crate::filing::find_in(expected)
            .first()
            .is_some_and(|found| is_same(&mark.number, &found.number))
    };
    let as_expected: Vec<_> = shown
        .iter()
        .copied()
        .filter(|(_, mark)| is_expected(mark))
        .collect();
    if as_expected.is_empty() {
        Outcome::failed("failed")
            .arg(name(first))
            .arg(expected)
            .of(indices(&shown))
            .remedy(remedy(expected))
    } else {
        Outcome::passed().of(indices(&as_expected))
    }
}

/// Do two numbers name the same filing? The subject's number stands for each of its services.
fn is_same(one: &Number, other: &Number) -> bool {
    let ordinals_agree = match (one.ordinal, other.ordinal) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    one.kind == other.kind
        && one.digits == other.digits
        && (one.sign == other.sign || one.sign.is_none() || other.sign.is_none())
        && ordinals_agree
}

/// The site's own number is seen, and nowhere at the foot.
pub(super) fn not_in_footer(page: &Page, register: Register) -> Outcome {
    let shown: Vec<_> = page.shown(register).collect();
    let at_foot: Vec<_> = shown
        .iter()
        .copied()
        .filter(|(_, mark)| mark.footer)
        .collect();
    match (shown.is_empty(), at_foot.is_empty()) {
        (true, _) => Outcome::inapplicable(),
        (_, false) => Outcome::passed().of(indices(&at_foot)),
        _ => Outcome::failed("failed").of(indices(&shown)),
    }
}

/// The site's own number is in the page, and never seen.
pub(super) fn hidden(page: &Page, register: Register) -> Outcome {
    let own: Vec<_> = page.own(register).collect();
    let shown: Vec<_> = own.iter().copied().filter(|(_, mark)| mark.shown).collect();
    match own.first() {
        None => Outcome::inapplicable(),
        Some(_) if !shown.is_empty() => Outcome::passed().of(indices(&shown)),
        Some((_, mark)) => Outcome::failed("failed").arg(name(mark)).of(indices(&own)),
    }
}

/// The main number has no link that leads anywhere.
pub(super) fn link_missing(page: &Page, register: Register, remedy: Remedy) -> Outcome {
    let Some((index, mark)) = page.best_link(register) else {
        return Outcome::inapplicable();
    };
    let outcome = match mark.link.class {
        LinkClass::None => Outcome::failed("failed"),
        LinkClass::Nowhere => {
            Outcome::failed("failed_nowhere").arg(mark.link.href.clone().unwrap_or_default())
        }
        LinkClass::Unknown => Outcome::cannot_tell("cannot_tell"),
        _ => return Outcome::passed().of(vec![index]),
    };
    outcome.of(vec![index]).remedy(remedy(Some(mark)))
}

/// The main number is linked, and each of its links is in order for the rule that asks; else there is none to judge.
pub(super) fn link_in_order(page: &Page, register: Register) -> Outcome {
    match page.best_link(register) {
        Some((index, _)) if page.has_link(register) => Outcome::passed().of(vec![index]),
        _ => Outcome::inapplicable(),
    }
}

/// A link of the main number is of one of these classes.
pub(super) fn link_fault(
    page: &Page,
    register: Register,
    faults: &[LinkClass],
    remedy: Remedy,
) -> Outcome {
    let faulty = page.linked(register, faults);
    match faulty.first() {
        Some((_, mark)) => Outcome::failed("failed")
            .arg(link_host(page, mark))
            .of(indices(&faulty))
            .remedy(remedy(Some(mark))),
        None => link_in_order(page, register),
    }
}

/// The main public security number with the best badge among its twins, and that badge's state.
pub(super) fn best_badge<'a>(page: &Page<'a>) -> Option<(usize, &'a Mark, BadgeState)> {
    let rank = |state: BadgeState| match state {
        BadgeState::Present => 0,
        BadgeState::Unknown => 1,
        BadgeState::Broken => 2,
        BadgeState::Hidden => 3,
        BadgeState::NotTheEmblem => 4,
        BadgeState::Missing => 5,
    };
    let badges = page.twins(Register::PublicSecurity).into_iter();
    let badges = badges.filter_map(|(index, mark)| Some((index, mark, mark.badge.as_ref()?.state)));
    badges.min_by_key(|(_, _, state)| rank(*state))
}

/// The badge is there, and in the state that the rule looks for.
pub(super) fn badge_fault(page: &Page, fault: BadgeState) -> Outcome {
    match best_badge(page) {
        None | Some((_, _, BadgeState::Missing)) => Outcome::inapplicable(),
        Some((index, mark, state)) if state == fault => Outcome::failed("failed")
            .of(vec![index])
            .remedy(super::public_security_remedy(Some(mark))),
        Some((index, _, _)) => Outcome::passed().of(vec![index]),
    }
}

/// A picture that is the badge by its pixels, seen, and not the one beside its number.
pub(super) fn badge_elsewhere(page: &Page) -> Option<usize> {
    let is_badge = |image: &Image| {
        image.visibility == Visibility::Shown && emblem::of_picture(image) == Emblem::Yes
    };
    page.snapshot.images.iter().position(is_badge)
}

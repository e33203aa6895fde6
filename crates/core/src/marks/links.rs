//! Pairs each number with its own link: the one around it or its digits, or its register's link right beside or below.

use super::passages::Sighting;
use super::register::Register;
use crate::filing::Kind;
use crate::filing::hosts::{self, HostClass, Url};
use crate::report::{LinkClass, MarkLink};
use crate::snapshot::{Gap, Link, PageSnapshot, Rect, Visibility};

/// Maximum number of runs between a number and the link beside it: a label, a separator.
const RUNS_BETWEEN: usize = 2;
/// Maximum number of runs between them when the link is drawn right beside or below.
const FARTHEST: usize = 40;
/// Maximum distance, in CSS pixels, of a link "right below" (one to two lines) and "right beside" (a few characters).
const LINE_DISTANCE: i32 = 36;
const SIDE_DISTANCE: i32 = 80;

/// The position of a link in the text.
struct Place {
    /// The runs in it; when it holds none, an empty range at its position.
    runs: std::ops::Range<usize>,
    /// The registers of the numbers in it.
    holds: Vec<Register>,
}

/// The own link of each sighting, in the same order. `host` is the host of the page.
pub(super) fn pair(page: &PageSnapshot, host: &str, sightings: &[Sighting]) -> Vec<MarkLink> {
    let mut links: Vec<MarkLink> = sightings
        .iter()
        .map(|sighting| held(page, host, sighting))
        .collect();
    let places = places(page, sightings, &links);
    let mut offers = Vec::new();
    for (at, (sighting, held)) in sightings.iter().zip(&links).enumerate() {
        let leads_somewhere = !matches!(
            held.class,
            LinkClass::None | LinkClass::Nowhere | LinkClass::Unknown
        );
        let Some(register) = Register::of(sighting.number.kind) else {
            continue;
        };
        if leads_somewhere || !sighting.shown {
            continue;
        }
        for (index, (link, place)) in page.links.iter().zip(&places).enumerate() {
            if link.visibility != Visibility::Shown || place.holds.contains(&register) {
                continue;
            }
            if let Some(distance) = distance(page, sighting, sightings, link, &place.runs)
                && leads_to(host, link, sighting.number.kind)
            {
                // A filing number takes precedence over a licence for the link to the filing system.
                offers.push((
                    sighting.number.kind != Kind::IcpFiling,
                    distance,
                    at,
                    index,
                    register,
                ));
            }
        }
    }
    // The nearest first. A link goes to at most one number per register, and a number takes one link.
    while let Some(best) = offers.iter().min().copied() {
        let (_, _, at, index, register) = best;
        if let (Some(own), Some(sighting), Some(link)) =
            (links.get_mut(at), sightings.get(at), page.links.get(index))
        {
            *own = judged(host, sighting, index, link);
        }
        offers.retain(|(_, _, whose, other, by)| {
            *whose != at && (*other != index || *by != register)
        });
    }
    links
}

/// The position of each link of the page, and the registers of the numbers in it.
fn places(page: &PageSnapshot, sightings: &[Sighting], held: &[MarkLink]) -> Vec<Place> {
    let empty = |link: &Link| Place {
        runs: link.order..link.order,
        holds: Vec::new(),
    };
    let mut places: Vec<Place> = page.links.iter().map(empty).collect();
    for (at, run) in page.runs.iter().enumerate() {
        if let Some(place) = run.link.and_then(|link| places.get_mut(link)) {
            let start = if place.runs.is_empty() {
                at
            } else {
                place.runs.start
            };
            place.runs = start..at + 1;
        }
    }
    for (link, sighting) in held.iter().zip(sightings) {
        if let Some(place) = link.index.and_then(|index| places.get_mut(index)) {
            place.holds.extend(Register::of(sighting.number.kind));
        }
    }
    places
}

/// The link around the number's digits, otherwise the link around another part of it.
fn held(page: &PageSnapshot, host: &str, sighting: &Sighting) -> MarkLink {
    let link_of = |run: &usize| page.runs.get(*run).and_then(|run| run.link);
    let index = sighting
        .digit_runs
        .iter()
        .find_map(link_of)
        .or_else(|| sighting.runs.iter().find_map(link_of));
    match index.and_then(|index| Some((index, page.links.get(index)?))) {
        Some((index, link)) => judged(host, sighting, index, link),
        None => MarkLink {
            href: None,
            class: LinkClass::None,
            agrees: None,
            index: None,
        },
    }
}

fn judged(host: &str, sighting: &Sighting, index: usize, link: &Link) -> MarkLink {
    let class = class(host, link, sighting.number.kind);
    let agrees = (sighting.number.kind == Kind::PublicSecurity)
        .then(|| hosts::record_code(target(link)))
        .flatten()
        .map(|code| code == sighting.number.digits);
    MarkLink {
        href: link.href.clone(),
        class,
        agrees,
        index: Some(index),
    }
}

/// Whether the link's script keeps the browser from following it.
fn is_cancelled(link: &Link) -> bool {
    let cancels = |script: &str| {
        ["return false", "preventDefault"]
            .iter()
            .any(|way| script.contains(way))
    };
    link.on_click.as_deref().is_some_and(cancels)
}

/// Where a link leads: the resolved address, or the one that its script names.
fn target(link: &Link) -> &str {
    let scripts = [link.href.as_deref(), link.on_click.as_deref()];
    if is_cancelled(link) {
        return link
            .on_click
            .as_deref()
            .and_then(address_in)
            .unwrap_or_default();
    }
    let is_address = !link.url.is_empty() && !has_scheme(&link.url, "javascript:");
    match link.href.as_deref().map(str::trim) {
        Some(href) if is_address && !href.is_empty() && !href.starts_with('#') => &link.url,
        _ => scripts
            .into_iter()
            .flatten()
            .find_map(address_in)
            .unwrap_or_default(),
    }
}

/// Whether this link leads to the register that keeps numbers of this kind, at any of its addresses.
fn leads_to(host: &str, link: &Link, kind: Kind) -> bool {
    use LinkClass::{Official, OfficialHttp, OldPlatform, Retired};
    matches!(
        class(host, link, kind),
        Official | OfficialHttp | OldPlatform | Retired
    )
}

/// Classifies where the link of a number of this kind leads.
fn class(host: &str, link: &Link, kind: Kind) -> LinkClass {
    let href = link.href.as_deref().map(str::trim);
    let goes_nowhere = match href {
        None => false,
        Some(href) => href.is_empty() || href.starts_with('#') || is_idle_script(href),
    };
    let target = target(link);
    if target.is_empty() {
        return if goes_nowhere && link.on_click.is_none() {
            LinkClass::Nowhere
        } else {
            LinkClass::Unknown
        };
    }
    let by_script =
        link.on_click.is_some() || href.is_none_or(|href| has_scheme(href, "javascript:"));
    let class = class_of_address(host, target, kind);
    match class {
        // It cannot be known what a script does with an address outside the registers.
        LinkClass::Unofficial | LinkClass::Nowhere if by_script && target != link.url => {
            LinkClass::Unknown
        }
        class => class,
    }
}

fn class_of_address(host: &str, address: &str, kind: Kind) -> LinkClass {
    let Some(url) = Url::split(address) else {
        return LinkClass::Nowhere;
    };
    if without_www(host) == without_www(&url.host)
        || !matches!(url.scheme.as_str(), "" | "http" | "https")
    {
        return LinkClass::Nowhere;
    }
    if !matches!(url.port, None | Some("80" | "443")) {
        // The registers use the default ports; another port does not serve the register.
        return LinkClass::Unofficial;
    }
    match (url.class(), Register::of(kind)) {
        (HostClass::Miit, Some(Register::Icp)) if url.scheme == "http" => LinkClass::OfficialHttp,
        (HostClass::Miit, Some(Register::Icp))
        | (HostClass::Mps, Some(Register::PublicSecurity)) => LinkClass::Official,
        (HostClass::MpsOld, Some(Register::PublicSecurity)) => LinkClass::OldPlatform,
        (HostClass::MiitRetired, Some(Register::Icp)) => LinkClass::Retired,
        (HostClass::Miit | HostClass::MiitRetired, Some(Register::PublicSecurity))
        | (HostClass::Mps | HostClass::MpsOld, Some(Register::Icp)) => LinkClass::WrongRegister,
        (HostClass::MiitOther, Some(Register::Icp)) => LinkClass::WrongPage,
        _ => LinkClass::Unofficial,
    }
}

fn without_www(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

/// Whether `text` starts with this scheme, ignoring case. `scheme` is in lower case and includes the colon.
fn has_scheme(text: &str, scheme: &str) -> bool {
    text.get(..scheme.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
}

/// Whether this is a `javascript:` address that does nothing, as used for "no link yet".
fn is_idle_script(href: &str) -> bool {
    const IDLE: &[&str] = &[
        "",
        "void(0)",
        "void 0",
        "void()",
        "void (0)",
        "false",
        "null",
        "undefined",
        "//",
        "return false",
    ];
    has_scheme(href, "javascript:")
        && href.get("javascript:".len()..).is_some_and(|script| {
            IDLE.contains(&script.trim_matches(|c: char| c == ';' || c.is_whitespace()))
        })
}

/// The first web address in a script.
fn address_in(script: &str) -> Option<&str> {
    let start = script.find("https://").or_else(|| script.find("http://"))?;
    let address = script.get(start..)?;
    let end = address
        .find(['\'', '"', '`', ' ', ')', '<', '\\'])
        .unwrap_or(address.len());
    address.get(..end)
}

/// How far a link is from a number, in steps that are only good for comparison; `None` when it is not beside the
/// number.
fn distance(
    page: &PageSnapshot,
    sighting: &Sighting,
    all: &[Sighting],
    link: &Link,
    runs: &std::ops::Range<usize>,
) -> Option<usize> {
    let (start, end) = (runs.start, runs.end);
    if start > sighting.last_run() + FARTHEST || end + FARTHEST < sighting.first_run() {
        return None;
    }
    let run = page.runs.get(sighting.first_run())?;
    let last = page.runs.get(sighting.last_run())?;
    if run.frame != link.frame || run.surface != link.surface {
        return None;
    }
    // A link without text (a picture) is in the gap before the run that follows it: that gap does not separate them.
    let in_gap = usize::from(start == end);
    // The runs between them, and the gaps that separate them.
    let (between, gaps) = if start > sighting.last_run() {
        (
            sighting.last_run() + 1..start,
            sighting.last_run() + 1..start + 1 - in_gap,
        )
    } else if end <= sighting.first_run() {
        (
            end..sighting.first_run(),
            end + in_gap..sighting.first_run() + 1,
        )
    } else {
        return Some(0);
    };
    let is_apart = page
        .runs
        .get(gaps.clone())
        .unwrap_or_default()
        .iter()
        .any(|run| run.gap == Gap::Break);
    let is_parted = all.iter().any(|other| between.contains(&other.first_run()));
    let steps = between.len();
    let near_in_text = !is_apart && steps <= RUNS_BETWEEN;
    let place = Rect {
        x: run.place.x.min(last.place.x),
        y: run.place.y,
        width: last
            .place
            .right()
            .max(run.place.right())
            .saturating_sub(run.place.x.min(last.place.x)),
        height: last
            .place
            .bottom()
            .saturating_sub(run.place.y)
            .max(run.place.height),
    };
    let near = match near_when_drawn(place, link.place) {
        Some(near) => near && (near_in_text || !is_apart),
        None => near_in_text,
    };
    (near && !is_parted).then_some(steps + 1)
}

/// Whether they are drawn right beside or right below each other; `None` when one of them is not drawn.
fn near_when_drawn(number: Rect, link: Rect) -> Option<bool> {
    if number.height == 0 || link.height == 0 {
        return None;
    }
    let (across, down) = number.apart(link);
    let same_line = down <= 0 && across <= SIDE_DISTANCE;
    let next_line = down <= LINE_DISTANCE && across <= SIDE_DISTANCE;
    Some(same_line || next_line)
}

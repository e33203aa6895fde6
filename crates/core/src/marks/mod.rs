//! Finds the filing marks in a snapshot: each number with its link, its badge, its position, and whose it is.

mod badges;
pub mod emblem;
pub mod foot;
mod links;
mod passages;
mod register;
mod standing;

use crate::filing::Kind;
use crate::report::{Footer, Mark};
use crate::snapshot::PageSnapshot;
use foot::Foot;

pub use register::Register;

/// The marks of a page.
pub struct Found {
    /// In document order.
    pub marks: Vec<Mark>,
    /// The bottom of the page; `None` when the page has no surface.
    pub footer: Option<Footer>,
    /// How many numbers were not examined: hostile pages may repeat them, and time must stay bounded.
    pub left_out: usize,
}

/// Maximum number of numbers examined from the start of the page, and from its end, where a site shows its own.
const FROM_START: usize = 100;
const FROM_END: usize = 400;

/// Finds the filing marks on a page. `host` is the host of the page; empty when it has none.
#[must_use]
pub fn find(page: &PageSnapshot, host: &str) -> Found {
    let mut sightings = passages::numbers(page);
    let left_out = sightings.len().saturating_sub(FROM_START + FROM_END);
    sightings.drain(FROM_START.min(sightings.len())..(FROM_START.min(sightings.len()) + left_out));
    let feet: Vec<Foot> = sightings
        .iter()
        .map(|sighting| foot::of_run(page, sighting.first_run()))
        .collect();
    let standings = standing::of_all(page, &sightings, &feet);
    let links = links::pair(page, host, &sightings);
    let badges: Vec<_> = sightings
        .iter()
        .zip(&links)
        .map(|(sighting, link)| {
            (sighting.number.kind == Kind::PublicSecurity)
                .then(|| badges::find(page, sighting, link.index, &sightings))
        })
        .collect();
    let mut marks = Vec::with_capacity(sightings.len());
    for ((((sighting, foot), standing), link), badge) in sightings
        .into_iter()
        .zip(feet)
        .zip(standings)
        .zip(links)
        .zip(badges)
    {
        let run = sighting
            .digit_runs
            .first()
            .and_then(|run| page.runs.get(*run));
        marks.push(Mark {
            shown: sighting.shown,
            footer: foot != Foot::No,
            link,
            badge,
            selector: run.and_then(|run| run.selector.clone()),
            frame: run
                .and_then(|run| run.frame)
                .and_then(|frame| page.frames.get(frame))
                .and_then(|frame| frame.selector.clone()),
            runs: sighting.runs,
            number: crate::filing::Number {
                standing,
                ..sighting.number
            },
        });
    }
    Found {
        footer: foot::find(page, &marks),
        marks,
        left_out,
    }
}

#[cfg(test)]
#[allow(clippy::expect_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;
    use crate::filing::Standing;
    use crate::report::{BadgeState, LinkClass};
    use crate::snapshot::{Gap, Rect, Size, Surface, TextRun, Visibility};
    use crate::testing::page;

    fn marks(html: &str) -> Vec<Mark> {
        find(&page(html), HOST).marks
    }

    const TALL: &str = "<main style=\"min-height:1500px\">茶</main>";
    const HOST: &str = "www.example-shop.cn";
    const MIIT: &str = "https://beian.miit.gov.cn/";
    const MPS: &str = "https://beian.mps.gov.cn/#/query/webSearch?code=31011502400817";

    #[test]
    fn swapped_links_each_lead_to_the_wrong_register() {
        let html = [
            "<footer><a href=\"",
            MPS,
            "\">沪ICP备2021036517号</a> <a href=\"",
            MIIT,
            "\">沪公网安备31011502400817号</a></footer>",
        ];
        let marks = marks(&html.concat());
        assert_eq!(marks[0].link.class, LinkClass::WrongRegister);
        assert_eq!(marks[1].link.class, LinkClass::WrongRegister);
    }

    #[test]
    fn two_numbers_in_one_link_share_it() {
        let html = [
            "<footer><a href=\"",
            MIIT,
            "\">沪ICP备2021036517号 沪公网安备31011502400817号</a></footer>",
        ];
        let marks = marks(&html.concat());
        assert_eq!(marks[0].link.class, LinkClass::Official);
        assert_eq!(marks[1].link.class, LinkClass::WrongRegister);
    }

    #[test]
    fn a_link_below_two_numbers_belongs_to_the_filing_rather_than_the_licence() {
        for numbers in [
            "沪ICP备2021036517号 沪B2-20190123",
            "沪B2-20190123 沪ICP备2021036517号",
        ] {
            let html = [
                "<footer><p>",
                numbers,
                "</p><p><a href=\"",
                MIIT,
                "\">工信部</a></p></footer>",
            ]
            .concat();
            for mark in marks(&html) {
                let is_filing = mark.number.kind == Kind::IcpFiling;
                assert_eq!(mark.link.class == LinkClass::Official, is_filing, "{html}");
            }
        }
    }

    #[test]
    fn a_distant_link_is_not_the_numbers_own() {
        let html = [
            "<nav><a href=\"",
            MIIT,
            "\">工信部</a></nav><main style=\"min-height:900px\">茶</main><footer>沪ICP备2021036517号</footer>",
        ];
        assert_eq!(marks(&html.concat())[0].link.class, LinkClass::None);
    }

    #[test]
    fn each_of_two_numbers_has_the_badge_before_it() {
        let html = "<footer><img src=\"gear.png\" width=\"20\" height=\"20\">沪ICP备2021036517号 \
            <img src=\"ghs.png\" width=\"20\" height=\"20\">沪公网安备31011502400817号</footer>";
        let marks = marks(html);
        assert!(marks[0].badge.is_none());
        let badge = marks[1].badge.as_ref().expect("a badge");
        assert_eq!(
            (badge.state, badge.src.as_deref()),
            (BadgeState::Present, Some("ghs.png"))
        );
    }

    #[test]
    fn a_number_may_be_both_hidden_and_shown() {
        let marks = marks(
            "<footer><p style=\"display:none\">沪ICP备2021036517号</p><p>沪ICP备2021036517号</p></footer>",
        );
        assert_eq!(
            marks.iter().map(|mark| mark.shown).collect::<Vec<_>>(),
            [false, true]
        );
    }

    #[test]
    fn digits_in_adjacent_links_are_not_joined() {
        let html =
            "<footer><a href=\"#\">沪ICP备2021036517号-1</a><a href=\"#\">360安全网址</a></footer>";
        assert_eq!(marks(html)[0].number.ordinal, Some(1));
    }

    #[test]
    fn numbers_in_code_quotations_and_examples_are_mentions() {
        for html in [
            "<main style=\"min-height:900px\"><pre>沪ICP备2021036517号</pre></main><footer>©</footer>",
            "<main style=\"min-height:900px\"><blockquote>沪ICP备2021036517号</blockquote></main><footer>©</footer>",
            "<main style=\"min-height:900px\"><p>例如：沪ICP备2021036517号</p></main><footer>©</footer>",
            "<title>什么是网站备案号</title><main style=\"min-height:900px\"><p>沪ICP备2021036517号</p></main><footer>©</footer>",
        ] {
            assert_eq!(marks(html)[0].number.standing, Standing::Mention, "{html}");
        }
    }

    #[test]
    fn the_content_of_a_short_page_is_not_its_footer() {
        let list = "<main><ul><li>京ICP备19044321号</li><li>粤ICP备18077654号</li><li>浙ICP备17033218号</li></ul></main>";
        for mark in marks(&[list, "<footer>©</footer>"].concat()) {
            assert_eq!(
                (mark.footer, mark.number.standing),
                (false, Standing::Mention),
                "a directory of other sites"
            );
        }
        assert!(!marks("<dialog>沪ICP备2021036517号</dialog><footer>©</footer>")[0].footer);
        assert!(
            marks("<main><p>茶</p><p>沪ICP备2021036517号</p></main>")[0].footer,
            "a page that is all main"
        );
    }

    #[test]
    fn an_inner_scrollers_footer_is_the_pages_footer() {
        let window = Rect {
            x: 0,
            y: 0,
            width: 1280,
            height: 900,
        };
        let run = |y| TextRun {
            text: "沪ICP备2021036517号".into(),
            gap: Gap::Break,
            place: Rect {
                x: 500,
                y,
                width: 200,
                height: 20,
            },
            surface: 1,
            ..Default::default()
        };
        let page = |y| PageSnapshot {
            viewport: Size {
                width: 1280,
                height: 900,
            },
            surfaces: vec![
                Surface {
                    content: Size {
                        width: 1280,
                        height: 900,
                    },
                    window,
                    ..Default::default()
                },
                Surface {
                    content: Size {
                        width: 1280,
                        height: 4_000,
                    },
                    last_ink: Some(3_990),
                    window: Rect {
                        y: 60,
                        height: 840,
                        ..window
                    },
                    parent: Some(0),
                },
            ],
            runs: vec![run(y)],
            ..Default::default()
        };
        assert!(find(&page(3_960), HOST).marks[0].footer);
        assert!(!find(&page(1_000), HOST).marks[0].footer);
    }

    #[test]
    fn text_in_a_small_window_in_the_footer_is_in_the_footer() {
        let page = PageSnapshot {
            viewport: Size {
                width: 1280,
                height: 900,
            },
            surfaces: vec![
                Surface {
                    content: Size {
                        width: 1280,
                        height: 3_000,
                    },
                    last_ink: Some(3_000),
                    ..Default::default()
                },
                Surface {
                    content: Size {
                        width: 1280,
                        height: 800,
                    },
                    last_ink: Some(800),
                    window: Rect {
                        x: 0,
                        y: 2_900,
                        width: 1280,
                        height: 100,
                    },
                    parent: Some(0),
                },
            ],
            runs: vec![TextRun {
                text: "沪ICP备2021036517号".into(),
                place: Rect {
                    x: 0,
                    y: 10,
                    width: 200,
                    height: 20,
                },
                surface: 1,
                ..Default::default()
            }],
            ..Default::default()
        };
        assert!(find(&page, HOST).marks[0].footer);
    }

    #[test]
    fn the_footer_is_where_the_last_number_stands_and_the_content_ends() {
        let number = "<section>沪ICP备2021036517号</section>";
        for (html, at_number) in [
            (
                [TALL, "<footer>", number, "<p>©</p></footer>"].concat(),
                true,
            ),
            ([number, TALL, "<footer><p>©</p></footer>"].concat(), false),
            (
                [
                    TALL,
                    "<footer><section style=\"display:none\">沪ICP备2021036517号</section><p>©</p></footer>",
                ]
                .concat(),
                false,
            ),
        ] {
            let page = page(&html);
            let found = find(&page, HOST);
            let footer = found.footer.expect("a footer");
            assert!(footer.bottom >= 1_500, "{footer:?}: {html}");
            assert_eq!(
                footer.selector == found.marks[0].selector,
                at_number,
                "{footer:?}: {html}"
            );
            assert!(footer.selector.is_some(), "{html}");
        }
        assert_eq!(find(&PageSnapshot::default(), HOST).footer, None);
    }

    #[test]
    fn without_a_layout_markup_and_order_decide() {
        let page = |within: Vec<crate::snapshot::Within>| PageSnapshot {
            runs: vec![TextRun {
                text: "沪ICP备2021036517号".into(),
                within,
                visibility: Visibility::Shown,
                ..Default::default()
            }],
            ..Default::default()
        };
        assert!(find(&page(vec![crate::snapshot::Within::Footer]), HOST).marks[0].footer);
        assert!(find(&page(Vec::new()), HOST).marks[0].footer);
        assert!(!find(&page(vec![crate::snapshot::Within::Header]), HOST).marks[0].footer);
    }
}

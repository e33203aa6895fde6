#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "tests")]

use super::*;

fn view_of(html: &str) -> OverlayView {
    view(&crate::check(&crate::testing::page(html)))
}

/// The tone of each of the five elements.
fn tones(view: &OverlayView) -> Vec<(&str, Tone)> {
    let five = rows(&view.groups).filter(|row| row.element.contains('-'));
    five.map(|row| (row.element.as_str(), row.tone)).collect()
}

const COMPLETE: &str = "<footer><p><a href=\"https://beian.miit.gov.cn/\">沪ICP备2021036517号-1</a></p>\
    <p><a href=\"https://beian.mps.gov.cn/#/query/webSearch?code=31011502400817\"><img src=\"ghs.png\"> \
    沪公网安备31011502400817号</a></p></footer>";

#[test]
fn an_empty_page_misses_five_elements_and_has_two_ghosts_in_page_order() {
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
fn the_button_counts_what_is_missing_and_signs_the_rest() {
    let one_missing_one_wrong = COMPLETE
        .replace("<img src=\"ghs.png\">", "")
        .replace("beian.miit.gov.cn", "www.miitbeian.gov.cn");
    for (html, text, tone, title) in [
        (
            "<footer>©</footer>",
            "5",
            ButtonTone::Missing,
            "button_missing",
        ),
        (
            &one_missing_one_wrong,
            "1",
            ButtonTone::Missing,
            "button_missing",
        ),
        (
            &COMPLETE.replace("beian.miit.gov.cn", "www.miitbeian.gov.cn"),
            "!",
            ButtonTone::Missing,
            "button_wrong",
        ),
        (COMPLETE, "✓", ButtonTone::Complete, "button_complete"),
        (
            "<footer>©</footer><iframe src=\"https://a.example.net/\"></iframe>",
            "?",
            ButtonTone::Review,
            "button_review",
        ),
        (
            "<!-- url: http://localhost/ --><footer>©</footer>",
            "–",
            ButtonTone::Review,
            "button_not_required",
        ),
    ] {
        let button = view_of(html).button;
        assert_eq!(
            (
                button.text.as_str(),
                button.tone,
                button.title.name.as_str()
            ),
            (text, tone, title),
            "{html}"
        );
        let counted: &[String] = if tone == ButtonTone::Missing && text != "!" {
            &[text.to_owned()]
        } else {
            &[]
        };
        assert_eq!(button.title.args, counted, "{html}");
    }
}

#[test]
fn the_worst_finding_comes_first() {
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
fn an_unread_frame_leaves_a_doubt_and_no_ghost() {
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
fn an_inner_page_is_recognised() {
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

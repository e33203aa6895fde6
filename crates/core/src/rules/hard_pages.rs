//! Judges pages that are not what they look like: an incomplete page is never reported as complete, a complete page is.

use crate::report::{OutcomeKind, Severity, Verdict};

/// A filing number with the right link.
const ICP: &str = r#"<p><a href="https://beian.miit.gov.cn/">沪ICP备2021036517号-1</a></p>"#;
/// A public security number with its badge and link.
const PS: &str = r#"<p><a href="https://beian.mps.gov.cn/#/query/webSearch?code=31011502400817"><img src="ghs.png"> 沪公网安备31011502400817号</a></p>"#;
/// What is above the footer.
const TEA: &str = r#"<main style="min-height:1500px"><h1>春茶</h1><p>茶</p></main>"#;

/// The verdict, and the messages of the findings that count.
fn judge(html: &str) -> (Verdict, Vec<String>) {
    let report = crate::check(&crate::testing::page(html));
    let counting = report.findings.into_iter().filter(|finding| {
        finding.severity >= Severity::Warn
            && matches!(
                finding.outcome,
                OutcomeKind::Failed | OutcomeKind::CannotTell
            )
    });
    (
        report.verdict,
        counting.map(|finding| finding.message.name).collect(),
    )
}

/// Each page has this message among others and is not `complete`; a page without a message here is complete.
#[track_caller]
fn check(pages: &[(String, &str)]) {
    let mut wrong = Vec::new();
    for (html, message) in pages {
        let (verdict, messages) = judge(html);
        let as_expected = if message.is_empty() {
            verdict == Verdict::Complete
        } else {
            verdict != Verdict::Complete && messages.iter().any(|name| name == message)
        };
        if !as_expected {
            wrong.push((html, message, verdict, messages));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A page with this footer.
fn footer(inner: &str) -> String {
    [TEA, "<footer>", inner, "</footer>"].concat()
}

#[test]
fn only_the_filing_systems_own_address_is_its_link() {
    let cases = [
        ("https://beian.miit.gov.cn", ""),
        ("https://beian.miit.gov.cn./", ""),
        ("HTTPS://BEIAN.MIIT.GOV.CN/", ""),
        ("https://beian.miit.gov.cn:443/", ""),
        ("//beian.miit.gov.cn/", ""),
        (" https://beian.miit.gov.cn/#/Integrated/index ", ""),
        ("https:///beian.miit.gov.cn/", ""),
        (
            "https://beian.miit.gov.cn.example.com/",
            "not_miit_failed_look_alike",
        ),
        ("https://beian-miit.gov.cn/", "not_miit_failed_look_alike"),
        ("https://beian.miit.gov.com/", "not_miit_failed_look_alike"),
        ("https://beian.miit.cn/", "not_miit_failed_look_alike"),
        ("https://beian.mlit.gov.cn/", "not_miit_failed_look_alike"),
        (
            "https://beian.miit.gov.cn%2eexample.com/",
            "not_miit_failed_look_alike",
        ),
        (
            "https://beian.miit.gov.cn:8443/",
            "not_miit_failed_look_alike",
        ),
        ("https://beian.miit.gov.cn@example.com/", "not_miit_failed"),
        (
            "https://example.com/?u=https://beian.miit.gov.cn/",
            "not_miit_failed",
        ),
        ("https://example.com/beian.miit.gov.cn", "not_miit_failed"),
        ("https://bеian.miit.gov.cn/", "not_miit_failed_wrong_page"),
        ("https://www.miit.gov.cn/", "not_miit_failed_wrong_page"),
        ("http://www.miitbeian.gov.cn/", "retired_failed"),
        ("https://www.beian.miit.gov.cn/", "retired_failed"),
        ("beian.miit.gov.cn", "missing_failed_nowhere"),
        ("/beian", "missing_failed_nowhere"),
        ("ftp://beian.miit.gov.cn/", "missing_failed_nowhere"),
        ("mailto:a@beian.miit.gov.cn", "missing_failed_nowhere"),
        (
            "data:text/html,https://beian.miit.gov.cn/",
            "missing_failed_nowhere",
        ),
        ("about:blank", "missing_failed_nowhere"),
        ("javascript:void(0)", "missing_failed_nowhere"),
    ];
    for (href, reason) in cases {
        let link = ["<a href=\"", href, "\">沪ICP备2021036517号-1</a>"].concat();
        let message = if reason.is_empty() {
            String::new()
        } else {
            ["icp_link_", reason].concat()
        };
        check(&[(footer(&[&link, PS].concat()), &message)]);
    }
}

#[test]
fn only_the_platform_asked_for_the_shown_number_is_its_link() {
    let cases = [
        (
            "https://beian.mps.gov.cn/#/query/webSearch?code=31011502400817",
            "",
        ),
        (
            "http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=31011502400817",
            "",
        ),
        (
            "https://beian.mps.gov.cn/#/query/webSearch?code=31011502400818",
            "disagrees_failed",
        ),
        (
            "https://beian.mps.gov.cn/#/query/webSearch?code=310115024008170",
            "disagrees_failed",
        ),
        (
            "https://beian.mps.gov.cn/#/query/webSearch?code=3101150240081",
            "disagrees_failed",
        ),
        (
            "https://beian.mps.gov.cn/#/query/webSearch?code=",
            "disagrees_failed_no_code",
        ),
        ("https://beian.mps.gov.cn/", "disagrees_failed_no_code"),
        (
            "http://www.beian.gov.cn/portal/index",
            "disagrees_failed_no_code",
        ),
        (
            "https://beian.mps.gov.cn.example.com/?code=31011502400817",
            "not_official_failed",
        ),
        (
            "https://example.com/#/query/webSearch?code=31011502400817",
            "not_official_failed",
        ),
        (
            "https://beian.miit.gov.cn/?code=31011502400817",
            "wrong_register_failed",
        ),
        (
            "beian.mps.gov.cn/#/query/webSearch?code=31011502400817",
            "missing_failed_nowhere",
        ),
        ("#", "missing_failed_nowhere"),
    ];
    for (href, reason) in cases {
        let link = [
            "<a href=\"",
            href,
            "\"><img src=\"ghs.png\"> 沪公网安备31011502400817号</a>",
        ]
        .concat();
        let message = if reason.is_empty() {
            String::new()
        } else {
            ["public_security_link_", reason].concat()
        };
        check(&[(footer(&[ICP, &link].concat()), &message)]);
    }
}

#[test]
fn a_number_elsewhere_is_not_in_the_footer() {
    let page = |above: &str, below: &str| {
        [
            "<main style=\"min-height:1500px\">",
            above,
            "</main><footer>",
            below,
            "</footer>",
        ]
        .concat()
    };
    let wrapped = |tag: &str| ["<", tag, ">", ICP, "</", tag, ">"].concat();
    check(&[
        (page(&wrapped("article"), PS), "icp_number_missing_failed_mention"),
        (page(&wrapped("blockquote"), PS), "icp_number_missing_failed_mention"),
        (page(&wrapped("pre"), PS), "icp_number_missing_failed_mention"),
        (page(ICP, PS), "icp_not_in_footer_failed"),
        (["<header>", ICP, "</header>", &footer(PS)].concat(), "icp_not_in_footer_failed"),
        // The link at the top is not below the number in the footer.
        (
            ["<header>", ICP, "</header>", &footer(&["<p>沪ICP备2021036517号-1</p>", PS].concat())].concat(),
            "icp_link_missing_failed",
        ),
        (
            footer(&["<ul><li>甲 京ICP备19044321号</li><li>乙 粤ICP备18077654号</li><li>丙 浙ICP备17033218号</li></ul>", PS].concat()),
            "icp_link_missing_failed",
        ),
        (footer(&["<p>例如：</p>", ICP, PS].concat()), "icp_number_missing_failed_mention"),
        (
            "<title>如何办理网站备案</title><main style=\"min-height:1500px\"><p>茶</p></main>\
             <p>审核通过后，把<a href=\"https://beian.miit.gov.cn/\">沪ICP备2021036517号-1</a>。</p>"
                .replace("</a>。", "这样的编号放到页面底部。</a>"),
            "icp_number_missing_failed_mention",
        ),
        (footer(&["<div style=\"display:none\">", ICP, PS, "</div>"].concat()), "icp_hidden_failed"),
        (footer(&["<div style=\"opacity:0\">", ICP, PS, "</div>"].concat()), "icp_hidden_failed"),
        // The complete footer is for phones; this window shows another.
        (
            footer(&["<div style=\"display:none\">", ICP, PS, "</div><p>沪ICP备2021036517号-1</p>"].concat()),
            "icp_link_missing_failed",
        ),
        (footer(&["<div style=\"display:none\">", ICP, PS, "</div>", ICP, PS].concat()), ""),
    ]);
}

#[test]
fn each_number_needs_its_own_link_and_badge() {
    const CODE: &str = "https://beian.mps.gov.cn/#/query/webSearch?code=31011502400817";
    let police = |inner: &str| ["<p><a href=\"", CODE, "\">", inner, "</a></p>"].concat();
    let icp = |href: &str, inner: &str| ["<a href=\"", href, "\">", inner, "</a>"].concat();
    let miit = "https://beian.miit.gov.cn/";
    check(&[
        (footer(&[&icp(CODE, "沪ICP备2021036517号"), PS].concat()), "icp_link_wrong_register_failed"),
        (
            footer(&icp(miit, "沪ICP备2021036517号 <img src=\"ghs.png\"> 沪公网安备31011502400817号")),
            "public_security_link_wrong_register_failed",
        ),
        (footer(&police("沪ICP备2021036517号 <img src=\"ghs.png\"> 沪公网安备31011502400817号")), "icp_link_wrong_register_failed"),
        (footer(&["沪ICP备", &icp(miit, "2021036517号-1"), PS].concat()), ""),
        (footer(&[&icp(miit, "<span>沪</span><span>ICP备</span><b>20210</b><i>36517</i>号-1"), PS].concat()), ""),
        (
            footer(&[&icp(miit, "沪ICP备"), &icp("https://example.com/", "2021036517号-1"), PS].concat()),
            "icp_link_not_miit_failed",
        ),
        (
            footer(&[ICP, &["<p>", &icp("https://example.com/", "沪ICP备2021036517号-1"), "</p>"].concat(), PS].concat()),
            "icp_link_not_miit_failed",
        ),
        (footer(&["沪ICP备2021036517号 ", &icp(miit, "沪B2-20190123"), PS].concat()), "icp_link_missing_failed"),
        (footer(&["<p>沪B2-20190123</p>", ICP, PS].concat()), ""),
        (footer(&[&icp(miit, "浙D3-20180001"), PS].concat()), "icp_number_missing_failed"),
        (
            footer(&["<p>沪ICP备2021036517号</p><p>关于</p><p>联系</p><p>招聘</p><p>", &icp(miit, "工信部"), "</p>", PS].concat()),
            "icp_link_missing_failed",
        ),
        (
            footer(&[&ICP.replace("<a ", "<a onclick=\"return false\" "), PS].concat()),
            "icp_link_missing_cannot_tell",
        ),
        // The badge is beside the other number.
        (
            footer(&["<img src=\"gongan.png\">", ICP, &police("沪公网安备31011502400817号")].concat()),
            "public_security_badge_missing_failed",
        ),
        (footer(&[ICP, &police("<img src=\"missing.png\"> 沪公网安备31011502400817号")].concat()), "public_security_badge_broken_failed"),
        (
            footer(&[ICP, &police("<img src=\"gongan.png\" width=\"300\" height=\"200\"> 沪公网安备31011502400817号")].concat()),
            "public_security_badge_missing_cannot_tell",
        ),
        (
            footer(&[ICP, &police("<img src=\"ghs.png\" alt=\"沪公网安备31011502400817号\">")].concat()),
            "public_security_number_missing_failed",
        ),
    ]);
}

#[test]
fn what_only_resembles_a_number_is_not_one() {
    let icp = |number: &str| {
        let linked = [
            "<p><a href=\"https://beian.miit.gov.cn/\">",
            number,
            "</a></p>",
        ];
        footer(&[&linked.concat(), PS].concat())
    };
    let police =
        |number: &str| footer(&[ICP, &PS.replace("沪公网安备31011502400817号", number)].concat());
    check(&[
        (icp("沪ICP备202103651号"), "icp_number_malformed_failed"),
        (icp("沪ICP备2018036517号"), "icp_number_malformed_failed"),
        (icp("沪ICP备99036517号"), "icp_number_malformed_failed"),
        (icp("沪ICP备2021036517-1号"), "icp_number_malformed_failed"),
        (icp("ICP备2021036517号"), "icp_number_malformed_failed"),
        (icp("川ICP备2021036517号"), "icp_sign_not_issued_failed"),
        (icp("港ICP备2021036517号"), "icp_sign_not_issued_failed"),
        (icp("萌ICP备20210365号"), "icp_number_parody_failed"),
        (icp("沪ICP备2021****17号"), "icp_number_placeholder_failed"),
        (icp("ICP备案号"), "icp_number_missing_failed"),
        (icp("ICP备案申请中"), "icp_number_missing_failed_pending"),
        (
            icp("沪ICP备<b style=\"display:none\">2021036517</b>号"),
            "icp_number_missing_failed",
        ),
        (
            icp("沪ICP备2021<b style=\"display:none\">0365</b>17号"),
            "icp_number_malformed_failed",
        ),
        (
            icp("沪ICP备2021036517号 京ICP备2021036517号"),
            "icp_numbers_conflict_failed",
        ),
        (
            icp(
                "沪ICP备2021036517号</a></p><p><a href=\"https://beian.miit.gov.cn/\">京ICP备12345678号",
            ),
            "icp_number_placeholder_failed",
        ),
        (
            icp("沪ICP备2021036517号</a></p><p><a href=\"https://icp.gov.moe/\">萌ICP备20210365号"),
            "",
        ),
        (
            police("沪公网安备3101150240081号"),
            "public_security_number_malformed_failed",
        ),
        (
            police("沪公网安备31011599400817号"),
            "public_security_number_malformed_failed",
        ),
        (
            police("京公网安备31011502400817号"),
            "public_security_sign_and_division_disagree_failed",
        ),
        (
            police("京公网安备11010802020134号"),
            "public_security_number_placeholder_cannot_tell",
        ),
        (
            police("粤公网安备44030502400718号"),
            "public_security_number_placeholder_cannot_tell_other_province",
        ),
        (
            police("沪公网安备3101150240081X号"),
            "public_security_number_placeholder_failed",
        ),
    ]);
}

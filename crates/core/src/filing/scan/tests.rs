//! Checks which numbers are found in which spellings.
//! All numbers are invented, except the widely copied ones in RULES.md.
//!
//! Expected results are written as: `!` for an invalid number, the kind, the canonical form (or the digits), the
//! standing unless it is own, and the problems. A semicolon separates several numbers.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::string_slice,
    reason = "tests"
)]

use proptest::prelude::*;

use crate::filing::province::PROVINCES;
use crate::filing::{
    Found, IcpFilingNumber, Kind, LicenceNumber, NumberError, Problem, PublicSecurityNumber,
    Service, Standing, find_in,
};

fn check(cases: &[(&str, &str)]) {
    let told: Vec<_> = cases
        .iter()
        .map(|(text, _)| (*text, tell_all(text)))
        .collect();
    let wrong: Vec<_> = told
        .iter()
        .zip(cases)
        .filter(|((_, told), (_, expected))| told != expected)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn tell_all(text: &str) -> String {
    find_in(text)
        .iter()
        .map(tell)
        .collect::<Vec<_>>()
        .join("; ")
}

fn tell(found: &Found) -> String {
    let number = &found.number;
    let kind = match number.kind {
        Kind::IcpFiling => "icp",
        Kind::IcpLicence => "licence",
        Kind::TelecomLicence => "telecom",
        Kind::PublicSecurity => "police",
        Kind::OtherPermit => "other",
    };
    let mut words = vec![
        kind.to_owned(),
        number
            .number
            .clone()
            .unwrap_or_else(|| number.digits.clone()),
    ];
    if number.standing != Standing::Own {
        words.push(kebab(number.standing));
    }
    words.extend(number.problems.iter().map(kebab));
    words.retain(|word| !word.is_empty());
    format!("{}{}", if number.valid { "" } else { "!" }, words.join(" "))
}

fn kebab(value: impl serde::Serialize) -> String {
    serde_json::to_value(value)
        .unwrap()
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn canonical_forms_round_trip() {
    check(&[
        ("京ICP备05045678号", "icp 京ICP备05045678号"),
        ("沪ICP备19045678号-66", "icp 沪ICP备19045678号-66"),
        ("陇ICP备2021045678号-1", "icp 陇ICP备2021045678号-1"),
        ("蜀ICP备2024045678号-1A", "icp 蜀ICP备2024045678号-1A"),
        ("黔ICP备2025045678号-2X", "icp 黔ICP备2025045678号-2X"),
        ("藏ICP备2026045678号-4K", "icp 藏ICP备2026045678号-4K"),
        ("京ICP证030177号", "licence 京ICP证030177号"),
        ("吉ICP证070881号-3", "licence 吉ICP证070881号-3"),
        ("浙B2-20080141", "telecom 浙B2-20080141"),
        ("粤B2-20090141-18", "telecom 粤B2-20090141-18"),
        ("B2-20140441", "telecom B2-20140441"),
        ("合字B2-20190141", "telecom 合字B2-20190141"),
        ("A2.B1.B2-20090041", "telecom A2.B1.B2-20090041"),
        ("合字A1.B1.B2-20180041", "telecom 合字A1.B1.B2-20180041"),
        ("粤A1-20051041", "telecom 粤A1-20051041"),
        (
            "川公网安备51010802045678号",
            "police 川公网安备51010802045678号",
        ),
        (
            "贵公网安备52010802045678号",
            "police 贵公网安备52010802045678号",
        ),
        (
            "甘公网安备62010802045678号",
            "police 甘公网安备62010802045678号",
        ),
    ]);
}

#[test]
fn spelling_variants_are_accepted_and_reported() {
    check(&[
        (
            "京 ICP 备 19045678 号 - 1",
            "icp 京ICP备19045678号-1 spaces-inside",
        ),
        (
            "京ICP备\u{a0}19045678号",
            "icp 京ICP备19045678号 spaces-inside",
        ),
        (
            "京ICP备\u{3000}19045678号\u{3000}-\u{2009}1",
            "icp 京ICP备19045678号-1 spaces-inside",
        ),
        (
            "京 I C P 备  1904 5678 号 - 2",
            "icp 京ICP备19045678号-2 spaces-inside",
        ),
        (
            "京ICP备2021 0456 78号-1",
            "icp 京ICP备2021045678号-1 spaces-inside",
        ),
        (
            "京\u{200b}ICP\u{feff}备19045678号",
            "icp 京ICP备19045678号 spaces-inside",
        ),
        (
            "京ＩＣＰ备１９０４５６７８号－２",
            "icp 京ICP备19045678号-2 fullwidth-form",
        ),
        ("京icp备19045678号-1", "icp 京ICP备19045678号-1"),
        ("京Icp备19045678号-1", "icp 京ICP备19045678号-1"),
        ("京ICP备19045678", "icp 京ICP备19045678号 suffix-missing"),
        (
            "京ICP备19045678-1",
            "icp 京ICP备19045678号-1 suffix-missing",
        ),
        (
            "京ICP备19045678号－1",
            "icp 京ICP备19045678号-1 fullwidth-form",
        ),
        (
            "京ICP备19045678号–1",
            "icp 京ICP备19045678号-1 punctuation-inside",
        ),
        (
            "京ICP备19045678号—1",
            "icp 京ICP备19045678号-1 punctuation-inside",
        ),
        (
            "京ICP备19045678号―1",
            "icp 京ICP备19045678号-1 punctuation-inside",
        ),
        (
            "京ICP备19045678号−1",
            "icp 京ICP备19045678号-1 punctuation-inside",
        ),
        (
            "京ICP备19045678号--1",
            "icp 京ICP备19045678号-1 punctuation-inside",
        ),
        (
            "京ICP备19045678号_1",
            "icp 京ICP备19045678号-1 punctuation-inside",
        ),
        (
            "京ICP备19045678号一1",
            "icp 京ICP备19045678号-1 punctuation-inside",
        ),
        (
            "京ICP备19045678号-1号",
            "icp 京ICP备19045678号-1 punctuation-inside",
        ),
        (
            "京ICP备第19045678号-7号",
            "icp 京ICP备19045678号-7 punctuation-inside",
        ),
        (
            "京ICP备案19045678号",
            "icp 京ICP备19045678号 marker-variant",
        ),
        (
            "京ICP备案号19045678",
            "icp 京ICP备19045678号 marker-variant punctuation-inside",
        ),
        (
            "京ICP备案序号：19045678号-1",
            "icp 京ICP备19045678号-1 marker-variant punctuation-inside",
        ),
        (
            "京ICP备：19045678号",
            "icp 京ICP备19045678号 punctuation-inside",
        ),
        (
            "京ICP备字19045678号",
            "icp 京ICP备19045678号 punctuation-inside",
        ),
        (
            "京ICP备NO.19045678号",
            "icp 京ICP备19045678号 punctuation-inside",
        ),
        (
            "京ICP备[19045678]号",
            "icp 京ICP备19045678号 punctuation-inside",
        ),
        (
            "京ICP备(example.cn)19045678号-13",
            "icp 京ICP备19045678号-13 punctuation-inside",
        ),
        (
            "京｜ICP备19045678号－17",
            "icp 京ICP备19045678号-17 fullwidth-form punctuation-inside",
        ),
        (
            "(京)ICP备19045678号",
            "icp 京ICP备19045678号 punctuation-inside",
        ),
        (
            "【京】ICP备19045678号",
            "icp 京ICP备19045678号 punctuation-inside",
        ),
        ("京IPC备19045678号", "icp 京ICP备19045678号 marker-variant"),
        ("京lCP备19045678号", "icp 京ICP备19045678号 marker-variant"),
        ("京ICP19045678号", "icp 京ICP备19045678号 marker-variant"),
        (
            "滬ICP備19045678號-2",
            "icp 沪ICP备19045678号-2 traditional-form",
        ),
        (
            "粵ICP備2021045678號",
            "icp 粤ICP备2021045678号 traditional-form",
        ),
        (
            "遼ICP備19045678號",
            "icp 辽ICP备19045678号 traditional-form",
        ),
        (
            "蘇ICP備19045678號",
            "icp 苏ICP备19045678号 traditional-form",
        ),
        (
            "閩ICP備19045678號",
            "icp 闽ICP备19045678号 traditional-form",
        ),
        (
            "贛ICP備19045678號",
            "icp 赣ICP备19045678号 traditional-form",
        ),
        (
            "魯ICP備19045678號",
            "icp 鲁ICP备19045678号 traditional-form",
        ),
        (
            "瓊ICP備19045678號",
            "icp 琼ICP备19045678号 traditional-form",
        ),
        (
            "雲ICP備19045678號",
            "!icp 云ICP备19045678号 sign-not-issued traditional-form",
        ),
        (
            "陝ICP備19045678號",
            "icp 陕ICP备19045678号 traditional-form",
        ),
        (
            "隴ICP備19045678號",
            "icp 陇ICP备19045678号 traditional-form",
        ),
        (
            "寧ICP備19045678號",
            "icp 宁ICP备19045678号 traditional-form",
        ),
        (
            "晉ICP備19045678號",
            "icp 晋ICP备19045678号 traditional-form",
        ),
        (
            "貴公網安備52010802045678號",
            "police 贵公网安备52010802045678号 traditional-form",
        ),
        (
            "京ICP證030177號",
            "licence 京ICP证030177号 traditional-form",
        ),
        ("京ICP备2024045678号-2a", "icp 京ICP备2024045678号-2A"),
        (
            "京ICP备2024045678号 - 2 A",
            "icp 京ICP备2024045678号-2A spaces-inside",
        ),
        (
            "北京ICP备19045678号",
            "icp 京ICP备19045678号 marker-variant",
        ),
        (
            "北京市ICP备19045678号",
            "icp 京ICP备19045678号 marker-variant",
        ),
        (
            "四川ICP备19045678号",
            "icp 蜀ICP备19045678号 marker-variant",
        ),
        (
            "内蒙古ICP备19045678号",
            "icp 蒙ICP备19045678号 marker-variant",
        ),
    ]);
}

#[test]
fn english_numbers_are_read() {
    check(&[
        (
            "Beijing ICP 19045678 -2",
            "icp 京ICP备19045678号-2 marker-variant translated spaces-inside",
        ),
        (
            "Beijing ICP - 19045678",
            "icp 京ICP备19045678号 marker-variant translated spaces-inside punctuation-inside",
        ),
        (
            "Shanghai ICP No. 19045678-1",
            "icp 沪ICP备19045678号-1 marker-variant translated spaces-inside punctuation-inside",
        ),
        (
            "Inner Mongolia ICP Filing No. 2021045678",
            "icp 蒙ICP备2021045678号 marker-variant translated spaces-inside punctuation-inside",
        ),
        (
            "Zhejiang ICP Licence No. 030177",
            "licence 浙ICP证030177号 marker-variant translated spaces-inside punctuation-inside",
        ),
        (
            "ICP license: 19045678",
            "!icp ICP备19045678号 sign-missing marker-variant spaces-inside punctuation-inside",
        ),
        (
            "Jing ICP Bei 19045678 Hao-1",
            "icp 京ICP备19045678号-1 marker-variant translated spaces-inside punctuation-inside",
        ),
        (
            "Guangdong Public Security Record No. 44010802045678",
            "police 粤公网安备44010802045678号 marker-variant translated spaces-inside punctuation-inside",
        ),
        (
            "Beijing Public Network Security No. 11010802045678",
            "police 京公网安备11010802045678号 marker-variant translated spaces-inside punctuation-inside",
        ),
        (
            "Beijing Public Security ICP-11010802045678",
            "police 京公网安备11010802045678号 marker-variant translated spaces-inside punctuation-inside",
        ),
    ]);
}

#[test]
fn numbers_in_letters_are_read_and_told() {
    check(&[
        (
            "Beijing ICP prepared NO.16045678-3",
            "icp 京ICP备16045678号-3 marker-variant translated spaces-inside punctuation-inside",
        ),
        (
            "ZheICPbei19045678",
            "icp 浙ICP备19045678号 marker-variant translated punctuation-inside",
        ),
        (
            "Yue ICP 备 19045678 号",
            "icp 粤ICP备19045678号 marker-variant translated spaces-inside",
        ),
        (
            "Yue Gong Wang An Bei No. 44030502045678",
            "police 粤公网安备44030502045678号 marker-variant translated spaces-inside punctuation-inside",
        ),
        (
            "Chuan Gongwanganbei 51010802045678 Hao",
            "police 川公网安备51010802045678号 marker-variant translated spaces-inside",
        ),
        // The pinyin fits two signs.
        (
            "Yu ICP Bei 19045678-1",
            "!icp ICP备19045678号-1 sign-missing marker-variant translated spaces-inside punctuation-inside",
        ),
        // An English label before a number in its issued form.
        ("ICP License: 京ICP备19045678号", "icp 京ICP备19045678号"),
        (
            "Public Security No. 京公网安备11010802045678号",
            "police 京公网安备11010802045678号",
        ),
        ("Gong Wang An Bei of the site", ""),
    ]);
}

#[test]
fn rare_forms_are_read_with_their_problem() {
    check(&[
        ("冀备19045678号-1", "icp 冀ICP备19045678号-1 marker-variant"),
        ("常备19045678号", ""),
        (
            "滇B-2-4-20030041",
            "telecom 滇B2-20030041 punctuation-inside",
        ),
        (
            "海淀分局网监中心备案编号：1101080241",
            "police 京公网安备1101080241号 sign-missing marker-variant punctuation-inside old-local-form",
        ),
        (
            "京ICP证09004563号",
            "!licence 京ICP证09004563号 digits-length",
        ),
        (
            "京ICP证030173号[京ICP备05045678号]",
            "licence 京ICP证030173号; icp 京ICP备05045678号",
        ),
        (
            "京ICP备19045678号-6京 公网安备 11010502045678号",
            "icp 京ICP备19045678号-6; police 京公网安备11010502045678号 spaces-inside",
        ),
    ]);
}

#[test]
fn a_number_may_contain_a_line_break() {
    check(&[
        ("京ICP备\n19045678号", "icp 京ICP备19045678号 spaces-inside"),
        (
            "京ICP备19045678\n号-1",
            "icp 京ICP备19045678号-1 spaces-inside",
        ),
        (
            "京ICP备19045678号\n-1",
            "icp 京ICP备19045678号-1 spaces-inside",
        ),
        (
            "京ICP备19045678号-\n1",
            "icp 京ICP备19045678号-1 spaces-inside",
        ),
        ("京ICP备1904\n5678号", "icp 京ICP备19045678号 spaces-inside"),
        (
            "京公网安备\n11010802045678号",
            "police 京公网安备11010802045678号 spaces-inside",
        ),
        (
            "京公网安备：\n11010802045678",
            "police 京公网安备11010802045678号 spaces-inside punctuation-inside",
        ),
        (
            "浙公网安备 \r\n 33010602045678号",
            "police 浙公网安备33010602045678号 spaces-inside",
        ),
        ("京\nICP备19045678号", "icp 京ICP备19045678号 spaces-inside"),
    ]);
}

#[test]
fn text_after_a_number_is_not_part_of_it() {
    check(&[
        ("京ICP备19045678号-1360安全检测", "icp 京ICP备19045678号-1"),
        ("京ICP备19045678号-2012377举报", "icp 京ICP备19045678号-20"),
        ("京ICP备19045678号-112377", "icp 京ICP备19045678号-1"),
        ("京ICP备19045678号-1\n360安全", "icp 京ICP备19045678号-1"),
        ("京ICP备19045678号\n360安全", "icp 京ICP备19045678号"),
        ("京ICP备19045678号-12", "icp 京ICP备19045678号-12"),
        ("京ICP备19045678号-103", "icp 京ICP备19045678号-103"),
        (
            "京ICP备19045678号-1 2024 版权所有",
            "icp 京ICP备19045678号-1",
        ),
        ("京ICP备19045678号 - 2024 版权所有", "icp 京ICP备19045678号"),
        ("京ICP备19045678号-2024", "icp 京ICP备19045678号"),
        ("京ICP备19045678号 010-12345678", "icp 京ICP备19045678号"),
        ("京ICP备19045678号-010-12345678", "icp 京ICP备19045678号"),
        ("京ICP备19045678号-1 A股", "icp 京ICP备19045678号-1"),
        ("京ICP备19045678号-", "icp 京ICP备19045678号"),
        ("京ICP备19045678-", "icp 京ICP备19045678号 suffix-missing"),
        ("京ICP备19045678*", "icp 京ICP备19045678号 suffix-missing"),
        (
            "京ICP备19045678 020-12345678",
            "icp 京ICP备19045678号 suffix-missing",
        ),
        (
            "京公网安备11010802045678 2024",
            "police 京公网安备11010802045678号",
        ),
        (
            "京公网安备11010802045678-2024",
            "police 京公网安备11010802045678号",
        ),
        (
            "京公网安备11010802045678号\n1",
            "police 京公网安备11010802045678号",
        ),
    ]);
}

#[test]
fn adjacent_numbers_are_separated() {
    check(&[
        (
            "京ICP备19045678号-1京公网安备11010802045678号",
            "icp 京ICP备19045678号-1; police 京公网安备11010802045678号",
        ),
        (
            "京公网安备11010802045678号京ICP备19045678号-1",
            "police 京公网安备11010802045678号; icp 京ICP备19045678号-1",
        ),
        (
            "京公网安备11010802045678京ICP备19045678号",
            "police 京公网安备11010802045678号; icp 京ICP备19045678号",
        ),
        (
            "京ICP备19045678号、京ICP备19045679号-2",
            "icp 京ICP备19045678号; icp 京ICP备19045679号-2",
        ),
        (
            "ICP备案号：京ICP备19045678号-1|京B2-20190141",
            "icp 京ICP备19045678号-1; telecom 京B2-20190141",
        ),
        (
            "增值电信业务经营许可证京B2-20190141号 京ICP备19045678号",
            "telecom 京B2-20190141; icp 京ICP备19045678号",
        ),
        (
            "营业执照 京公网安备 11010802045678号",
            "police 京公网安备11010802045678号",
        ),
        (
            "京网文〔2021〕1234-123号 京ICP备19045678号",
            "other 20211234123; icp 京ICP备19045678号",
        ),
        (
            "© 2010-2024 京ICP证030177号 京ICP备19045678号 热线 400-123-4567",
            "licence 京ICP证030177号; icp 京ICP备19045678号",
        ),
    ]);
}

#[test]
fn a_label_before_another_number_is_not_a_number() {
    check(&[
        ("ICP证：粤ICP备2021045678号", "icp 粤ICP备2021045678号"),
        ("沪ICP证：沪B2-20130041", "telecom 沪B2-20130041"),
        (
            "沪ICP备：沪B2－20080041－15",
            "telecom 沪B2-20080041-15 fullwidth-form",
        ),
        ("ICP 证浙B2-20160141", "telecom 浙B2-20160141"),
        ("ICP许可证编号浙B2-20160141", "telecom 浙B2-20160141"),
        ("ICP证合字B2-20070041号", "telecom 合字B2-20070041"),
        (
            "黔ICP证：B2-20140041号",
            "telecom 黔B2-20140041 marker-variant",
        ),
        ("ICP B2-20200141", "telecom B2-20200141"),
        ("ICP备案序号：粤ICP备19045678号", "icp 粤ICP备19045678号"),
        (
            "京ICP备案号\n京ICP备19045678号-1",
            "icp 京ICP备19045678号-1",
        ),
        ("京ICP备号\n京ICP备19045678号-1", "icp 京ICP备19045678号-1"),
        (
            "公安备案：京公网安备 11010802045678号",
            "police 京公网安备11010802045678号",
        ),
    ]);
}

#[test]
fn a_word_that_ends_in_a_sign_is_not_a_number() {
    check(&[
        ("阿里云ICP备案", ""),
        ("腾讯云ICP备案查询", ""),
        ("隐藏ICP备案信息", ""),
        ("更新ICP备案流程2024年", ""),
        ("ICP备案", ""),
        ("ICP备案号", ""),
        ("ICP备案查询", ""),
        ("ICP备案2024年最新政策", ""),
        ("京ICP备", ""),
        ("京ICP备案号", ""),
        ("京公网安备", ""),
        ("公安备案", ""),
        ("备案号", ""),
        ("网站备案 2024", ""),
        ("公安备案 2024年", ""),
        ("备案中心", ""),
        ("域名还在审核，请等待公安备案中的结果", ""),
        ("服务器迁移期间网站备案不要处于备案中", ""),
        ("省份简称+ICP备+数字编码+号", ""),
        ("PICP备 is not a word", ""),
        ("京ICP备2024年新规", ""),
        ("京ICP备案20000元", ""),
        ("ICP证：010-12345678", ""),
        ("违法和不良信息举报电话：010-12345678", ""),
        ("110108020456789", ""),
        ("11010802045678", ""),
    ]);
}

#[test]
fn impossible_digits_are_reported() {
    check(&[
        ("京ICP备1904567号", "!icp 京ICP备1904567号 digits-length"),
        (
            "京ICP备190456789号",
            "!icp 京ICP备190456789号 digits-length",
        ),
        (
            "京ICP备20210456789号",
            "!icp 京ICP备20210456789号 digits-length",
        ),
        (
            "京ICP备04045678号",
            "!icp 京ICP备04045678号 year-out-of-range",
        ),
        (
            "京ICP备33045678号",
            "!icp 京ICP备33045678号 year-out-of-range",
        ),
        (
            "京ICP备2019045678号",
            "!icp 京ICP备2019045678号 year-out-of-range",
        ),
        (
            "京ICP备2628045678号",
            "!icp 京ICP备2628045678号 year-out-of-range",
        ),
        (
            "京ICP备19045678-1号",
            "!icp 京ICP备19045678号-1 suffix-swapped",
        ),
        (
            "京ICP备ICP备19045678号",
            "!icp 京ICP备19045678号 marker-variant",
        ),
        (
            "京ICP证0301777号",
            "!licence 京ICP证0301777号 digits-length",
        ),
        ("浙B2-1990041", "!telecom 浙B2-1990041 digits-length"),
        ("浙B2-19900041", "!telecom 浙B2-19900041 year-out-of-range"),
        ("浙B3-20190041", "!telecom 浙B3-20190041 class-unknown"),
        ("蜀C-20180041", "!telecom 蜀C-20180041 class-unknown"),
        (
            "京公网安备1101080204567号",
            "!police 京公网安备1101080204567号 digits-length",
        ),
        (
            "京公网安备110108020456789号",
            "!police 京公网安备110108020456789号 digits-length",
        ),
        (
            "京公网安备11010801045678号",
            "!police 京公网安备11010801045678号 division-separator",
        ),
        (
            "公安备案号：41230000045678",
            "!police 豫公网安备41230000045678号 sign-missing division-separator marker-variant punctuation-inside",
        ),
    ]);
}

#[test]
fn unissued_signs_are_reported() {
    check(&[
        (
            "川ICP备19045678号",
            "!icp 川ICP备19045678号 sign-not-issued",
        ),
        (
            "贵ICP备2021045678号-1",
            "!icp 贵ICP备2021045678号-1 sign-not-issued",
        ),
        (
            "云ICP备19045678号",
            "!icp 云ICP备19045678号 sign-not-issued",
        ),
        (
            "甘ICP备19045678号",
            "!icp 甘ICP备19045678号 sign-not-issued",
        ),
        (
            "秦ICP备19045678号",
            "!icp 秦ICP备19045678号 sign-not-issued",
        ),
        (
            "港ICP备19045678号",
            "!icp 港ICP备19045678号 sign-not-issued",
        ),
        (
            "台ICP备19045678号",
            "!icp 台ICP备19045678号 sign-not-issued",
        ),
        (
            "川ICP证030177号",
            "!licence 川ICP证030177号 sign-not-issued",
        ),
        ("川B2-20190141", "!telecom 川B2-20190141 sign-not-issued"),
        (
            "蜀公网安备51010802045678号",
            "!police 蜀公网安备51010802045678号 sign-not-issued",
        ),
        (
            "黔公网安备52010802045678号",
            "!police 黔公网安备52010802045678号 sign-not-issued",
        ),
        (
            "陇公网安备62010802045678号",
            "!police 陇公网安备62010802045678号 sign-not-issued",
        ),
    ]);
}

#[test]
fn a_number_without_a_sign_is_malformed() {
    check(&[
        ("ICP备19045678号", "!icp ICP备19045678号 sign-missing"),
        (
            "ICP备案号：19045678",
            "!icp ICP备19045678号 sign-missing marker-variant punctuation-inside",
        ),
        ("网站ICP备19045678号", "!icp ICP备19045678号 sign-missing"),
        ("某ICP备19045678号", "!icp ICP备19045678号 sign-missing"),
        ("ICP证030177号", "!licence ICP证030177号 sign-missing"),
    ]);
}

#[test]
fn template_numbers_are_placeholders() {
    check(&[
        (
            "京ICP备12345678号",
            "!icp 京ICP备12345678号 placeholder placeholder-digits",
        ),
        (
            "京ICP备12345678号-1",
            "!icp 京ICP备12345678号-1 placeholder placeholder-digits",
        ),
        (
            "京ICP备88888888号",
            "!icp 京ICP备88888888号 placeholder year-out-of-range placeholder-digits",
        ),
        (
            "京ICP备18888888号-1",
            "!icp 京ICP备18888888号-1 placeholder placeholder-digits",
        ),
        (
            "京ICP备00000000号",
            "!icp 京ICP备00000000号 placeholder year-out-of-range placeholder-digits",
        ),
        (
            "京ICP备10000000号",
            "!icp 京ICP备10000000号 placeholder placeholder-digits",
        ),
        (
            "京ICP备00000001号",
            "!icp 京ICP备00000001号 placeholder year-out-of-range placeholder-digits",
        ),
        (
            "京ICP备87654321号",
            "!icp 京ICP备87654321号 placeholder year-out-of-range placeholder-digits",
        ),
        (
            "京ICP备12121212号",
            "!icp 京ICP备12121212号 placeholder placeholder-digits",
        ),
        (
            "京ICP备2024000000号",
            "!icp 京ICP备2024000000号 placeholder placeholder-digits",
        ),
        (
            "京ICP备2023123456号",
            "!icp 京ICP备2023123456号 placeholder placeholder-digits",
        ),
        (
            "京ICP备123456号",
            "!icp 京ICP备123456号 placeholder digits-length placeholder-digits",
        ),
        (
            "京ICP备1234567890号",
            "!icp 京ICP备1234567890号 placeholder year-out-of-range placeholder-digits",
        ),
        (
            "京ICP证000000号",
            "!licence 京ICP证000000号 placeholder placeholder-digits",
        ),
        (
            "京ICP证123456号",
            "!licence 京ICP证123456号 placeholder placeholder-digits",
        ),
        (
            "京公网安备12345678901234号",
            "!police 京公网安备12345678901234号 placeholder sign-and-division-disagree division-separator placeholder-digits",
        ),
        (
            "京公网安备11010802000000号",
            "!police 京公网安备11010802000000号 placeholder placeholder-digits",
        ),
        (
            "京公网安备66666666666666号",
            "!police 京公网安备66666666666666号 placeholder sign-and-division-disagree division-separator placeholder-digits",
        ),
        (
            "京公网安备88888888号",
            "!police 京公网安备88888888号 placeholder digits-length placeholder-digits",
        ),
        (
            "京公网安备10101010101",
            "!police 京公网安备10101010101号 placeholder digits-length placeholder-digits",
        ),
    ]);
}

#[test]
fn masks_are_placeholders() {
    check(&[
        ("京ICP备XXXXXXXX号", "!icp placeholder masked"),
        ("京ICP备xxxx号", "!icp placeholder masked"),
        ("京ICP备XXXXXXXX号-X", "!icp placeholder masked"),
        ("京ICP备********号", "!icp placeholder masked"),
        ("京ICP备××××××××号-1", "!icp placeholder masked"),
        ("京ICP备●●●●号", "!icp placeholder masked"),
        ("京ICP备1XXXXXX1号", "!icp 11 placeholder masked"),
        ("京ICP备2024XXXXXX号", "!icp 2024 placeholder masked"),
        ("京ICP备1904567X号", "!icp 1904567 placeholder masked"),
        ("京ICP备......号", "!icp placeholder masked"),
        ("京ICP备____号", "!icp placeholder masked"),
        ("京ICP备XX XX XX号", "!icp placeholder spaces-inside masked"),
        ("ICP备XXXXXXXX号", "!icp placeholder sign-missing masked"),
        ("XICP备XXXXXXXX号", "!icp placeholder sign-missing masked"),
        ("京公网安备xxxxxxxxxxxxxx号", "!police placeholder masked"),
        (
            "京公网安备 **************号",
            "!police placeholder spaces-inside masked",
        ),
        (
            "京公网安备11010802XXXXXX号",
            "!police 11010802 placeholder masked",
        ),
        ("浙B2-XXXXXXXX", "!telecom placeholder masked"),
    ]);
}

#[test]
fn an_empty_number_is_a_placeholder() {
    check(&[
        (
            "京ICP备号",
            "!icp placeholder punctuation-inside digits-missing",
        ),
        (
            "京ICP备-号",
            "!icp placeholder punctuation-inside digits-missing",
        ),
        (
            "ICP备号",
            "!icp placeholder sign-missing punctuation-inside digits-missing",
        ),
        (
            "ICP备-号",
            "!icp placeholder sign-missing punctuation-inside digits-missing",
        ),
        (
            "ICP备案号：待补充",
            "!icp placeholder sign-missing marker-variant punctuation-inside digits-missing",
        ),
        (
            "ICP备案号：暂无",
            "!icp placeholder sign-missing marker-variant punctuation-inside digits-missing",
        ),
        ("苏ICP备示例号", "!icp placeholder digits-missing"),
        (
            "© 青瓷茶社 · ICP备案申请中",
            "!icp placeholder sign-missing digits-missing",
        ),
        (
            "本站正在备案中……",
            "!icp placeholder sign-missing digits-missing",
        ),
        (
            "京ICP备 备案中",
            "!icp placeholder spaces-inside digits-missing",
        ),
        ("京ICP备{{icp}}号", "!icp placeholder digits-missing"),
        ("京ICP备${icp}号", "!icp placeholder digits-missing"),
        ("京ICP备<%= icp %>号", "!icp placeholder digits-missing"),
        (
            "京ICP备[您的备案号]号",
            "!icp placeholder punctuation-inside digits-missing",
        ),
        (
            "京公网安备号",
            "!police placeholder punctuation-inside digits-missing",
        ),
        ("苏公网安备示例号", "!police placeholder digits-missing"),
        ("京公网安备{code}号", "!police placeholder digits-missing"),
        (
            "公安备案号：申请中",
            "!police placeholder sign-missing marker-variant punctuation-inside digits-missing",
        ),
    ]);
}

#[test]
fn a_parody_number_is_invalid() {
    check(&[
        (
            "萌ICP备20230187号",
            "!icp 萌ICP备20230187号 parody sign-not-issued",
        ),
        (
            "萌ICP备20202020号",
            "!icp 萌ICP备20202020号 parody sign-not-issued placeholder-digits",
        ),
        (
            "茶ICP备2025090177号",
            "!icp 茶ICP备2025090177号 parody sign-not-issued",
        ),
        (
            "团ICP备20240001号",
            "!icp 团ICP备20240001号 parody sign-not-issued",
        ),
        (
            "喵ICP备20240101号",
            "!icp 喵ICP备20240101号 parody sign-not-issued",
        ),
        (
            "欢迎加入萌ICP备20230187号",
            "!icp 萌ICP备20230187号 parody sign-not-issued",
        ),
        (
            "日SCP备20201234号",
            "!icp 20201234 parody sign-not-issued marker-variant",
        ),
        (
            "汝ICP证394309号",
            "!licence 汝ICP证394309号 parody sign-not-issued",
        ),
        (
            "汝 ICP 证 394309 号",
            "!licence 汝ICP证394309号 parody sign-not-issued spaces-inside",
        ),
        (
            "汝公网安备 11010802020012 号",
            "!police 汝公网安备11010802020012号 parody sign-not-issued sign-and-division-disagree",
        ),
    ]);
}

#[test]
fn public_security_markers_have_many_spellings() {
    check(&[
        (
            "京公网安备 11010802045678号",
            "police 京公网安备11010802045678号",
        ),
        (
            "京公网安备11010802045678",
            "police 京公网安备11010802045678号",
        ),
        (
            "京公网安备号 11010802045678",
            "police 京公网安备11010802045678号 spaces-inside punctuation-inside",
        ),
        (
            "京公网安备：11010802045678号",
            "police 京公网安备11010802045678号 punctuation-inside",
        ),
        (
            "京公网备11010802045678号",
            "police 京公网安备11010802045678号 marker-variant",
        ),
        (
            "京公网安备案11010802045678号",
            "police 京公网安备11010802045678号 marker-variant",
        ),
        (
            "京公网备案号11010802045678",
            "police 京公网安备11010802045678号 marker-variant punctuation-inside",
        ),
        (
            "京公安网备11010802045678号",
            "police 京公网安备11010802045678号 marker-variant",
        ),
        (
            "京网公安备11010802045678号",
            "police 京公网安备11010802045678号 marker-variant",
        ),
        (
            "湘公安网备号43010802045678号",
            "police 湘公网安备43010802045678号 marker-variant punctuation-inside",
        ),
        (
            "北京公安网安备 11010802045678",
            "police 京公网安备11010802045678号 marker-variant",
        ),
        (
            "公安备案号：11010802045678",
            "police 京公网安备11010802045678号 sign-missing marker-variant punctuation-inside",
        ),
        (
            "公安机关备案号：11010802045678",
            "police 京公网安备11010802045678号 sign-missing marker-variant punctuation-inside",
        ),
        (
            "公安联网备案：11010802045678",
            "police 京公网安备11010802045678号 sign-missing marker-variant punctuation-inside",
        ),
        (
            "网安备案号 11010802045678",
            "police 京公网安备11010802045678号 sign-missing marker-variant spaces-inside punctuation-inside",
        ),
        (
            "公网安备11010802045678号",
            "police 京公网安备11010802045678号 sign-missing",
        ),
        (
            "京公网安11010802045678号",
            "police 京公网安备11010802045678号 marker-variant",
        ),
        (
            "京公安备11010802045678号",
            "police 京公网安备11010802045678号 marker-variant",
        ),
        (
            "京公网安备-11010-8020456-78号",
            "police 京公网安备11010802045678号 punctuation-inside",
        ),
        (
            "京公网安备 1101 0802 0456 78号",
            "police 京公网安备11010802045678号 spaces-inside",
        ),
        (
            "京 公 网 安 备 11010802045678 号",
            "police 京公网安备11010802045678号 spaces-inside",
        ),
        (
            "京公网安备第11010802045678号",
            "police 京公网安备11010802045678号 punctuation-inside",
        ),
        (
            "京公網安備11010802045678號",
            "police 京公网安备11010802045678号 traditional-form",
        ),
        (
            "京公网安备１１０１０８０２０４５６７８号",
            "police 京公网安备11010802045678号 fullwidth-form",
        ),
        (
            "西安市公安局网警支队备案：61010902045678",
            "police 陕公网安备61010902045678号 sign-missing marker-variant punctuation-inside",
        ),
    ]);
}

#[test]
fn old_local_numbers_need_review() {
    check(&[
        (
            "京公网安备110108004567号",
            "police 京公网安备110108004567号 old-local-form",
        ),
        (
            "京公网安备110108004567",
            "police 京公网安备110108004567号 old-local-form",
        ),
        (
            "文保网安备案号：1101010023",
            "police 京公网安备1101010023号 sign-missing marker-variant punctuation-inside old-local-form",
        ),
        (
            "京公海网安备案编号:1101084667",
            "police 京公网安备1101084667号 marker-variant punctuation-inside old-local-form",
        ),
        (
            "京公网安备310108004567号",
            "!police 京公网安备310108004567号 sign-and-division-disagree old-local-form",
        ),
        (
            "京公网安备110101000005号",
            "!police 京公网安备110101000005号 placeholder placeholder-digits old-local-form",
        ),
    ]);
}

#[test]
fn a_division_of_another_province_is_reported() {
    check(&[
        (
            "沪公网安备11010802045678号",
            "!police 沪公网安备11010802045678号 sign-and-division-disagree",
        ),
        (
            "皖公网安备34010802045678号",
            "police 皖公网安备34010802045678号",
        ),
        (
            "湘公网安备 44190002045678号",
            "!police 湘公网安备44190002045678号 sign-and-division-disagree",
        ),
        (
            "京公网安备99010802045678号",
            "!police 京公网安备99010802045678号 sign-and-division-disagree",
        ),
        (
            "晋公网安备 11010802020134号",
            "!police 晋公网安备11010802020134号 placeholder sign-and-division-disagree well-known-number",
        ),
        (
            "京公网安备 11010802020134号",
            "police 京公网安备11010802020134号 well-known-number",
        ),
        (
            "渝公网安备 33010002000078号",
            "!police 渝公网安备33010002000078号 placeholder sign-and-division-disagree well-known-number",
        ),
        (
            "京公网安备11000002000001号",
            "police 京公网安备11000002000001号 well-known-number",
        ),
    ]);
}

#[test]
fn other_permits_are_recognised() {
    check(&[
        ("京网文[2021]1234-123号", "other 20211234123"),
        ("沪网文号〔2017〕9633-721号", "other 20179633721"),
        ("黔网文许字[2014]1248-005号", "other 20141248005"),
        (
            "网信算备610102726918801240017号",
            "other 610102726918801240017",
        ),
        (
            "网信算备：310115124334401240013号",
            "other 310115124334401240013",
        ),
        ("ZheJiang-TongYiQianWen-20230901", "other 20230901"),
        ("互联网新闻信息服务许可证：10120190005", "other 10120190005"),
        ("信息网络传播视听节目许可证：0105097", "other 0105097"),
        ("网出证(京)字第161号", "other 161"),
        ("网络出版服务许可证（京）字第161号", "other 161"),
        ("广播电视节目制作经营许可证(京)字第01303号", "other 01303"),
        ("(鲁广社)字第046号", "other 046"),
        (
            "互联网药品信息服务资格证书：（京）-经营性-2014-0005",
            "other 20140005",
        ),
        ("(京)-非经营性-2014-0005", "other 20140005"),
        ("（京）网药械信息备字（2023）第00123号", "other 202300123"),
        ("(京)网械平台备字〔2018〕第00003号", "other 201800003"),
        (
            "互联网宗教信息服务许可证：京（2022）0000043",
            "other 20220000043",
        ),
        ("网站标识码：bm55000001", "other 55000001"),
        ("网站标识码：1100000021", "other 1100000021"),
        (
            "统一社会信用代码：91110108000000000X",
            "other 91110108000000000",
        ),
        ("营业执照注册号：110108001385082", "other 110108001385082"),
        ("津教备0491号", "other 0491"),
        ("浙D3-20210041", "other 20210041"),
    ]);
}

#[test]
fn text_that_is_not_a_number_yields_nothing() {
    check(&[
        ("许可 2024", ""),
        ("证书 100 元", ""),
        ("B2-12345678", ""),
        ("A4-20190141", ""),
        ("Model B2-2019", ""),
        ("a1-b2-c3", ""),
        ("2019-2024", ""),
    ]);
}

#[test]
fn a_number_is_split_into_its_parts() {
    let found = find_in("版权所有 滬ICP備 2024045678號－2A，电话");
    let number = &found.first().unwrap().number;
    assert_eq!(
        (number.sign.as_deref(), number.digits.as_str()),
        (Some("沪"), "2024045678")
    );
    assert_eq!(
        (number.ordinal, number.service),
        (Some(2), Some(Service::App))
    );
    assert_eq!(number.raw, "滬ICP備 2024045678號－2A");
}

#[test]
fn the_displayed_form_has_single_spaces_and_no_hidden_characters() {
    let text = "京\u{200b}ICP备 \u{a0}\n 19045678\u{3000}号";
    let found = find_in(text);
    let first = found.first().unwrap();
    assert_eq!(first.number.raw, "京ICP备 19045678 号");
    assert_eq!(&text[first.span.clone()], text);
}

#[test]
fn the_ordinals_letter_gives_the_service() {
    let cases = [
        ("京ICP备2024045678号", Service::Subject),
        ("京ICP备2024045678号-1", Service::Website),
        ("京ICP备2024045678号-2A", Service::App),
        ("京ICP备2024045678号-3X", Service::MiniProgram),
        ("京ICP备2024045678号-4K", Service::QuickApp),
        ("京ICP备2024045678号-5B", Service::Website),
        ("京ICP备2024045678号-6App", Service::Website),
    ];
    for (text, service) in cases {
        assert_eq!(
            find_in(text).first().and_then(|found| found.number.service),
            Some(service),
            "{text}"
        );
    }
}

#[test]
fn each_type_parses_only_its_own_numbers() {
    assert_eq!(
        "京 ICP 备 19045678 号 - 1"
            .parse::<IcpFilingNumber>()
            .unwrap()
            .to_string(),
        "京ICP备19045678号-1"
    );
    assert_eq!(
        "沪B2－20080041号"
            .parse::<LicenceNumber>()
            .unwrap()
            .to_string(),
        "沪B2-20080041"
    );
    assert_eq!(
        "合字A1、B2-20080041"
            .parse::<LicenceNumber>()
            .unwrap()
            .to_string(),
        "合字A1.B2-20080041"
    );
    assert_eq!(
        "B2-20080041".parse::<LicenceNumber>().unwrap().to_string(),
        "B2-20080041"
    );
    assert_eq!(
        "京ICP证030177"
            .parse::<LicenceNumber>()
            .unwrap()
            .to_string(),
        "京ICP证030177号"
    );
    assert_eq!(
        "公安备案号：11010802045678"
            .parse::<PublicSecurityNumber>()
            .unwrap()
            .to_string(),
        "京公网安备11010802045678号"
    );
    let other = Err(NumberError::NotThisKind);
    assert_eq!("京ICP证030177号".parse::<IcpFilingNumber>(), other);
    assert_eq!(
        "京ICP备19045678号 京ICP备19045679号".parse::<IcpFilingNumber>(),
        other
    );
    assert_eq!("我的京ICP备19045678号".parse::<IcpFilingNumber>(), other);
    assert_eq!("".parse::<IcpFilingNumber>(), other);
}

#[test]
fn each_type_reports_the_problem_it_refuses() {
    let cases = [
        ("京ICP备1904567号", Problem::DigitsLength),
        ("京ICP备33045678号", Problem::YearOutOfRange),
        ("川ICP备19045678号", Problem::SignNotIssued),
        ("萌ICP备19045678号", Problem::SignNotIssued),
        ("ICP备19045678号", Problem::SignMissing),
        ("京ICP备12345678号", Problem::PlaceholderDigits),
        ("京ICP备XXXXXXXX号", Problem::Masked),
        ("京ICP备号", Problem::DigitsMissing),
        ("京ICP备19045678-1号", Problem::SuffixSwapped),
    ];
    for (text, problem) in cases {
        assert_eq!(
            text.parse::<IcpFilingNumber>(),
            Err(NumberError::Faulty(problem)),
            "{text}"
        );
    }
    let police = |text: &str| text.parse::<PublicSecurityNumber>().unwrap_err();
    assert_eq!(
        police("沪公网安备11010802045678号"),
        NumberError::Faulty(Problem::SignAndDivisionDisagree)
    );
    assert_eq!(
        police("京公网安备11010801045678号"),
        NumberError::Faulty(Problem::DivisionSeparator)
    );
    assert_eq!(
        police("京公网安备110108004567号"),
        NumberError::Faulty(Problem::DigitsLength)
    );
    let licence = |text: &str| text.parse::<LicenceNumber>().unwrap_err();
    assert_eq!(
        licence("蜀C-20180041"),
        NumberError::Faulty(Problem::ClassUnknown)
    );
    assert_eq!(
        licence("京ICP证0301777号"),
        NumberError::Faulty(Problem::DigitsLength)
    );
}

#[test]
fn hostile_text_is_scanned_in_linear_time() {
    for piece in [
        "备",
        "公",
        "ICP备",
        "京ICP备",
        "京公网安备",
        "i c p ",
        "B2.",
        "-1",
        "1 ",
        "号",
        "许可证",
        "(",
        "xx ",
        "a-b-",
    ] {
        let text = piece.repeat(2_000);
        let limit = super::spelling::LOOKS_PER_GLYPH * (text.chars().count() as u64 + 1);
        let (_, looks) = super::spelling::counting_looks(|| find_in(&text));
        assert!(looks < limit, "{piece}: {looks} looks");
    }
}

fn province() -> impl Strategy<Value = usize> {
    0..PROVINCES.len()
}

/// A canonical ICP filing number.
fn icp() -> impl Strategy<Value = String> {
    let service = prop_oneof![Just(""), Just("A"), Just("X"), Just("K")];
    let ordinal = prop_oneof![
        Just(String::new()),
        (1..100u32, service).prop_map(|(nth, letter)| format!("-{nth}{letter}"))
    ];
    let digits = prop_oneof![
        (5..=26u32, 0..1_000_000u32).prop_map(|(year, serial)| format!("{year:02}{serial:06}")),
        (2020..=2029u32, 0..1_000_000u32).prop_map(|(year, serial)| format!("{year}{serial:06}")),
    ];
    (province(), digits, ordinal)
        .prop_map(|(nth, digits, ordinal)| {
            format!(
                "{}ICP备{digits}号{ordinal}",
                PROVINCES.get(nth).unwrap().icp
            )
        })
        .prop_filter("a template's", |number| {
            IcpFilingNumber::new(
                number.chars().next(),
                &digits_of(number),
                None,
                Service::Subject,
            )
            .is_ok()
        })
}

/// A canonical public security number.
fn police() -> impl Strategy<Value = String> {
    (province(), 0..10_000u32, 1..1_000_000u32)
        .prop_map(|(nth, division, serial)| {
            let row = PROVINCES.get(nth).unwrap();
            format!(
                "{}公网安备{}{division:04}02{serial:06}号",
                row.public_security, row.division
            )
        })
        .prop_filter("a template's", |number| {
            PublicSecurityNumber::new(number.chars().next(), &digits_of(number)).is_ok()
        })
}

fn digits_of(number: &str) -> String {
    number
        .chars()
        .skip(1)
        .skip_while(|glyph| !glyph.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect()
}

/// Distorts each character as `noise` chooses: not at all, with a blank after it, or as another form of it.
fn noisy(number: &str, noise: &[u8]) -> String {
    let mut text = String::new();
    for (glyph, noise) in number
        .chars()
        .zip(noise.iter().chain(std::iter::repeat(&0)))
    {
        let wide = char::from_u32(glyph as u32 + 0xFEE0).unwrap();
        let traditional = super::spelling::TRADITIONAL_FORMS
            .iter()
            .find(|row| row.1 == glyph)
            .map_or(glyph, |row| row.0);
        match noise {
            1 if glyph.is_ascii() => text.push(wide),
            2 => text.push(traditional),
            3 => text.extend([glyph, '\u{200b}']),
            4 if glyph.is_ascii_alphabetic() => text.push(glyph.to_ascii_lowercase()),
            5 if !glyph.is_ascii_digit() => text.extend([glyph, ' ']),
            6 if !glyph.is_ascii_digit() => text.extend([glyph, '\u{3000}']),
            _ => text.push(glyph),
        }
    }
    text
}

/// Fragments from which hostile texts are built.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("京"),
        Just("ICP"),
        Just("备"),
        Just("案"),
        Just("号"),
        Just("公网安备"),
        Just("证"),
        Just("B2"),
        Just("-"),
        Just("1"),
        Just("20"),
        Just("190456"),
        Just("11010802"),
        Just(" "),
        Just("\n"),
        Just("\u{200b}"),
        Just("："),
        Just("("),
        Just("["),
        Just("x"),
        Just("萌"),
        Just("网文"),
        Just("许可证"),
        Just("字第"),
        Just("{"),
        Just("示例"),
        Just("𝟗"),
        Just("－"),
        Just("a-b-"),
        Just("é"),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn spans_are_sound(text: &str) {
    let mut end = 0;
    for found in find_in(text) {
        assert!(
            found.span.start >= end && found.span.end > found.span.start,
            "{text:?} {found:?}"
        );
        assert!(text.get(found.span.clone()).is_some(), "{text:?} {found:?}");
        end = found.span.end;
    }
}

proptest! {
    #[test]
    fn a_canonical_filing_number_round_trips(number in icp()) {
        prop_assert_eq!(number.parse::<IcpFilingNumber>().map(|parsed| parsed.to_string()), Ok(number));
    }

    #[test]
    fn a_canonical_public_security_number_round_trips(number in police()) {
        prop_assert_eq!(number.parse::<PublicSecurityNumber>().map(|parsed| parsed.to_string()), Ok(number));
    }

    #[test]
    fn a_telecom_licence_round_trips(nth in province(), year in 2000..2030u32, serial in 1..10_000u32, site in proptest::option::of(1..100u32)) {
        let site = site.map_or(String::new(), |site| format!("-{site}"));
        let number = format!("{}B2-{year}{serial:04}{site}", PROVINCES.get(nth).unwrap().icp);
        let parsed = number.parse::<LicenceNumber>().map(|parsed| parsed.to_string());
        prop_assert!(parsed == Ok(number) || parsed == Err(NumberError::Faulty(Problem::PlaceholderDigits)));
    }

    #[test]
    fn noise_does_not_change_a_number(number in prop_oneof![icp(), police()], noise in proptest::collection::vec(0..7u8, 0..40)) {
        let text = noisy(&number, &noise);
        let found = find_in(&text);
        prop_assert_eq!(found.len(), 1, "{}", text);
        let read = found.first().and_then(|found| found.number.number.clone());
        prop_assert_eq!(read, Some(number), "{}", text);
        prop_assert!(found.iter().all(|found| found.number.valid), "{}", text);
    }

    #[test]
    fn a_number_is_found_between_other_text(before in "[版权所有©a-z |]{0,12}", first in icp(), second in police(), between in "[ |·\n]{0,3}") {
        let text = format!("{before} {first}{between}{second}");
        let read: Vec<_> = find_in(&text).into_iter().filter_map(|found| found.number.number).collect();
        prop_assert_eq!(read, vec![first, second], "{}", text);
    }

    #[test]
    fn no_text_panics(text in any::<String>()) {
        spans_are_sound(&text);
    }

    #[test]
    fn no_hostile_text_panics(text in hostile()) {
        spans_are_sound(&text);
    }
}

//! Synthetic pages of a given number of elements, with text as Chinese sites have it.

use std::fmt::Write;

/// The elements of one block, itself included.
const BLOCK: usize = 10;
/// In the variant with shadow roots every so many blocks share one.
const BLOCKS_IN_A_ROOT: usize = 20;

const SENTENCES: [&str; 6] = [
    "本店所有商品均为正品，支持七天无理由退货，下单后四十八小时内发货。",
    "2024年3月18日，公司第12届用户大会在杭州召开，超过1500名合作伙伴参加。",
    "联系电话：400-820-1234，工作时间为周一至周五9:00到18:00。",
    "依据《消费者权益保护法》第二十五条的规定，消费者享有知情权和选择权。",
    "点击查看更多优惠活动，新会员首单立减20元，满199元免运费。",
    "我们的技术团队来自清华大学、浙江大学等高校，平均从业年限超过8年。",
];

/// What is at the foot of a page, and how its content is held.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Variant {
    /// Both numbers at the foot, as a site in order has them.
    Complete,
    /// One number: the other may be anywhere, in a shadow root too, so that more has to be searched.
    OneNumber,
    /// Both numbers, and all content in shadow roots.
    Shadow,
}

impl Variant {
    pub(crate) const ALL: [Self; 3] = [Self::Complete, Self::OneNumber, Self::Shadow];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Complete => "both numbers",
            Self::OneNumber => "one number",
            Self::Shadow => "shadow roots",
        }
    }
}

/// A page's markup.
pub(crate) fn page(elements: usize, variant: Variant) -> String {
    let with_shadow_roots = variant == Variant::Shadow;
    let mut html = String::with_capacity(elements * 60);
    html.push_str(
        "<!doctype html><html lang=zh-CN><meta charset=utf-8><title>示例商店</title><body><main>",
    );
    let blocks = elements / BLOCK;
    for number in 0..blocks {
        let starts_root = with_shadow_roots && number % BLOCKS_IN_A_ROOT == 0;
        if starts_root {
            html.push_str("<div><template shadowrootmode=open>");
        }
        block(&mut html, number);
        let ends_root = number % BLOCKS_IN_A_ROOT == BLOCKS_IN_A_ROOT - 1 || number + 1 == blocks;
        if with_shadow_roots && ends_root {
            html.push_str("</template></div>");
        }
    }
    html.push_str(
        "</main><footer><p>© 2016-2026 示例商店 版权所有</p>\
         <p><a href=\"https://beian.miit.gov.cn/\">京ICP备18032457号-1</a></p>",
    );
    if variant != Variant::OneNumber {
        html.push_str(
            "<p><a href=\"https://beian.mps.gov.cn/#/query/webSearch?code=11010502030143\">\
             京公网安备11010502030143号</a></p>",
        );
    }
    html.push_str("</footer>");
    html
}

fn block(html: &mut String, number: usize) {
    let sentence = |step: usize| {
        SENTENCES
            .get((number + step) % SENTENCES.len())
            .unwrap_or(&"")
    };
    // Writing to a string does not fail.
    let _ = writeln!(
        html,
        "<section class=card><h3>第{number}号商品</h3><p>{}<b>{}</b><a href=\"/item/{number}\">详情</a></p>\
         <ul><li>{}</li><li>库存{}件</li><li><span>{}</span></li></ul></section>",
        sentence(0),
        sentence(1),
        sentence(2),
        number % 97,
        sentence(3),
    );
}

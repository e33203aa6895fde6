//! Finds payment methods: a bounded look at pictures and buttons.

use beian_lens_core::snapshot::{PaymentHint, PaymentMethod};

use crate::dom::browser::bindings::Element;
use crate::dom::captured::Captured;
use crate::dom::scope::Scope;

/// What an address or a label must hold.
const METHODS: [(PaymentMethod, &[&str]); 2] = [
    (
        PaymentMethod::WechatPay,
        &[
            "wxpay",
            "wechatpay",
            "wechat-pay",
            "wechat_pay",
            "weixinpay",
            "pay.weixin.qq.com",
            "微信支付",
        ],
    ),
    (PaymentMethod::Alipay, &["alipay", "支付宝"]),
];

/// Maximum number of elements of one kind that are asked.
const MOST: u32 = 150;

/// Notes the payment methods that pictures and buttons of the page offer, each once.
pub(crate) fn find_payments(captured: &mut Captured, scope: &Scope) {
    for name in ["img", "button"] {
        let list = scope.document.by_tag(name);
        for index in 0..MOST {
            let Some(element) = list.at(index) else { break };
            let words = if name == "img" {
                [element.attribute("src"), element.attribute("alt")]
                    .into_iter()
                    .flatten()
                    .collect()
            } else {
                short_text(&element)
            };
            note_payment(captured, scope, &element, &words);
        }
    }
}

/// Notes a payment method that is named in an address or label.
fn note_payment(captured: &mut Captured, scope: &Scope, element: &Element, words: &str) {
    for (method, names) in METHODS {
        if names.iter().any(|name| words.contains(name))
            && !captured
                .snapshot
                .payments
                .iter()
                .any(|known| known.method == method)
        {
            let selector = scope.selectors.of(scope.reader, element);
            captured
                .snapshot
                .payments
                .push(PaymentHint { method, selector });
        }
    }
}

/// The text of a link or button, when it is short enough to be a label.
fn short_text(element: &Element) -> String {
    match element.text_content() {
        Some(text) if text.length() <= 40 => text.into(),
        _ => String::new(),
    }
}

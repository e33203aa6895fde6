//! Payment methods and script hosts: found by a bounded look at pictures, links, buttons and scripts.

use super::capture::Capture;
use super::facts::Keys;
use super::scan::Scope;
use super::selector;
use super::web::{Document, Element};
use beian_lens_core::snapshot::{PaymentHint, PaymentMethod};

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

/// Elements of one kind that are asked.
const MOST: u32 = 150;

/// Hosts of a document's external scripts, each once.
pub(crate) fn script_hosts(document: &Document) -> Vec<String> {
    let mut hosts: Vec<String> = Vec::new();
    let keys = Keys::new(&["src"]);
    let scripts = document.by_tag("script");
    for index in 0..MOST {
        let Some(script) = scripts.at(index) else {
            break;
        };
        let facts = keys.read(&script);
        let host = facts
            .text("src")
            .split('/')
            .nth(2)
            .unwrap_or_default()
            .rsplit('@')
            .next()
            .unwrap_or_default();
        if !host.is_empty() && !hosts.iter().any(|known| known == host) {
            hosts.push(host.to_owned());
        }
    }
    hosts
}

impl Capture {
    /// Notes the payment methods that pictures and buttons of the page offer, each once.
    pub(crate) fn payments(&mut self, scope: &Scope) {
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
                self.payment(scope, &element, &words);
            }
        }
    }

    /// Notes a payment method that is named in an address or label.
    fn payment(&mut self, scope: &Scope, element: &Element, words: &str) {
        for (method, names) in METHODS {
            if names.iter().any(|name| words.contains(name))
                && !self
                    .snapshot
                    .payments
                    .iter()
                    .any(|known| known.method == method)
            {
                let selector = selector::of(scope, element);
                self.snapshot
                    .payments
                    .push(PaymentHint { method, selector });
            }
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

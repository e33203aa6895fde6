//! Nothing gets out: every request of the browser goes through the test's own proxy, which counts.

use anyhow::Result;
use beian_lens_core::report::Need;
use beian_lens_webdriver::Browser;
use beian_lens_webdriver::server::Asked;

use crate::support::{HOST, Lens};

in_both_browsers! {
    a_check_asks_the_network_for_nothing_but_the_servers_address,
    a_private_address_tells_nothing_and_is_said,
    switched_off_the_server_is_not_asked_for,
}

/// Everything that could tempt a checker to fetch: links, pictures, frames, a badge that is not there.
const PAGE: &str = r#"<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>示例商店</title>
    <link rel="icon" href="data:,"><img src="ghs.png" alt=""><iframe src="/frame.html"></iframe>
    <footer><a href="https://beian.miit.gov.cn/">京ICP备18032457号-1</a>
    <a href="https://beian.mps.gov.cn/#/query/webSearch?code=11010502030143"><img src="/ghs.png" alt="">京公网安备11010502030143号</a></footer>"#;

async fn a_check_asks_the_network_for_nothing_but_the_servers_address(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    lens.open("page.html", PAGE).await?;
    // The address of the page holds what works once.
    lens.session
        .goto(&format!("http://{HOST}/page.html?token=once"))
        .await?;
    lens.page_says("document.readyState === 'complete'").await?;
    let own: Vec<Asked> = by_the_page(lens.asked());
    assert!(
        own.iter().any(|asked| asked.path == "/ghs.png"),
        "the proxy sees nothing: {own:?}"
    );

    lens.click_for_report().await?;
    lens.session.click().await?;
    lens.closed().await?;
    // In Chromium the server's address comes from one HEAD request to the site's root.
    let address = Asked {
        method: "HEAD".into(),
        host: HOST.into(),
        path: "/".into(),
    };
    let asked = by_the_page(lens.asked());
    let others: Vec<_> = asked.iter().filter(|asked| **asked != address).collect();
    assert!(others.is_empty(), "{others:?}");
    assert!(
        asked.len() <= usize::from(name == Browser::Chromium),
        "{asked:?}"
    );
    Ok(())
}

async fn a_private_address_tells_nothing_and_is_said(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    lens.open("page.html", PAGE).await?;
    let found = lens.click_for_report().await?.applicability;
    let server = found.server.expect("the address of the test's own server");
    assert_eq!((&*server.address, server.mainland), ("127.0.0.1", None));
    assert_eq!(found.icp, Need::RequiredIfMainland);
    Ok(())
}

async fn switched_off_the_server_is_not_asked_for(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    let options = lens.session.extension_url("options/options.html").await?;
    lens.session.goto(&options).await?;
    lens.page_says("document.querySelector('#look-up-server')?.checked")
        .await?;
    let switch = "document.querySelector('#look-up-server').click()";
    lens.session.evaluate(switch).await?;
    lens.page_says("document.querySelector('#status').textContent !== ''")
        .await?;

    lens.open("page.html", PAGE).await?;
    lens.page_says("document.readyState === 'complete'").await?;
    drop(lens.asked());
    let found = lens.click_for_report().await?.applicability;
    assert_eq!(found.server, None);
    assert_eq!(found.icp, Need::RequiredIfMainland);
    assert_eq!(by_the_page(lens.asked()), []);
    Ok(())
}

/// Hosts that the browsers themselves ask, page or no page, extension or none.
const BROWSERS_OWN: [&str; 6] = [
    "mozilla.com",
    "mozilla.net",
    "mozilla.org",
    "firefox.com",
    "google.com",
    "googleapis.com",
];

/// Without what the browsers ask for on their own account.
fn by_the_page(asked: Vec<Asked>) -> Vec<Asked> {
    let is_own = |host: &str| {
        BROWSERS_OWN.iter().any(|own| {
            host.strip_suffix(own)
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        })
    };
    asked
        .into_iter()
        .filter(|asked| !is_own(&asked.host))
        .collect()
}

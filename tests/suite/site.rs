//! The built site in both browsers: accessible, and "try it" judges a pasted page without letting it reach anything.
//!
//! `cargo xtask test` builds the site and says where it is.

use std::net::TcpListener;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use beian_lens_webdriver::Browser;
use beian_lens_webdriver::server::Site;
use serde_json::{Value, json};
use thirtyfour::prelude::By;

use crate::support::pool::{Borrowed, Network};
use crate::support::until;

in_both_browsers! {
    every_page_is_accessible,
    samples_are_judged,
    a_pasted_page_runs_nothing_and_reaches_nothing,
    the_host_that_is_typed_decides,
}

fn folder(variable: &str) -> PathBuf {
    let folder = std::env::var_os(variable);
    folder
        .unwrap_or_else(|| panic!("{variable} is not set: start me by `cargo xtask test`"))
        .into()
}

/// A browser, and the built site on a port of the loopback address. Requests are free to go where the page sends them, or
/// it would not show that they are not made.
struct Visit {
    session: Borrowed,
}

impl Visit {
    async fn start(browser: Browser) -> Result<Self> {
        Self::with(Borrowed::take(browser, Network::Free).await?)
    }

    /// In a browser that is thrown away afterwards.
    async fn start_alone(browser: Browser) -> Result<Self> {
        Self::with(Borrowed::take_for_good(browser, Network::Free).await?)
    }

    fn with(session: Borrowed) -> Result<Self> {
        let home = folder("BEIAN_LENS_SITE").join("index.html");
        session.server().play(Site::new("127.0.0.1", &home)?);
        Ok(Self { session })
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}/{path}", self.session.server().address())
    }

    /// Opens a page of the site, all of it loaded.
    async fn open(&self, path: &str) -> Result<()> {
        self.session.goto(&self.url(path)).await?;
        self.until("document.readyState === 'complete'").await
    }

    /// Waits until a JavaScript expression of the page is true.
    async fn until(&self, condition: &str) -> Result<()> {
        let script = format!("return {condition}");
        until(condition, async || {
            Ok(self.session.evaluate(&script).await? == json!(true))
        })
        .await
    }

    /// Pastes a page into "try it" and has it checked; the state of each element of the result, by its heading's tone.
    async fn check(&self, html: &str, host: &str) -> Result<Value> {
        let script = format!(
            "document.querySelector('#html').value = {};
             document.querySelector('#host').value = {};
             document.querySelector('#input').requestSubmit();",
            json!(html),
            json!(host)
        );
        self.session.evaluate(&script).await?;
        self.result().await
    }

    async fn result(&self) -> Result<Value> {
        self.until("!document.querySelector('#result').hidden && document.querySelector('#status').textContent === ''")
            .await?;
        let script = "return {
            verdict: document.querySelector('#verdict .tone').className,
            rows: Object.fromEntries([...document.querySelectorAll('.row')]
                .map((row) => [row.dataset.element, row.querySelector('.tone').className])),
        }";
        Ok(self.session.evaluate(script).await?)
    }

    /// What axe-core finds on the page as it is.
    async fn complaints(&self) -> Result<Vec<String>> {
        let axe = folder("BEIAN_LENS_NODE_MODULES").join("axe-core/axe.min.js");
        let axe = std::fs::read_to_string(&axe).with_context(|| axe.display().to_string())?;
        let script = format!(
            "{axe}; return axe.run().then(({{violations}}) => violations.map(({{id, nodes}}) => id + ': ' + \
             nodes.map(({{target}}) => target.join(' ')).join(', ')))"
        );
        Ok(serde_json::from_value(
            self.session.evaluate(&script).await?,
        )?)
    }
}

/// All pages of the site, as paths in it.
fn pages(site: &Path) -> Vec<String> {
    let mut pages = Vec::new();
    for folder in ["", "rules/", "samples/", "zh/", "zh/rules/"] {
        for entry in std::fs::read_dir(site.join(folder)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if name.ends_with(".html") {
                pages.push(format!("{folder}{name}"));
            }
        }
    }
    pages.sort();
    pages
}

/// A wide window, and a phone.
const VIEWPORTS: [[i32; 2]; 2] = [[1280, 900], [390, 844]];

async fn every_page_is_accessible(browser: Browser) -> Result<()> {
    let visit = Visit::start(browser).await?;
    let mut found = Vec::new();
    for viewport in VIEWPORTS {
        visit.session.set_viewport(viewport).await?;
        visit
            .until(&format!("innerWidth === {}", viewport[0]))
            .await?;
        for page in pages(&folder("BEIAN_LENS_SITE")) {
            visit.open(&page).await?;
            let wide = "document.documentElement.scrollWidth > innerWidth";
            if visit.session.evaluate(&format!("return {wide}")).await? == json!(true) {
                found.push(format!("{page}, {viewport:?}: it scrolls to the side"));
            }
            for scheme in ["light", "dark"] {
                // All colours follow the used colour scheme, so this is what a person with that preference gets.
                let set = format!("document.documentElement.style.colorScheme = '{scheme}'");
                visit.session.evaluate(&set).await?;
                for complaint in visit.complaints().await? {
                    found.push(format!("{page}, {viewport:?}, {scheme}: {complaint}"));
                }
            }
        }
    }
    assert!(found.is_empty(), "{browser}:\n{}", found.join("\n"));
    Ok(())
}

async fn samples_are_judged(browser: Browser) -> Result<()> {
    let visit = Visit::start(browser).await?;
    for (folder, sample, verdict) in [
        // The badge is a picture, which is not fetched here: nothing is said of it.
        ("", "complete.html", "cannot-tell"),
        ("", "everything-missing.html", "missing"),
        ("zh/", "number-without-link.html", "missing"),
        ("zh/", "badge-missing.html", "missing"),
    ] {
        visit
            .open(&format!("{folder}try.html?sample={sample}"))
            .await?;
        let result = visit.result().await?;
        assert_eq!(
            result["verdict"],
            format!("tone {verdict}"),
            "{browser}, {sample}: {result:#}"
        );
        let complaints = visit.complaints().await?;
        assert!(
            complaints.is_empty(),
            "{browser}, {sample}: {complaints:#?}"
        );
    }
    Ok(())
}

/// A page that tries to reach a port in all the ways that a page has.
fn greedy_page(port: u16) -> String {
    let there = format!("http://127.0.0.1:{port}");
    format!(
        "<!doctype html><title>茶</title><base href='{there}/'>
         <link rel=stylesheet href={there}/a.css><link rel=preconnect href={there}><link rel=prefetch href={there}/p>
         <meta http-equiv=refresh content='0;url={there}/refresh'>
         <style>@import '{there}/b.css'; body {{ background: url({there}/c.png) }}
         @font-face {{ font-family: f; src: url({there}/f.woff) }} p {{ font-family: f }}</style>
         <script>document.title = 'ran'; fetch('{there}/fetch')</script><script src={there}/d.js></script>
         <img src={there}/e.png onerror=\"document.title = 'ran'\"><iframe src={there}/frame></iframe><iframe srcdoc='<iframe src={there}/inner></iframe>'></iframe>
         <object data={there}/object></object><video src={there}/video autoplay></video>
         <svg><image href={there}/svg.png></image></svg><p>茶社</p>
         <div><template shadowrootmode=open><link rel=preconnect href={there}><iframe src={there}/in-root></iframe>
         <p><template shadowrootmode=closed><link rel=preconnect href={there}></template></p></template></div>
         <footer><a href=https://beian.miit.gov.cn/>沪ICP备2021036517号-1</a></footer>"
    )
}

async fn a_pasted_page_runs_nothing_and_reaches_nothing(browser: Browser) -> Result<()> {
    let trap = TcpListener::bind(("127.0.0.1", 0))?;
    trap.set_nonblocking(true)?;
    let page = greedy_page(trap.local_addr()?.port());
    // What is still loading in the end keeps a browser from being made as good as new.
    let visit = Visit::start_alone(browser).await?;
    visit.open("try.html").await?;
    let result = visit.check(&page, "www.example-shop.cn").await?;
    assert_eq!(
        result["rows"]["icp-number"], "tone found",
        "{browser}: {result:#}"
    );
    let title = "return document.querySelector('#frame').contentDocument.title";
    assert_eq!(
        visit.session.evaluate(title).await?,
        "茶",
        "{browser}: a script ran"
    );
    assert!(trap.accept().is_err(), "{browser}: something was fetched");

    // The trap works: the same page on its own walks into it.
    let alone = tempfile::tempdir()?;
    std::fs::write(alone.path().join("page.html"), &page)?;
    visit
        .session
        .server()
        .play(Site::new("127.0.0.1", &alone.path().join("page.html"))?);
    let address = visit.url("");
    // In a window of its own, by a click: WebDriver would wait for a page that nobody answers.
    let link = format!(
        "const link = Object.assign(document.createElement('a'), {{ id: 'alone', target: '_blank', href: {} }});
         link.textContent = 'alone';
         document.body.prepend(link);",
        json!(address)
    );
    visit.session.evaluate(&link).await?;
    let web = visit.session.web();
    web.find(By::Id("alone")).await?.click().await?;
    until("the page on its own reaches the trap", async || {
        Ok(trap.accept().is_ok())
    })
    .await
}

async fn the_host_that_is_typed_decides(browser: Browser) -> Result<()> {
    let visit = Visit::start(browser).await?;
    visit.open("zh/try.html").await?;
    let page = "<!doctype html><p>茶社</p>";
    for (host, verdict) in [
        ("www.example-shop.cn", "missing"),
        ("localhost", "not-needed"),
    ] {
        let result = visit.check(page, host).await?;
        assert_eq!(
            result["verdict"],
            format!("tone {verdict}"),
            "{browser}, {host}: {result:#}"
        );
    }
    visit.session.evaluate("document.querySelector('#host').value = 'a b'; document.querySelector('#input').requestSubmit()").await?;
    visit
        .until("document.querySelector('#host').getAttribute('aria-invalid') === 'true'")
        .await?;
    Ok(())
}

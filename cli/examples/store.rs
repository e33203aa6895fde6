//! Pictures for the stores, made from the packaged extension: each sample with its overlay, in each language, in each browser.
//!
//! `cargo xtask pictures` runs it. The Chrome Web Store wants 1280 × 800 pixels, without an alpha channel or rounded corners;
//! Firefox Add-ons takes the same.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use beian_lens_webdriver::check::{Clicked, clicked};
use beian_lens_webdriver::extension;
use beian_lens_webdriver::server::{Server, Site};
use beian_lens_webdriver::{Browser, Options, PageLoad, Session};

/// Width and height in pixels.
pub(crate) const SIZE: [i32; 2] = [1280, 800];

/// The languages of the listings in `extension/store`, as the extension calls them.
pub(crate) const LANGUAGES: [&str; 2] = ["en", "zh_CN"];

/// The samples, in the order in which a store shows them.
pub(crate) const SAMPLES: [&str; 3] = [
    "everything-missing",
    "link-code-of-another-number",
    "complete",
];

/// The host whose home page a sample is: one that needs a filing.
const HOST: &str = "www.example-shop.cn";

/// How long the overlay may take to come.
const LIMIT: Duration = Duration::from_secs(60);

#[tokio::main]
async fn main() -> Result<()> {
    let folder = std::env::args_os().nth(1).context("no folder given")?;
    for browser in Browser::ALL {
        for file in make(browser, Path::new(&folder)).await? {
            eprintln!("created {}", file.display());
        }
    }
    Ok(())
}

/// Makes the pictures of one browser, `<folder>/<browser>/<language>-<number>-<sample>.png`.
pub(crate) async fn make(browser: Browser, folder: &Path) -> Result<Vec<PathBuf>> {
    let folder = folder.join(browser.name());
    std::fs::create_dir_all(&folder)?;
    let mut made = Vec::new();
    for language in LANGUAGES {
        let server = Server::start().await?;
        let options = Options {
            programs: browser.locate()?,
            extension: extension::locate(browser)?,
            proxy: Some(server.address()),
            headless: true,
            language: language.into(),
            page_load: PageLoad::Document,
        };
        let session = Session::open(browser, &options).await?;
        session.set_viewport(SIZE).await?;
        for (number, sample) in SAMPLES.iter().enumerate() {
            let file = folder.join(format!("{language}-{}-{sample}.png", number + 1));
            std::fs::write(&file, picture(&session, &server, sample).await?)?;
            made.push(file);
        }
    }
    Ok(made)
}

async fn picture(session: &Session, server: &Server, sample: &str) -> Result<Vec<u8>> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../www/samples");
    let site = Site::new(HOST, &samples.join(sample).with_extension("html"))?;
    let url = site.url();
    server.play(site);
    session.goto(&url).await?;
    session.click().await?;
    let came = clicked(session, Instant::now() + LIMIT).await?;
    ensure!(
        matches!(came, Some(Clicked::Opened(_))),
        "no overlay on {sample}"
    );
    session.screenshot().await
}

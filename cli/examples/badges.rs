//! `cargo xtask score --badges`: how often the badge classifier is right about pictures as a browser draws them, by
//! size, ground and device pixel ratio. A file whose name begins with `police_badge` is the badge, any other is not.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use beian_lens_core::marks::emblem::{self, Emblem};
use beian_lens_webdriver::extension;
use beian_lens_webdriver::{Browser, Options, PageLoad, Session};
use serde::Deserialize;
use serde_json::json;

/// The edge at which footers draw badges, in CSS pixels.
const SIZES: [usize; 6] = [12, 16, 20, 24, 32, 40];
const RATIOS: [usize; 2] = [1, 2];
const GROUNDS: [(&str, &str); 2] = [("light", "#ffffff"), ("dark", "#222222")];

/// Draws a picture in every way, and calls back with the pixels in the order of the three tables.
const DRAW: &str = "const [src, sizes, ratios, grounds, done] = arguments;
    const image = new Image();
    image.src = src;
    image.decode().then(() => done(grounds.flatMap((ground) => ratios.flatMap((ratio) => sizes.map((size) => {
      const edge = size * ratio;
      const canvas = new OffscreenCanvas(edge, edge);
      const context = canvas.getContext('2d');
      context.imageSmoothingQuality = 'medium';
      context.fillStyle = ground;
      context.fillRect(0, 0, edge, edge);
      context.drawImage(image, 0, 0, edge, edge);
      return { width: edge, rgba: Array.from(context.getImageData(0, 0, edge, edge).data) };
    })))), (error) => done(String(error)));";

#[derive(Deserialize)]
struct Drawing {
    width: usize,
    rgba: Vec<u8>,
}

/// How often each answer was given.
#[derive(Clone, Copy, Default)]
struct Answers {
    yes: usize,
    no: usize,
    unknown: usize,
}

#[tokio::main]
async fn main() -> Result<()> {
    let folder = PathBuf::from(std::env::args_os().nth(1).context("no folder given")?);
    let mut pictures: Vec<PathBuf> = std::fs::read_dir(&folder)
        .with_context(|| format!("cannot read {}", folder.display()))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    pictures.retain(|path| path.extension().is_some_and(|ending| ending == "png"));
    pictures.sort();
    ensure!(!pictures.is_empty(), "no pictures in {}", folder.display());

    println!("browser   picture     ground ratio  size   yes    no unknown");
    for browser in Browser::ALL {
        let session = open(browser).await?;
        let cases = GROUNDS.len() * RATIOS.len() * SIZES.len();
        let mut answers = [
            vec![Answers::default(); cases],
            vec![Answers::default(); cases],
        ];
        for path in &pictures {
            let [badges, others] = &mut answers;
            let kind = if is_badge(path) { badges } else { others };
            for (drawing, answers) in draw(&session, path).await?.iter().zip(kind) {
                let shares = emblem::colour_shares(&drawing.rgba, drawing.width);
                match emblem::of_colours(shares) {
                    Emblem::Yes => answers.yes += 1,
                    Emblem::No => answers.no += 1,
                    Emblem::Unknown => answers.unknown += 1,
                }
            }
        }
        for (kind, answers) in ["badge", "look-alike"].iter().zip(answers) {
            print(browser, kind, &answers);
        }
    }
    Ok(())
}

fn print(browser: Browser, kind: &str, answers: &[Answers]) {
    let cases = GROUNDS.iter().flat_map(|(ground, _)| {
        RATIOS
            .iter()
            .flat_map(move |ratio| SIZES.iter().map(move |size| (*ground, *ratio, *size)))
    });
    let mut all = Answers::default();
    for ((ground, ratio, size), Answers { yes, no, unknown }) in cases.zip(answers) {
        println!(
            "{browser:<9} {kind:<11} {ground:<6} {ratio:>5} {size:>5} {yes:>5} {no:>5} {unknown:>7}"
        );
        all.yes += yes;
        all.no += no;
        all.unknown += unknown;
    }
    let Answers { yes, no, unknown } = all;
    println!("{browser:<9} {kind:<11} all                {yes:>5} {no:>5} {unknown:>7}");
}

fn is_badge(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with("police_badge"))
}

async fn open(browser: Browser) -> Result<Session> {
    let options = Options {
        programs: browser.locate()?,
        extension: extension::locate(browser)?,
        proxy: None,
        headless: true,
        language: "en".into(),
        page_load: PageLoad::Document,
    };
    let session = Session::open(browser, &options).await?;
    session.goto("about:blank").await?;
    Ok(session)
}

async fn draw(session: &Session, path: &Path) -> Result<Vec<Drawing>> {
    let src = format!(
        "data:image/png;base64,{}",
        STANDARD.encode(std::fs::read(path)?)
    );
    let grounds = GROUNDS.map(|(_, colour)| colour);
    let arguments = vec![json!(src), json!(SIZES), json!(RATIOS), json!(grounds)];
    let drawings = session.web().execute_async(DRAW, arguments).await?;
    serde_json::from_value(drawings.json().clone())
        .with_context(|| format!("cannot draw {}: {}", path.display(), drawings.json()))
}

//! The pictures for the stores: all of them, and each as large as the stores want it.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use std::fs::File;
use std::io::BufReader;

use beian_lens_webdriver::Browser;

#[path = "../examples/store.rs"]
#[allow(dead_code, reason = "its main is for people")]
mod store;

#[tokio::test(flavor = "multi_thread")]
async fn chromium_makes_every_picture_in_the_stores_size() {
    is_complete(Browser::Chromium).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn firefox_makes_every_picture_in_the_stores_size() {
    is_complete(Browser::Firefox).await;
}

async fn is_complete(browser: Browser) {
    let folder = tempfile::tempdir().unwrap();
    let made = store::make(browser, folder.path()).await.unwrap();
    assert_eq!(made.len(), store::LANGUAGES.len() * store::SAMPLES.len());
    let mut pictures = Vec::new();
    for file in made {
        let mut reader = png::Decoder::new(BufReader::new(File::open(&file).unwrap()))
            .read_info()
            .unwrap();
        let name = file.display();
        let size = [reader.info().width, reader.info().height];
        assert_eq!(size, store::SIZE.map(i32::unsigned_abs), "{name}");
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut pixels).unwrap();
        assert!(!pictures.contains(&pixels), "{name} is another one again");
        pictures.push(pixels);
    }
}

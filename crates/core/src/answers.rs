//! Asks for what a snapshot alone cannot tell, and takes the answers: the server's address, and what pictures look like whose
//! pixels the page may not read. Plain data: the caller asks, for example, the extension's background.

use crate::marks::emblem::{self, Emblem};
use crate::report::{BadgeState, Reason, Report};
use crate::snapshot::{ColourShares, Image, ImageKind, PageSnapshot, ServerAddress, Visibility};

/// Maximum number of pictures examined in one overlay: each costs a screenshot, and Chromium allows two per second.
const MOST_PICTURES: usize = 2;
/// Maximum ratio of width to height, in hundredths, of a background that is an icon's rather than a line's.
const WIDEST_PERCENT: i32 = 135;

/// The answers so far.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// The server's address, where it could be found out.
    pub server: Option<ServerAddress>,
    /// Whether the address was requested, or need not be.
    pub server_is_settled: bool,
    /// The pictures that were examined, each once.
    pictures: Vec<Picture>,
}

/// A picture that was examined.
#[derive(Clone, Debug)]
struct Picture {
    selector: String,
    src: String,
    /// `None` when the screenshot failed or shows nothing.
    colours: Option<ColourShares>,
}

impl Answers {
    /// What is known when the caller may have found out the server's address already.
    #[must_use]
    pub fn of_server(server: Option<ServerAddress>) -> Self {
        Self {
            server_is_settled: server.is_some(),
            server,
            pictures: Vec::new(),
        }
    }

    /// Adds the answers to a new snapshot.
    pub fn put_into(&self, page: &mut PageSnapshot) {
        page.server.clone_from(&self.server);
        for image in &mut page.images {
            let known = self.pictures.iter().find(|picture| picture.is(image));
            if let (None, Some(picture)) = (image.colours, known) {
                image.colours = picture.colours;
            }
        }
    }

    /// Whether there is a server whose address would say more about the page.
    #[must_use]
    pub fn asks_for_server(&self, report: &Report) -> bool {
        !self.server_is_settled && report.applicability.reason != Reason::NotLive
    }

    /// The picture to examine next: beside a public security number, possibly its badge, with unknown pixels.
    #[must_use]
    pub fn asks_for_picture<'a>(
        &self,
        page: &'a PageSnapshot,
        report: &Report,
    ) -> Option<&'a Image> {
        if self.pictures.len() >= MOST_PICTURES {
            return None;
        }
        report
            .marks
            .iter()
            .filter_map(|mark| mark.badge.as_ref())
            .filter(|badge| badge.state == BadgeState::Unknown)
            .filter_map(|badge| page.images.get(badge.index?))
            .find(|image| {
                image.selector.is_some()
                    && image.frame.is_none()
                    && image.visibility == Visibility::Shown
                    && image.place.width > 0
                    && image.place.height > 0
                    && emblem::of_picture(image) == Emblem::Unknown
                    && !self.pictures.iter().any(|picture| picture.is(image))
            })
    }

    /// Remembers what a picture looks like; `None` when that could not be found out.
    pub fn saw(&mut self, image: &Image, colours: Option<ColourShares>) {
        // The background of a whole line includes its text: it can prove to be the badge, but not to be something else.
        let is_line = image.kind == ImageKind::Background
            && image.place.width * 100 > image.place.height * WIDEST_PERCENT;
        let colours =
            colours.filter(|colours| !is_line || emblem::of_colours(*colours) == Emblem::Yes);
        self.pictures.push(Picture {
            selector: image.selector.clone().unwrap_or_default(),
            src: image.src.clone(),
            colours,
        });
    }
}

impl Picture {
    fn is(&self, image: &Image) -> bool {
        image.src == self.src && image.selector.as_deref() == Some(&*self.selector)
    }
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::testing::page;

    const BADGE: ColourShares = ColourShares {
        gold: 560,
        navy: 100,
        red: 200,
        filled: 700,
        in_place: 900,
    };
    const GEAR: ColourShares = ColourShares {
        gold: 0,
        navy: 0,
        red: 800,
        filled: 700,
        in_place: 0,
    };

    fn footer(url: &str) -> PageSnapshot {
        let mut page = page(
            r#"<footer><img src="https://cdn.example.com/a.png" width="20" height="20"> 沪公网安备31011502400817号</footer>"#,
        );
        page.url = url.into();
        for (index, image) in page.images.iter_mut().enumerate() {
            image.selector = Some(["#picture-", &index.to_string()].concat());
        }
        page
    }

    fn badge(page: &PageSnapshot) -> BadgeState {
        let marks = crate::check(page).marks;
        let badge = marks.into_iter().find_map(|mark| mark.badge);
        badge.expect("a badge").state
    }

    #[test]
    fn a_picture_is_asked_for_once_and_its_colours_decide() {
        for (seen, expected) in [
            (Some(BADGE), BadgeState::Present),
            (Some(GEAR), BadgeState::NotTheEmblem),
            (None, BadgeState::Unknown),
        ] {
            let mut answers = Answers::default();
            let mut page = footer("https://shop.cn/");
            assert_eq!(badge(&page), BadgeState::Unknown, "before the look");
            let asked = answers
                .asks_for_picture(&page, &crate::check(&page))
                .cloned();
            answers.saw(&asked.expect("a question"), seen);
            answers.put_into(&mut page);
            assert_eq!(badge(&page), expected);
            assert_eq!(answers.asks_for_picture(&page, &crate::check(&page)), None);
        }
    }

    #[test]
    fn what_can_be_read_is_not_asked_for() {
        let mut page = footer("https://shop.cn/");
        for image in &mut page.images {
            image.colours = Some(BADGE);
        }
        assert_eq!(
            Answers::default().asks_for_picture(&page, &crate::check(&page)),
            None
        );
    }

    #[test]
    fn only_the_servers_of_live_web_pages_are_asked_for() {
        for (url, expected) in [
            ("https://shop.cn/", true),
            ("http://shop.github.io/", true),
            ("http://localhost:3000/", false),
            ("http://192.168.1.1/", false),
            ("file:///home/shop.cn/index.html", false),
        ] {
            let report = crate::check(&footer(url));
            assert_eq!(
                Answers::default().asks_for_server(&report),
                expected,
                "{url}"
            );
        }
    }
}

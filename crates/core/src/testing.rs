//! Builds a [`PageSnapshot`] from a line of HTML, for tests that need a page and no browser.
//!
//! It understands the few elements, attributes and styles that test cases use, and puts everything into lines of one
//! size. What a browser makes of a page stands in the snapshots beside the fixtures; here the HTML is only a notation.

use crate::snapshot::{
    ColourShares, Expected, Gap, Image, ImageKind, Link, PageSnapshot, PaymentHint, PaymentMethod,
    Rect, ServerAddress, Size, Surface, TextRun, Unread, UnreadKind, Visibility, Within,
};

const VIEWPORT: Size = Size {
    width: 1280,
    height: 900,
};
const LINE: i32 = 24;
const DEFAULT_URL: &str = "http://www.example-shop.cn/";

/// The page that this HTML describes. A comment `<!-- url: … server: … -->` says where it is served, and
/// `expected-icp: … expected-public-security: …` in it what its owner expects there. `missing.png` does not load,
/// `ghs.png` has the badge's colours and `gear.png` MIIT's; no other image can be read.
pub fn page(html: &str) -> PageSnapshot {
    let mut sketch = Sketch {
        page: PageSnapshot {
            url: DEFAULT_URL.into(),
            content_type: "text/html".into(),
            viewport: VIEWPORT,
            ..Default::default()
        },
        open: vec![Open {
            tag: "html".into(),
            ..Default::default()
        }],
        line: (0, 0),
        x: 0,
        y: 0,
        gap: Gap::Break,
    };
    let mut rest = html;
    while !rest.is_empty() {
        rest = if let Some(comment) = rest.strip_prefix("<!--") {
            let (comment, rest) = comment.split_once("-->").expect("an open comment");
            sketch.comment(comment);
            rest
        } else if let Some(tag) = rest.strip_prefix('<') {
            let (tag, rest) = tag.split_once('>').expect("an open tag");
            sketch.tag(tag, rest)
        } else {
            let end = rest.find('<').unwrap_or(rest.len());
            sketch.text(&rest[..end]);
            &rest[end..]
        };
    }
    sketch.finish()
}

/// An open element, and what it hands down to those inside it.
#[derive(Clone, Default)]
struct Open {
    tag: String,
    within: Vec<Within>,
    link: Option<usize>,
    visibility: Visibility,
    centred: bool,
    pinned: bool,
    /// Lowest `y` at which it may end.
    end: i32,
}

struct Sketch {
    page: PageSnapshot,
    /// The open elements, the root first.
    open: Vec<Open>,
    /// Where the current line starts among the runs and the images.
    line: (usize, usize),
    x: i32,
    y: i32,
    gap: Gap,
}

impl Sketch {
    fn inner(&self) -> &Open {
        self.open.last().expect("the root")
    }

    fn comment(&mut self, comment: &str) {
        let mut words = comment.split_whitespace();
        while let Some(word) = words.next() {
            let mut value = || words.next().expect("a value").to_owned();
            match word {
                "url:" => self.page.url = value(),
                "server:" => self.page.server = Some(ServerAddress { address: value() }),
                "expected-icp:" => self.expected().icp = Some(value()),
                "expected-public-security:" => self.expected().public_security = Some(value()),
                _ => {}
            }
        }
    }

    fn expected(&mut self) -> &mut Expected {
        self.page.expected.get_or_insert_default()
    }

    /// Takes in a tag; returns what follows it, or its element when that holds no markup.
    fn tag<'a>(&mut self, tag: &str, rest: &'a str) -> &'a str {
        let name = tag.split(' ').next().unwrap_or_default();
        match name {
            "script" | "title" | "svg" => {
                let end = ["</", name, ">"].concat();
                let (inner, rest) = rest.split_once(&*end).expect("an end tag");
                match name {
                    "script" => self.page.script_hosts.extend(
                        attribute(tag, "src")
                            .and_then(|src| src.split('/').nth(2).map(str::to_owned)),
                    ),
                    "title" => self.page.title = inner.into(),
                    _ => self.image(tag, ImageKind::Svg),
                }
                return rest;
            }
            "img" => self.image(tag, ImageKind::Element),
            "iframe" => self.page.unread.push(Unread {
                what: UnreadKind::CrossOriginFrame,
                count: 1,
                near_foot: 1,
            }),
            "br" => self.break_line(),
            _ => match name.strip_prefix('/') {
                Some(name) => self.close(name),
                None => self.open(name, tag),
            },
        }
        rest
    }

    fn open(&mut self, name: &str, tag: &str) {
        if !is_inline(name) {
            self.break_line();
        }
        let mut open = self.styled(tag);
        open.tag = name.into();
        if let Some(hint) = within(name)
            && !open.within.contains(&hint)
        {
            open.within.push(hint);
        }
        if name == "a" {
            let href = attribute(tag, "href");
            open.link = Some(self.page.links.len());
            self.page.links.push(Link {
                url: href
                    .as_deref()
                    .map(|href| resolve(&self.page.url, href))
                    .unwrap_or_default(),
                href,
                new_tab: attribute(tag, "target").is_some_and(|target| target == "_blank"),
                on_click: attribute(tag, "onclick"),
                order: self.page.runs.len(),
                visibility: open.visibility,
                selector: Some("a".into()),
                ..Default::default()
            });
        }
        self.open.push(open);
    }

    /// What an element has from those around it and from its own style.
    fn styled(&self, tag: &str) -> Open {
        let style = attribute(tag, "style").unwrap_or_default().replace(' ', "");
        let mut open = self.inner().clone();
        for (declaration, visibility) in [
            ("display:none", Visibility::NotRendered),
            ("visibility:hidden", Visibility::VisibilityHidden),
            ("opacity:0", Visibility::Transparent),
        ] {
            if open.visibility == Visibility::Shown && style.contains(declaration) {
                open.visibility = visibility;
            }
        }
        open.centred |= style.contains("text-align:center");
        open.pinned |= style.contains("position:fixed");
        open.end = style
            .split_once("min-height:")
            .and_then(|(_, height)| height.split("px").next()?.parse::<i32>().ok())
            .map_or(0, |height| self.y + height);
        open
    }

    fn close(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|open| open.tag == name) else {
            return;
        };
        if !is_inline(name) {
            self.break_line();
        }
        for open in self.open.drain(at..) {
            self.y = self.y.max(open.end);
        }
    }

    fn text(&mut self, text: &str) {
        if text.starts_with(char::is_whitespace) {
            self.space();
        }
        let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if folded.is_empty() {
            return;
        }
        for (words, method) in [
            ("微信支付", PaymentMethod::WechatPay),
            ("支付宝", PaymentMethod::Alipay),
        ] {
            if folded.contains(words) {
                let selector = None;
                self.page.payments.push(PaymentHint { method, selector });
            }
        }
        let open = self.inner().clone();
        if open.within.contains(&Within::Heading) {
            self.page.headings.push(folded.clone());
        }
        let letters = folded.chars().map(|c| if c.is_ascii() { 8 } else { 16 });
        let place = self.place(&open, letters.sum(), 20);
        self.page.runs.push(TextRun {
            text: folded,
            gap: std::mem::take(&mut self.gap),
            place,
            pinned: open.pinned,
            visibility: open.visibility,
            within: open.within,
            link: open.link,
            selector: Some(open.tag),
            ..Default::default()
        });
        if text.ends_with(char::is_whitespace) {
            self.space();
        }
    }

    fn image(&mut self, tag: &str, kind: ImageKind) {
        let src = attribute(tag, "src").unwrap_or_default();
        let size = |name| attribute(tag, name).map_or(20, |size| size.parse().expect("pixels"));
        let open = self.styled(tag);
        let place = self.place(&open, size("width"), size("height"));
        self.space();
        let is_element = kind == ImageKind::Element;
        self.page.images.push(Image {
            kind,
            loaded: is_element.then(|| !src.contains("missing")),
            colours: colours(&src),
            src,
            alt: attribute(tag, "alt").unwrap_or_default(),
            natural: is_element.then_some(Size {
                width: 20,
                height: 20,
            }),
            link: open.link,
            order: self.page.runs.len(),
            place,
            visibility: open.visibility,
            ..Default::default()
        });
    }

    /// The next place in the line; a zero-sized one for what is not rendered.
    fn place(&mut self, open: &Open, width: i32, height: i32) -> Rect {
        if open.visibility == Visibility::NotRendered {
            return Rect::default();
        }
        let y = if open.pinned {
            VIEWPORT.height - LINE
        } else {
            self.y
        };
        let x = self.x;
        self.x += width;
        Rect {
            x,
            y,
            width,
            height,
        }
    }

    fn space(&mut self) {
        if self.gap == Gap::None {
            self.gap = Gap::Space;
        }
        self.x += 8;
    }

    fn break_line(&mut self) {
        let (run, image) = self.line;
        let runs = self.page.runs[run..].iter_mut().map(|run| &mut run.place);
        let images = &mut self.page.images[image..];
        let mut line: Vec<_> = runs
            .chain(images.iter_mut().map(|image| &mut image.place))
            .collect();
        if !line.is_empty() {
            if self.open.last().is_some_and(|open| open.centred) {
                let aside = (VIEWPORT.width - self.x) / 2;
                line.iter_mut().for_each(|place| place.x += aside);
            }
            self.y += LINE;
            if self.gap != Gap::Break {
                self.gap = Gap::Line;
            }
        }
        self.line = (self.page.runs.len(), self.page.images.len());
        self.x = 0;
    }

    fn finish(mut self) -> PageSnapshot {
        self.break_line();
        let page = &mut self.page;
        for (index, link) in page.links.iter_mut().enumerate() {
            let runs = page.runs.iter().map(|run| (run.link, run.place));
            let images = page.images.iter().map(|image| (image.link, image.place));
            let places = runs.chain(images).filter(|(link, _)| *link == Some(index));
            link.place = places
                .map(|(_, place)| place)
                .reduce(union)
                .unwrap_or_default();
        }
        page.surfaces = vec![Surface {
            content: Size {
                width: VIEWPORT.width,
                height: self.y.max(VIEWPORT.height),
            },
            last_ink: Some(self.y),
            window: Rect {
                width: VIEWPORT.width,
                height: VIEWPORT.height,
                ..Default::default()
            },
            parent: None,
        }];
        self.page
    }
}

fn union(a: Rect, b: Rect) -> Rect {
    let (x, y) = (a.x.min(b.x), a.y.min(b.y));
    Rect {
        x,
        y,
        width: a.right().max(b.right()) - x,
        height: a.bottom().max(b.bottom()) - y,
    }
}

fn is_inline(tag: &str) -> bool {
    matches!(tag, "a" | "span" | "b" | "i" | "button")
}

fn within(tag: &str) -> Option<Within> {
    Some(match tag {
        "footer" => Within::Footer,
        "main" => Within::Main,
        "article" => Within::Article,
        "pre" => Within::Code,
        "blockquote" => Within::Quote,
        "header" => Within::Header,
        "nav" => Within::Nav,
        "ul" => Within::List,
        "h1" => Within::Heading,
        "dialog" => Within::Dialog,
        _ => return None,
    })
}

/// An attribute's value in double quotes.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, value) = tag.split_once([" ", name, "=\""].concat().as_str())?;
    Some(value.split('"').next()?.to_owned())
}

fn resolve(base: &str, href: &str) -> String {
    if href.contains(':') {
        href.into()
    } else if href.starts_with("//") {
        ["http:", href].concat()
    } else {
        let origin = base.split('/').take(3).collect::<Vec<_>>().join("/");
        [&origin, "/", href.trim_start_matches('/')].concat()
    }
}

fn colours(src: &str) -> Option<ColourShares> {
    let red = ColourShares {
        red: 800,
        filled: 700,
        ..Default::default()
    };
    match src {
        "ghs.png" => Some(ColourShares {
            gold: 580,
            navy: 90,
            red: 200,
            filled: 800,
            in_place: 900,
        }),
        "gear.png" => Some(red),
        _ => None,
    }
}

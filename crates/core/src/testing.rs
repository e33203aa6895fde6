//! Builds pages from HTML sketches for tests, without a browser.
//!
//! Supports the few elements and styles that the fixtures use, lays everything out in lines of one size, and captures
//! all text. Browser tests check what browsers really make of a page; the tests that use this check the judgement.

use crate::snapshot::{
    ColourShares, Expected, Gap, Image, ImageKind, Link, PageSnapshot, PaymentHint, PaymentMethod,
    Rect, ServerAddress, Size, Surface, TextRun, Unread, UnreadKind, Visibility, Within,
};

const WIDTH: i32 = 1280;
const HEIGHT: i32 = 900;
const LINE: i32 = 24;
const DEFAULT_URL: &str = "http://www.example-shop.cn/";

/// An open element.
struct Open {
    tag: String,
    within: Option<Within>,
    link: Option<usize>,
    visibility: Visibility,
    centred: bool,
    pinned: bool,
    /// Minimum `y` at which it may end.
    end: i32,
}

/// An item in the current line: a run or an image, by index.
enum Item {
    Run(usize),
    Image(usize),
}

struct Sketch {
    page: PageSnapshot,
    stack: Vec<Open>,
    line: Vec<Item>,
    x: i32,
    y: i32,
    gap: Gap,
}

/// The page for this HTML. A first comment `<!-- url: … server: … -->` says where it is served;
/// `expected-icp: … expected-public-security: …` in it says what its owner expects there.
pub fn page(html: &str) -> PageSnapshot {
    let mut sketch = Sketch {
        page: PageSnapshot {
            url: DEFAULT_URL.into(),
            content_type: "text/html".into(),
            viewport: Size {
                width: WIDTH,
                height: HEIGHT,
            },
            ..Default::default()
        },
        stack: Vec::new(),
        line: Vec::new(),
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

impl Sketch {
    fn comment(&mut self, comment: &str) {
        let mut words = comment.split_whitespace();
        while let Some(word) = words.next() {
            match word {
                "url:" => self.page.url = words.next().expect("an address").into(),
                "server:" => {
                    self.page.server = Some(ServerAddress {
                        address: words.next().expect("an address").into(),
                    });
                }
                "expected-icp:" => self.expected().icp = words.next().map(str::to_owned),
                "expected-public-security:" => {
                    self.expected().public_security = words.next().map(str::to_owned);
                }
                _ => {}
            }
        }
    }

    fn expected(&mut self) -> &mut Expected {
        self.page.expected.get_or_insert_default()
    }

    fn tag<'a>(&mut self, tag: &str, rest: &'a str) -> &'a str {
        if tag.starts_with('!') {
            return rest;
        }
        if let Some(name) = tag.strip_prefix('/') {
            self.close(name.trim());
            return rest;
        }
        let name = tag
            .split(|c: char| c.is_whitespace() || c == '/')
            .next()
            .unwrap_or_default()
            .to_lowercase();
        match name.as_str() {
            "script" | "style" | "template" | "noscript" | "title" | "svg" => {
                let end = ["</", &name, ">"].concat();
                let (inner, rest) = rest
                    .split_once(end.as_str())
                    .expect("an element without end");
                match name.as_str() {
                    "title" => self.page.title = inner.into(),
                    "script" => self.page.script_hosts.extend(
                        attribute(tag, "src")
                            .and_then(|src| src.split('/').nth(2).map(str::to_owned)),
                    ),
                    "svg" => self.image(tag, ImageKind::Svg),
                    _ => {}
                }
                rest
            }
            "img" => {
                self.image(tag, ImageKind::Element);
                rest
            }
            "iframe" => {
                self.page.unread.push(Unread {
                    what: UnreadKind::CrossOriginFrame,
                    count: 1,
                    near_foot: 1,
                });
                rest
            }
            "br" => {
                self.break_line();
                rest
            }
            "meta" | "html" | "link" | "input" | "hr" => rest,
            _ => {
                self.open(name, tag);
                rest
            }
        }
    }

    fn open(&mut self, tag: String, text: &str) {
        if !is_inline(&tag) {
            self.break_line();
        }
        let style = attribute(text, "style")
            .unwrap_or_default()
            .replace(' ', "");
        let parent = self.stack.last();
        let visibility = match parent.map(|parent| parent.visibility) {
            Some(hidden) if hidden != Visibility::Shown => hidden,
            _ => visibility(&style),
        };
        let link = (tag == "a").then(|| {
            let href = attribute(text, "href");
            self.page.links.push(Link {
                url: href
                    .as_deref()
                    .map(|href| resolve(&self.page.url, href))
                    .unwrap_or_default(),
                href,
                new_tab: attribute(text, "target").is_some_and(|target| target == "_blank"),
                on_click: attribute(text, "onclick"),
                order: self.page.runs.len(),
                visibility,
                selector: Some("a".into()),
                ..Default::default()
            });
            self.page.links.len() - 1
        });
        let parent = self.stack.last();
        let open = Open {
            within: within(&tag),
            link: link.or(parent.and_then(|parent| parent.link)),
            visibility,
            centred: style.contains("text-align:center")
                || parent.is_some_and(|parent| parent.centred),
            pinned: style.contains("position:fixed") || parent.is_some_and(|parent| parent.pinned),
            end: style
                .split_once("min-height:")
                .and_then(|(_, height)| height.split("px").next()?.parse::<i32>().ok())
                .map_or(0, |height| self.y + height),
            tag,
        };
        self.stack.push(open);
    }

    fn close(&mut self, name: &str) {
        let Some(at) = self.stack.iter().rposition(|open| open.tag == name) else {
            return;
        };
        if !is_inline(name) {
            self.break_line();
        }
        for open in self.stack.drain(at..) {
            self.y = self.y.max(open.end);
        }
    }

    fn text(&mut self, text: &str) {
        let text = text
            .replace("&nbsp;", "\u{a0}")
            .replace("&amp;", "&")
            .replace("&lt;", "<")
            .replace("&gt;", ">");
        if text.starts_with(char::is_whitespace) {
            self.space();
        }
        let folded = text
            .split(|c: char| c.is_whitespace())
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        if folded.is_empty() {
            return;
        }
        if self
            .stack
            .iter()
            .any(|open| matches!(open.tag.as_str(), "h1" | "h2" | "h3"))
        {
            self.page.headings.push(folded.clone());
        }
        for (words, method) in [
            ("微信支付", PaymentMethod::WechatPay),
            ("支付宝", PaymentMethod::Alipay),
        ] {
            if folded.contains(words) {
                self.page.payments.push(PaymentHint {
                    method,
                    selector: None,
                });
            }
        }
        let width = folded
            .chars()
            .map(|c| if c.is_ascii() { 8 } else { 16 })
            .sum();
        let place = self.place(width, 20);
        let open = self.stack.last();
        let mut hints: Vec<Within> = Vec::new();
        for hint in self.stack.iter().filter_map(|open| open.within) {
            if !hints.contains(&hint) {
                hints.push(hint);
            }
        }
        self.line.push(Item::Run(self.page.runs.len()));
        self.page.runs.push(TextRun {
            text: folded,
            gap: std::mem::take(&mut self.gap),
            place,
            pinned: open.is_some_and(|open| open.pinned),
            visibility: open.map(|open| open.visibility).unwrap_or_default(),
            within: hints,
            link: open.and_then(|open| open.link),
            selector: Some(open.map_or("html", |open| open.tag.as_str()).into()),
            ..Default::default()
        });
        if text.ends_with(char::is_whitespace) {
            self.space();
        }
    }

    fn image(&mut self, tag: &str, kind: ImageKind) {
        let src = attribute(tag, "src").unwrap_or_default();
        let style = attribute(tag, "style").unwrap_or_default().replace(' ', "");
        let size = |name| {
            attribute(tag, name)
                .and_then(|size| size.parse::<i32>().ok())
                .unwrap_or(20)
        };
        let open = self.stack.last();
        let visibility = match open.map(|open| open.visibility) {
            Some(hidden) if hidden != Visibility::Shown => hidden,
            _ => visibility(&style),
        };
        let link = open.and_then(|open| open.link);
        let is_drawn = visibility != Visibility::NotRendered;
        let place = if is_drawn {
            self.place(size("width"), size("height"))
        } else {
            Rect::default()
        };
        self.space();
        self.line.push(Item::Image(self.page.images.len()));
        self.page.images.push(Image {
            kind,
            loaded: (kind == ImageKind::Element).then(|| !src.contains("missing")),
            colours: colours(&src),
            src,
            alt: attribute(tag, "alt").unwrap_or_default(),
            natural: (kind == ImageKind::Element).then_some(Size {
                width: 20,
                height: 20,
            }),
            link,
            order: self.page.runs.len(),
            place,
            visibility,
            ..Default::default()
        });
    }

    /// The next place in the line; an empty one for anything that is not rendered.
    fn place(&mut self, width: i32, height: i32) -> Rect {
        if self
            .stack
            .last()
            .is_some_and(|open| open.visibility == Visibility::NotRendered)
        {
            return Rect::default();
        }
        let pinned = self.stack.last().is_some_and(|open| open.pinned);
        let place = Rect {
            x: self.x,
            y: if pinned { HEIGHT - LINE } else { self.y },
            width,
            height,
        };
        self.x += width;
        place
    }

    fn space(&mut self) {
        if self.gap == Gap::None {
            self.gap = Gap::Space;
        }
        self.x += 8;
    }

    fn break_line(&mut self) {
        if !self.line.is_empty() {
            let shift = if self.stack.last().is_some_and(|open| open.centred) {
                (WIDTH - self.x) / 2
            } else {
                0
            };
            for item in self.line.drain(..) {
                match item {
                    Item::Run(run) => self.page.runs[run].place.x += shift,
                    Item::Image(image) => self.page.images[image].place.x += shift,
                }
            }
            self.y += LINE;
            if self.gap != Gap::Break {
                self.gap = Gap::Line;
            }
        }
        self.x = 0;
    }

    fn finish(mut self) -> PageSnapshot {
        self.break_line();
        for index in 0..self.page.links.len() {
            let runs = self
                .page
                .runs
                .iter()
                .filter(|run| run.link == Some(index))
                .map(|run| run.place);
            let images = self
                .page
                .images
                .iter()
                .filter(|image| image.link == Some(index))
                .map(|image| image.place);
            self.page.links[index].place = runs.chain(images).reduce(union).unwrap_or_default();
        }
        let content = Size {
            width: WIDTH,
            height: self.y.max(HEIGHT),
        };
        let window = Rect {
            width: WIDTH,
            height: HEIGHT,
            ..Default::default()
        };
        self.page.surfaces = vec![Surface {
            content,
            last_ink: Some(self.y),
            window,
            parent: None,
        }];
        self.page
    }
}

fn union(a: Rect, b: Rect) -> Rect {
    let (x, y) = (a.x.min(b.x), a.y.min(b.y));
    let (right, bottom) = (
        (a.x + a.width).max(b.x + b.width),
        (a.y + a.height).max(b.y + b.height),
    );
    Rect {
        x,
        y,
        width: right - x,
        height: bottom - y,
    }
}

fn is_inline(tag: &str) -> bool {
    matches!(
        tag,
        "a" | "span" | "b" | "i" | "em" | "strong" | "small" | "code" | "button" | "td"
    )
}

fn within(tag: &str) -> Option<Within> {
    Some(match tag {
        "footer" => Within::Footer,
        "main" => Within::Main,
        "article" => Within::Article,
        "pre" | "code" => Within::Code,
        "blockquote" => Within::Quote,
        "header" => Within::Header,
        "nav" => Within::Nav,
        "table" => Within::Table,
        "ul" | "ol" => Within::List,
        "h1" | "h2" | "h3" => Within::Heading,
        "dialog" => Within::Dialog,
        _ => return None,
    })
}

fn visibility(style: &str) -> Visibility {
    if style.contains("display:none") {
        Visibility::NotRendered
    } else if style.contains("visibility:hidden") {
        Visibility::VisibilityHidden
    } else if style.contains("opacity:0") {
        Visibility::Transparent
    } else {
        Visibility::Shown
    }
}

/// The value of an attribute in double quotes.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, value) = tag.split_once([" ", name, "=\""].concat().as_str())?;
    Some(value.split('"').next()?.replace("&amp;", "&"))
}

fn resolve(base: &str, href: &str) -> String {
    if href.contains(':') {
        href.into()
    } else if href.starts_with("//") {
        ["http:", href].concat()
    } else {
        let origin: String = base.split('/').take(3).collect::<Vec<_>>().join("/");
        [&origin, "/", href.trim_start_matches('/')].concat()
    }
}

/// The colour shares of a drawing in a data URL, from the fills that it names, and of `ghs.png`, which is the badge. No
/// other file can be read.
fn colours(src: &str) -> Option<ColourShares> {
    let is_badge = src.rsplit('/').next() == Some("ghs.png");
    let has = |fill: &str| is_badge || src.contains(fill);
    (is_badge || src.starts_with("data:")).then(|| {
        match (has("e6b422"), has("c8201f"), has("1b2a6b")) {
            (true, true, true) => ColourShares {
                gold: 580,
                navy: 90,
                red: 200,
                filled: 800,
                in_place: 900,
            },
            (_, true, _) => ColourShares {
                gold: 0,
                navy: 0,
                red: 800,
                filled: 700,
                in_place: 0,
            },
            _ => ColourShares {
                filled: 500,
                ..Default::default()
            },
        }
    })
}

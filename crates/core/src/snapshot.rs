//! All that a rule may know about a page: plain data, captured once by `dom/`, read by everything else.
//!
//! Lengths are CSS pixels, rounded to whole ones, in the co-ordinates of the [`Surface`] that holds the thing.
//! Texts are as the page wrote them, bounded in length; they are hostile and are never markup.

use serde::{Deserialize, Serialize};

/// One page as one person sees it at one moment, in one viewport.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PageSnapshot {
    /// The document's address, as the address bar has it.
    pub url: String,
    /// `document.contentType`, such as `text/html`.
    pub content_type: String,
    /// `document.title`, at most 300 characters.
    pub title: String,
    /// The shown `h1` to `h3` headings, at most 20, each at most 200 characters.
    pub headings: Vec<String>,
    /// Width and height of the viewport that was looked at.
    pub viewport: Size,
    /// What scrolls as one: the page itself first, then inner scrollers and frames that hold something below.
    pub surfaces: Vec<Surface>,
    /// Text near anything that may be a filing mark, in document order. Far from complete: text in which
    /// no mark can be is not captured.
    pub runs: Vec<TextRun>,
    /// Links that hold a run, or stand near one, or lead to a host of the filing systems.
    pub links: Vec<Link>,
    /// Pictures near a run.
    pub images: Vec<Image>,
    /// Frames that were looked into.
    pub frames: Vec<Frame>,
    /// Hosts of external scripts, each once (the government mark is drawn by one).
    pub script_hosts: Vec<String>,
    /// Elements that offer a Chinese payment method.
    pub payments: Vec<PaymentHint>,
    /// The address that the browser talked to, when the caller could learn it.
    pub server: Option<ServerAddress>,
    /// The numbers that the person expects on this host; `None` when they wrote down none. Put in by the caller.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<Expected>,
    /// What was not looked at. Never silent.
    pub unread: Vec<Unread>,
}

/// Width and height in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    /// Horizontal extent.
    pub width: i32,
    /// Vertical extent.
    pub height: i32,
}

/// A rectangle in the co-ordinates of its surface: the origin is the surface's top left, whatever the scroll position.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rect {
    /// Left edge.
    pub x: i32,
    /// Top edge.
    pub y: i32,
    /// Horizontal extent.
    pub width: i32,
    /// Vertical extent.
    pub height: i32,
}

impl Rect {
    /// Right edge.
    #[must_use]
    pub const fn right(self) -> i32 {
        self.x.saturating_add(self.width)
    }

    /// Bottom edge.
    #[must_use]
    pub const fn bottom(self) -> i32 {
        self.y.saturating_add(self.height)
    }

    /// Half-way between top and bottom edge.
    #[must_use]
    pub const fn middle(self) -> i32 {
        self.y.saturating_add(self.height / 2)
    }

    /// Pixels between two boxes: across, and down. Negative where they overlap.
    pub(crate) fn apart(self, other: Self) -> (i32, i32) {
        let across = other.x.saturating_sub(self.right());
        let down = other.y.saturating_sub(self.bottom());
        (
            across.max(self.x.saturating_sub(other.right())),
            down.max(self.y.saturating_sub(other.bottom())),
        )
    }
}

/// Something that scrolls as one: the page, an inner scroller, or the document in a frame.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Surface {
    /// The whole content, scrolled-out parts included.
    pub content: Size,
    /// Bottom edge of the lowest text or picture that is seen; `None` when that was not looked for. A short page's
    /// content ends before its window does, and only this tells where.
    pub last_ink: Option<i32>,
    /// Where its window stands on the parent surface; for the page: the viewport at the origin.
    pub window: Rect,
    /// The surface it stands on; `None` for the page.
    pub parent: Option<usize>,
}

/// What stands between a run and the run before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gap {
    /// Nothing: the same line box, letters touch (`<b>京ICP备</b>12345678号`).
    #[default]
    None,
    /// White space, a picture, or the edge of an inline block or table cell.
    Space,
    /// A line break or the edge of a block.
    Line,
    /// Something that was not captured: the two runs are not neighbours.
    Break,
}

/// A piece of text in one element.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct TextRun {
    /// The text as displayed (`text-transform` not applied), white space folded to single spaces; of a very long
    /// text the part around the candidate, at most 2,000 characters.
    pub text: String,
    /// What stands between this run and the one before it.
    pub gap: Gap,
    /// Where it is drawn; zero-sized when it is not.
    #[serde(rename = "box")]
    pub place: Rect,
    /// Index into [`PageSnapshot::surfaces`].
    pub surface: usize,
    /// Fixed or stuck to the viewport: its place says where on the viewport it is, not where on the page.
    pub pinned: bool,
    /// Whether a person can see it.
    pub visibility: Visibility,
    /// Contrast of the text against its ground, ratio as in WCAG times ten (`45` is 4.5:1); `None` when it could not be had.
    pub contrast: Option<u16>,
    /// The markup it stands in, outermost first, each once.
    pub within: Vec<Within>,
    /// Index into [`PageSnapshot::links`] of the link that holds it.
    pub link: Option<usize>,
    /// Drawn by CSS (`::before`, `::after`), not in the document's text.
    pub generated: bool,
    /// A CSS selector of its element, unique in its document; `None` in a closed shadow root or another frame.
    pub selector: Option<String>,
    /// Index into [`PageSnapshot::frames`]; `None` in the page itself.
    pub frame: Option<usize>,
}

/// Markup that hints at what a text is for. A hint, never proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Within {
    /// `<footer>`, `[role=contentinfo]`, or an id or class such as footer, copyright, bottom, beian.
    Footer,
    /// `<main>`, `[role=main]`.
    Main,
    /// `<article>`, `[role=article]`, or an id or class such as article, post, content-body.
    Article,
    /// `<pre>`, `<code>`, `<samp>`, `<kbd>`, `<textarea>`, editable text.
    Code,
    /// `<blockquote>`, `<q>`, or an id or class such as comment, reply.
    Quote,
    /// `<header>`, `[role=banner]`.
    Header,
    /// `<nav>`, `[role=navigation]`.
    Nav,
    /// `<aside>`, `[role=complementary]`.
    Aside,
    /// `<table>`.
    Table,
    /// `<ul>`, `<ol>`, `<dl>`.
    List,
    /// `<h1>` to `<h6>`.
    Heading,
    /// A dialog, open or popped up.
    Dialog,
}

/// Whether a person can see a thing in this viewport, and if not, what hides it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Visibility {
    /// Seen, or seen after scrolling to it.
    #[default]
    Shown,
    /// `display: none`, an unslotted or never rendered subtree, a closed `<details>`, `content-visibility: hidden`.
    NotRendered,
    /// `visibility: hidden` or `collapse`.
    VisibilityHidden,
    /// Opacity along the ancestors multiplies to almost nothing.
    Transparent,
    /// The same colour as its ground (contrast below 1.5:1).
    SameColour,
    /// No size, font size of almost nothing, or scaled to almost nothing.
    NoSize,
    /// Cut off by `clip`, `clip-path` or an ancestor's overflow that cannot be scrolled.
    Clipped,
    /// Outside what can be scrolled to.
    OffScreen,
    /// Another element lies over it.
    Covered,
}

/// A link, or an element that a script makes one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Link {
    /// The `href` as written, at most 2,000 characters; `None` on an element that only a script makes a link.
    pub href: Option<String>,
    /// The address it resolves to; empty when it has none.
    pub url: String,
    /// Its whole text, white space folded, at most 300 characters.
    pub text: String,
    /// `target` is a new tab.
    pub new_tab: bool,
    /// An `onclick` attribute, at most 300 characters: the only handler that can be known of.
    pub on_click: Option<String>,
    /// Index into [`PageSnapshot::runs`] of the first run that is in it or after it: its place in document order.
    pub order: usize,
    /// Where it is drawn.
    #[serde(rename = "box")]
    pub place: Rect,
    /// Index into [`PageSnapshot::surfaces`].
    pub surface: usize,
    /// Whether a person can see it.
    pub visibility: Visibility,
    /// As in [`TextRun::selector`].
    pub selector: Option<String>,
    /// As in [`TextRun::frame`].
    pub frame: Option<usize>,
}

/// How a picture is put into the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ImageKind {
    /// `<img>`, `<picture>`, `<input type=image>`.
    #[default]
    Element,
    /// A CSS background, mask or generated image, sprites included.
    Background,
    /// Inline `<svg>`.
    Svg,
    /// `<canvas>`, `<object>`, `<embed>`, `<video>`.
    Other,
}

/// A picture near a mark.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Image {
    /// How it is put into the page.
    pub kind: ImageKind,
    /// Its address; of a data URL the first 200 characters; empty for an inline SVG.
    pub src: String,
    /// `alt` and `title`, at most 200 characters.
    pub alt: String,
    /// Pixels of its own; `None` when it has none or could not be had.
    pub natural: Option<Size>,
    /// `true` loaded, `false` failed to load or is empty, `None` still loading or not to be had.
    pub loaded: Option<bool>,
    /// Colour shares, where its pixels could be read.
    pub colours: Option<ColourShares>,
    /// Index into [`PageSnapshot::links`] of the link that holds it.
    pub link: Option<usize>,
    /// Index into [`PageSnapshot::runs`] of the first run after it: its place in document order.
    pub order: usize,
    /// Where it is drawn.
    #[serde(rename = "box")]
    pub place: Rect,
    /// Index into [`PageSnapshot::surfaces`].
    pub surface: usize,
    /// Whether a person can see it.
    pub visibility: Visibility,
    /// As in [`TextRun::selector`].
    pub selector: Option<String>,
    /// As in [`TextRun::frame`].
    pub frame: Option<usize>,
}

/// What a picture's pixels are made of, each in thousandths of its opaque, non-white pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ColourShares {
    /// Gold and yellow.
    pub gold: u16,
    /// Navy and other blues.
    pub navy: u16,
    /// Red.
    pub red: u16,
    /// Opaque, non-white pixels in thousandths of all pixels.
    pub filled: u16,
    /// How far the colours lie where the badge has them: the least of gold's share in the lower third, of the red that
    /// is in the upper middle, and of the navy that has its like on the other side.
    pub in_place: u16,
}

/// A frame that was looked into.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Frame {
    /// The address of its document.
    pub url: String,
    /// A selector of the frame element in the page; `None` when it stands in a shadow root or another frame.
    pub selector: Option<String>,
}

/// An element that offers a Chinese payment method.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentHint {
    /// Which one.
    pub method: PaymentMethod,
    /// As in [`TextRun::selector`].
    pub selector: Option<String>,
}

/// The payment methods that need the registered domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaymentMethod {
    /// WeChat Pay, 微信支付.
    WechatPay,
    /// Alipay, 支付宝.
    Alipay,
}

/// Where the page came from, as the browser told.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ServerAddress {
    /// An IPv4 or IPv6 address.
    pub address: String,
}

/// The filing numbers that a person expects on a host, as "My filings" holds them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Expected {
    /// The ICP number, canonical; `None` when none was written down.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icp: Option<String>,
    /// The public security number, canonical; `None` when none was written down.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_security: Option<String>,
}

/// Something that was not looked at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unread {
    /// What it is.
    pub what: UnreadKind,
    /// How many of them.
    pub count: usize,
    /// How many of those stand where a page shows its numbers: only these make a missing number doubtful.
    #[serde(default, rename = "nearFoot", skip_serializing_if = "is_zero")]
    pub near_foot: usize,
}

fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// What can escape the checker's eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnreadKind {
    /// A frame of another origin.
    CrossOriginFrame,
    /// A closed shadow root that the browser did not open.
    ClosedShadowRoot,
    /// A picture near the foot that is wide enough to carry text.
    PictureText,
    /// A canvas, video, object or embed near the foot.
    Canvas,
    /// More places that may be marks than were looked at.
    Candidate,
    /// Elements nested deeper than was looked at.
    DeepNesting,
}

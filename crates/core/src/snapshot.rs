//! Holds everything that a rule may know about a page: plain data, captured once by `dom/` and read by everything else.
//!
//! Lengths are whole CSS pixels, in the coordinates of the [`Surface`] that holds the item.
//! Texts are as the page wrote them, with a maximum length; they are hostile and are never markup.

use serde::{Deserialize, Serialize};

/// One page as one user sees it at one moment, in one viewport.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PageSnapshot {
    /// The document's address, as the address bar has it.
    pub url: String,
    /// `document.contentType`, such as `text/html`.
    pub content_type: String,
    /// `document.title`, at most 300 characters.
    pub title: String,
    /// The visible `h1` to `h3` headings, at most 20, each at most 200 characters.
    pub headings: Vec<String>,
    /// Width and height of the viewport.
    pub viewport: Size,
    /// The areas that scroll as one: the page first, then inner scrollers and frames that hold any item below.
    pub surfaces: Vec<Surface>,
    /// Text near anything that may be a filing mark, in document order. Text that cannot contain a mark is not
    /// captured.
    pub runs: Vec<TextRun>,
    /// Links that hold a run, are near one, or lead to a host of the filing systems.
    pub links: Vec<Link>,
    /// Pictures near a run.
    pub images: Vec<Image>,
    /// Frames whose content was read.
    pub frames: Vec<Frame>,
    /// Hosts of external scripts, each once (a script draws the government mark).
    pub script_hosts: Vec<String>,
    /// Elements that offer a Chinese payment method.
    pub payments: Vec<PaymentHint>,
    /// The address that the browser connected to, if the caller knows it.
    pub server: Option<ServerAddress>,
    /// The numbers that the user expects on this host; `None` when there are none. Set by the caller.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<Expected>,
    /// What was not examined.
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

/// A rectangle in the coordinates of its surface: the origin is the top left of the surface, at any scroll position.
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

    /// Vertical centre.
    #[must_use]
    pub const fn middle(self) -> i32 {
        self.y.saturating_add(self.height / 2)
    }

    /// Distance between two boxes in CSS pixels: horizontal and vertical. Negative where they overlap.
    pub(crate) fn apart(self, other: Self) -> (i32, i32) {
        let across = other.x.saturating_sub(self.right());
        let down = other.y.saturating_sub(self.bottom());
        (
            across.max(self.x.saturating_sub(other.right())),
            down.max(self.y.saturating_sub(other.bottom())),
        )
    }
}

/// An area that scrolls as one: the page, an inner scroller, or the document in a frame.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Surface {
    /// Size of the whole content, including what is scrolled out of view.
    pub content: Size,
    /// Bottom edge of the lowest visible text or picture; `None` when it was not measured. On a short page, the content
    /// ends above the bottom of the window, and only this shows where.
    pub last_ink: Option<i32>,
    /// Position of its window on the parent surface; for the page, the viewport at the origin.
    pub window: Rect,
    /// Index of the parent surface; `None` for the page.
    pub parent: Option<usize>,
}

/// What separates a run from the run before it.
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
    /// The text as displayed (before `text-transform`), with white space folded to single spaces. Of a very long text,
    /// the part around the candidate, at most 2,000 characters.
    pub text: String,
    /// What separates this run from the run before it.
    pub gap: Gap,
    /// Drawn position; empty when it is not drawn.
    #[serde(rename = "box")]
    pub place: Rect,
    /// Index into [`PageSnapshot::surfaces`].
    pub surface: usize,
    /// Whether it is fixed or stuck to the viewport. Its position is then relative to the viewport, not to the page.
    pub pinned: bool,
    /// Whether a user can see it.
    pub visibility: Visibility,
    /// Contrast between text and background: the WCAG ratio times ten (`45` is 4.5:1); `None` when it could not be
    /// measured.
    pub contrast: Option<u16>,
    /// The markup around it, outermost first, each once.
    pub within: Vec<Within>,
    /// Index into [`PageSnapshot::links`] of the link that holds it.
    pub link: Option<usize>,
    /// Whether CSS draws it (`::before`, `::after`), so that it is not in the document's text.
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

/// Whether a user can see something in this viewport, and if not, what hides it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Visibility {
    /// Visible, or visible after scrolling to it.
    #[default]
    Shown,
    /// `display: none`, an unslotted or never rendered subtree, a closed `<details>`, `content-visibility: hidden`.
    NotRendered,
    /// `visibility: hidden` or `collapse`.
    VisibilityHidden,
    /// The opacities of the ancestors multiply to almost zero.
    Transparent,
    /// The same colour as its background (contrast below 1.5:1).
    SameColour,
    /// No size, a font size of almost zero, or scaled to almost zero.
    NoSize,
    /// Cut off by `clip`, `clip-path` or the overflow of an ancestor that cannot be scrolled.
    Clipped,
    /// Outside the scrollable area.
    OffScreen,
    /// Covered by another element.
    Covered,
}

/// A link, or an element that a script turns into one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Link {
    /// The `href` as written, at most 2,000 characters; `None` on an element that is a link only by script.
    pub href: Option<String>,
    /// The resolved address; empty when there is none.
    pub url: String,
    /// Its whole text, white space folded, at most 300 characters.
    pub text: String,
    /// Whether it opens a new tab (`target`).
    pub new_tab: bool,
    /// The `onclick` attribute, at most 300 characters: the only handler that can be read.
    pub on_click: Option<String>,
    /// Index into [`PageSnapshot::runs`] of the first run in it or after it: its position in document order.
    pub order: usize,
    /// Drawn position.
    #[serde(rename = "box")]
    pub place: Rect,
    /// Index into [`PageSnapshot::surfaces`].
    pub surface: usize,
    /// Whether a user can see it.
    pub visibility: Visibility,
    /// As in [`TextRun::selector`].
    pub selector: Option<String>,
    /// As in [`TextRun::frame`].
    pub frame: Option<usize>,
}

/// How a picture is embedded in the page.
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
    /// How it is embedded in the page.
    pub kind: ImageKind,
    /// Its address; the first 200 characters of a data URL; empty for an inline SVG.
    pub src: String,
    /// `alt` and `title`, at most 200 characters.
    pub alt: String,
    /// Natural size in pixels; `None` when it has none or it could not be read.
    pub natural: Option<Size>,
    /// Whether it loaded: `false` when it failed or is empty; `None` when it is still loading or this could not be
    /// read.
    pub loaded: Option<bool>,
    /// Its colour shares; `None` when its pixels could not be read.
    pub colours: Option<ColourShares>,
    /// Index into [`PageSnapshot::links`] of the link that holds it.
    pub link: Option<usize>,
    /// Index into [`PageSnapshot::runs`] of the first run after it: its position in document order.
    pub order: usize,
    /// Drawn position.
    #[serde(rename = "box")]
    pub place: Rect,
    /// Index into [`PageSnapshot::surfaces`].
    pub surface: usize,
    /// Whether a user can see it.
    pub visibility: Visibility,
    /// As in [`TextRun::selector`].
    pub selector: Option<String>,
    /// As in [`TextRun::frame`].
    pub frame: Option<usize>,
}

/// The colours of a picture, in thousandths of its opaque, non-white pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ColourShares {
    /// Gold and yellow.
    pub gold: u16,
    /// Navy and other blues.
    pub navy: u16,
    /// Red.
    pub red: u16,
    /// Opaque, non-white pixels, in thousandths of all pixels.
    pub filled: u16,
    /// How much of the colours is where the badge has them: the minimum of the share of gold in the lower third, the
    /// share of red that is in the upper middle, and the share of navy that has a counterpart on the other side. In
    /// thousandths.
    pub in_place: u16,
}

/// A frame whose content was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Frame {
    /// The address of its document.
    pub url: String,
    /// A selector of the frame element in the page; `None` in a shadow root or another frame.
    pub selector: Option<String>,
}

/// An element that offers a Chinese payment method.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentHint {
    /// The payment method.
    pub method: PaymentMethod,
    /// As in [`TextRun::selector`].
    pub selector: Option<String>,
}

/// The payment methods that require a registered domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaymentMethod {
    /// WeChat Pay, 微信支付.
    WechatPay,
    /// Alipay, 支付宝.
    Alipay,
}

/// The server that the page came from, as reported by the browser.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ServerAddress {
    /// An IPv4 or IPv6 address.
    pub address: String,
}

/// The filing numbers that the user expects on a host, as stored in "My filings".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Expected {
    /// The canonical ICP number; `None` when none is stored.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icp: Option<String>,
    /// The canonical public security number; `None` when none is stored.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_security: Option<String>,
}

/// Something that was not examined.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unread {
    /// What it is.
    pub what: UnreadKind,
    /// How many of them.
    pub count: usize,
    /// How many of them are where a page shows its numbers: only these put a missing number in doubt.
    #[serde(default, rename = "nearFoot", skip_serializing_if = "is_zero")]
    pub near_foot: usize,
}

fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// What the checker may be unable to examine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnreadKind {
    /// A frame of another origin.
    CrossOriginFrame,
    /// A closed shadow root that the browser did not open.
    ClosedShadowRoot,
    /// A picture near the footer that is wide enough to contain text.
    PictureText,
    /// A canvas, video, object or embed near the footer.
    Canvas,
    /// Possible marks beyond the maximum number examined.
    Candidate,
    /// Elements beyond the maximum depth examined.
    DeepNesting,
}

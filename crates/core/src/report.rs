//! Defines the report: one shape for the overlay, the exports and the command line. Fields may be added, never changed:
//! a changed meaning needs a new [`SCHEMA`].

use serde::{Deserialize, Serialize};

use crate::snapshot::Unread;
use crate::snippet::Snippet;

/// The version of this shape.
pub const SCHEMA: u32 = 1;

/// The result of [`crate::check()`] on one page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Always [`SCHEMA`].
    pub schema: u32,
    /// The target as given on the command line, which sets it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// The page's address.
    pub url: String,
    /// The host name of the page, lower case; empty when the address has none.
    pub host: String,
    /// When the page was checked: RFC 3339 in UTC. Set by the caller, because the checker has no clock.
    pub checked_at: Option<String>,
    /// The JavaScript world that the checker ran in. Set by the caller.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<By>,
    /// The build that made the report.
    pub tool: Tool,
    /// The browser that showed the page. Set by the caller.
    pub browser: Option<Browser>,
    /// Whether the host needs a filing at all.
    pub applicability: Applicability,
    /// The conclusion.
    pub verdict: Verdict,
    /// Every filing mark on the page, the site's own or not, in document order.
    pub marks: Vec<Mark>,
    /// One per rule, in the order of `rules::RULES`.
    pub findings: Vec<Finding>,
    /// The bottom of the page, as the checker located it; `None` on a page without content.
    #[serde(default)]
    pub footer: Option<Footer>,
    /// What was not examined.
    pub unread: Vec<Unread>,
    /// How long the parts took. Set by the caller.
    pub timings: Option<Timings>,
}

/// The JavaScript world that the checker ran in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// The extension's content script.
    Extension,
    /// A WebDriver sandbox, which the page cannot reach either.
    Isolated,
    /// The page's own world, where the page can deceive the checker.
    Page,
}

/// The bottom of a page, where filing numbers are or belong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Footer {
    /// Selector of the last filing mark there, otherwise of the last text; `None` when neither has one.
    pub selector: Option<String>,
    /// Where the content of the page ends, in CSS pixels from its top, including what is scrolled out of view.
    pub bottom: i32,
}

/// A build of the checker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tool {
    /// Always `beian-lens`.
    pub name: String,
    /// The package's version.
    pub version: String,
    /// What the checker runs as.
    pub engine: Engine,
}

/// What the checker runs as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Engine {
    /// WebAssembly.
    Wasm,
    /// WebAssembly compiled to JavaScript, for pages whose policy forbids WebAssembly.
    Wasm2js,
    /// A native build (tests and tools).
    #[default]
    Native,
}

/// The browser that showed the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Browser {
    /// `chromium` or `firefox`.
    pub name: String,
    /// The version that the browser reports, such as `156.0`.
    pub version: String,
    /// Width and height in CSS pixels.
    pub viewport: [i32; 2],
}

/// Whether the host needs a filing, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Applicability {
    /// The ICP filing.
    pub icp: Need,
    /// The public security filing.
    pub public_security: Need,
    /// What decided it.
    pub reason: Reason,
    /// The server, when its address could be found out.
    pub server: Option<Server>,
}

/// Whether a filing is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// Yes.
    Required,
    /// If the site is served from the mainland, which could not be found out.
    RequiredIfMainland,
    /// No.
    NotRequired,
    /// The sources do not answer it.
    CannotTell,
}

/// The fact that decided the applicability.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The site has its own domain.
    CustomDomain,
    /// The host cannot be reached from the internet.
    NotLive,
    /// The host belongs to a platform, not to the site owner.
    NoCustomDomain,
    /// The host is an IP address.
    IpAddress,
    /// The server is outside the mainland.
    OutsideMainland,
    /// No filing is possible under this top-level domain.
    UnfileableTld,
}

/// The server that the browser connected to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Server {
    /// Its address.
    pub address: String,
    /// In the mainland or not; `None` when that could not be found out.
    pub mainland: Option<bool>,
}

/// The conclusion from all findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Everything that is required is displayed.
    Complete,
    /// A rule of severity fail or warn failed.
    Incomplete,
    /// None of these rules failed, but at least one could not tell.
    NeedsReview,
    /// The host does not need a filing.
    NotRequired,
}

/// A filing mark on the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Mark {
    /// The number, as displayed and in canonical form.
    #[serde(flatten)]
    pub number: crate::filing::Number,
    /// Whether a user can see it in this viewport.
    pub shown: bool,
    /// Whether it is in the page's footer, as a user sees it.
    pub footer: bool,
    /// Its own link.
    pub link: MarkLink,
    /// Its police badge; `None` for other kinds of number.
    pub badge: Option<Badge>,
    /// Selector of its element; `None` in a closed shadow root or another frame.
    pub selector: Option<String>,
    /// Selector of the frame that it is in; `None` in the page itself.
    pub frame: Option<String>,
    /// Indices of the snapshot's runs that show it. Not in the report: rules use them to look up the rest.
    #[serde(skip)]
    pub runs: Vec<usize>,
}

/// A mark's own link.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MarkLink {
    /// The `href` as written; `None` when there is no link.
    pub href: Option<String>,
    /// Where it leads.
    pub class: LinkClass,
    /// Public security: whether the code in the link equals the number shown; `None` when the link has no code.
    pub agrees: Option<bool>,
    /// Index into the snapshot's links. Not in the report.
    #[serde(skip)]
    pub index: Option<usize>,
}

/// Where a mark's link leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkClass {
    /// The right register, over https.
    Official,
    /// MIIT's register, over plain http.
    OfficialHttp,
    /// The former address of the public security platform (beian.gov.cn).
    OldPlatform,
    /// A former address of the register.
    Retired,
    /// The other register.
    WrongRegister,
    /// MIIT, but not its filing system.
    WrongPage,
    /// Any other host.
    Unofficial,
    /// `#`, `javascript:`, empty, or the site itself.
    Nowhere,
    /// There is no link.
    None,
    /// A script handles the click.
    Unknown,
}

/// The police badge of a public security number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Badge {
    /// Whether it is there and correct.
    pub state: BadgeState,
    /// The address of the picture; `None` when there is none.
    pub src: Option<String>,
    /// Selector of the picture's element; `None` as in [`Mark::selector`].
    pub selector: Option<String>,
    /// Index into the snapshot's images. Not in the report.
    #[serde(skip)]
    pub index: Option<usize>,
}

/// The state of a police badge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BadgeState {
    /// Beside its number, loaded and visible.
    Present,
    /// There is no picture beside the number.
    Missing,
    /// There is a picture, but it failed to load.
    Broken,
    /// There is a picture, but users cannot see it.
    Hidden,
    /// There is a picture, but it is not the police badge.
    NotTheEmblem,
    /// There is one, and what it shows could not be found out.
    Unknown,
}

/// The result of one rule on the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule's id.
    pub rule: String,
    /// The row of the card that it belongs to.
    pub element: Element,
    /// Its outcome.
    pub outcome: OutcomeKind,
    /// The cause of the outcome.
    #[serde(default)]
    pub cause: Cause,
    /// How much it matters.
    pub severity: Severity,
    /// Indices of the marks in the report that it is about.
    pub marks: Vec<usize>,
    /// Selectors of the elements that it is about.
    pub selectors: Vec<String>,
    /// The message to show.
    pub message: Message,
    /// The laws or practices behind it.
    pub basis: Vec<String>,
    /// The HTML to paste; `None` when there is nothing to paste.
    pub remedy: Option<String>,
    /// The remedy before it became HTML. Not in the report: the view draws its preview from it.
    #[serde(skip)]
    pub snippet: Option<Snippet>,
    /// Why the user ignores this finding on this host: it stays in the report but does not count in the verdict.
    /// `None` when it is not ignored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waived: Option<Waived>,
}

/// Why a finding is ignored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waived {
    /// In the user's own words.
    pub reason: String,
}

/// A rule that the user ignores on the page's host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    /// The rule's id.
    pub rule: String,
    /// Why.
    pub reason: String,
}

/// The elements of the card, one row each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Element {
    /// Whether the host needs a filing.
    Host,
    /// The ICP number.
    IcpNumber,
    /// Its link to MIIT's filing system.
    IcpLink,
    /// The public security number.
    PublicSecurityNumber,
    /// Its link.
    PublicSecurityLink,
    /// Its badge.
    PublicSecurityBadge,
    /// The page's content: clearance, payment, government marks.
    Content,
}

impl Element {
    /// As in the report.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::IcpNumber => "icp-number",
            Self::IcpLink => "icp-link",
            Self::PublicSecurityNumber => "public-security-number",
            Self::PublicSecurityLink => "public-security-link",
            Self::PublicSecurityBadge => "public-security-badge",
            Self::Content => "content",
        }
    }
}

/// The four outcomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutcomeKind {
    /// The rule examined the page and found nothing wrong.
    Passed,
    /// The rule examined the page and found something wrong.
    Failed,
    /// The rule could not examine it, or the sources do not settle it. The message says why.
    CannotTell,
    /// There is nothing on this page for the rule to judge.
    Inapplicable,
}

impl OutcomeKind {
    /// The name of the value in the report.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::CannotTell => "cannot-tell",
            Self::Inapplicable => "inapplicable",
        }
    }
}

/// The cause of a rule's outcome. Each rule declares its own causes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// The one that the rule is named after.
    #[default]
    Plain,
    /// A placeholder is in place of the number.
    Placeholder,
    /// It is in the page, but users cannot see it.
    Hidden,
    /// The number is only mentioned, in an article or an example.
    Mention,
    /// The page says that the filing is pending.
    Pending,
    /// A number that many sites have copied from a template.
    Copied,
    /// The link leads nowhere.
    Nowhere,
    /// The link leads to another page of the right authority.
    WrongPage,
    /// The link's host looks like the register's.
    LookAlike,
    /// The link has no code.
    NoCode,
    /// The content is about education.
    Education,
    /// The content is about finance.
    Finance,
    /// The content is about medicine.
    Medical,
    /// The content is about games.
    Games,
    /// The content is news.
    News,
    /// The content is publishing.
    Publishing,
    /// The page was not served by a web server.
    NoHost,
    /// It is not settled whether the filing is needed.
    Need,
    /// A picture that may contain the text was not read.
    Picture,
    /// A frame from another site was not read.
    Frame,
    /// Guangdong numbers its websites in its own way.
    Guangdong,
    /// The numbers of the two registers name different provinces.
    OtherProvince,
    /// The number is complete, but its spelling is unusual.
    Spelling,
    /// The letters stand for two provinces' signs.
    TwoProvinces,
}

impl Cause {
    /// The name of the value in the report.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Placeholder => "placeholder",
            Self::Hidden => "hidden",
            Self::Mention => "mention",
            Self::Pending => "pending",
            Self::Copied => "copied",
            Self::Nowhere => "nowhere",
            Self::WrongPage => "wrong-page",
            Self::LookAlike => "look-alike",
            Self::NoCode => "no-code",
            Self::Education => "education",
            Self::Finance => "finance",
            Self::Medical => "medical",
            Self::Games => "games",
            Self::News => "news",
            Self::Publishing => "publishing",
            Self::NoHost => "no-host",
            Self::Need => "need",
            Self::Picture => "picture",
            Self::Frame => "frame",
            Self::Guangdong => "guangdong",
            Self::OtherProvince => "other-province",
            Self::Spelling => "spelling",
            Self::TwoProvinces => "two-provinces",
        }
    }
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Good to know.
    Info,
    /// Something needs to be fixed.
    Warn,
    /// Something that the law requires is missing.
    Fail,
}

/// A key into `_locales` and the arguments for its `$1` to `$9`. Never a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The key.
    pub name: String,
    /// The arguments for `$1`, `$2`, …
    pub args: Vec<String>,
}

impl Message {
    /// Puts the arguments into a catalogue's text, once. A missing argument is empty and `$$` is a dollar sign, as in the
    /// browsers' own `getMessage`.
    #[must_use]
    pub fn fill(&self, template: &str) -> String {
        let mut text = String::with_capacity(template.len());
        let mut rest = template.chars();
        while let Some(character) = rest.next() {
            let mut ahead = rest.clone();
            match (character, ahead.next()) {
                ('$', Some('$')) => {
                    text.push('$');
                    rest = ahead;
                }
                ('$', Some(digit @ '1'..='9')) => {
                    let place = digit.to_digit(10).map_or(0, |digit| digit as usize - 1);
                    text.push_str(self.args.get(place).map_or("", String::as_str));
                    rest = ahead;
                }
                _ => text.push(character),
            }
        }
        text
    }
}

/// How long each part took, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Timings {
    /// From page to snapshot.
    pub capture_ms: f64,
    /// From snapshot to report.
    pub check_ms: f64,
    /// From report to overlay; zero when none was drawn.
    pub overlay_ms: f64,
}

#[cfg(test)]
mod tests {
    use super::Message;

    #[test]
    fn arguments_are_inserted() {
        let message = Message {
            name: String::new(),
            args: vec!["京".into(), "$1".into()],
        };
        for (template, filled) in [
            ("sign $1", "sign 京"),
            ("$2 before $1", "$1 before 京"),
            ("no third: $3.", "no third: ."),
            ("costs $ 5, $0", "costs $ 5, $0"),
            ("号$1号", "号京号"),
            ("$1 for $$5, $$1, $", "京 for $5, $1, $"),
        ] {
            assert_eq!(message.fill(template), filled, "{template}");
        }
    }
}

//! The report: one shape for the overlay, the exports and the command line. Fields are added, never changed:
//! a changed meaning needs a new [`SCHEMA`].

use serde::{Deserialize, Serialize};

use crate::snapshot::Unread;
use crate::snippet::Snippet;

/// The version of this shape.
pub const SCHEMA: u32 = 1;

/// What [`crate::check()`] found on one page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The target as it was asked for; the command line puts it in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// The page's address.
    pub url: String,
    /// The page's host name, lower case; empty when the address has none.
    pub host: String,
    /// RFC 3339 in UTC; put in by the caller, for the checker has no clock.
    pub checked_at: Option<String>,
    /// In which world the checker ran; put in by the caller.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<By>,
    /// Which build said so.
    pub tool: Tool,
    /// Which browser showed the page; put in by the caller.
    pub browser: Option<Browser>,
    /// Does this host need a filing at all.
    pub applicability: Applicability,
    /// The conclusion.
    pub verdict: Verdict,
    /// Every filing mark seen, the site's own or not, in document order.
    pub marks: Vec<Mark>,
    /// One per rule, in the order of `rules::RULES`.
    pub findings: Vec<Finding>,
    /// The bottom of the page as it was judged; `None` on a page that shows nothing.
    #[serde(default)]
    pub footer: Option<Footer>,
    /// What was not looked at.
    pub unread: Vec<Unread>,
    /// How long it took; put in by the caller.
    pub timings: Option<Timings>,
}

/// In which world of the page the checker ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// The extension's content script.
    Extension,
    /// A WebDriver sandbox: the page cannot reach into it either.
    Isolated,
    /// The page's own world, in which the page can deceive the checker.
    Page,
}

/// The bottom of a page, where filing numbers stand or belong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Footer {
    /// The last filing mark there that can be pointed at, else the last text; `None` when there is neither.
    pub selector: Option<String>,
    /// Where the content of the page ends, in CSS pixels from its top, scrolled-out parts included.
    pub bottom: i32,
}

/// Which build of the checker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tool {
    /// Always `beian-lens`.
    pub name: String,
    /// The package's version.
    pub version: String,
    /// What it ran as.
    pub engine: Engine,
}

/// What the checker runs as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Engine {
    /// WebAssembly.
    Wasm,
    /// The same, turned into JavaScript, for pages whose policy refuses WebAssembly.
    Wasm2js,
    /// Neither: a native build (tests and tools).
    #[default]
    Native,
}

/// The browser that showed the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Browser {
    /// `chromium` or `firefox`.
    pub name: String,
    /// As it calls itself, such as `156.0`.
    pub version: String,
    /// Width and height in CSS pixels.
    pub viewport: [i32; 2],
}

/// Does this host need a filing, and why.
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

/// Is a filing needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// Yes.
    Required,
    /// If the site is served from the mainland, which could not be found out.
    RequiredIfMainland,
    /// No.
    NotRequired,
    /// The sources do not settle it.
    CannotTell,
}

/// What decided the applicability.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The site has a domain of its own.
    CustomDomain,
    /// The host cannot be reached from the internet.
    NotLive,
    /// The host is a platform's, not the owner's.
    NoCustomDomain,
    /// The host is a bare address.
    IpAddress,
    /// The server stands outside the mainland.
    OutsideMainland,
    /// No filing is possible under this top-level domain.
    UnfileableTld,
}

/// The server that the browser talked to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Server {
    /// Its address.
    pub address: String,
    /// In the mainland or not; `None` when that could not be found out.
    pub mainland: Option<bool>,
}

/// The conclusion over all findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// All that is needed is displayed.
    Complete,
    /// A rule of severity fail or warn failed.
    Incomplete,
    /// None failed, but one of them could not tell.
    NeedsReview,
    /// The host needs no filing.
    NotRequired,
}

/// A filing mark on the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Mark {
    /// The number itself, as displayed and as it canonically is.
    #[serde(flatten)]
    pub number: crate::filing::Number,
    /// Can a person see it in this viewport.
    pub shown: bool,
    /// Is it at the foot of the page, as a person sees it.
    pub footer: bool,
    /// Its own link.
    pub link: MarkLink,
    /// Its police badge; `None` for other kinds than public security.
    pub badge: Option<Badge>,
    /// `None` inside a closed shadow root or another frame.
    pub selector: Option<String>,
    /// The selector of the frame it stands in.
    pub frame: Option<String>,
    /// Indices of the snapshot's runs it is drawn by. Not in the report: rules look the rest up by it.
    #[serde(skip)]
    pub runs: Vec<usize>,
}

/// A mark's own link.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MarkLink {
    /// As written; `None` when there is no link.
    pub href: Option<String>,
    /// Where it leads.
    pub class: LinkClass,
    /// Public security: does the link's code equal the number shown; `None` when it carries none.
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
    /// The public security platform's address until it moved (beian.gov.cn).
    OldPlatform,
    /// An address that the register has given up.
    Retired,
    /// The other register.
    WrongRegister,
    /// The ministry, but not its filing system.
    WrongPage,
    /// Somebody else.
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
    /// Is it there.
    pub state: BadgeState,
    /// The picture's address; `None` when there is none.
    pub src: Option<String>,
    /// A selector of the picture's element; `None` as for a mark.
    pub selector: Option<String>,
    /// Index into the snapshot's images. Not in the report.
    #[serde(skip)]
    pub index: Option<usize>,
}

/// The state of a police badge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BadgeState {
    /// Beside its number, loaded and seen.
    Present,
    /// There is no picture beside the number.
    Missing,
    /// There is one, and it did not load.
    Broken,
    /// There is one, and a person cannot see it.
    Hidden,
    /// There is one, and it shows something else.
    NotTheEmblem,
    /// There is one, and what it shows could not be found out.
    Unknown,
}

/// What one rule says about the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule's id.
    pub rule: String,
    /// What it speaks of: the row of the card.
    pub element: Element,
    /// Its outcome.
    pub outcome: OutcomeKind,
    /// Why it ended so.
    #[serde(default)]
    pub cause: Cause,
    /// How much it matters.
    pub severity: Severity,
    /// Indices of the report's marks it speaks of.
    pub marks: Vec<usize>,
    /// Selectors of the elements it speaks of.
    pub selectors: Vec<String>,
    /// What to say.
    pub message: Message,
    /// The law or practice behind it.
    pub basis: Vec<String>,
    /// The HTML to paste; `None` when there is nothing to paste.
    pub remedy: Option<String>,
    /// The same, before it became HTML. Not in the report: the view draws its preview from it.
    #[serde(skip)]
    pub snippet: Option<Snippet>,
    /// The person ignores this finding on this host: it stays in the report and does not count in the verdict.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waived: Option<Waived>,
}

/// Why a finding is ignored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waived {
    /// In the person's own words.
    pub reason: String,
}

/// A rule that the person ignores on the page's host.
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
    /// Does the host need a filing.
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
    /// Looked, and nothing is wrong.
    Passed,
    /// Looked, and something is wrong.
    Failed,
    /// Could not look, or the sources do not settle it. The message says why.
    CannotTell,
    /// Nothing on this page for the rule to judge.
    Inapplicable,
}

impl OutcomeKind {
    /// As in the report.
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

/// Why a rule ended as it did. Each rule declares its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// What the rule is named after: there is nothing to add.
    #[default]
    Plain,
    /// A placeholder stands where the number should.
    Placeholder,
    /// It is in the page, and a person cannot see it.
    Hidden,
    /// The number is only mentioned, in an article or a sample.
    Mention,
    /// The page says that the filing is applied for.
    Pending,
    /// A number that many sites have copied from a template.
    Copied,
    /// The link leads nowhere.
    Nowhere,
    /// The link leads to another page of the right authority.
    WrongPage,
    /// The link's host looks like the register's.
    LookAlike,
    /// The link carries no code.
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
    /// Whether the filing is needed is not settled.
    Need,
    /// A picture that may carry the text was not read.
    Picture,
    /// A frame of another site was not read.
    Frame,
    /// Guangdong numbers its websites in its own way.
    Guangdong,
    /// The two registers' numbers name different provinces.
    OtherProvince,
    /// The number is whole, in an unusual spelling.
    Spelling,
    /// The letters stand for two provinces' signs.
    TwoProvinces,
}

impl Cause {
    /// As in the report.
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
    /// Something has to be fixed.
    Warn,
    /// Something that the law requires is missing.
    Fail,
}

/// A key into `_locales` and the arguments for its `$1` to `$9`. Never a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The key.
    pub name: String,
    /// What stands for `$1`, `$2`, …
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

/// How long the parts took, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Timings {
    /// Page to snapshot.
    pub capture_ms: f64,
    /// Snapshot to report.
    pub check_ms: f64,
    /// Report to overlay; zero when none was drawn.
    pub overlay_ms: f64,
}

#[cfg(test)]
mod tests {
    use super::Message;

    #[test]
    fn arguments_take_their_places() {
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

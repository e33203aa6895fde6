//! Lends browsers to the tests: one that a test gives back serves the next, so that few are started for many tests.
//!
//! A browser is made as good as new before it is kept, and thrown away when its test failed. When the last of the tests that
//! run ends, passed or not, all browsers are ended: statics are never dropped. Where the process itself is killed, the
//! guard of each driver ends it.

use std::cell::RefCell;
use std::future::Future;
use std::ops::Deref;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use anyhow::{Result, ensure};
use beian_lens_webdriver::extension;
use beian_lens_webdriver::server::Server;
use beian_lens_webdriver::{Browser, Options, PageLoad, Session, Theme, VIEWPORT};
use tokio::runtime::Runtime;

/// What a browser reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Network {
    /// The test's own server, whatever host a page names.
    Played,
    /// The network as it is.
    Free,
}

/// The connections to a browser live on the runtime that made them, so all tests share one.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().expect("a runtime"));

static POOL: Mutex<Pool> = Mutex::new(Pool {
    running: 0,
    idle: Vec::new(),
});

thread_local! {
    /// What the test on this thread no longer needs. Whether it is kept depends on how the test ends.
    static GIVEN_BACK: RefCell<Vec<Pooled>> = const { RefCell::new(Vec::new()) };
}

struct Pool {
    /// How many tests are running.
    running: usize,
    idle: Vec<Pooled>,
}

fn pool() -> MutexGuard<'static, Pool> {
    POOL.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A browser and the server that it sees.
struct Pooled {
    network: Network,
    session: Session,
    server: Server,
}

/// Runs a test to its end; its error fails it.
pub(crate) fn run(topic: impl Future<Output = Result<()>>) {
    let _running = Running::begin();
    RUNTIME.block_on(async {
        if let Err(error) = topic.await {
            panic!("{error:#}");
        }
        for browser in GIVEN_BACK.take() {
            match browser.reset().await {
                Ok(()) => pool().idle.push(browser),
                Err(error) => eprintln!("the test's browser cannot serve another one: {error:#}"),
            }
        }
    });
}

/// A running test. The last one to end ends all browsers.
struct Running;

impl Running {
    fn begin() -> Self {
        pool().running += 1;
        Self
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Not empty after a test that failed: what it left behind is not for another.
        let mut finished = GIVEN_BACK.take();
        let mut pool = pool();
        pool.running -= 1;
        if pool.running == 0 {
            finished.append(&mut pool.idle);
        }
        drop(pool);
        // Ending a browser takes a moment: all at once.
        std::thread::scope(|scope| {
            for browser in finished {
                scope.spawn(|| {
                    let _context = RUNTIME.enter();
                    drop(browser);
                });
            }
        });
    }
}

/// A browser that a test has for itself, with the packaged extension in it.
pub(crate) struct Borrowed {
    browser: Option<Pooled>,
    /// Whether the test leaves the browser in a state that another can start from.
    reusable: bool,
}

impl Borrowed {
    /// One that was given back, or a new one.
    pub(crate) async fn take(browser: Browser, network: Network) -> Result<Self> {
        let kept = {
            let idle = &mut pool().idle;
            let at = idle
                .iter()
                .position(|kept| kept.network == network && kept.session.browser() == browser);
            at.map(|at| idle.swap_remove(at))
        };
        let borrowed = match kept {
            Some(kept) => kept,
            None => Pooled::start(browser, network).await?,
        };
        Ok(Self {
            browser: Some(borrowed),
            reusable: true,
        })
    }

    /// One that no other test gets, before or after.
    pub(crate) async fn take_for_good(browser: Browser, network: Network) -> Result<Self> {
        Ok(Self {
            browser: Some(Pooled::start(browser, network).await?),
            reusable: false,
        })
    }

    pub(crate) fn server(&self) -> &Server {
        &self.pooled().server
    }

    fn pooled(&self) -> &Pooled {
        self.browser.as_ref().expect("taken on drop alone")
    }
}

impl Deref for Borrowed {
    type Target = Session;

    fn deref(&self) -> &Session {
        &self.pooled().session
    }
}

impl Drop for Borrowed {
    fn drop(&mut self) {
        if self.reusable {
            GIVEN_BACK.with_borrow_mut(|given_back| given_back.extend(self.browser.take()));
        }
    }
}

/// The language that every test starts with.
const LANGUAGE: &str = "en";

/// Forgets what the extension keeps, and closes all other tabs: drivers do not know those that the extension opened.
const FORGET: &str = "
    const [done] = arguments;
    const forget = async () => {
        localStorage.clear();
        await Promise.all([chrome.storage.local.clear(), chrome.storage.session.clear()]);
        const [own, tabs] = await Promise.all([chrome.tabs.getCurrent(), chrome.tabs.query({})]);
        await chrome.tabs.remove(tabs.map(({ id }) => id).filter((id) => id !== own.id));
    };
    forget().then(() => done(null), (error) => done(String(error)));";

impl Pooled {
    async fn start(browser: Browser, network: Network) -> Result<Self> {
        let server = Server::start().await?;
        let options = Options {
            programs: browser.locate()?,
            extension: extension::locate(browser)?,
            proxy: (network == Network::Played).then_some(server.address()),
            headless: true,
            language: LANGUAGE.into(),
            page_load: PageLoad::Document,
        };
        Ok(Self {
            network,
            session: Session::open(browser, &options).await?,
            server,
        })
    }

    /// Makes it as good as new. What belongs to a tab (its history, emulated windows and colours, what the button shows)
    /// goes with the tab.
    async fn reset(&self) -> Result<()> {
        let session = &self.session;
        let web = session.web();
        session.forget().await?;
        web.switch_to_window(web.new_tab().await?).await?;
        session.set_theme(Theme::Light).await?;
        let options = session.extension_url("options/options.html").await?;
        session.goto(&options).await?;
        let failure = web.execute_async(FORGET, Vec::new()).await?.json().clone();
        ensure!(failure.is_null(), "{failure}");
        session.set_language(LANGUAGE).await?;
        session.goto("about:blank").await?;
        // Read, and so forgotten.
        session.extension_errors().await?;
        drop(self.server.asked());
        let viewport = session.viewport().await?;
        ensure!(viewport == VIEWPORT, "its viewport is {viewport:?}");
        Ok(())
    }
}

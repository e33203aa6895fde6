//! Names the browsers that can be driven, and finds the programs that each needs.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use anyhow::{Context, Result};

use super::{chromium, locate};

/// The browsers that can be driven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Browser {
    /// Chromium, or Chrome, which is built from it.
    Chromium,
    /// Firefox.
    Firefox,
}

impl Browser {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Chromium, Self::Firefox];

    /// The browser's name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
        }
    }

    /// Whether it runs in its sandbox. As root Chromium's refuses to start, and it runs without.
    #[must_use]
    pub fn has_sandbox(self) -> bool {
        self == Self::Firefox || !chromium::is_root()
    }

    /// Where the browser and its driver are: named by environment variables, else on `PATH`.
    ///
    /// # Errors
    /// When one is missing; the message says which, where it was searched for, and how to install it.
    pub fn locate(self) -> Result<Programs> {
        let (browser, driver) = match self {
            Self::Chromium => (locate::CHROMIUM, locate::CHROMEDRIVER),
            Self::Firefox => (locate::FIREFOX, locate::GECKODRIVER),
        };
        Ok(Programs {
            browser: browser.locate()?,
            driver: driver.locate()?,
        })
    }
}

/// The two programs that a browser session needs.
#[derive(Clone, Debug)]
pub struct Programs {
    /// The browser.
    pub browser: PathBuf,
    /// Its WebDriver.
    pub driver: PathBuf,
}

impl fmt::Display for Browser {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl FromStr for Browser {
    type Err = anyhow::Error;

    fn from_str(name: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|browser| browser.name() == name)
            .with_context(|| format!("unknown browser {name:?}: must be chromium or firefox"))
    }
}

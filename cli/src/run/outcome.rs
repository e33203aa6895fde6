//! Holds the outcome of one target.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use beian_lens_core::report::Report;
use beian_lens_webdriver::check::{self, Kind};

use crate::targets;

/// The outcome of one target.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The target as given.
    pub target: String,
    /// Its report, or why there is none.
    pub result: Result<Report, Failure>,
    /// The picture of the page with its overlay.
    pub screenshot: Option<PathBuf>,
    /// The picture of the page's footer without the overlay.
    pub foot: Option<PathBuf>,
    /// In one line why a picture that was asked for is not there.
    pub no_foot: Option<String>,
}

impl Outcome {
    /// An outcome without pictures.
    #[must_use]
    pub fn new(target: String, result: Result<Report, Failure>) -> Self {
        let result = result.map(|report| Report {
            target: Some(target.clone()),
            ..report
        });
        Self {
            target,
            result,
            screenshot: None,
            foot: None,
            no_foot: None,
        }
    }
}

/// Why a target has no report. Shown, it is one line.
#[derive(Clone, Debug)]
pub enum Failure {
    /// There is no such target.
    Target(targets::Error),
    /// Its page could not be checked.
    Page(Arc<check::Error>),
    /// What the record of an earlier run says.
    Recorded {
        /// What kind of error it was.
        kind: Kind,
        /// In words.
        message: String,
    },
}

impl Failure {
    /// What kind of error it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Target(_) => Kind::NoTarget,
            Self::Page(error) => error.kind(),
            Self::Recorded { kind, .. } => *kind,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Target(error) => error.fmt(formatter),
            Self::Page(error) => error.fmt(formatter),
            Self::Recorded { message, .. } => formatter.write_str(message),
        }
    }
}

/// Two failures are equal when a reader of the record cannot tell them apart.
impl PartialEq for Failure {
    fn eq(&self, other: &Self) -> bool {
        self.kind() == other.kind() && self.to_string() == other.to_string()
    }
}

impl From<targets::Error> for Failure {
    fn from(error: targets::Error) -> Self {
        Self::Target(error)
    }
}

impl From<check::Error> for Failure {
    fn from(error: check::Error) -> Self {
        Self::Page(Arc::new(error))
    }
}

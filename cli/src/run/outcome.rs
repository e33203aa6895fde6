//! Holds the outcome of one target.

use std::path::PathBuf;

use beian_lens_core::report::Report;

/// The outcome of one target.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The target as given.
    pub target: String,
    /// Its report, or the reason on one line why there is none.
    pub result: Result<Report, String>,
    /// The picture of the page with its overlay.
    pub screenshot: Option<PathBuf>,
    /// The picture of the page's footer without the overlay.
    pub foot: Option<PathBuf>,
    /// The reason on one line why there is no picture of the footer, if one was requested.
    pub no_foot: Option<String>,
}

impl Outcome {
    /// An outcome without pictures.
    #[must_use]
    pub fn new(target: String, result: Result<Report, String>) -> Self {
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

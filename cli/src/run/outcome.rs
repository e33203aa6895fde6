//! What came of a target.

use std::path::PathBuf;

use beian_lens_core::report::Report;

/// What came of one target.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The target as it was asked for.
    pub target: String,
    /// Its report, or in one line why there is none.
    pub result: Result<Report, String>,
    /// The picture of the page with its overlay.
    pub screenshot: Option<PathBuf>,
    /// The picture of the page's foot without it.
    pub foot: Option<PathBuf>,
    /// In one line why there is none, where one was asked for.
    pub no_foot: Option<String>,
}

impl Outcome {
    /// Without a picture.
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

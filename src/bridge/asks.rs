//! Says what is still asked for.

use serde::Serialize;

/// What would say more about the page, and only the background can find out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub(super) struct Asks {
    /// Whether the server's address is asked for. [`super::learn`] takes the answer, once.
    pub(super) server: bool,
    /// Whether the look of a picture is asked for. [`super::pose`] says where it is.
    pub(super) picture: bool,
}

//! The pages that the tests judge, and what a rule must conclude of them.

#![allow(dead_code, reason = "each test binary uses its part of this")]

pub(crate) mod outcome;
pub(crate) mod pages;

//! EDGE: what JavaScript can call, and the one conversion of errors.

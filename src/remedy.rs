//! The HTML to paste. Page text that goes into it is escaped.

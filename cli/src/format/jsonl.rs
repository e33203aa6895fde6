//! One line a target: its report as the extension made it, or `{"target": …, "error": {"kind": …, "message": …}}`.

use std::io::{self, Write};

use super::Writer;
use crate::record;
use crate::run::Outcome;

pub(super) struct Jsonl;

impl Writer for Jsonl {
    fn outcome(&mut self, output: &mut dyn Write, outcome: &Outcome) -> io::Result<()> {
        record::write(output, outcome)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{error, report, written};
    use super::*;

    #[test]
    fn every_outcome_is_one_line() {
        let output = written(&mut Jsonl, &[report(), error()]);
        let lines: Vec<_> = output.lines().collect();
        let start = r#"{"schema":1,"target":"a.html","url":"http://www.example-shop.cn/","#;
        assert!(
            lines.first().is_some_and(|line| line.starts_with(start)),
            "{output}"
        );
        let failure = r#"{"target":"<b>.html","error":{"kind":"no-target","message":"there is no file <b>.html"}}"#;
        assert_eq!(lines.get(1..), Some(&[failure][..]));
    }
}

//! Writes a table for spreadsheets: UTF-8 with a byte order mark, without which Excel misreads Chinese text.

use std::io::{self, Write};

use beian_lens_core::report::{OutcomeKind, Severity};
use beian_lens_desk::export::csv::guarded;

use super::baseline::{Baseline, failed};
use super::text::serde_name;
use super::{Writer, numbers};
use crate::catalogue::Catalogue;
use crate::inert;
use crate::run::Outcome;

const HEADER: [&str; 11] = [
    "target",
    "url",
    "verdict",
    "conclusion",
    "numbers",
    "failed",
    "cannot-tell",
    "error",
    "fixed",
    "new",
    "unchanged",
];

pub(super) struct Csv {
    catalogue: Catalogue,
    baseline: Option<Baseline>,
}

impl Csv {
    pub(super) fn new(catalogue: Catalogue, baseline: Option<Baseline>) -> Self {
        Self {
            catalogue,
            baseline,
        }
    }

    fn row(&self, outcome: &Outcome) -> [String; HEADER.len()] {
        let trend = self
            .baseline
            .as_ref()
            .and_then(|baseline| baseline.trend(outcome));
        let [fixed, new, unchanged] = match trend {
            Some(trend) => [trend.fixed, trend.new, trend.unchanged].map(|rules| rules.join(" ")),
            None => Default::default(),
        };
        let target = outcome.target.clone();
        match &outcome.result {
            Ok(report) => {
                let cannot_tell: Vec<_> = report
                    .findings
                    .iter()
                    .filter(|finding| {
                        finding.outcome == OutcomeKind::CannotTell
                            && finding.severity >= Severity::Warn
                            && finding.waived.is_none()
                    })
                    .map(|finding| finding.rule.as_str())
                    .collect();
                [
                    target,
                    report.url.clone(),
                    serde_name(report.verdict),
                    self.catalogue.conclusion(report),
                    numbers(report).join(" "),
                    failed(report).collect::<Vec<_>>().join(" "),
                    cannot_tell.join(" "),
                    String::new(),
                    fixed,
                    new,
                    unchanged,
                ]
            }
            Err(error) => {
                let mut row: [String; HEADER.len()] = Default::default();
                [row[0], row[7]] = [target, error.to_string()];
                row
            }
        }
    }
}

/// Writes a row whose cells no spreadsheet reads as formulas.
fn write<'a>(output: &mut dyn Write, cells: impl IntoIterator<Item = &'a str>) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(output);
    writer.write_record(
        cells
            .into_iter()
            .map(|cell| guarded(&inert::lines(cell)).into_owned()),
    )?;
    writer.flush()
}

impl Writer for Csv {
    fn begin(&mut self, output: &mut dyn Write) -> io::Result<()> {
        output.write_all("\u{feff}".as_bytes())?;
        write(output, HEADER)
    }

    fn outcome(&mut self, output: &mut dyn Write, outcome: &Outcome) -> io::Result<()> {
        write(output, self.row(outcome).iter().map(String::as_str))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::super::baseline::tests::baseline;
    use super::super::tests::{error, report, written};
    use super::*;

    #[test]
    fn every_outcome_is_one_row_and_none_of_its_cells_a_formula() {
        let mut formula = error();
        formula.target = "=HYPERLINK(\"http://a.example/\",\"x\")\n,b".into();
        let output = written(
            &mut Csv::new(Catalogue::default(), Some(baseline())),
            &[report(), formula],
        );
        let mut reader =
            ::csv::Reader::from_reader(output.strip_prefix('\u{feff}').unwrap().as_bytes());
        assert_eq!(reader.headers().unwrap(), &HEADER[..]);
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        let cell = |row: usize, name| {
            let column = HEADER.iter().position(|header| *header == name).unwrap();
            rows.get(row).unwrap().get(column).unwrap().to_owned()
        };
        assert_eq!(cell(0, "failed"), "icp-number-missing");
        assert_eq!(cell(0, "fixed"), "icp-hidden");
        assert!(cell(1, "target").starts_with("'=HYPERLINK"));
        assert_eq!(cell(1, "error"), "there is no file <b>.html");
        assert_eq!(rows.len(), 2);
    }
}

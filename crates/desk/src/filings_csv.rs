//! Imports and exports "My filings" as CSV: good lines are imported, the others are handed back.

use std::collections::BTreeMap;

use serde_json::Value;

use super::done::{fault, fault_with, to_value};
use super::filings::{Filing, Filings, checked};
use crate::export::csv;
use crate::export::plain::object;
use beian_lens_core::report::Message;

const HEADER: [&str; 3] = ["domain", "icp", "public_security"];

/// The result of importing a CSV file.
#[derive(Debug, Default)]
pub(super) struct Import {
    /// How many domains are new.
    pub(super) added: usize,
    /// How many known domains get different numbers.
    pub(super) changed: usize,
    /// How many lines match what is already stored.
    pub(super) same: usize,
    /// The lines that could not be imported.
    pub(super) faulty: Vec<FaultyLine>,
    /// The text of these lines, unchanged, for the user to correct.
    pub(super) rest: String,
}

/// A line that cannot be imported.
#[derive(Debug)]
pub(super) struct FaultyLine {
    /// Line number in the file, from 1.
    pub(super) line: usize,
    /// The line, unchanged.
    pub(super) text: String,
    /// What is wrong with it.
    pub(super) fault: Message,
}

impl Import {
    /// The result as a plain object for the options page.
    pub(super) fn write(&self) -> Value {
        let faulty = self.faulty.iter().map(|line| {
            object([
                ("line", line.line.into()),
                ("text", line.text.as_str().into()),
                ("fault", to_value(&line.fault)),
            ])
        });
        object([
            ("added", self.added.into()),
            ("changed", self.changed.into()),
            ("same", self.same.into()),
            ("faulty", faulty.collect()),
            ("rest", self.rest.as_str().into()),
        ])
    }
}

impl Filings {
    /// Imports the good lines of a CSV file, and reports the others.
    pub(super) fn import(&mut self, text: &str) -> Import {
        let mut import = Import::default();
        let mut seen = BTreeMap::new();
        for line in csv::read(text) {
            if line.number == 1 && is_header(line.cells.as_deref()) {
                continue;
            }
            let filing = of_cells(line.cells.as_deref()).and_then(|filing| {
                match seen.insert(filing.domain.clone(), line.number) {
                    Some(first) => Err(fault_with("options_fault_twice", vec![first.to_string()])),
                    None => Ok(filing),
                }
            });
            match filing {
                Ok(filing) => {
                    let known = self.rows.iter().find(|row| row.domain == filing.domain);
                    match known {
                        None => import.added += 1,
                        Some(known) if *known == filing => import.same += 1,
                        Some(_) => import.changed += 1,
                    }
                    self.insert(filing);
                }
                Err(fault) => {
                    import.rest.push_str(line.text);
                    import.rest.push('\n');
                    import.faulty.push(FaultyLine {
                        line: line.number,
                        text: line.text.to_owned(),
                        fault,
                    });
                }
            }
        }
        import
    }

    /// The table as CSV.
    #[must_use]
    pub fn csv(&self) -> String {
        let rows = self
            .rows
            .iter()
            .map(|row| vec![&*row.domain, &*row.icp, &*row.public_security]);
        csv::write(std::iter::once(HEADER.to_vec()).chain(rows))
    }
}

fn is_header(cells: Option<&[String]>) -> bool {
    let first = cells.and_then(<[String]>::first);
    first.is_some_and(|first| ["domain", "域名", "網域"].contains(&first.trim()))
}

fn of_cells(cells: Option<&[String]>) -> Result<Filing, Message> {
    match cells {
        None => Err(fault("options_fault_quote")),
        Some([domain, icp, public_security]) => checked(&Filing {
            domain: domain.clone(),
            icp: icp.clone(),
            public_security: public_security.clone(),
        }),
        Some([domain, icp]) => checked(&Filing {
            domain: domain.clone(),
            icp: icp.clone(),
            public_security: String::new(),
        }),
        Some(_) => Err(fault("options_fault_columns")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_lines_are_imported_and_bad_ones_are_returned_unchanged() {
        let mut filings = Filings::default();
        filings.import("known.cn,京ICP备18032457号,\n");
        let import = filings.import(
            "\u{feff}domain,icp,public_security\r\nknown.cn,京ICP备18032457号-1,\r\nnew.cn,沪ICP备2021036517号,\r\n\
             bad.cn,12,\r\n\"open.cn,沪ICP备2021036517号,\r\nnew.cn,京ICP备19044321号,\r\nfour.cn,a,b,c\r\n",
        );
        assert_eq!((import.added, import.changed, import.same), (1, 1, 0));
        let faulty: Vec<_> = import
            .faulty
            .iter()
            .map(|line| (line.line, &*line.fault.name))
            .collect();
        assert_eq!(
            faulty,
            [
                (4, "options_fault_icp"),
                (5, "options_fault_quote"),
                (6, "options_fault_twice"),
                (7, "options_fault_columns")
            ]
        );
        assert_eq!(
            import.rest,
            "bad.cn,12,\n\"open.cn,沪ICP备2021036517号,\nnew.cn,京ICP备19044321号,\nfour.cn,a,b,c\n"
        );
        assert_eq!(filings.rows.len(), 2);
    }

    #[test]
    fn an_export_can_be_imported() {
        let mut filings = Filings::default();
        filings.import(
            "a-shop.cn,京ICP备18032457号,京公网安备11010502400817号\n例子.中国,,京公网安备11010502400817号\n",
        );
        assert_eq!(filings.rows.len(), 2);
        let mut again = Filings::default();
        let import = again.import(&filings.csv());
        assert!(import.faulty.is_empty(), "{import:?}");
        assert_eq!(again.rows, filings.rows);
    }
}

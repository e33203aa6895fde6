//! Reads and writes the browser's storage: each part carries its schema version, is migrated when it is older, stays
//! untouched when it is newer, and is never dropped.

use serde_json::{Map, Value};

use super::done::{Done, fault, fault_with, to_value};
use crate::export::plain::{list, object};
use beian_lens_core::report::Message;

/// Message key of the warning about data that a newer version stored.
const NEWER: &str = "options_newer";

/// A part of the storage: a table of rows under one key, plus a few settings.
///
/// The stored form is an object of `schema`, `rows` and the settings. When a schema changes, increase its number here
/// and add the migration from the previous one to [`read`]. Data without a schema is schema 0, otherwise the same as
/// schema 1.
pub trait Kept: Default {
    /// Its key in the storage.
    const KEY: &'static str;
    /// The version of the stored form.
    const SCHEMA: u64 = 1;
    /// One row.
    type Row: Row;
    /// Its rows.
    fn rows(&self) -> &[Self::Row];
    /// Its rows, for changing.
    fn rows_mut(&mut self) -> &mut Vec<Self::Row>;
    /// Reads the settings from the stored form; `None` when they are invalid.
    fn read_settings(&mut self, _stored: &Value) -> Option<()> {
        Some(())
    }
    /// Writes the settings into the stored form.
    fn write_settings(&self, _stored: &mut Map<String, Value>) {}
}

/// A row as it is stored and as the options page receives it.
pub trait Row: Sized {
    /// Reads the stored form; `None` when it is invalid.
    fn read(stored: &Value) -> Option<Self>;
    /// Writes the stored form.
    fn write(&self) -> Value;
}

/// Rows as a list of stored forms.
pub(super) fn to_list<'a, T: Row + 'a>(rows: impl IntoIterator<Item = &'a T>) -> Value {
    rows.into_iter().map(Row::write).collect()
}

/// What is stored, and what will be written.
pub(super) struct Store<'a> {
    stored: &'a Map<String, Value>,
    now: &'a str,
    write: Map<String, Value>,
    warnings: Vec<Message>,
}

impl<'a> Store<'a> {
    pub(super) fn new(stored: &'a Map<String, Value>, now: &'a str) -> Self {
        Self {
            stored,
            now,
            write: Map::new(),
            warnings: Vec::new(),
        }
    }

    pub(super) fn now(&self) -> &str {
        self.now
    }

    /// Reads a part of the storage in the current form. Data that cannot be read is moved to a key with the current
    /// time, with a warning; the rows in it that can be read are kept. Data that a newer version wrote is not
    /// interpreted: it reads as empty, with a warning, and [`Store::write`] leaves it alone.
    pub(super) fn read<T: Kept>(&mut self) -> T {
        let Some(value) = self.stored.get(T::KEY) else {
            return T::default();
        };
        if self.is_newer::<T>() {
            self.warn(fault(NEWER));
            return T::default();
        }
        if let Some(part) = read(value) {
            if schema(value) < T::SCHEMA {
                self.write(&part);
            }
            return part;
        }
        let aside = format!("{}-corrupt-{}", T::KEY, self.now);
        let part = salvage::<T>(value);
        self.write(&part);
        self.write.insert(aside.clone(), value.clone());
        self.warn(fault_with("options_corrupt", vec![aside]));
        part
    }

    fn is_newer<T: Kept>(&self) -> bool {
        self.stored
            .get(T::KEY)
            .is_some_and(|value| schema(value) > T::SCHEMA)
    }

    fn warn(&mut self, warning: Message) {
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }

    /// Writes a part, unless a newer version wrote the stored one.
    pub(super) fn write<T: Kept>(&mut self, part: &T) {
        if self.is_newer::<T>() {
            return;
        }
        let mut value = Map::new();
        value.insert("schema".into(), T::SCHEMA.into());
        value.insert("rows".into(), to_list(part.rows()));
        part.write_settings(&mut value);
        self.write.insert(T::KEY.into(), value.into());
    }

    /// Changes a part and writes it if the change succeeds. Returns the answer of `change`, or an object with the
    /// fault.
    pub(super) fn change<T: Kept>(
        &mut self,
        change: impl FnOnce(&mut T) -> Result<Value, Message>,
    ) -> Value {
        let mut part = self.read::<T>();
        let changed = if self.is_newer::<T>() {
            Err(fault(NEWER))
        } else {
            change(&mut part)
        };
        match changed {
            Ok(answer) => {
                self.write(&part);
                answer
            }
            Err(fault) => object([("fault", to_value(&fault))]),
        }
    }

    pub(super) fn done(self, answer: Value) -> Done {
        Done {
            write: self.write,
            answer,
            warnings: self.warnings,
        }
    }
}

/// The schema of what is stored.
fn schema(value: &Value) -> u64 {
    value.get("schema").and_then(Value::as_u64).unwrap_or(0)
}

/// Reads a part in the current form, from this or any older form.
fn read<T: Kept>(value: &Value) -> Option<T> {
    let mut part = T::default();
    part.read_settings(value)?;
    let rows = value.get("rows")?.as_array()?.iter().map(Row::read);
    *part.rows_mut() = rows.collect::<Option<_>>()?;
    Some(part)
}

/// The readable rows of a part that cannot be read as a whole.
fn salvage<T: Kept>(value: &Value) -> T {
    let mut part = T::default();
    let rows = list(value, "rows").iter();
    part.rows_mut().extend(rows.filter_map(Row::read));
    part
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::run;

    const NOW: &str = "2026-11-23T08:00:00Z";

    fn filings(value: Value) -> Map<String, Value> {
        Map::from_iter([("filings".to_owned(), value)])
    }

    #[test]
    fn unreadable_data_is_kept_aside_and_reported() {
        let good = json!({"domain": "example-shop.cn", "icp": "京ICP备18032457号-1", "publicSecurity": ""});
        for (broken, rows) in [
            (json!("text"), 0),
            (json!(null), 0),
            (json!({"schema": 1, "rows": [good, 7]}), 1),
            (json!({"rows": {}}), 0),
        ] {
            let done = run(&filings(broken.clone()), &json!({"do": "open"}), NOW).unwrap();
            assert_eq!(
                done.answer["filings"].as_array().unwrap().len(),
                rows,
                "{broken}"
            );
            assert_eq!(done.write["filings-corrupt-2026-11-23T08:00:00Z"], broken);
            assert_eq!(done.warnings[0].name, "options_corrupt");
            let again = run(&done.write, &json!({"do": "open"}), NOW).unwrap();
            assert!(
                again.write.is_empty() && again.warnings.is_empty(),
                "{broken}"
            );
        }
    }

    #[test]
    fn data_without_a_schema_is_migrated() {
        let row = json!({"domain": "example-shop.cn", "icp": "京ICP备18032457号-1", "publicSecurity": ""});
        let waiver =
            json!({"host": "a-shop.cn", "rule": "icp-link-missing", "reason": "x", "since": NOW});
        for (key, old) in [
            ("filings", json!({"rows": [row]})),
            ("waivers", json!({"rows": [waiver]})),
            ("history", json!({"on": true, "rows": []})),
        ] {
            let stored = Map::from_iter([(key.to_owned(), old.clone())]);
            let done = run(&stored, &json!({"do": "open"}), NOW).unwrap();
            assert!(done.warnings.is_empty(), "{key}");
            let mut today = old;
            today["schema"] = json!(1);
            assert_eq!(Value::from(done.write), json!({ key: today }));
        }
    }

    #[test]
    fn data_from_a_newer_version_is_reported_and_never_overwritten() {
        let newer = json!({"schema": 2, "rows": [{"domains": ["a-shop.cn"]}], "on": true});
        let keys = ["filings", "waivers", "history"];
        let stored = Map::from_iter(keys.map(|key| (key.to_owned(), newer.clone())));
        let filing =
            json!({"domain": "a-shop.cn", "icp": "京ICP备18032457号", "publicSecurity": ""});
        let report = json!({"url": "http://a-shop.cn/"});
        for (order, refused) in [
            (json!({"do": "open"}), false),
            (json!({"do": "context", "url": "http://a-shop.cn/"}), false),
            (
                json!({"do": "record", "report": report, "missing": 1}),
                false,
            ),
            (json!({"do": "put-filing", "filing": filing}), true),
            (json!({"do": "remove-filing", "domain": "a-shop.cn"}), true),
            (
                json!({"do": "import-filings", "text": "a-shop.cn,京ICP备18032457号,"}),
                true,
            ),
            (json!({"do": "set-history", "on": false}), true),
            (json!({"do": "clear-history"}), true),
            (
                json!({"do": "waive", "url": "http://a-shop.cn/", "rule": "x", "reason": "y"}),
                true,
            ),
            (
                json!({"do": "unwaive", "url": "http://a-shop.cn/", "rule": "x"}),
                true,
            ),
        ] {
            let done = run(&stored, &order, NOW).unwrap();
            assert!(done.write.is_empty(), "{order}");
            let told: Vec<_> = done.warnings.iter().map(|told| &*told.name).collect();
            assert_eq!(told, ["options_newer"], "{order}");
            assert_eq!(
                done.answer["fault"]["name"] == "options_newer",
                refused,
                "{order}"
            );
        }
    }

    #[test]
    fn an_empty_storage_stays_empty() {
        let done = run(&Map::new(), &json!({"do": "open"}), NOW).unwrap();
        assert!(done.write.is_empty() && done.warnings.is_empty());
    }

    #[test]
    fn written_data_carries_its_schema() {
        let done = run(&Map::new(), &json!({"do": "set-history", "on": true}), NOW).unwrap();
        assert_eq!(
            done.write["history"],
            json!({"schema": 1, "on": true, "rows": []})
        );
    }
}

//! Determines what to check: addresses, HTML files, folders of them, and lists of these.

use std::io::{BufRead, ErrorKind};
use std::path::{Path, PathBuf};

use url::Url;

/// The file extensions of HTML files.
const HTML: [&str; 3] = ["html", "htm", "xhtml"];

/// A target to check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The target as given; for a file in a folder, `folder/file`.
    pub name: String,
    /// Where its page is, or why there is none.
    pub page: Result<Page, Error>,
}

/// Why there is no page to check. Its text is one line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// `-` was given twice.
    #[error("the list on standard input was already read")]
    ListWasRead,
    /// A list cannot be read.
    #[error("cannot read the list: {0}")]
    List(String),
    /// Neither a file nor an address.
    #[error("there is no file {0} (addresses begin with https://)")]
    NoFile(String),
    /// A file cannot be read.
    #[error("cannot read {name}: {why}")]
    File {
        /// As it was asked for.
        name: String,
        /// The system's words.
        why: String,
    },
    /// An address of another kind.
    #[error("{name}: only http and https pages can be checked, not {scheme}")]
    Scheme {
        /// As it was asked for.
        name: String,
        /// What it begins with.
        scheme: String,
    },
    /// Not an address.
    #[error("{name} is not a valid address: {why}")]
    Address {
        /// As it was asked for.
        name: String,
        /// What is wrong with it.
        why: url::ParseError,
    },
    /// A folder without pages.
    #[error("there is no HTML file in the folder {0}")]
    EmptyFolder(String),
    /// A folder cannot be read.
    #[error("cannot read the folder {name}: {why}")]
    Folder {
        /// As it was asked for.
        name: String,
        /// The system's words.
        why: String,
    },
}

/// Where a page is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// On the network.
    Url(Url),
    /// On the disk.
    File(PathBuf),
}

/// The targets that the arguments name, in order. `-` stands for the lines of `list`: one target per line, ignoring
/// empty lines and comments (`# …`).
///
/// A folder stands for the HTML files directly in it, sorted by name.
pub fn expand(arguments: &[String], list: impl BufRead) -> Vec<Target> {
    let mut list = Some(list);
    let mut targets = Vec::new();
    for argument in arguments {
        match (argument.as_str(), list.take_if(|_| argument == "-")) {
            ("-", Some(list)) => read_list(list, &mut targets),
            ("-", None) => targets.push(Target::not_there("-", Error::ListWasRead)),
            (name, _) => add(name, &mut targets),
        }
    }
    targets
}

fn read_list(mut list: impl BufRead, targets: &mut Vec<Target>) {
    let mut line = Vec::new();
    loop {
        line.clear();
        match list.read_until(b'\n', &mut line) {
            Ok(0) => return,
            Ok(_) => {}
            Err(error) => {
                return targets.push(Target::not_there("-", Error::List(error.to_string())));
            }
        }
        let line = String::from_utf8_lossy(&line);
        let name = line.trim().trim_start_matches('\u{feff}');
        if !name.is_empty() && !name.starts_with('#') {
            add(name, targets);
        }
    }
}

fn add(name: &str, targets: &mut Vec<Target>) {
    if name.contains("://") {
        targets.push(Target {
            name: name.to_owned(),
            page: address(name),
        });
        return;
    }
    let path = Path::new(name);
    match path.metadata() {
        Ok(data) if data.is_dir() => add_folder(name, path, targets),
        Ok(_) => targets.push(Target {
            name: name.to_owned(),
            page: Ok(Page::File(path.to_owned())),
        }),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            targets.push(Target::not_there(name, Error::NoFile(name.to_owned())));
        }
        Err(error) => targets.push(Target::not_there(
            name,
            Error::File {
                name: name.to_owned(),
                why: error.to_string(),
            },
        )),
    }
}

fn address(name: &str) -> Result<Page, Error> {
    match Url::parse(name) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => Ok(Page::Url(url)),
        Ok(url) => Err(Error::Scheme {
            name: name.to_owned(),
            scheme: url.scheme().to_owned(),
        }),
        Err(why) => Err(Error::Address {
            name: name.to_owned(),
            why,
        }),
    }
}

fn add_folder(name: &str, folder: &Path, targets: &mut Vec<Target>) {
    let mut files = match html_files(folder) {
        Ok(files) if files.is_empty() => {
            return targets.push(Target::not_there(name, Error::EmptyFolder(name.to_owned())));
        }
        Ok(files) => files,
        Err(error) => {
            let why = error.to_string();
            let name = name.to_owned();
            return targets.push(Target::not_there(
                &name.clone(),
                Error::Folder { name, why },
            ));
        }
    };
    files.sort();
    targets.extend(files.into_iter().map(|file| Target {
        name: file.display().to_string(),
        page: Ok(Page::File(file)),
    }));
}

fn html_files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in folder.read_dir()? {
        let file = entry?.path();
        if file.is_file() && is_html(&file) {
            files.push(file);
        }
    }
    Ok(files)
}

fn is_html(file: &Path) -> bool {
    file.extension()
        .is_some_and(|extension| HTML.iter().any(|html| extension.eq_ignore_ascii_case(html)))
}

impl Target {
    fn not_there(name: &str, why: Error) -> Self {
        Self {
            name: name.to_owned(),
            page: Err(why),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn names(arguments: &[&str], list: &str) -> Vec<(String, bool)> {
        let arguments: Vec<_> = arguments.iter().map(ToString::to_string).collect();
        expand(&arguments, list.as_bytes())
            .into_iter()
            .map(|target| (target.name, target.page.is_ok()))
            .collect()
    }

    #[test]
    fn a_folder_stands_for_its_html_files_by_name() {
        let folder = tempfile::tempdir().unwrap();
        for file in ["b.html", "a.HTM", "c.xhtml", "d.txt"] {
            std::fs::write(folder.path().join(file), "").unwrap();
        }
        let name = folder.path().to_str().unwrap();
        let expected = ["a.HTM", "b.html", "c.xhtml"].map(|file| (format!("{name}/{file}"), true));
        assert_eq!(names(&[name], ""), expected);
    }

    #[test]
    fn what_is_not_there_says_so_in_one_line_and_the_others_stay() {
        let empty = tempfile::tempdir().unwrap();
        let empty = empty.path().to_str().unwrap();
        let arguments = [
            "missing.html",
            empty,
            "ftp://example.cn/",
            "https://",
            "https://example.cn/",
        ]
        .map(str::to_owned);
        let pages: Vec<_> = expand(&arguments, "".as_bytes())
            .into_iter()
            .map(|target| target.page)
            .collect();
        for (page, expected) in pages.iter().zip([
            "no file missing.html",
            "no HTML file",
            "only http",
            "is not a valid address",
        ]) {
            let message = page.as_ref().unwrap_err().to_string();
            assert!(
                message.contains(expected) && !message.contains('\n'),
                "{message}"
            );
        }
        assert!(pages.last().unwrap().is_ok());
    }

    #[test]
    fn a_list_gives_its_lines_in_its_place() {
        let list = "\u{feff}https://a.example.cn/\r\n\n# a comment\n  https://b.example.cn/  \nhttps://c.example.cn/";
        let expected = [
            "https://0.example.cn/",
            "https://a.example.cn/",
            "https://b.example.cn/",
            "https://c.example.cn/",
            "-",
        ];
        assert_eq!(
            names(&["https://0.example.cn/", "-", "-"], list),
            expected.map(|name| (name.to_owned(), name != "-"))
        );
    }
}

//! Serves the built site on the loopback address, with the headers that a real host should send.

use std::fs;
use std::io;
use std::net::SocketAddr;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use tiny_http::{Header, Method, Response, Server};

use super::policy;

/// Serves a folder on a free port until the process is stopped. `ready` is called with the address.
pub(super) fn serve(folder: &Path, ready: impl FnOnce(SocketAddr) -> io::Result<()>) -> Result<()> {
    let server = Server::http(("127.0.0.1", 0))
        .map_err(|error| anyhow!("no free port on the loopback address: {error}"))?;
    ready(
        server
            .server_addr()
            .to_ip()
            .context("loopback has an address")?,
    )?;
    for request in server.incoming_requests() {
        let path = request
            .url()
            .split(['?', '#'])
            .next()
            .unwrap_or("/")
            .to_string();
        let wanted = matches!(request.method(), Method::Get | Method::Head);
        let file = local(folder, &path)
            .filter(|_| wanted)
            .and_then(|file| Some((fs::read(&file).ok()?, file)));
        let mut response = match &file {
            Some((bytes, _)) => Response::from_data(bytes.as_slice()),
            None => Response::from_data(b"not found".as_slice()).with_status_code(404),
        };
        let kind = file
            .as_ref()
            .map_or("text/plain", |(_, file)| content_type(file));
        response.add_header(header("Content-Type", kind)?);
        for (name, value) in policy::headers(&path) {
            response.add_header(header(name, &value)?);
        }
        // A browser that hangs up does not concern us.
        let _ = request.respond(response);
    }
    Ok(())
}

/// The file for the path of a request; `None` when there is none, or when the path would lead out of the folder.
fn local(folder: &Path, path: &str) -> Option<PathBuf> {
    let relative = Path::new(path.trim_start_matches('/'));
    relative
        .components()
        .all(|part| matches!(part, Component::Normal(_)))
        .then(|| {
            let file = folder.join(relative);
            if file.is_dir() {
                file.join("index.html")
            } else {
                file
            }
        })
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}

fn header(name: &str, value: &str) -> Result<Header> {
    Header::from_bytes(name, value).map_err(|()| anyhow!("{name}: {value} is not a valid header"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_cannot_lead_out_of_the_folder() {
        let folder = Path::new("site");
        assert_eq!(
            local(folder, "/zh/try.html"),
            Some(folder.join("zh/try.html"))
        );
        assert_eq!(local(folder, "/../secret"), None);
        assert_eq!(local(folder, "/zh/../../secret"), None);
    }
}

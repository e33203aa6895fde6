//! Serves one web site at a time on the loopback address: a file as the home page, with the other files of its folder.
//!
//! The browser uses the server as its proxy, so every request comes here, whatever host and port the page names.
//! Requests for any other host are answered with 404: nothing that a local page refers to leaves the machine.

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use anyhow::{Context, Result};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, HOST, HeaderMap, HeaderName, HeaderValue};
use http::{Method, Request, Response, StatusCode};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A web site made of a file and its folder.
#[derive(Clone, Debug)]
pub struct Site {
    host: String,
    home_page: PathBuf,
    folder: PathBuf,
    headers: HeaderMap,
}

impl Site {
    /// The site of a file: the file is the home page `/` of `host`; the other files of its folder are at their relative
    /// paths.
    ///
    /// # Errors
    /// When the file does not exist.
    pub fn new(host: &str, home_page: &Path) -> Result<Self> {
        let home_page = home_page
            .canonicalize()
            .with_context(|| format!("cannot read {}", home_page.display()))?;
        let folder = home_page.parent().unwrap_or(&home_page).to_owned();
        Ok(Self {
            host: host.to_owned(),
            home_page,
            folder,
            headers: HeaderMap::new(),
        })
    }

    /// Adds a header to the home page.
    ///
    /// # Errors
    /// When the header is not valid.
    pub fn with_header(mut self, name: &str, value: &str) -> Result<Self> {
        self.headers
            .append(HeaderName::try_from(name)?, HeaderValue::try_from(value)?);
        Ok(self)
    }

    /// The home page's address.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}/", self.host)
    }

    /// The file for a request path; `None` when the site has no such file.
    fn file(&self, path: &str) -> Option<PathBuf> {
        if path == "/" {
            return Some(self.home_page.clone());
        }
        let path = percent_encoding::percent_decode_str(path.strip_prefix('/')?)
            .decode_utf8()
            .ok()?;
        let path = Path::new(path.as_ref());
        if !path
            .components()
            .all(|part| matches!(part, Component::Normal(_)))
        {
            return None;
        }
        // A symbolic link may lead out of the folder, so its target is checked.
        let file = self.folder.join(path).canonicalize().ok()?;
        let inside = file.strip_prefix(&self.folder).ok()?;
        (!is_hidden(path) && !is_hidden(inside) && file.is_file()).then_some(file)
    }
}

/// Whether a file is a dot-file or in such a folder: `.env` and `.git` are not of a web site.
fn is_hidden(path: &Path) -> bool {
    path.components()
        .any(|part| part.as_os_str().as_encoded_bytes().starts_with(b"."))
}

/// The server. It ends when it is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    site: Arc<RwLock<Option<Site>>>,
    asked: Log,
    task: JoinHandle<()>,
}

/// Requests that [`Server::asked`] has not returned yet.
type Log = Arc<Mutex<Vec<Asked>>>;

/// One request, whether or not it was answered.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Asked {
    /// `GET`, `HEAD`, …; `CONNECT` comes from a page or a browser that wants to speak TLS to a host.
    pub method: String,
    /// The host, without the port; empty when the request names none.
    pub host: String,
    /// The path, without the query.
    pub path: String,
}

/// Maximum number of requests in the log: a page may send requests for ever.
const MOST_ASKED: usize = 100_000;

impl Server {
    /// Listens on a free port of the loopback address, without a site yet.
    ///
    /// # Errors
    /// When no port is available.
    pub async fn start() -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .await
            .context("cannot listen on the loopback address")?;
        let address = listener.local_addr()?;
        let site = Arc::new(RwLock::new(None));
        let asked = Log::default();
        let task = tokio::spawn(accept(listener, Arc::clone(&site), Arc::clone(&asked)));
        Ok(Self {
            address,
            site,
            asked,
            task,
        })
    }

    /// The address that the server listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves `site` from now on, in place of the previous one.
    pub fn play(&self, site: Site) {
        *self.site.write().unwrap_or_else(PoisonError::into_inner) = Some(site);
    }

    /// Every request since the last call, in order of arrival.
    #[must_use]
    pub fn asked(&self) -> Vec<Asked> {
        std::mem::take(&mut *self.asked.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn accept(listener: TcpListener, site: Arc<RwLock<Option<Site>>>, asked: Log) {
    // The set ends its connections when this task ends.
    let mut connections = tokio::task::JoinSet::new();
    loop {
        // A failed accept is the client's fault or a temporary shortage; the next one may succeed.
        if let Ok((stream, _)) = listener.accept().await {
            connections.spawn(serve(stream, Arc::clone(&site), Arc::clone(&asked)));
        }
        while connections.try_join_next().is_some() {}
    }
}

async fn serve(stream: TcpStream, site: Arc<RwLock<Option<Site>>>, asked: Log) {
    let service = service_fn(|request: Request<Incoming>| {
        note(&asked, &request);
        let site = site.read().unwrap_or_else(PoisonError::into_inner).clone();
        async move { Ok::<_, Infallible>(answer(site.as_ref(), &request).await) }
    });
    // An error here means that the browser hung up: there is nobody to report it to.
    let _ = hyper::server::conn::http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

fn note<B>(asked: &Log, request: &Request<B>) {
    let mut asked = asked.lock().unwrap_or_else(PoisonError::into_inner);
    if asked.len() < MOST_ASKED {
        asked.push(Asked {
            method: request.method().to_string(),
            host: asked_host(request).unwrap_or_default().to_owned(),
            path: request.uri().path().to_owned(),
        });
    }
}

async fn answer<B>(site: Option<&Site>, request: &Request<B>) -> Response<Full<Bytes>> {
    let Some(site) = site.filter(|site| {
        asked_host(request).is_some_and(|host| host.eq_ignore_ascii_case(&site.host))
    }) else {
        return status(StatusCode::NOT_FOUND);
    };
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return status(StatusCode::METHOD_NOT_ALLOWED);
    }
    let path = request.uri().path();
    let Some(file) = site.file(path) else {
        return status(StatusCode::NOT_FOUND);
    };
    let Ok(content) = tokio::fs::read(&file).await else {
        return status(StatusCode::NOT_FOUND);
    };
    // The bytes are unchanged: no charset is added, so that the page's own declaration decides as on a real server.
    let mut response = Response::new(Full::new(Bytes::from(content)));
    if path == "/" {
        response.headers_mut().extend(site.headers.clone());
    }
    let content_type = mime_guess::from_path(&file)
        .first_raw()
        .unwrap_or("application/octet-stream");
    response
        .headers_mut()
        .entry(CONTENT_TYPE)
        .or_insert(HeaderValue::from_static(content_type));
    // The next file is served at the same address, so nothing may be cached.
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The host that a request is for, without the port: proxies get it in the request line, servers in a header.
fn asked_host<B>(request: &Request<B>) -> Option<&str> {
    let authority = match request.uri().host() {
        Some(host) => return Some(host),
        None => request.headers().get(HOST)?.to_str().ok()?,
    };
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => Some(host),
        _ => Some(authority),
    }
}

fn status(status: StatusCode) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::default());
    *response.status_mut() = status;
    response
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use http_body_util::BodyExt;

    use super::*;

    /// Makes `folder/secret.html`, and `folder/site/` with the site's files.
    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("site");
        std::fs::create_dir_all(site.join("图片")).unwrap();
        std::fs::write(folder.path().join("secret.html"), "secret").unwrap();
        std::fs::write(site.join("page.html"), b"\xff\xfe home").unwrap();
        std::fs::write(site.join("图片/a b.png"), "picture").unwrap();
        folder
    }

    async fn get(site: &Site, url: &str) -> (StatusCode, Option<String>, Vec<u8>) {
        let request = Request::builder().uri(url).body(()).unwrap();
        let response = answer(Some(site), &request).await;
        let content_type = response
            .headers()
            .get(CONTENT_TYPE)
            .map(|value| value.to_str().unwrap().to_owned());
        (
            response.status(),
            content_type,
            response
                .into_body()
                .collect()
                .await
                .unwrap()
                .to_bytes()
                .to_vec(),
        )
    }

    #[tokio::test]
    async fn the_file_is_the_home_page_byte_for_byte_and_without_a_charset() {
        let folder = folder();
        let site = Site::new("www.example-shop.cn", &folder.path().join("site/page.html")).unwrap();
        let expected = (
            StatusCode::OK,
            Some("text/html".to_owned()),
            b"\xff\xfe home".to_vec(),
        );
        assert_eq!(get(&site, "http://www.example-shop.cn/").await, expected);
        assert_eq!(
            get(&site, "http://WWW.example-shop.cn/page.html?x=1").await,
            expected
        );
    }

    #[tokio::test]
    async fn the_folders_other_files_are_at_their_relative_paths() {
        let folder = folder();
        let site = Site::new("www.example-shop.cn", &folder.path().join("site/page.html")).unwrap();
        let (status, content_type, _) = get(
            &site,
            "http://www.example-shop.cn/%E5%9B%BE%E7%89%87/a%20b.png",
        )
        .await;
        assert_eq!(
            (status, content_type.as_deref()),
            (StatusCode::OK, Some("image/png"))
        );
    }

    #[tokio::test]
    async fn nothing_outside_the_folder_is_served_and_no_other_host_is_played() {
        let folder = folder();
        #[cfg(unix)]
        std::os::unix::fs::symlink(
            folder.path().join("secret.html"),
            folder.path().join("site/link.html"),
        )
        .unwrap();
        let site = Site::new("www.example-shop.cn", &folder.path().join("site/page.html")).unwrap();
        for url in [
            "http://www.example-shop.cn/../secret.html",
            "http://www.example-shop.cn/%2e%2e/secret.html",
            "http://www.example-shop.cn/..%2fsecret.html",
            "http://www.example-shop.cn//etc/passwd",
            "http://www.example-shop.cn/%2fetc%2fpasswd",
            "http://www.example-shop.cn/link.html",
            "http://www.example-shop.cn/%ff",
            "http://www.example-shop.cn/not-there.html",
            "http://cdn.example.com/page.html",
            "http://cdn.example.com/",
        ] {
            assert_eq!(get(&site, url).await.0, StatusCode::NOT_FOUND, "{url}");
        }
    }

    #[tokio::test]
    async fn dot_files_are_not_served() {
        let folder = folder();
        let site = folder.path().join("site");
        std::fs::create_dir_all(site.join(".git")).unwrap();
        for file in [".env", ".git/config", ".page.html"] {
            std::fs::write(site.join(file), "secret").unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(site.join(".env"), site.join("settings")).unwrap();
        for page in ["page.html", ".page.html"] {
            let site = Site::new("www.example-shop.cn", &site.join(page)).unwrap();
            for path in [".env", "%2eenv", ".git/config", ".page.html", "settings"] {
                let url = format!("http://www.example-shop.cn/{path}");
                assert_eq!(get(&site, &url).await.0, StatusCode::NOT_FOUND, "{path}");
            }
            // The one that was asked for is the home page, whatever its name.
            let home_page = get(&site, "http://www.example-shop.cn/").await;
            assert_eq!(home_page.0, StatusCode::OK);
        }
    }

    #[tokio::test]
    async fn the_home_page_alone_carries_the_extra_headers() {
        let folder = folder();
        let site = Site::new("www.example-shop.cn", &folder.path().join("site/page.html"))
            .unwrap()
            .with_header("content-security-policy", "default-src 'none'")
            .unwrap();
        for (path, expected) in [("/", true), ("/page.html", false)] {
            let request = Request::builder()
                .uri(path)
                .header(HOST, "www.example-shop.cn:80")
                .body(())
                .unwrap();
            let response = answer(Some(&site), &request).await;
            assert_eq!(
                response.headers().contains_key("content-security-policy"),
                expected,
                "{path}"
            );
            assert_eq!(response.headers()[CACHE_CONTROL], "no-store", "{path}");
        }
    }
}

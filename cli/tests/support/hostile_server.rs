//! A server on the loopback address whose pages do their worst to whoever visits them. The host says which: `hang.localhost`.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

/// A page that has a number and its link.
const GOOD: &str = "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>商店</title><main>商店</main>\
    <footer><a href=\"https://beian.miit.gov.cn/\">京ICP备18032457号-1</a></footer>";

/// What a page of a host does, beside being a good one.
const SCRIPTS: [(&str, &str); 3] = [
    // The main thread never comes back.
    ("hang", "setTimeout(() => { for (;;); }, 300)"),
    ("dialogs", "onbeforeunload = () => false; for (;;) alert('stay')"),
    (
        "popups",
        "onbeforeunload = () => false;
         setInterval(() => { open('/popup'); const a = document.createElement('a'); a.href = '/'; a.download = 'x'; a.click() }, 50)",
    ),
];

/// How long a server that never comes to an end waits before it goes on.
const PAUSE: Duration = Duration::from_millis(20);

/// Starts it; it ends with the process. Its port.
pub(crate) fn start() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // An error is a browser that hung up.
            thread::spawn(|| drop(answer(stream)));
        }
    });
    port
}

fn answer(stream: TcpStream) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let first = lines.next().unwrap_or_else(|| Ok(String::new()))?;
    let path = first.split(' ').nth(1).unwrap_or("/").to_owned();
    let mut host = String::new();
    for line in lines {
        let line = line?.to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("host: ") {
            value
                .split('.')
                .next()
                .unwrap_or_default()
                .clone_into(&mut host);
        }
        if line.is_empty() {
            break;
        }
    }
    respond(stream, &host, &path)
}

fn respond(mut stream: TcpStream, host: &str, path: &str) -> std::io::Result<()> {
    match host {
        "auth" => write!(
            stream,
            "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        ),
        "redirects" => {
            let number: u64 = path.trim_start_matches('/').parse().unwrap_or(0);
            thread::sleep(PAUSE);
            write!(
                stream,
                "HTTP/1.1 302 Found\r\nLocation: /{}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                number + 1
            )
        }
        "endless" => {
            write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n{GOOD}"
            )?;
            loop {
                stream.write_all(&[b'x'; 16_384])?;
                thread::sleep(PAUSE);
            }
        }
        _ => {
            let script = SCRIPTS.iter().find(|(name, _)| *name == host);
            let script = script.map_or("", |(_, script)| script);
            let body = format!("{GOOD}<script>{script}</script>");
            write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            )
        }
    }
}

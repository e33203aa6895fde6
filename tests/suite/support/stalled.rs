//! A web site whose home page arrives in two halves, the second when the test says so, as does any answer about it.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use anyhow::Result;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinSet;

pub(crate) struct Stalled {
    pub(crate) address: SocketAddr,
    rest: Arc<Notify>,
    _connections: JoinSet<()>,
}

impl Stalled {
    pub(crate) async fn start(first: &'static str, second: &'static str) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let (address, rest) = (listener.local_addr()?, Arc::new(Notify::new()));
        let mut connections = JoinSet::new();
        let may_go_on = Arc::clone(&rest);
        connections.spawn(async move {
            let mut answers = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                answers.spawn(answer(stream, first, second, Arc::clone(&may_go_on)));
            }
        });
        Ok(Self {
            address,
            rest,
            _connections: connections,
        })
    }

    /// Lets the second half go.
    pub(crate) fn go_on(&self) {
        self.rest.notify_one();
    }
}

/// One request a connection; a browser that hangs up ends it.
async fn answer(stream: TcpStream, first: &str, second: &str, rest: Arc<Notify>) {
    let mut stream = BufReader::new(stream);
    let mut request = String::new();
    while let Ok(2..) = stream.read_line(&mut request).await {
        if request.ends_with("\r\n\r\n") {
            break;
        }
    }
    let is_home_page = request.starts_with(&format!("GET http://{}/ ", super::HOST));
    if request.starts_with("HEAD ") {
        rest.notified().await;
    }
    let (status, body) = if is_home_page {
        ("200 OK", first)
    } else {
        ("404 Not Found", "")
    };
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: text/html; charset=utf-8\r\nconnection: close\r\n\r\n{body}"
    );
    let _ = stream.write_all(head.as_bytes()).await;
    if is_home_page {
        rest.notified().await;
        let _ = stream.write_all(second.as_bytes()).await;
    }
}

//! The BiDi half of a session: commands over a socket, with the same limit as those over HTTP.

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use thirtyfour::bidi::BiDi;
use thirtyfour::prelude::WebDriver;

use super::client::Client;

/// The name of the world that our own scripts run in.
const SANDBOX: &str = "beian-lens";

/// The socket of a session.
#[derive(Clone, Debug)]
pub(super) struct Bidi {
    socket: BiDi,
    client: Client,
}

impl Bidi {
    /// Connects to the address that the session's capabilities name.
    pub(super) async fn connect(web: &WebDriver, client: &Client) -> Result<Self> {
        let socket = tokio::time::timeout(client.limit(), web.bidi())
            .await
            .context("no BiDi connection in time")?
            .context("no BiDi connection")?;
        Ok(Self {
            socket,
            client: client.clone(),
        })
    }

    /// The result of a command.
    pub(super) async fn send(&self, method: &str, parameters: Value) -> Result<Value> {
        tokio::time::timeout(
            self.client.limit(),
            self.socket.send_raw(method, parameters),
        )
        .await
        .with_context(|| format!("{method}: no answer in time"))?
        .with_context(|| method.to_owned())
    }

    /// What a JavaScript function answers in a world of the page's document that the page's scripts cannot reach.
    pub(super) async fn call_in_sandbox(
        &self,
        context: &str,
        function: &str,
        arguments: &[Value],
    ) -> Result<Value> {
        let function = format!(
            "async (text) => JSON.stringify((await ({function})(...JSON.parse(text))) ?? null)"
        );
        let parameters = json!({
            "functionDeclaration": function,
            "arguments": [{"type": "string", "value": serde_json::to_string(arguments)?}],
            "target": {"context": context, "sandbox": SANDBOX},
            "awaitPromise": true,
        });
        let answer = self.send("script.callFunction", parameters).await?;
        match answer.pointer("/result/value").and_then(Value::as_str) {
            Some(text) => Ok(serde_json::from_str(text)?),
            None => {
                let text = answer.pointer("/exceptionDetails/text");
                bail!("a script failed: {}", text.unwrap_or(&answer))
            }
        }
    }
}

//! Live hints: told on every node, in order, and resumed without loss or repetition.

use std::time::Duration;

use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::server::{Server, everywhere, two_nodes};
use crate::spine::open_case;

/// Longest wait for the next hint: a test fails by it, none passes by it.
const PATIENCE: Duration = Duration::from_secs(60);

/// A stream of hints.
struct Hints {
    answer: Response,
    text: String,
}

/// One hint.
#[derive(Debug)]
struct Hint {
    name: String,
    id: Option<u64>,
    data: Value,
}

impl Hints {
    async fn follow(server: &Server, role: &str, last: Option<u64>) -> Self {
        let mut request = server.request(role, Method::GET, "/api/v1/live");
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        Self {
            answer,
            text: String::new(),
        }
    }

    async fn next(&mut self) -> Hint {
        loop {
            while let Some((block, rest)) = self.text.split_once("\n\n") {
                let hint = parsed(block);
                self.text = String::from(rest);
                if let Some(hint) = hint {
                    return hint;
                }
            }
            let chunk = tokio::time::timeout(PATIENCE, self.answer.chunk());
            let chunk = chunk
                .await
                .expect("a hint comes")
                .unwrap()
                .expect("the stream goes on");
            self.text.push_str(std::str::from_utf8(&chunk).unwrap());
        }
    }

    /// The next hint of a case and kind.
    async fn of(&mut self, case: &str, kind: &str) -> Hint {
        loop {
            let hint = self.next().await;
            if hint.data["case_id"] == case && hint.data["kind"] == kind {
                return hint;
            }
        }
    }
}

/// Nothing for a comment that only keeps the connection open.
fn parsed(block: &str) -> Option<Hint> {
    let field = |name: &str| {
        let lines = block.lines();
        lines
            .filter_map(|line| line.strip_prefix(name))
            .map(str::trim)
            .next()
    };
    Some(Hint {
        name: field("event:")?.to_owned(),
        id: field("id:").and_then(|id| id.parse().ok()),
        data: serde_json::from_str(field("data:")?).ok()?,
    })
}

async fn note(server: &Server, case: &str, number: u32) {
    let path = format!("/api/v1/cases/{case}/note");
    let body = json!({"text": format!("note {number}")});
    let (status, answer) = server.post("agent", &path, &body).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
}

#[tokio::test]
async fn hints_come_in_order_and_go_on_where_a_client_left_off() {
    let folder = TempDir::new().unwrap();
    for place in everywhere(folder.path()) {
        let server = Server::start(&place).await;
        let case = open_case(&server, "Followed").await;
        let mut hints = Hints::follow(&server, "agent", None).await;
        note(&server, &case, 1).await;
        let first = hints.of(&case, "note_added").await;
        assert_eq!(first.name, "case");
        drop(hints);
        for number in 2..=5 {
            note(&server, &case, number).await;
        }
        let mut resumed = Hints::follow(&server, "agent", first.id).await;
        let mut sequences = Vec::new();
        let mut last = first.id.unwrap();
        while sequences.len() < 4 {
            let hint = resumed.of(&case, "note_added").await;
            assert!(hint.id.unwrap() > last, "{hint:?}");
            last = hint.id.unwrap();
            sequences.push(hint.data["sequence"].as_u64().unwrap());
        }
        let from = first.data["sequence"].as_u64().unwrap() + 1;
        assert_eq!(sequences, (from..from + 4).collect::<Vec<_>>());
        // A place that never was is told at once: read everything again.
        let mut lost = Hints::follow(&server, "agent", Some(1_000_000)).await;
        assert_eq!(lost.next().await.name, "reset");
    }
}

#[tokio::test]
async fn what_happens_on_one_node_is_told_on_the_other_and_resumed_there() {
    let folder = TempDir::new().unwrap();
    let Some([one, two]) = two_nodes(folder.path()).await else {
        return;
    };
    let case = open_case(&one, "Seen from both").await;
    let (mut here, mut there) = (
        Hints::follow(&one, "agent", None).await,
        Hints::follow(&two, "agent", None).await,
    );
    note(&one, &case, 1).await;
    let (hint, same) = (
        here.of(&case, "note_added").await,
        there.of(&case, "note_added").await,
    );
    assert_eq!((hint.id, &hint.data), (same.id, &same.data));
    // The node that was followed dies: the other one goes on from the same place.
    one.kill();
    note(&two, &case, 2).await;
    let mut resumed = Hints::follow(&two, "agent", hint.id).await;
    let next = resumed.of(&case, "note_added").await;
    assert_eq!(
        next.data["sequence"].as_u64().unwrap(),
        hint.data["sequence"].as_u64().unwrap() + 1
    );
}

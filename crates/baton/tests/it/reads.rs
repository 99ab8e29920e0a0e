//! Who read what: in the log, once for each teammate, case and hour.

use std::collections::BTreeSet;

use baton_ledger::checkpoint::Checkpoint;
use baton_ledger::note::Note;
use reqwest::{Method, StatusCode};
use serde_json::Value;
use tempfile::TempDir;

use crate::server::{Server, everywhere};
use crate::spine::open_case;
use crate::tiles::{origin, public};

/// How often the log is looked at, every 50 ms.
const MAX_LOOKS: u32 = 400;
/// Entries of a bundle.
const BUNDLE: u64 = 256;
const HOUR_US: i64 = 3_600_000_000;

/// Every leaf that a checkpoint covers, in order, as an auditor fetches them.
async fn leaves(server: &Server, origin: &str) -> Vec<Value> {
    let note = public(server, &format!("{origin}/checkpoint"))
        .await
        .text()
        .await
        .unwrap();
    let size = Checkpoint::parse(&Note::parse(&note).unwrap().text)
        .unwrap()
        .size;
    let mut leaves = Vec::new();
    for index in 0..size.div_ceil(BUNDLE) {
        let width = (size - index * BUNDLE).min(BUNDLE);
        let partial = if width < BUNDLE {
            format!(".p/{width}")
        } else {
            String::new()
        };
        let path = format!("/log/{origin}/tile/entries/{index:03}{partial}");
        let answer = server
            .request("auditor", Method::GET, &path)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        let bundle = answer.bytes().await.unwrap();
        let mut bundle = &*bundle;
        while let Some((length, rest)) = bundle.split_first_chunk::<2>() {
            let (leaf, rest) = rest.split_at(usize::from(u16::from_be_bytes(*length)));
            leaves.push(serde_json::from_slice(leaf).unwrap());
            bundle = rest;
        }
    }
    leaves
}

/// Who is in the log as a reader of a case; nobody twice in one hour.
fn readers(leaves: &[Value], case: &str) -> BTreeSet<String> {
    let stream = format!("access/{case}");
    let mut seen = BTreeSet::new();
    for leaf in leaves.iter().filter(|leaf| leaf["stream"] == *stream) {
        assert_eq!(leaf["kind"], "accessed");
        assert_eq!(leaf["data"]["case_id"], case);
        let reader = leaf["actor"]["id"].as_str().unwrap().to_owned();
        let hour = leaf["at"].as_i64().unwrap() / HOUR_US;
        assert!(seen.insert((reader, hour)), "{leaf}");
    }
    seen.into_iter().map(|(reader, _)| reader).collect()
}

#[tokio::test]
async fn whoever_reads_a_case_is_in_the_log_once_an_hour() {
    let folder = TempDir::new().unwrap();
    for place in everywhere(folder.path()) {
        let server = Server::start(&place).await;
        let case = open_case(&server, "Confidential").await;
        let path = format!("/api/v1/cases/{case}");
        let mut expected = BTreeSet::new();
        for role in ["agent", "supervisor", "auditor"] {
            for _ in 0..3 {
                server.get(role, &path).await;
            }
            let session = server.get(role, "/api/v1/session").await;
            expected.insert(session["teammate"]["id"].as_str().unwrap().to_owned());
        }
        let origin = origin(&server).await;
        let mut seen = BTreeSet::new();
        for _ in 0..MAX_LOOKS {
            seen = readers(&leaves(&server, &origin).await, &case);
            if seen.len() >= expected.len() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        assert_eq!(seen, expected);
        // Also after a start anew, which remembers nothing.
        let place = server.kill();
        let server = Server::start(&place).await;
        server.get("agent", &path).await;
        let marker = open_case(&server, "After").await;
        server
            .get("agent", &format!("/api/v1/cases/{marker}"))
            .await;
        let mut all = Vec::new();
        for _ in 0..MAX_LOOKS {
            all = leaves(&server, &origin).await;
            if !readers(&all, &marker).is_empty() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        assert_eq!(readers(&all, &marker).len(), 1);
        assert_eq!(readers(&all, &case), expected);
    }
}

//! Two nodes on one `PostgreSQL` share the work and keep one log.

use std::fs;

use serde_json::json;
use tempfile::TempDir;

use crate::evidence::verify;
use crate::intake::{receive, triaged};
use crate::server::{Place, Server, two_nodes};

#[tokio::test]
async fn two_nodes_share_the_jobs_and_one_log() {
    let folder = TempDir::new().unwrap();
    let Some([one, two]) = two_nodes(folder.path()).await else {
        return;
    };

    let mut ids = Vec::new();
    for number in 0..20 {
        let server = if number % 2 == 0 { &one } else { &two };
        let body = json!({
            "external_id": format!("n-{number}"),
            "conversation": {"external_id": format!("thread-{}", number % 5)},
            "from": {"address": format!("p{}@customer.example", number % 5)},
            "text": "Where is my order?",
        });
        ids.push(receive(server, &body).await);
    }
    let mut case = json!(null);
    for (number, id) in ids.iter().enumerate() {
        // Whichever node took it in, the other one sees it.
        let server = if number % 2 == 0 { &two } else { &one };
        case = triaged(server, id).await;
    }
    let cases = one
        .get(
            "agent",
            "/api/v1/cases?status=open&status=resolved&limit=200",
        )
        .await;
    let threads = cases["items"].as_array().unwrap();
    assert!(threads.len() >= 5, "{cases}");

    let file = folder.path().join("case.zip");
    let words = [case["id"].as_str().unwrap(), "-o", file.to_str().unwrap()];
    let output = two.place.run(&["evidence", "export"], &words);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let (code, said) = verify(&file);
    assert_eq!(code, Some(0), "{said}");
    let doctor = one.place.run(&["doctor"], &[]);
    assert!(
        doctor.status.success(),
        "{}",
        String::from_utf8_lossy(&doctor.stdout)
    );
}

#[tokio::test]
async fn a_node_with_another_master_key_ends_with_a_clear_line() {
    let Some(url) = baton_testkit::postgres::new_database() else {
        return;
    };
    let folder = TempDir::new().unwrap();
    let key = folder.path().join("right.key");
    fs::write(&key, [7_u8; 32]).unwrap();
    let right = Server::start(&Place::postgres(&folder.path().join("one"), &url, &key)).await;
    fs::write(&key, [8_u8; 32]).unwrap();
    let wrong = Place::postgres(&folder.path().join("two"), &url, &key);
    let output = wrong.run(&["serve"], &["--listen", "127.0.0.1:0"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("another installation's key"), "{said}");
    drop(right);
}

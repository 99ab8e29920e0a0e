//! The authorisation coverage test: every operation of the document, called without a session, by
//! somebody whose role does not allow it, and for another workspace's things.

use baton_domain::actor::Role;
use baton_policy::{Operation, may};
use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::openapi::{OPEN, document, operations};
use crate::server::demo;

/// The demo's users: the role that names each, and what they hold.
const USERS: [(&str, &[Role]); 4] = [
    ("admin", &[Role::Admin, Role::Supervisor]),
    ("supervisor", &[Role::Supervisor, Role::Approver]),
    ("agent", &[Role::Agent]),
    ("auditor", &[Role::Auditor]),
];

/// The path with ids that no workspace has.
fn with_foreign_ids(path: &str) -> String {
    let prefix = match path.split('/').nth(3).unwrap_or_default() {
        "drafts" => "draft",
        "reviews" => "rev",
        "actions" => "act",
        "channels" => "chan",
        "messages" | "dead-letters" => "msg",
        "articles" => "art",
        "keys" | "session" => "key",
        "sessions" => "sess",
        "teammates" => "mate",
        "attachments" => "part",
        _ => "case",
    };
    path.replace("{id}", &format!("{prefix}_00000000000000000000000001"))
}

#[tokio::test]
async fn every_operation_refuses_strangers_wrong_roles_and_foreign_ids() {
    let (_folder, server) = demo().await;
    let mut cells = 0;
    for (path, method, operation) in operations(&document()) {
        let id = operation["operationId"].as_str().unwrap();
        if OPEN.contains(&id) {
            continue;
        }
        let known: Operation = id.split(':').next().unwrap().parse().unwrap();
        let method: Method = method.parse().unwrap();
        let real = with_foreign_ids(&path);
        let stranger = server
            .bare(method.clone(), &real)
            .json(&json!({}))
            .send()
            .await
            .unwrap();
        assert_eq!(
            stranger.status(),
            StatusCode::UNAUTHORIZED,
            "{method} {path} as a stranger"
        );
        cells += 1;
        for (user, roles) in USERS {
            let answer = server
                .request(user, method.clone(), &real)
                .json(&json!({}))
                .send()
                .await
                .unwrap();
            let status = answer.status();
            cells += 1;
            if !may(roles, known) {
                assert_eq!(status, StatusCode::FORBIDDEN, "{method} {path} as {user}");
            } else if path.contains("{id}") {
                // A body that is wrong may be refused before the id is looked up.
                let is_right = matches!(status.as_u16(), 400 | 404 | 422);
                assert!(is_right, "{method} {path} as {user}: {status}");
            } else {
                assert_ne!(status, StatusCode::FORBIDDEN, "{method} {path} as {user}");
                assert!(status.as_u16() < 500, "{method} {path} as {user}: {status}");
            }
        }
    }
    assert!(cells > 100, "only {cells} cells were checked");
}

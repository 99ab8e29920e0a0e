//! The database is gone for a while.

use std::fs;

use reqwest::{Method, StatusCode};
use tempfile::TempDir;

use super::{Offered, answers, is_all_there, offer, taken};
use crate::server::{Place, Server};

/// Messages taken before, and after, the database was gone.
const MESSAGES: u32 = 15;

#[tokio::test]
async fn a_database_that_goes_away_and_comes_back_loses_nothing_and_needs_nobody() {
    let Some(mut cluster) = baton_testkit::postgres::Stoppable::start() else {
        return;
    };
    let folder = TempDir::new().unwrap();
    let key = folder.path().join("shared.key");
    fs::write(&key, [7_u8; 32]).unwrap();
    let url = cluster.new_database();
    let server = Server::start(&Place::postgres(&folder.path().join("node"), &url, &key)).await;
    let mut acked = Vec::new();
    for number in 0..MESSAGES {
        let name = format!("before-{number}");
        acked.push((name.clone(), taken(&server, &name).await));
    }

    // At once, as a crash would: what was not yet written to a file is gone.
    cluster.stop();
    answers(&server, "/readyz", StatusCode::SERVICE_UNAVAILABLE).await;
    answers(&server, "/healthz", StatusCode::OK).await;
    assert_eq!(offer(&server, "meanwhile").await, Offered::Later);
    let read = server
        .request("agent", Method::GET, "/api/v1/cases")
        .send()
        .await
        .unwrap();
    assert_eq!(read.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(read.headers().contains_key("retry-after"));

    cluster.start_again();
    answers(&server, "/readyz", StatusCode::OK).await;
    let names = (0..MESSAGES).map(|number| format!("after-{number}"));
    for name in names.chain(["meanwhile".to_owned()]) {
        acked.push((name.clone(), taken(&server, &name).await));
    }
    is_all_there(&server, &acked).await;
}

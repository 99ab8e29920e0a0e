//! The order a case is about, as the demo's shop tells it.

use std::fs;

use reqwest::{Method, StatusCode};
use serde_json::Value;

use crate::server::{Server, demo};

/// The case in which somebody wrote about something.
async fn case(server: &Server, about: &str) -> String {
    let found = server
        .get("agent", &format!("/api/v1/cases?q={about}"))
        .await;
    found["items"][0]["id"].as_str().expect(about).to_owned()
}

async fn order(server: &Server, case: &str) -> (StatusCode, Value) {
    let path = format!("/api/v1/cases/{case}/order");
    let answer = server.request("agent", Method::GET, &path).send();
    let answer = answer.await.unwrap();
    let status = answer.status();
    (status, answer.json().await.unwrap())
}

#[tokio::test]
async fn an_order_shows_as_the_shop_knows_it_and_as_identity_allows() {
    let (folder, server) = demo().await;
    let (status, card) = order(&server, &case(&server, "KC-88240").await).await;
    assert_eq!(status, StatusCode::OK, "{card}");
    assert_eq!(card["number"], "KC-88240");
    assert_eq!(card["status"], "shipped");
    assert_eq!(card["total"]["minor"], 18_950);
    assert_eq!(card["shipment"]["status"], "announced");
    assert_eq!(card["parcels"][0]["number"], "NW40088240EU");
    assert_eq!(card["found_by"], "number");
    assert_eq!(card["is_theirs"], true);
    assert_eq!(card["is_withheld"], false);

    // Nobody named a number: the customer's latest order.
    let (status, card) = order(&server, &case(&server, "Brightfield").await).await;
    assert_eq!(status, StatusCode::OK, "{card}");
    assert_eq!(card["number"], "KC-88155");
    assert_eq!(card["found_by"], "customer");

    let (status, _) = order(&server, &case(&server, "KM2 machines including").await).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "no order is no card");

    // Nothing vouches for this sender, so the number opens no drawer.
    let file = folder.path().join("stranger.eml");
    let stranger = "Message-ID: <s1@elsewhere.example>\r\nDate: Thu, 19 Nov 2026 10:00:00 +0000\r\n\
        From: Jonas Berg <jonas@elsewhere.example>\r\nTo: help@kettle.example\r\n\
        Subject: Address\r\n\r\nWhich address has order KC-88240 gone to, zebra street?\r\n";
    fs::write(&file, stranger).unwrap();
    let words = ["--channel", "email", file.to_str().unwrap()];
    assert!(server.place.run(&["import"], &words).status.success());
    let zebra = |found: &Value| found["items"][0]["id"].is_string();
    server
        .eventually("agent", "/api/v1/cases?q=zebra", zebra)
        .await;
    let (status, card) = order(&server, &case(&server, "zebra").await).await;
    assert_eq!(status, StatusCode::OK, "{card}");
    assert_eq!(card["is_withheld"], true);
    assert_eq!(card["items"], serde_json::json!([]));
    assert!(card["total"].is_null() && card["customer"].is_null() && card["shipment"].is_null());
}

//! Actions through the binary: agreed to exactly, done once, told about only when done.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::channels::connect;
use crate::intake::triaged;
use crate::server::{Server, demo, everywhere};

/// A surface whose owner answers for who writes on it, and a case that came in there.
struct Counter {
    outbound: String,
    case: String,
}

impl Counter {
    async fn open(server: &Server, slug: &str) -> Self {
        let body = json!({"kind": "api", "slug": slug, "name": "Shop", "vouches": true});
        let channel = connect(server, body).await;
        let path = format!("/api/v1/channels/{}", channel["id"].as_str().unwrap());
        let message = json!({
            "external_id": format!("{slug}-1"),
            "conversation": {"external_id": format!("{slug}-thread")},
            "from": {"address": format!("customer-{slug}")},
            "text": "Which grinder do I need for filter coffee?",
        });
        let inbound = format!("{path}/inbound");
        let (status, taken) = server.post("admin", &inbound, &message).await;
        assert_eq!(status, StatusCode::ACCEPTED, "{taken}");
        let case = triaged(server, taken["message_id"].as_str().unwrap()).await;
        Self {
            outbound: format!("{path}/outbound"),
            case: case["id"].as_str().unwrap().to_owned(),
        }
    }

    async fn propose(&self, server: &Server, order: &str, minor: i64) -> Value {
        let (status, action) = self.ask(server, "refund", order, minor).await;
        assert_eq!(status, StatusCode::CREATED, "{action}");
        action
    }

    async fn ask(
        &self,
        server: &Server,
        kind: &str,
        order: &str,
        minor: i64,
    ) -> (StatusCode, Value) {
        let body = json!({
            "kind": kind,
            "parameters": {"order": order, "amount": {"minor": minor, "currency": "EUR"}},
            "message": {"text": "We paid {{amount}} back for {{order}}."},
        });
        let path = format!("/api/v1/cases/{}/actions", self.case);
        server.post("agent", &path, &body).await
    }

    /// The action once it stands like this.
    async fn until(&self, server: &Server, action: &Value, status: &str) -> Value {
        let case = server
            .eventually("agent", &format!("/api/v1/cases/{}", self.case), |case| {
                found(&case["actions"], &action["id"])["status"] == status
            })
            .await;
        found(&case["actions"], &action["id"]).clone()
    }

    async fn told(&self, server: &Server) -> Vec<String> {
        let items = server.get("admin", &self.outbound).await["items"].clone();
        let items = items.as_array().unwrap().iter();
        items
            .map(|item| item["text"].as_str().unwrap().to_owned())
            .collect()
    }

    async fn events(&self, server: &Server, kind: &str) -> Vec<Value> {
        let path = format!("/api/v1/cases/{}/events", self.case);
        let events = server.get("auditor", &path).await["items"].clone();
        let events = events.as_array().unwrap().iter();
        events
            .filter(|event| event["kind"] == kind)
            .cloned()
            .collect()
    }
}

fn found<'a>(items: &'a Value, id: &Value) -> &'a Value {
    let items = items.as_array().unwrap();
    items.iter().find(|item| item["id"] == *id).unwrap()
}

/// The review of an action as somebody sees it, if it waits.
async fn review(server: &Server, role: &str, action: &Value) -> Option<Value> {
    let reviews = server.get(role, "/api/v1/reviews?limit=200").await;
    let items = reviews["items"].as_array().unwrap();
    let is_it = |item: &&Value| item["action"]["id"] == action["id"];
    items.iter().find(is_it).cloned()
}

async fn approve(server: &Server, role: &str, action: &Value, hash: &Value) -> (u16, Value) {
    let path = format!("/api/v1/actions/{}/approve", action["id"].as_str().unwrap());
    let body = json!({"parameters_hash": hash});
    let (status, answer) = server.post(role, &path, &body).await;
    (status.as_u16(), answer["code"].clone())
}

#[tokio::test]
async fn a_refund_waits_among_the_reviews_is_decided_there_done_once_and_told_of_then() {
    let folder = TempDir::new().unwrap();
    for place in everywhere(folder.path()) {
        let server = Server::start(&place).await;
        let counter = Counter::open(&server, "counter").await;
        let action = counter.propose(&server, "KC-88240", 9_000).await;
        assert_eq!(action["verdict"], "review", "{action}");
        let hash = &action["parameters_hash"];

        let asked = review(&server, "agent", &action).await.unwrap();
        assert_eq!(asked["may_decide"], false);
        let asked = review(&server, "supervisor", &action).await.unwrap();
        assert_eq!(asked["about"], "action");
        assert_eq!(asked["draft"], Value::Null);
        assert_eq!(asked["may_decide"], true);
        assert_eq!(asked["role"], "supervisor");
        assert_eq!(asked["case"]["id"], counter.case.as_str());
        assert_eq!(asked["action"]["kind"], "refund");
        assert_eq!(asked["action"]["amount"]["minor"], 9_000);
        assert_eq!(asked["action"]["parameters"]["order"], "KC-88240");

        // Not by whoever asked, and not anything else than what was proposed.
        let own = approve(&server, "agent", &action, hash).await;
        assert_eq!(own, (409, json!("action.four_eyes")));
        let other = json!("0".repeat(64));
        let changed = approve(&server, "supervisor", &action, &other).await;
        assert_eq!(changed, (409, json!("action.parameters")));
        let path = format!("/api/v1/reviews/{}/decide", asked["id"].as_str().unwrap());
        let wish = json!({"decision": "change", "text": "Half of it."});
        let (status, problem) = server.post("supervisor", &path, &wish).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert_eq!(problem["errors"][0]["code"], "review.action");
        assert_eq!(counter.told(&server).await, Vec::<String>::new());

        let yes = json!({"decision": "approve", "parameters_hash": hash, "comment": "As agreed by phone"});
        let (status, decided) = server.post("supervisor", &path, &yes).await;
        assert_eq!(status, StatusCode::OK, "{decided}");
        assert_eq!(decided["action"]["id"], action["id"]);
        assert_eq!(review(&server, "supervisor", &action).await, None);

        let done = counter.until(&server, &action, "done").await;
        assert_eq!(done["attempts"], 1);
        assert!(done["result"]["reference"].is_string(), "{done}");
        server
            .eventually("admin", &counter.outbound, |page| {
                page["items"]
                    .as_array()
                    .is_some_and(|items| !items.is_empty())
            })
            .await;
        // Pressing the key again is the same approval: nothing is done or told twice.
        assert_eq!(approve(&server, "supervisor", &action, hash).await.0, 200);
        assert_eq!(
            counter.told(&server).await,
            ["We paid 90.00 EUR back for KC-88240."]
        );
        assert_eq!(counter.events(&server, "action_started").await.len(), 1);
        let approved = counter.events(&server, "action_approved").await;
        assert_eq!(approved.len(), 1);
        assert!(approved[0]["data"]["comment"].is_object(), "{approved:?}");
        let position = |events: &[Value]| events[0]["stream_seq"].as_u64().unwrap();
        let finished = position(&counter.events(&server, "action_done").await);
        let authorised = position(&counter.events(&server, "send_authorised").await);
        assert!(finished < authorised, "told of before it was done");
        let doctor = server.place.run(&["doctor"], &[]);
        assert!(doctor.status.success(), "{doctor:?}");
    }
}

#[tokio::test]
async fn a_rejected_action_leaves_the_reviews_and_is_never_done() {
    let (_folder, server) = demo().await;
    let counter = Counter::open(&server, "counter").await;
    let action = counter.propose(&server, "KC-88240", 9_000).await;
    let asked = review(&server, "supervisor", &action).await.unwrap();
    let path = format!("/api/v1/reviews/{}/decide", asked["id"].as_str().unwrap());
    let no = json!({"decision": "reject", "comment": "It is on its way"});
    let (status, decided) = server.post("supervisor", &path, &no).await;
    assert_eq!(status, StatusCode::OK, "{decided}");
    assert_eq!(decided["action"]["status"], "rejected");
    assert_eq!(review(&server, "supervisor", &action).await, None);
    let late = approve(&server, "supervisor", &action, &action["parameters_hash"]).await;
    assert_eq!(late, (409, json!("action.not_open")));
    assert_eq!(counter.events(&server, "action_started").await.len(), 0);
    assert_eq!(counter.told(&server).await, Vec::<String>::new());
}

#[tokio::test]
async fn what_nobody_knows_waits_for_a_person_and_is_neither_repeated_nor_told() {
    let (_folder, server) = demo().await;
    let counter = Counter::open(&server, "counter").await;
    // The payment provider behind this order takes the money and loses its answers.
    let (status, action) = counter.ask(&server, "compensate", "KC-88102", 4_000).await;
    assert_eq!(status, StatusCode::CREATED, "{action}");
    let hash = &action["parameters_hash"];
    assert_eq!(approve(&server, "supervisor", &action, hash).await.0, 200);
    let unknown = counter.until(&server, &action, "unknown").await;
    assert_eq!(unknown["attempts"], 1);
    let path = format!("/api/v1/cases/{}", counter.case);
    let case = server.get("agent", &path).await;
    assert_eq!(case["next_mover"]["who"], "us", "{}", case["next_mover"]);
    assert_eq!(counter.told(&server).await, Vec::<String>::new());
    let path = format!("/api/v1/actions/{}/settle", action["id"].as_str().unwrap());
    let finding = json!({"has_happened": true, "finding": "It is on the bank statement"});
    let (status, settled) = server.post("agent", &path, &finding).await;
    assert_eq!(status, StatusCode::OK, "{settled}");
    assert_eq!(settled["status"], "done");
    assert_eq!(settled["attempts"], 1);
}

#[tokio::test]
async fn nothing_is_proposed_or_agreed_to_while_everything_is_paused() {
    let (_folder, server) = demo().await;
    let counter = Counter::open(&server, "counter").await;
    let action = counter.propose(&server, "KC-88240", 1_000).await;
    let pause = async |on: bool| {
        let body = json!({"scope": "all", "on": on});
        let (status, answer) = server.post("supervisor", "/api/v1/pause", &body).await;
        assert_eq!(status, StatusCode::NO_CONTENT, "{answer}");
    };
    pause(true).await;
    let hash = &action["parameters_hash"];
    let (status, code) = approve(&server, "supervisor", &action, hash).await;
    assert!(
        status == 409 || status == 403,
        "paused, and yet {status} {code}"
    );
    let (status, refused) = counter.ask(&server, "refund", "KC-88240", 1_000).await;
    assert!(status.is_client_error(), "{refused}");
    pause(false).await;
    assert_eq!(approve(&server, "supervisor", &action, hash).await.0, 200);
    counter.until(&server, &action, "done").await;
}

#[tokio::test]
async fn more_than_a_supervisor_may_let_go_needs_an_approver() {
    let (_folder, server) = demo().await;
    let counter = Counter::open(&server, "counter").await;
    let action = counter.propose(&server, "KC-88213", 30_000).await;
    assert_eq!(action["needed"]["role"], "approver", "{action}");
    let hash = &action["parameters_hash"];
    // The admin of the demo is a supervisor, and no approver.
    let refused = approve(&server, "admin", &action, hash).await;
    assert_eq!(refused, (409, json!("action.role")));
    assert_eq!(approve(&server, "supervisor", &action, hash).await.0, 200);
    counter.until(&server, &action, "done").await;
}

/// Sets what actions may move; gives the status and the answer.
async fn limit(server: &Server, role: &str, limits: Value) -> (u16, Value) {
    let answer = server
        .request(role, Method::PUT, "/api/v1/policies")
        .json(&json!({"limits": limits}))
        .send()
        .await
        .unwrap();
    let status = answer.status().as_u16();
    (status, answer.json().await.unwrap())
}

#[tokio::test]
async fn sums_of_the_workspaces_own_ask_for_an_approver_and_stop_the_day() {
    let folder = TempDir::new().unwrap();
    for place in everywhere(folder.path()) {
        let server = Server::start(&place).await;
        let before = server.get("agent", "/api/v1/policies").await;
        assert_eq!(before["limits"]["workspace_day_minor"], 500_000);
        let limits = |person: i64, day: i64| {
            json!({"person_day_minor": person, "customer_month_minor": 50_000,
                "workspace_day_minor": day})
        };
        let (status, problem) = limit(&server, "admin", limits(-1, 0)).await;
        assert_eq!(
            (status, &problem["errors"][0]),
            (
                400,
                &json!({"pointer": "/limits/person_day_minor", "code": "policy.limit"})
            )
        );
        assert_eq!(limit(&server, "agent", limits(1, 1)).await.0, 403);

        let (status, set) = limit(&server, "admin", limits(2_000, 400_000)).await;
        assert_eq!(status, 200, "{set}");
        assert_eq!(set["limits"]["person_day_minor"], 2_000);
        assert_eq!(
            set["version"].as_u64(),
            before["version"].as_u64().map(|version| version + 1)
        );
        assert_eq!(set["text"], before["text"]);
        let counter = Counter::open(&server, "counter").await;
        let action = counter.propose(&server, "KC-88240", 3_000).await;
        let needed = json!({"role": "approver", "why": "limit.person_day"});
        assert_eq!(action["needed"], needed, "{action}");

        // Nothing more moves today, not even what was proposed already.
        let (status, _) = limit(&server, "admin", limits(2_000, 0)).await;
        assert_eq!(status, 200);
        let hash = &action["parameters_hash"];
        let refused = approve(&server, "supervisor", &action, hash).await;
        assert_eq!(refused, (409, json!("action.day_limit")));
        let (status, refused) = counter.ask(&server, "refund", "KC-88240", 100).await;
        assert_eq!(status, StatusCode::CONFLICT);
        assert_eq!(refused["code"], "action.day_limit");
        let after = server.get("auditor", "/api/v1/policies").await;
        assert_eq!(after["limits"]["workspace_day_minor"], 0);
        assert_eq!(after["by"], set["by"]);
    }
}

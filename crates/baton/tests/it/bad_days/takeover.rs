//! A node dies in the middle of its work: another one takes it over.

use tempfile::TempDir;

use super::{is_all_there, taken};
use crate::server::two_nodes;

const MESSAGES: u32 = 24;

#[tokio::test]
async fn what_a_dying_node_took_in_another_one_understands_and_puts_into_the_log() {
    let folder = TempDir::new().unwrap();
    let Some([dying, heir]) = two_nodes(folder.path()).await else {
        return;
    };
    let mut acked = Vec::new();
    for number in 0..MESSAGES {
        let name = format!("heritage-{number}");
        acked.push((name.clone(), taken(&dying, &name).await));
    }
    // It holds the sequencer's lease, having been first, and jobs that it has just claimed.
    dying.kill();
    is_all_there(&heir, &acked).await;
    let (_, id) = acked.last().unwrap();
    let case = heir.get("agent", &format!("/api/v1/messages/{id}")).await["case_id"].clone();
    let path = format!("/api/v1/cases/{}/events", case.as_str().unwrap());
    heir.eventually("auditor", &path, |events| {
        let events = events["items"].as_array().unwrap();
        !events.is_empty() && events.iter().all(|event| event["position"].is_u64())
    })
    .await;
}

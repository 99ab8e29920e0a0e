//! The published vectors of Standard Webhooks.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use baton_channels::callback::sign;
use baton_domain::time::Timestamp;
use serde_json::Value;

use crate::fixtures::files;

#[test]
fn our_signature_is_among_those_of_every_valid_vector() {
    for (name, raw) in files("generic_webhook") {
        if !name.starts_with("vectors") {
            continue;
        }
        let file: Value = serde_json::from_slice(&raw).expect("JSON");
        for vector in file["vectors"].as_array().expect("vectors") {
            let text = |field: &str| vector[field].as_str().expect("a text");
            let secret = STANDARD
                .decode(text("secret").trim_start_matches("whsec_"))
                .expect("base 64");
            let seconds: i64 = text("webhook_timestamp").parse().expect("seconds");
            let at = Timestamp::from_micros(seconds * 1_000_000);
            let body = text("body_utf8").as_bytes();
            let signed = sign(&secret, text("webhook_id"), at, body);
            let is_listed = text("expected")
                .split(' ')
                .any(|one| one == signed.signature);
            // A stale vector has a right signature; its age is the receiver's concern.
            let is_right = vector["valid"] == true || vector["name"] == "stale";
            assert_eq!(is_listed, is_right, "{vector}");
        }
    }
}

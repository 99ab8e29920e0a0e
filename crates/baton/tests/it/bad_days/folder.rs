//! What a power cut, or a hand that slipped, leaves in the data folder.

use std::fs;

use super::{is_all_there, taken};
use crate::server::{Server, demo};

#[tokio::test]
async fn a_lock_and_a_socket_that_a_dead_server_left_hold_nobody_up() {
    let (_folder, server) = demo().await;
    let acked = vec![("kept".to_owned(), taken(&server, "kept").await)];
    let place = server.kill();
    assert!(place.folder.join("lock").exists());
    assert!(place.folder.join("baton.sock").exists());
    // With nobody there a command opens the folder itself.
    let doctor = place.run(&["doctor"], &[]);
    assert!(
        doctor.status.success(),
        "{}",
        String::from_utf8_lossy(&doctor.stderr)
    );
    // And the next server makes the socket its own: this doctor asks it.
    let server = Server::start(&place).await;
    is_all_there(&server, &acked).await;
}

#[tokio::test]
async fn a_wrong_or_missing_master_key_stops_the_start_and_changes_nothing() {
    let (_folder, server) = demo().await;
    let acked = vec![("kept".to_owned(), taken(&server, "kept").await)];
    let place = server.kill();
    let key = place.folder.join("master.key");
    let right = fs::read(&key).unwrap();
    fs::write(&key, [8; 32]).unwrap();
    let stopped = |expected: &str| {
        let output = place.run(&["serve"], &["--listen", "127.0.0.1:0"]);
        let why = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{why}");
        assert!(why.contains(expected), "{why}");
    };
    stopped("another installation's key");
    fs::write(&key, [8; 31]).unwrap();
    stopped("must hold exactly 32 bytes");
    fs::remove_file(&key).unwrap();
    stopped("put it back");
    assert!(!key.exists(), "no other key takes its place");
    fs::write(&key, right).unwrap();
    let server = Server::start(&place).await;
    is_all_there(&server, &acked).await;
}

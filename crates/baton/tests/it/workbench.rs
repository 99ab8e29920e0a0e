//! The workbench in a real browser, against the real binary. Needs Node, Chromium and a built
//! workbench; says so where one is missing.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::server::demo;

fn missing(web: &Path) -> Option<&'static str> {
    let chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser"];
    if !chromium.iter().any(|path| Path::new(path).exists()) {
        return Some("Chromium");
    }
    if !web.join("node_modules").exists() || !web.join("dist/index.html").exists() {
        return Some("a built workbench (make ui)");
    }
    None
}

#[tokio::test]
async fn a_person_works_cases_in_the_browser() {
    let web = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../web");
    if let Some(missing) = missing(&web) {
        println!("skipped: the browser tests need {missing}");
        return;
    }
    let (_folder, server) = demo().await;
    let (admin, user) = (&server.entrance["users"][0], &server.entrance["users"][1]);
    let output = Command::new("node")
        .arg("e2e/run.mjs")
        .current_dir(&web)
        .env("BATON_URL", &server.url)
        .env("BATON_EMAIL", user["email"].as_str().unwrap())
        .env("BATON_PASSWORD", user["password"].as_str().unwrap())
        .env("BATON_ADMIN_EMAIL", admin["email"].as_str().unwrap())
        .env("BATON_ADMIN_PASSWORD", admin["password"].as_str().unwrap())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    println!("{said}");
    assert!(output.status.success(), "{said}\n{errors}");
    // Against other data a check may find nothing to work on; the demo has something for each.
    let skipped: Vec<_> = said
        .lines()
        .filter(|line| line.starts_with("skip "))
        .collect();
    assert!(skipped.is_empty(), "{skipped:#?}");
}

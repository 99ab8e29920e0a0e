//! Workspaces and people: from an empty installation to the first sign-in, by link and by command.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Output, Stdio};

use reqwest::{Client, Method, StatusCode, redirect};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::server::{Place, demo};
use crate::sign_in::{Browser, sign_in};

fn said(output: Output) -> String {
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        output.status.success(),
        "{text}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    text
}

/// A server that was never used, and what it says to whoever started it.
struct Fresh {
    child: Child,
    url: String,
    link: String,
}

impl Fresh {
    fn start(place: &Place) -> Self {
        let mut child = place
            .command(&["serve"])
            .args(["--listen", "127.0.0.1:0", "--log", "error"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let url = line
            .trim()
            .strip_prefix("baton listening on ")
            .unwrap()
            .to_owned();
        let told = BufReader::new(child.stderr.take().unwrap()).lines().next();
        let told = told.unwrap().unwrap();
        let link = told
            .split(' ')
            .find(|word| word.starts_with(&url))
            .unwrap()
            .to_owned();
        Self { child, url, link }
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn browser() -> Client {
    drop(rustls::crypto::ring::default_provider().install_default());
    let client = Client::builder().redirect(redirect::Policy::none());
    client.build().unwrap()
}

#[tokio::test]
async fn whoever_starts_an_empty_server_founds_its_workspace_by_the_link_it_prints() {
    let folder = TempDir::new().unwrap();
    let place = Place::sqlite(&folder.path().join("data"));
    let fresh = Fresh::start(&place);
    let client = browser();
    let page = client.get(&fresh.link).send().await.unwrap();
    assert_eq!(page.status(), StatusCode::OK);
    assert!(
        page.headers()["content-security-policy"]
            .to_str()
            .unwrap()
            .contains("'none'")
    );
    assert!(page.text().await.unwrap().contains("name=workspace"));
    let guessed = client
        .get(format!("{}/setup?token=guess", fresh.url))
        .send()
        .await
        .unwrap();
    assert_eq!(guessed.status(), StatusCode::NOT_FOUND);

    let token = fresh.link.split_once("token=").unwrap().1;
    let found = async |password: &str| {
        let form = [
            ("token", token),
            ("workspace", "Lakeside"),
            ("name", "Ada"),
            ("email", "Ada@lakeside.example"),
            ("password", password),
        ];
        let body: Vec<_> = form
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = client
            .post(format!("{}/setup", fresh.url))
            .body(body.join("&"));
        let kind = "application/x-www-form-urlencoded";
        request.header("content-type", kind).send().await.unwrap()
    };
    let short = found("short").await;
    assert_eq!(short.status(), StatusCode::BAD_REQUEST);
    assert!(short.text().await.unwrap().contains("ten characters"));
    let founded = found("correct-horse-battery").await;
    assert_eq!(founded.status(), StatusCode::SEE_OTHER);
    let cookie = founded.headers()["set-cookie"]
        .to_str()
        .unwrap()
        .split(';')
        .next()
        .unwrap();
    let read = client
        .get(format!("{}/api/v1/session", fresh.url))
        .header("cookie", cookie);
    let session: Value = read.send().await.unwrap().json().await.unwrap();
    assert_eq!(session["workspace"]["name"], "Lakeside");
    assert_eq!(session["teammate"]["roles"], json!(["supervisor", "admin"]));
    // The link has ended, and the next start prints none.
    assert_eq!(
        found("correct-horse-battery").await.status(),
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        client.get(&fresh.link).send().await.unwrap().status(),
        StatusCode::NOT_FOUND
    );
    let list = said(place.run(&["admin", "list"], &[]));
    assert!(
        list.contains("Ada <ada@lakeside.example>: supervisor, admin"),
        "{list}"
    );
}

#[tokio::test]
async fn the_operator_founds_a_workspace_by_command_where_there_is_none() {
    let folder = TempDir::new().unwrap();
    let place = Place::sqlite(&folder.path().join("data"));
    let none = place.run(
        &["admin", "add-teammate", "b@c.example"],
        &["--name", "B", "--role", "agent"],
    );
    assert_eq!(none.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&none.stderr).contains("create-workspace"));
    let create = ["--email", "ada@lakeside.example", "--admin", "Ada"];
    let created = said(place.run(&["admin", "create-workspace", "Lakeside"], &create));
    assert!(
        created.contains("ada@lakeside.example signs in with "),
        "{created}"
    );
    let list = said(place.run(&["admin", "list"], &[]));
    assert!(
        list.contains("Ada <ada@lakeside.example>: supervisor, admin"),
        "{list}"
    );
}

#[tokio::test]
async fn the_operator_adds_changes_and_lets_go_of_people_while_a_server_runs() {
    let (_folder, server) = demo().await;
    let run = |words: &[&str], more: &[&str]| {
        let words: Vec<_> = ["admin"].iter().chain(words).copied().collect();
        server.place.run(&words, more)
    };
    let added = said(run(
        &["add-teammate", "Ben@kettle.example"],
        &["--name", "Ben", "--role", "agent"],
    ));
    let password = added
        .split(" signs in with ")
        .nth(1)
        .unwrap()
        .split(' ')
        .next()
        .unwrap();
    let ben = json!({"email": "ben@kettle.example", "password": password});
    let browser = Browser::of(&server, sign_in(&server, &ben).await);
    let twice = run(
        &["add-teammate", "ben@kettle.example"],
        &["--name", "Ben", "--role", "agent"],
    );
    assert!(
        String::from_utf8_lossy(&twice.stderr).contains("a teammate of this workspace already")
    );
    let wrong = run(&["set-roles", "ben@kettle.example"], &["--role", "boss"]);
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("boss is no role"));
    said(run(
        &["set-roles", "ben@kettle.example"],
        &["--role", "auditor"],
    ));
    let (_, session) = browser
        .send(Method::GET, "/api/v1/session", &Value::Null)
        .await;
    assert_eq!(session["teammate"]["roles"], json!(["auditor"]));
    said(run(&["disable-teammate", "ben@kettle.example"], &[]));
    assert_eq!(
        browser
            .send(Method::GET, "/api/v1/session", &Value::Null)
            .await
            .0,
        401
    );
    said(run(&["enable-teammate", "ben@kettle.example"], &[]));
    let reset = said(run(&["reset-password", "ben@kettle.example"], &[]));
    assert_eq!(
        sign_in(&server, &ben).await.status(),
        StatusCode::UNAUTHORIZED
    );
    let password = reset
        .split(" signs in with ")
        .nth(1)
        .unwrap()
        .split(' ')
        .next()
        .unwrap();
    let ben = json!({"email": "ben@kettle.example", "password": password});
    assert_eq!(sign_in(&server, &ben).await.status(), StatusCode::OK);
    let last = run(&["disable-teammate", "ada@kettle.example"], &[]);
    assert!(String::from_utf8_lossy(&last.stderr).contains("has to stay an active admin"));
    let nobody = run(&["reset-password", "nobody@kettle.example"], &[]);
    assert_eq!(nobody.status.code(), Some(2));
}

#[tokio::test]
async fn an_admin_invites_a_teammate_who_chooses_a_password_by_a_link_that_counts_once() {
    let (_folder, server) = demo().await;
    let body = json!({"email": "Ines@kettle.example", "name": "Ines", "roles": ["agent"]});
    let (status, made) = server.post("admin", "/api/v1/teammates", &body).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    assert_eq!(made["email"], "ines@kettle.example");
    let link = made["setup_url"].as_str().unwrap();
    assert!(link.starts_with(&server.url), "{link}");
    let client = browser();
    let page = client.get(link).send().await.unwrap().text().await.unwrap();
    assert!(page.contains("ines@kettle.example") && !page.contains("name=workspace"));
    let form = format!(
        "token={}&password=correct-horse",
        link.split_once("token=").unwrap().1
    );
    let choose = || {
        let request = client
            .post(format!("{}/setup", server.url))
            .body(form.clone());
        request
            .header("content-type", "application/x-www-form-urlencoded")
            .send()
    };
    assert_eq!(choose().await.unwrap().status(), StatusCode::SEE_OTHER);
    assert_eq!(choose().await.unwrap().status(), StatusCode::NOT_FOUND);
    let ines = json!({"email": "ines@kettle.example", "password": "correct-horse"});
    let browser = Browser::of(&server, sign_in(&server, &ines).await);

    let path = format!("/api/v1/teammates/{}", made["id"].as_str().unwrap());
    let patch = async |body: Value| {
        let answer = server
            .request("admin", Method::PATCH, &path)
            .json(&body)
            .send()
            .await
            .unwrap();
        (
            answer.status().as_u16(),
            answer.json::<Value>().await.unwrap(),
        )
    };
    let (status, changed) = patch(json!({"roles": ["auditor", "quality"], "name": "Inês"})).await;
    assert_eq!(
        (status, &changed["roles"]),
        (200, &json!(["quality", "auditor"])),
        "{changed}"
    );
    assert_eq!(
        patch(json!({"roles": ["boss"]})).await.1["errors"][0]["pointer"],
        "/roles/0"
    );
    assert_eq!(
        patch(json!({"is_active": false})).await.1["is_active"],
        false
    );
    assert_eq!(
        browser
            .send(Method::GET, "/api/v1/session", &Value::Null)
            .await
            .0,
        401
    );
    let (status, problem) = server.post("admin", "/api/v1/teammates", &body).await;
    assert_eq!(
        (status.as_u16(), &problem["errors"][0]["code"]),
        (400, &json!("teammate.exists"))
    );
    let (status, _) = server.post("agent", "/api/v1/teammates", &body).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
}

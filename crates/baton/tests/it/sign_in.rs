//! Signing in: what is asked, what is told, how often it may be tried, and what a person changes of
//! their own account.

use std::process::Command;

use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};

use crate::server::{Server, demo};

/// A browser in which somebody is signed in.
pub(crate) struct Browser<'a> {
    server: &'a Server,
    cookie: String,
}

impl<'a> Browser<'a> {
    /// Signs a user of the demo in, by their place in `demo.json`.
    pub(crate) async fn signed_in(server: &'a Server, user: usize) -> Self {
        let user = &server.entrance["users"][user];
        Self::of(
            server,
            sign_in(
                server,
                &json!({
                    "email": user["email"], "password": user["password"],
                }),
            )
            .await,
        )
    }

    pub(crate) fn of(server: &'a Server, answer: Response) -> Self {
        assert_eq!(answer.status(), StatusCode::OK);
        let cookie = answer.headers()["set-cookie"].to_str().unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        Self { server, cookie }
    }

    /// A request as the page would make it.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.server
            .bare(method, path)
            .header("cookie", &self.cookie)
            .header("origin", &self.server.url)
    }

    /// Asks as the page would; gives the status and the body.
    pub(crate) async fn send(&self, method: Method, path: &str, body: &Value) -> (u16, Value) {
        let request = self.request(method, path).json(body);
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        (status, answer.json().await.unwrap_or_default())
    }
}

pub(crate) async fn sign_in(server: &Server, body: &Value) -> Response {
    let request = server.bare(Method::POST, "/api/v1/session").json(body);
    request.send().await.unwrap()
}

/// The code of an authenticator now, computed by another program than ours.
pub(crate) fn code(secret: &str) -> Option<String> {
    let script = "import base64,hmac,struct,sys,time\n\
        s=sys.argv[1];k=base64.b32decode(s+'='*(-len(s)%8))\n\
        d=hmac.new(k,struct.pack('>Q',int(time.time())//30),'sha1').digest();o=d[-1]&15\n\
        print('%06d'%((struct.unpack('>I',d[o:o+4])[0]&0x7fffffff)%1000000),end='')";
    let output = Command::new("python3")
        .args(["-c", script, secret])
        .output();
    let Ok(output) = output else {
        eprintln!("skipped: no python3 here to compute codes with");
        return None;
    };
    Some(String::from_utf8(output.stdout).unwrap())
}

#[tokio::test]
async fn an_unknown_address_and_a_wrong_password_are_one_answer_and_guessing_is_slowed() {
    let (_folder, server) = demo().await;
    let mut answers = Vec::new();
    for email in ["dana@kettle.example", "nobody@kettle.example"] {
        let answer = sign_in(&server, &json!({"email": email, "password": "not it"})).await;
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
        answers.push(answer.text().await.unwrap());
    }
    assert_eq!(answers[0], answers[1]);
    assert!(answers[0].contains("session.invalid"));
    let user = &server.entrance["users"][2];
    let wrong = json!({"email": "Dana@kettle.example", "password": "not it"});
    for _ in 0..9 {
        assert_eq!(
            sign_in(&server, &wrong).await.status(),
            StatusCode::UNAUTHORIZED
        );
    }
    let right = json!({"email": user["email"], "password": user["password"]});
    let refused = sign_in(&server, &right).await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    let wait: u64 = refused.headers()["retry-after"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!((1..=600).contains(&wait), "{wait}");
    assert!(
        refused
            .text()
            .await
            .unwrap()
            .contains("session.too_many_tries")
    );
    // Others are not held up, and neither is an API key.
    drop(Browser::signed_in(&server, 1).await);
    let key = server.entrance["users"][2]["api_key"].as_str().unwrap();
    let read = server
        .bare(Method::GET, "/api/v1/session")
        .bearer_auth(key)
        .send();
    assert_eq!(read.await.unwrap().status(), StatusCode::OK);
}

#[tokio::test]
async fn an_authenticator_is_enrolled_confirmed_asked_for_and_removed() {
    let (_folder, server) = demo().await;
    let user = server.entrance["users"][2].clone();
    let dana = Browser::signed_in(&server, 2).await;
    let wrong = dana
        .send(
            Method::POST,
            "/api/v1/session/totp",
            &json!({"password": "x"}),
        )
        .await;
    assert_eq!(
        (wrong.0, &wrong.1["errors"][0]["code"]),
        (400, &json!("password.wrong"))
    );
    let own = json!({"password": user["password"]});
    let (status, enrolled) = dana.send(Method::POST, "/api/v1/session/totp", &own).await;
    assert_eq!(status, 200, "{enrolled}");
    let secret = enrolled["secret"].as_str().unwrap();
    assert!(
        enrolled["uri"]
            .as_str()
            .unwrap()
            .starts_with("otpauth://totp/Baton:dana@")
    );
    let Some(now) = code(secret) else { return };

    // Until a first code confirms it nothing is asked.
    let plain = json!({"email": user["email"], "password": user["password"]});
    assert_eq!(sign_in(&server, &plain).await.status(), StatusCode::OK);
    let path = "/api/v1/session/totp/confirm";
    let wrong = dana
        .send(Method::POST, path, &json!({"code": "000 00"}))
        .await;
    assert_eq!(
        (wrong.0, &wrong.1["errors"][0]["code"]),
        (400, &json!("totp.wrong_code"))
    );
    let (status, confirmed) = dana.send(Method::POST, path, &json!({"code": now})).await;
    assert_eq!(status, 200, "{confirmed}");
    let recovery = confirmed["recovery_codes"].as_array().unwrap().clone();
    assert_eq!(recovery.len(), 10);

    let without = sign_in(&server, &plain).await;
    assert_eq!(without.status(), StatusCode::UNAUTHORIZED);
    assert!(
        without
            .text()
            .await
            .unwrap()
            .contains("session.totp_required")
    );
    let with = async |totp: &Value| {
        let body = json!({"email": user["email"], "password": user["password"], "totp": totp});
        sign_in(&server, &body).await
    };
    // The code that confirmed it is used up; a recovery code signs in once.
    assert_eq!(with(&json!(now)).await.status(), StatusCode::UNAUTHORIZED);
    let again = Browser::of(&server, with(&recovery[0]).await);
    let twice = with(&recovery[0]).await;
    assert_eq!(twice.status(), StatusCode::UNAUTHORIZED);
    assert!(twice.text().await.unwrap().contains("session.invalid"));

    let path = "/api/v1/session/totp/disable";
    assert_eq!(again.send(Method::POST, path, &own).await.0, 204);
    assert_eq!(sign_in(&server, &plain).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn another_password_signs_every_other_browser_out() {
    let (_folder, server) = demo().await;
    let user = server.entrance["users"][3].clone();
    let here = Browser::signed_in(&server, 3).await;
    let there = Browser::signed_in(&server, 3).await;
    let sessions = here
        .send(Method::GET, "/api/v1/sessions", &Value::Null)
        .await
        .1;
    let sessions = sessions["items"].as_array().unwrap();
    assert_eq!(sessions.len(), 2);
    assert_eq!(
        sessions
            .iter()
            .filter(|session| session["is_current"] == true)
            .count(),
        1
    );

    let path = "/api/v1/session/password";
    let short = json!({"password": user["password"], "new": "too short"});
    let refused = here.send(Method::POST, path, &short).await;
    assert_eq!(
        refused.1["errors"][0],
        json!({"pointer": "/new", "code": "password.too_short"})
    );
    let change = json!({"password": user["password"], "new": "一个相当长的新密码 2026"});
    assert_eq!(here.send(Method::POST, path, &change).await.0, 204);
    assert_eq!(
        here.send(Method::GET, "/api/v1/session", &Value::Null)
            .await
            .0,
        200
    );
    assert_eq!(
        there
            .send(Method::GET, "/api/v1/session", &Value::Null)
            .await
            .0,
        401
    );
    let old = json!({"email": user["email"], "password": user["password"]});
    assert_eq!(
        sign_in(&server, &old).await.status(),
        StatusCode::UNAUTHORIZED
    );
    let new = json!({"email": user["email"], "password": change["new"]});
    assert_eq!(sign_in(&server, &new).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_browser_signs_another_one_of_the_same_person_out_and_nobody_elses() {
    let (_folder, server) = demo().await;
    let here = Browser::signed_in(&server, 3).await;
    let third = Browser::signed_in(&server, 3).await;
    let sessions = third
        .send(Method::GET, "/api/v1/sessions", &Value::Null)
        .await
        .1;
    let other = sessions["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["is_current"] == false);
    let path = format!(
        "/api/v1/sessions/{}",
        other.unwrap()["id"].as_str().unwrap()
    );
    let stranger = Browser::signed_in(&server, 1).await;
    assert_eq!(
        stranger.send(Method::DELETE, &path, &Value::Null).await.0,
        404
    );
    assert_eq!(third.send(Method::DELETE, &path, &Value::Null).await.0, 204);
    assert_eq!(
        here.send(Method::GET, "/api/v1/session", &Value::Null)
            .await
            .0,
        401
    );
}

#[tokio::test]
async fn a_session_goes_only_to_workspaces_of_its_person() {
    let (_folder, server) = demo().await;
    let create = ["--email", "ada@kettle.example", "--admin", "Ada Okafor"];
    let output = server
        .place
        .run(&["admin", "create-workspace", "Second"], &create);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        output.status.success() && said.contains("the password they have"),
        "{said}"
    );
    let second = said
        .lines()
        .next()
        .unwrap()
        .rsplit(' ')
        .next()
        .unwrap()
        .to_owned();
    let (ada, dana) = (
        Browser::signed_in(&server, 0).await,
        Browser::signed_in(&server, 2).await,
    );
    let switch = json!({"workspace": second});
    let path = "/api/v1/session";
    assert_eq!(dana.send(Method::PUT, path, &switch).await.0, 404);
    assert_eq!(ada.send(Method::PUT, path, &switch).await.0, 204);
    let read = ada.send(Method::GET, path, &Value::Null).await.1;
    assert_eq!(read["workspace"]["name"], "Second");
    assert_eq!(read["workspaces"].as_array().unwrap().len(), 2);
    let cases = ada.send(Method::GET, "/api/v1/cases", &Value::Null).await.1;
    assert_eq!(cases["items"], json!([]));
}

//! Fetching mail from a server of the test's own: what is new, once, in order, changing nothing.

use baton_app::ports::channel::{MailServer, Place, PullFailure, Pulled, Security};
use baton_channels::imap::pull;
use baton_domain::time::Timestamp;
use baton_testkit::mailbox::TestMailbox;

const PASSWORD: &str = "open \"sésame\"";

fn now() -> Timestamp {
    "2026-07-01T10:00:00Z".parse().expect("an instant")
}

fn server(mailbox: &TestMailbox) -> MailServer {
    MailServer {
        host: "127.0.0.1".to_owned(),
        port: mailbox.port,
        security: Security::None,
        user: "help".to_owned(),
        password: Some(PASSWORD.to_owned()),
    }
}

async fn fetch(mailbox: &TestMailbox, from: Option<Place>) -> Result<Pulled, PullFailure> {
    pull(&server(mailbox), from, now()).await
}

fn mail(number: usize) -> Vec<u8> {
    format!("Subject: {number}\r\n\r\n)\r\nb3 OK not the end\r\n{{7}}\r\n").into_bytes()
}

#[tokio::test]
async fn what_was_there_before_is_no_news_and_what_comes_is_fetched_once() {
    let mailbox = TestMailbox::start(PASSWORD).await;
    mailbox.deliver(&mail(0));
    let first = fetch(&mailbox, None).await.unwrap();
    assert_eq!((first.mails.len(), first.place.last), (0, 1));
    assert_eq!(
        fetch(&mailbox, Some(first.place))
            .await
            .unwrap()
            .mails
            .len(),
        0
    );
    mailbox.deliver(&mail(1));
    mailbox.deliver(&mail(2));
    let second = fetch(&mailbox, Some(first.place)).await.unwrap();
    assert_eq!(second.mails, [mail(1), mail(2)]);
    assert!(
        fetch(&mailbox, Some(second.place))
            .await
            .unwrap()
            .mails
            .is_empty()
    );
    let changing = ["SELECT", "STORE", "EXPUNGE", "BODY[]"];
    let heard = mailbox.heard();
    assert!(
        !heard
            .iter()
            .any(|command| changing.iter().any(|word| command.contains(word))),
        "{heard:?}"
    );
}

#[tokio::test]
async fn a_flood_is_fetched_in_bounded_pulls() {
    let mailbox = TestMailbox::start(PASSWORD).await;
    let mut place = fetch(&mailbox, None).await.unwrap().place;
    (0..120).for_each(|number| mailbox.deliver(&mail(number)));
    let mut all = Vec::new();
    for pull in 1.. {
        assert!(pull <= 3, "more pulls than needed");
        let pulled = fetch(&mailbox, Some(place)).await.unwrap();
        assert!(pulled.mails.len() <= 50);
        all.extend(pulled.mails);
        place = pulled.place;
        if !pulled.has_more {
            break;
        }
    }
    assert_eq!(all, (0..120).map(mail).collect::<Vec<_>>());
}

#[tokio::test]
async fn when_all_numbers_change_recent_mail_is_read_again() {
    let mailbox = TestMailbox::start(PASSWORD).await;
    let place = fetch(&mailbox, None).await.unwrap().place;
    mailbox.deliver(&mail(1));
    let before = fetch(&mailbox, Some(place)).await.unwrap();
    mailbox.deliver(&mail(2));
    mailbox.renumber(9);
    let after = fetch(&mailbox, Some(before.place)).await.unwrap();
    assert_eq!(after.place.validity, 9);
    assert!(
        after.mails.contains(&mail(2)),
        "what came meanwhile is not lost"
    );
    let heard = mailbox.heard();
    assert!(
        heard.contains(&"UID SEARCH SINCE 29-Jun-2026".to_owned()),
        "{heard:?}"
    );
}

#[tokio::test]
async fn every_failure_has_its_name() {
    let mailbox = TestMailbox::start("another password").await;
    assert_eq!(
        fetch(&mailbox, None).await.unwrap_err().code,
        "imap.not_signed_in"
    );
    let mailbox = TestMailbox::start(PASSWORD).await;
    for command in ["LOGIN", "EXAMINE"] {
        mailbox.break_at(command);
        assert_eq!(
            fetch(&mailbox, None).await.unwrap_err().code,
            "imap.broken_off",
            "{command}"
        );
    }
    let mut nobody = server(&mailbox);
    drop(mailbox);
    nobody.port = 1;
    let failure = pull(&nobody, None, now()).await.unwrap_err();
    assert_eq!(failure.code, "imap.unreachable");
    let plain = TestMailbox::start(PASSWORD).await;
    let mut encrypted = server(&plain);
    encrypted.security = Security::StartTls;
    let failure = pull(&encrypted, None, now()).await.unwrap_err();
    assert_eq!(
        failure.code, "imap.tls_failed",
        "nothing is said in the clear"
    );
    assert!(
        !plain
            .heard()
            .iter()
            .any(|command| command.starts_with("LOGIN"))
    );
}

//! Erasing a contact: what goes, what stays, who may, and that nothing of it is found afterwards.

mod residue;
mod rules;

use std::sync::Arc;

use baton_app::call::Call;
use baton_app::caller::{Caller, Identity};
use baton_app::case::decide::Ask;
use baton_app::case::verb::{Verb, verb};
use baton_app::erase::{self, Standing};
use baton_app::error::AppError;
use baton_app::evidence::{self, Export};
use baton_app::intake;
use baton_app::runner::drain;
use baton_domain::actor::Role;
use baton_domain::case::Case;
use baton_domain::erasure::ErasureReason;
use baton_domain::id::{CaseId, ContactId, TeammateId};
use baton_domain::participant::Who;
use baton_ledger::pack::{Audience, Language};
use baton_ledger::verify::{Report, Trust, verify as check};
use baton_store::{Query, StoreError, args, backup};
use baton_testkit::baton::TestBaton;
use baton_testkit::databases::{self, TestDatabase};
use baton_testkit::provider::Delivery;

/// What must not be found anywhere afterwards.
const MARKER: &str = "Zebrafinkenweg";

/// The application, with people who write to it.
struct House {
    baton: TestBaton,
}

impl House {
    async fn all() -> Vec<Self> {
        let mut houses = Vec::new();
        for database in databases::all() {
            houses.push(Self::on(database).await);
        }
        houses
    }

    async fn on(database: TestDatabase) -> Self {
        Self {
            baton: TestBaton::new(database, 23).await,
        }
    }

    /// Somebody writes; nothing is done about it yet.
    async fn post(&self, from: &str, number: usize, text: &str) -> baton_domain::id::MessageId {
        let delivery = Delivery {
            id: format!("{from}-{number}"),
            thread: format!("thread of {from}"),
            from: from.to_owned(),
            text: text.to_owned(),
        };
        let (workspace, channel) = (self.baton.workspace, self.baton.channel);
        let raw = delivery.to_bytes();
        let received = intake::receive(&self.baton.app, workspace, channel, raw).await;
        received.unwrap().message
    }

    async fn work(&self) {
        drain(&self.baton.app, 10_000).await.unwrap();
    }

    async fn case_of(&self, message: baton_domain::id::MessageId) -> Case {
        let workspace = self.baton.workspace;
        let read = self.baton.app.db.read(move |reader| {
            Box::pin(async move {
                let message = reader.message(workspace, message).await?.unwrap();
                reader.case(workspace, message.case.unwrap()).await
            })
        });
        let case: Result<_, StoreError> = read.await;
        case.unwrap().unwrap()
    }

    /// Somebody writes and everything that follows is done.
    async fn ask(&self, from: &str, text: &str) -> Case {
        let message = self.post(from, 0, text).await;
        self.work().await;
        self.case_of(message).await
    }

    async fn does(&self, case: CaseId, asked: Verb) {
        let ask = Ask {
            call: self.baton.call(),
            case,
            seen_sequence: None,
        };
        verb(&self.baton.app, ask, asked).await.unwrap();
        self.work().await;
    }

    /// Ends a case, whatever it still waits for.
    async fn end(&self, case: CaseId) {
        self.does(case, Verb::Cancel { reason: None }).await;
    }

    async fn erase(&self, contact: ContactId) -> Result<Standing, AppError> {
        self.erase_as(self.baton.call(), contact).await
    }

    async fn erase_as(&self, call: Call, contact: ContactId) -> Result<Standing, AppError> {
        erase::erase(&self.baton.app, call, contact, ErasureReason::Requested).await
    }

    /// Another supervisor than the one who does everything.
    fn second(&self) -> Call {
        Call::by(Caller {
            workspace: self.baton.workspace,
            identity: Identity::Teammate {
                id: TeammateId::from_bits(2),
                roles: vec![Role::Supervisor],
                session: None,
            },
        })
    }

    /// The pack of a case for an auditor, and what the verifier says of it.
    async fn prove(&mut self, case: CaseId) -> (Vec<u8>, Report) {
        self.baton.keep_log().await.unwrap();
        let wanted = Export {
            case,
            audience: Audience::Auditor,
            purpose: "a test".to_owned(),
            language: Language::English,
            at: None,
            since: None,
        };
        let stamp = self.baton.call().stamp(&self.baton.app);
        let pack = evidence::export(&self.baton.app, stamp, wanted).await;
        let pack = pack.unwrap();
        let report = check(&pack, &Trust::default());
        (pack, report)
    }

    /// Everything that the database shows by SQL, as a backup writes it.
    async fn dump(&self) -> Vec<u8> {
        let dumped = backup::dump(&self.baton.app.db, 0, Vec::new()).await;
        dumped.unwrap().0
    }

    async fn number(&self, text: &'static str) -> i64 {
        let workspace = self.baton.workspace;
        let read = self.baton.app.db.read::<_, StoreError, _>(move |reader| {
            Box::pin(async move {
                let query = Query::new(text, args![workspace]);
                reader.opt(query).await?.unwrap().take()
            })
        });
        read.await.unwrap()
    }
}

fn customer(case: &Case) -> ContactId {
    let contact = case.participants.iter().find_map(|one| match one.who {
        Who::Contact(contact) => Some(contact),
        Who::Partner(_) | Who::Teammate(_) => None,
    });
    contact.unwrap()
}

fn holds(haystack: &[u8], needle: &str) -> bool {
    haystack
        .windows(needle.len())
        .any(|window| window.eq_ignore_ascii_case(needle.as_bytes()))
}

#[tokio::test]
async fn nothing_somebody_wrote_is_left_and_the_proofs_still_verify() {
    for mut house in House::all().await {
        let name = house.baton.database();
        let said = format!("I live in {MARKER} 7, where is my parcel?");
        let case = house.ask(&format!("{MARKER}@example.com"), &said).await;
        let note = "They live in the Zebrafinkenweg";
        baton_app::case::note::note(
            &house.baton.app,
            Ask {
                call: house.baton.call(),
                case: case.id,
                seen_sequence: None,
            },
            note.to_owned(),
        )
        .await
        .unwrap();
        house.end(case.id).await;
        assert!(holds(&house.dump().await, MARKER), "{name}");
        let (pack, report) = house.prove(case.id).await;
        assert!(report.findings.is_empty(), "{name}: {:?}", report.findings);
        assert!(holds(&pack, MARKER), "{name}");

        let standing = house.erase(customer(&case)).await.unwrap();
        assert!(standing.erasure.unwrap().decided_at.is_some(), "{name}");
        house.work().await;

        assert!(!holds(&house.dump().await, MARKER), "{name}");
        let (pack, report) = house.prove(case.id).await;
        assert!(report.findings.is_empty(), "{name}: {:?}", report.findings);
        assert!(!holds(&pack, MARKER), "{name}");
        assert!(holds(&pack, "\"state\":\"erased\""), "{name}");
        assert!(holds(&pack, "erased"), "{name}: the report says so");
        for text in [
            "SELECT COUNT(*) FROM handles WHERE workspace = $1",
            "SELECT COUNT(*) FROM part_subjects WHERE workspace = $1",
            "SELECT COUNT(*) FROM search_documents WHERE workspace = $1",
            "SELECT COUNT(*) FROM parts WHERE workspace = $1 AND erased_at IS NULL \
             AND (media LIKE 'text/%' OR media LIKE 'application/json%')",
        ] {
            assert_eq!(house.number(text).await, 0, "{name}: {text}");
        }
    }
}

#[tokio::test]
async fn what_is_left_of_an_erased_case_can_still_be_read() {
    for house in House::all().await {
        let case = house.ask("mei", "Where is my parcel?").await;
        house.end(case.id).await;
        house.erase(customer(&case)).await.unwrap();
        house.work().await;
        let (app, caller) = (&house.baton.app, &house.baton.caller);
        let view = baton_app::view::case(app, caller, case.id).await.unwrap();
        assert_eq!(view.case().id, case.id, "{}", house.baton.database());
        let sequence = house.number("SELECT MAX(sequence) FROM cases WHERE workspace = $1");
        let folded = app.db.read(move |reader| {
            let workspace = house.baton.workspace;
            Box::pin(async move { reader.case(workspace, case.id).await })
        });
        let folded: Result<_, StoreError> = folded.await;
        assert_eq!(
            i64::try_from(folded.unwrap().unwrap().sequence),
            Ok(sequence.await)
        );
    }
}

#[tokio::test]
async fn whoever_writes_again_after_their_erasure_is_somebody_new() {
    for house in House::all().await {
        let before = house.ask("mei", "Where is my parcel?").await;
        house.end(before.id).await;
        house.erase(customer(&before)).await.unwrap();
        house.work().await;
        let message = house.post("mei", 1, "Hello again").await;
        house.work().await;
        let after = house.case_of(message).await;
        let name = house.baton.database();
        assert_ne!(after.id, before.id, "{name}");
        assert_ne!(customer(&after), customer(&before), "{name}");
    }
}

#[tokio::test]
async fn what_was_still_being_written_is_found_by_the_second_look() {
    for house in House::all().await {
        let case = house.ask("mei", "Where is my parcel?").await;
        let contact = customer(&case);
        house.end(case.id).await;
        house.erase(contact).await.unwrap();
        house.work().await;
        // Somebody who had read the case before writes about it now.
        let (workspace, at) = (house.baton.workspace, house.baton.call());
        let stamp = at.stamp(&house.baton.app);
        let about = Arc::new([contact]);
        let put = house.baton.app.db.write::<_, StoreError, _>(move |tx| {
            let about = Arc::clone(&about);
            Box::pin(async move {
                let part = baton_store::part::NewPart {
                    media: baton_store::part::TEXT,
                    content: MARKER.as_bytes(),
                    about: &*about,
                };
                tx.put_part(workspace, stamp.at, part).await
            })
        });
        put.await.unwrap();
        assert!(holds(&house.dump().await, MARKER));
        let ten_minutes = baton_domain::time::Span::from_seconds(601);
        house.baton.clock.pass(ten_minutes);
        house.work().await;
        let name = house.baton.database();
        assert!(!holds(&house.dump().await, MARKER), "{name}");
    }
}

//! A desk: the application with a customer in front of it, and a composer in the test's hand.
#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests fail loudly, as tests do"
)]

use std::sync::{Arc, Mutex};

use baton_app::call::Call;
use baton_app::case::decide::Ask;
use baton_app::case::verb::{Verb, verb};
use baton_app::draft::{self, Approval, NewDraft, NewThen, Words};
use baton_app::error::AppError;
use baton_app::intake;
use baton_app::knowledge::{self, Written};
use baton_app::ports::model::Model;
use baton_app::runner::drain;
use baton_app::view::CaseView;
use baton_domain::case::Case;
use baton_domain::draft::{ComposeFailure, Draft};
use baton_domain::event::Event;
use baton_domain::id::{ArticleId, CaseId, DraftId, MessageId, PartId};
use baton_domain::time::Span;
use baton_store::StoreError;
use baton_store::event::Stream;
use baton_testkit::baton::TestBaton;
use baton_testkit::databases;
use baton_testkit::model::ScriptedModel;
use baton_testkit::provider::Delivery;

/// What its article says.
pub(crate) const RETURNS: &str = "Unused items can be returned within thirty days.";
/// What its customer asks.
pub(crate) const QUESTION: &str = "Can unused items be returned?";

/// An application with a customer in front of it.
pub(crate) struct Desk {
    pub(crate) baton: TestBaton,
    written: Mutex<Vec<MessageId>>,
}

impl Desk {
    /// A desk on each kind of database, with a language model.
    pub(crate) async fn with_model() -> Vec<(Self, Arc<ScriptedModel>)> {
        let mut desks = Vec::new();
        for database in databases::all() {
            let model = Arc::new(ScriptedModel::default());
            let asked: Arc<dyn Model> = Arc::<ScriptedModel>::clone(&model);
            let baton = TestBaton::with_model(database, 11, Some(asked)).await;
            let written = Mutex::default();
            desks.push((Self { baton, written }, model));
        }
        desks
    }

    /// A desk on each kind of database.
    pub(crate) async fn all() -> Vec<Self> {
        let mut desks = Vec::new();
        for database in databases::all() {
            let written = Mutex::default();
            let baton = TestBaton::new(database, 11).await;
            desks.push(Self { baton, written });
        }
        desks
    }

    /// Publishes an article.
    pub(crate) async fn article(&self, kind: &str, body: &str) -> ArticleId {
        let (app, call) = (&self.baton.app, self.baton.call());
        let written = Written {
            title: "Returns".to_owned(),
            body: body.to_owned(),
            applies: serde_json::Map::new(),
        };
        let language = "en".parse().unwrap();
        let id = knowledge::write(app, call.clone(), kind.to_owned(), language, written)
            .await
            .unwrap();
        knowledge::publish(app, &call, id).await.unwrap();
        self.baton.clock.pass(Span::from_seconds(1));
        id
    }

    /// The customer writes; nothing is done about it yet.
    pub(crate) async fn post(&self, text: &str) {
        let number = self.written.lock().unwrap().len();
        let delivery = Delivery {
            id: format!("m-{number}"),
            thread: "t-1".to_owned(),
            from: "mei".to_owned(),
            text: text.to_owned(),
        };
        let (workspace, channel) = (self.baton.workspace, self.baton.channel);
        let received = intake::receive(&self.baton.app, workspace, channel, delivery.to_bytes())
            .await
            .unwrap();
        self.written.lock().unwrap().push(received.message);
    }

    pub(crate) async fn work(&self) {
        drain(&self.baton.app, 1_000).await.unwrap();
    }

    /// The customer writes, and everything that follows is done; gives the case.
    pub(crate) async fn ask(&self, text: &str) -> Case {
        self.post(text).await;
        self.work().await;
        self.case().await
    }

    /// The case of the first message: there is no other.
    pub(crate) async fn case(&self) -> Case {
        let workspace = self.baton.workspace;
        let first = *self.written.lock().unwrap().first().unwrap();
        let read = self.baton.app.db.read(move |reader| {
            Box::pin(async move {
                let message = reader.message(workspace, first).await?.unwrap();
                reader.case(workspace, message.case.unwrap()).await
            })
        });
        let case: Result<_, StoreError> = read.await;
        case.unwrap().unwrap()
    }

    pub(crate) async fn events(&self, case: CaseId) -> Vec<Event> {
        let workspace = self.baton.workspace;
        let read = self.baton.app.db.read(move |reader| {
            Box::pin(async move { reader.events(workspace, &Stream::case(case), 0).await })
        });
        let stored = read.await.unwrap();
        stored.into_iter().map(|stored| stored.event).collect()
    }

    pub(crate) async fn failures(&self, case: CaseId) -> Vec<ComposeFailure> {
        let events = self.events(case).await;
        events.iter().filter_map(failure).collect()
    }

    pub(crate) async fn text(&self, draft: &Draft) -> String {
        self.part(draft.text.unwrap().id).await.unwrap()
    }

    /// What a part says.
    pub(crate) async fn part(&self, part: PartId) -> Option<String> {
        let workspace = self.baton.workspace;
        let read = self
            .baton
            .app
            .db
            .read(move |reader| Box::pin(reader.part_text(workspace, part)));
        read.await.unwrap()
    }

    /// A teammate has AI word a draft.
    pub(crate) async fn ai(&self, case: CaseId) -> Result<draft::Drafted, AppError> {
        let new = NewDraft {
            words: Words::Ai,
            conversation: None,
            to: None,
            seen_sequence: None,
        };
        draft::create(&self.baton.app, self.baton.call(), case, new).await
    }

    /// Lets the customer ask, and does something while the composer is at work on the answer.
    pub(crate) async fn meanwhile(&self, something: impl Future<Output = ()>) {
        self.baton.composer.hold();
        self.post(QUESTION).await;
        let during = async {
            self.baton.composer.called.notified().await;
            something.await;
            self.baton.composer.release();
        };
        tokio::join!(self.work(), during);
        self.work().await;
    }

    /// The teammate does something with the case.
    pub(crate) async fn does(&self, case: CaseId, asked: Verb) {
        let ask = Ask {
            call: self.baton.call(),
            case,
            seen_sequence: None,
        };
        verb(&self.baton.app, ask, asked).await.unwrap();
        self.work().await;
    }

    /// Lets time pass and does what is due then.
    pub(crate) async fn pass(&self, span: Span) {
        self.baton.clock.pass(span);
        self.work().await;
    }

    /// The case as its teammate sees it.
    pub(crate) async fn view(&self) -> CaseView {
        let id = self.case().await.id;
        let view = baton_app::view::case(&self.baton.app, &self.baton.caller, id);
        view.await.unwrap()
    }

    /// The teammate lets a draft go, as it is or like this.
    pub(crate) async fn approve(&self, case: CaseId, draft: DraftId, text: Option<&str>) {
        let seen_sequence = self.case().await.sequence;
        let approval = Approval {
            text: text.map(str::to_owned),
            seen_sequence,
            then: NewThen::NextStep,
            hold: Span::ZERO,
        };
        let call: Call = self.baton.call();
        let approved = draft::approve(&self.baton.app, call, draft, approval).await;
        assert_eq!(approved.unwrap().change.case.id, case);
        self.work().await;
    }
}

fn failure(event: &Event) -> Option<ComposeFailure> {
    if let Event::DraftFailed(failed) = event {
        Some(failed.reason)
    } else {
        None
    }
}

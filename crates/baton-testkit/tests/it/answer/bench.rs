//! A workspace with people, channels, a scripted engine and a provider that remembers every call.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests fail loudly, as tests do"
)]

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};

use baton_app::App;
use baton_app::call::Call;
use baton_app::caller::{Caller, Identity};
use baton_app::draft::{self, Approval, Drafted, NewDraft, NewThen, Words};
use baton_app::error::AppError;
use baton_app::evidence::{self, Export};
use baton_app::found::{self, NewColleague};
use baton_app::intake;
use baton_app::keeper::Keeper;
use baton_app::ports::Ports;
use baton_app::ports::back_office::NoBackOffice;
use baton_app::ports::channel::{
    Address, AddressKind, Boxed, ChannelConfig, Channels, DeliveryProblem, Described, Identified,
    InboundMessage, OutboundMessage, ParseFailure, SendOutcome, SenderProof,
};
use baton_app::ports::triage::{Entity, Triage, TriageContext, Understanding};
use baton_app::runner::drain;
use baton_domain::actor::Role;
use baton_domain::case::Case;
use baton_domain::confidence::{Confidence, Rated};
use baton_domain::id::{CaseId, ChannelId, DraftId, MessageId, WorkspaceId};
use baton_domain::time::Span;
use baton_domain::triage::{Findings, Gist, ModelVersion, Sentiment, TriageFailure};
use baton_ledger::pack::{Audience, Language};
use baton_store::channel::Channel;
use baton_store::job;
use baton_store::seal::MasterKey;
use baton_testkit::clock::TestClock;
use baton_testkit::composer::{ScriptedComposer, WordGuard, WordRetrieval};
use baton_testkit::databases::TestDatabase;
use serde_json::{Value, json};
use tokio::sync::Notify;

/// Everything of one installation, on one kind of database.
pub(crate) struct Bench {
    pub(crate) name: &'static str,
    pub(crate) app: Arc<App>,
    pub(crate) clock: Arc<TestClock>,
    pub(crate) post: Arc<Post>,
    pub(crate) workspace: WorkspaceId,
    pub(crate) agent: Caller,
    pub(crate) supervisor: Caller,
    pub(crate) email: ChannelId,
    pub(crate) polled: ChannelId,
    pub(crate) called_back: ChannelId,
    _database: TestDatabase,
}

/// A customer's message on its way in.
#[derive(Default)]
pub(crate) struct Mail<'a> {
    pub(crate) id: &'a str,
    pub(crate) from: &'a str,
    pub(crate) text: &'a str,
    pub(crate) references: Vec<String>,
    pub(crate) is_verified: bool,
}

impl Bench {
    /// A bench on each kind of database.
    pub(crate) async fn all() -> Vec<Self> {
        let mut benches = Vec::new();
        for database in baton_testkit::databases::all() {
            benches.push(Self::on(database).await);
        }
        benches
    }

    async fn on(database: TestDatabase) -> Self {
        let db = database.open(7).await.unwrap();
        let clock = Arc::new(TestClock::new());
        let post = Arc::new(Post::default());
        let ports = Ports {
            channels: post.clone(),
            triage: Arc::new(Engine),
            retrieval: Arc::new(WordRetrieval),
            composer: Arc::new(ScriptedComposer::default()),
            back_office: Arc::new(NoBackOffice),
            model: None,
            guard: Arc::new(WordGuard),
            witnesses: None,
        };
        let app = App::new(db, MasterKey::from_bytes([7; 32]), clock.clone(), ports)
            .await
            .unwrap();
        let workspace = found::workspace(&app, "Lakeside").await.unwrap().id;
        let agent = colleague(&app, workspace, "Ada", Role::Agent).await;
        let supervisor = colleague(&app, workspace, "Sam", Role::Supervisor).await;
        let email = channel(
            &app,
            workspace,
            "email",
            json!({"from_address": "Shop <help@shop.example>"}),
        );
        let email = email.await;
        let polled = channel(&app, workspace, "api", json!({})).await;
        let url = json!({"callback_url": "http://127.0.0.1:9/hook"});
        let called_back = channel(&app, workspace, "api", url).await;
        Self {
            name: database.name,
            app: Arc::new(app),
            clock,
            post,
            workspace,
            agent,
            supervisor,
            email,
            polled,
            called_back,
            _database: database,
        }
    }

    /// Takes a message in and does everything that follows; gives its case.
    pub(crate) async fn receive(&self, channel: ChannelId, mail: Mail<'_>) -> CaseId {
        let raw = json!({"id": mail.id, "from": mail.from, "text": mail.text,
            "references": mail.references, "is_verified": mail.is_verified});
        let raw = raw.to_string().into_bytes();
        let received = intake::receive(&self.app, self.workspace, channel, raw)
            .await
            .unwrap();
        self.drain().await;
        self.message(received.message)
            .await
            .case
            .expect("the message is in a case")
    }

    /// An ordinary question by mail.
    pub(crate) async fn question(&self) -> CaseId {
        let mail = Mail {
            id: "first@example.com",
            from: "mei@example.com",
            text: "Where is my parcel?",
            ..Mail::default()
        };
        self.receive(self.email, mail).await
    }

    pub(crate) async fn drain(&self) {
        drain(&self.app, 1_000).await.unwrap();
    }

    /// Lets time pass and does what is due then.
    pub(crate) async fn pass(&self, seconds: i64) {
        self.clock.pass(Span::from_seconds(seconds));
        job::reap(&self.app.db, baton_app::clock::Clock::now(&*self.clock))
            .await
            .unwrap();
        self.drain().await;
    }

    pub(crate) async fn case(&self, id: CaseId) -> Case {
        let workspace = self.workspace;
        let case = self
            .app
            .db
            .read(move |reader| Box::pin(reader.case(workspace, id)))
            .await;
        case.unwrap().expect("there is such a case")
    }

    pub(crate) async fn message(
        &self,
        id: MessageId,
    ) -> baton_store::read::messages::MessageRecord {
        let workspace = self.workspace;
        let row = self
            .app
            .db
            .read(move |reader| Box::pin(reader.message(workspace, id)))
            .await;
        row.unwrap().expect("there is such a message")
    }

    pub(crate) async fn set(&self, name: String, value: &'static str) {
        let workspace = self.workspace;
        let set = self.app.db.write(move |tx| {
            let name = name.clone();
            Box::pin(async move { tx.set_setting(workspace, &name, value).await })
        });
        set.await.unwrap();
    }

    /// The pack of a case, once a checkpoint covers it.
    pub(crate) async fn pack(&self, case: CaseId) -> Vec<u8> {
        let mut keeper = Keeper::new(Arc::clone(&self.app));
        keeper.settle().await.unwrap();
        let wanted = Export {
            case,
            audience: Audience::Auditor,
            purpose: "a test".to_owned(),
            language: Language::English,
            at: None,
            since: None,
        };
        let stamp = Call::by(self.supervisor.clone()).stamp(&self.app);
        evidence::export(&self.app, stamp, wanted).await.unwrap()
    }

    /// The agent words a draft.
    pub(crate) async fn draft(&self, case: CaseId, text: &str) -> DraftId {
        self.words(&self.agent, case, Words::Own(text.to_owned()))
            .await
            .unwrap()
            .draft
    }

    pub(crate) async fn words(
        &self,
        caller: &Caller,
        case: CaseId,
        words: Words,
    ) -> Result<Drafted, AppError> {
        let new = NewDraft {
            words,
            conversation: None,
            to: None,
            seen_sequence: None,
        };
        draft::create(&self.app, Call::by(caller.clone()), case, new).await
    }

    /// The agent approves what the case says by now.
    pub(crate) async fn approve(&self, case: CaseId, draft: DraftId) -> Result<Drafted, AppError> {
        let seen_sequence = self.case(case).await.sequence;
        let approval = Approval {
            text: None,
            seen_sequence,
            then: NewThen::NextStep,
            hold: Span::ZERO,
        };
        draft::approve(&self.app, Call::by(self.agent.clone()), draft, approval).await
    }
}

/// The code of a refusal.
#[track_caller]
pub(crate) fn code<T: std::fmt::Debug>(result: Result<T, AppError>) -> String {
    match result.unwrap_err() {
        AppError::Refused(refusal) => refusal.code().to_owned(),
        AppError::Invalid(invalid) => invalid.code.to_owned(),
        AppError::Forbidden { policies } => policies.join(" "),
        other => panic!("{other} is no refusal"),
    }
}

async fn colleague(app: &App, workspace: WorkspaceId, name: &str, role: Role) -> Caller {
    let new = NewColleague {
        name: name.to_owned(),
        email: format!("{name}@shop.example"),
        roles: vec![role],
    };
    let id = found::teammate(app, workspace, new, "correct horse".to_owned())
        .await
        .unwrap();
    Caller {
        workspace,
        identity: Identity::Teammate {
            id,
            roles: vec![role],
            session: None,
        },
    }
}

async fn channel(app: &App, workspace: WorkspaceId, kind: &str, configuration: Value) -> ChannelId {
    let slug = format!("{kind}-{}", configuration.to_string().len());
    let channel = Channel {
        id: ChannelId::from_bits(0),
        kind: kind.to_owned(),
        name: slug.clone(),
        slug,
        threads: if kind == "email" { "topic" } else { "endless" }.to_owned(),
        vouches: false,
        stage: "draft".to_owned(),
        configuration: configuration.to_string(),
    };
    found::channel(app, workspace, channel).await.unwrap()
}

/// A provider that remembers every call and answers as told.
#[derive(Default)]
pub(crate) struct Post {
    calls: Mutex<Vec<OutboundMessage>>,
    answers: Mutex<VecDeque<Answer>>,
    pub(crate) called: Notify,
}

/// How the provider answers.
pub(crate) enum Answer {
    Says(SendOutcome),
    /// Never: whoever called may crash meanwhile.
    Silence,
    /// Yes, but only when it is told to go on.
    Late(Arc<Notify>),
}

impl Post {
    pub(crate) fn next(&self, answer: Answer) {
        self.answers.lock().unwrap().push_back(answer);
    }

    pub(crate) fn calls(&self) -> Vec<OutboundMessage> {
        self.calls.lock().unwrap().clone()
    }
}

impl Channels for Post {
    fn identify(&self, _: &ChannelConfig, raw: &[u8]) -> Result<Identified, Vec<DeliveryProblem>> {
        let raw: BTreeMap<String, Value> = serde_json::from_slice(raw).unwrap();
        Ok(Identified {
            external_id: text(&raw, "id"),
            order_key: text(&raw, "from"),
            uploads: Vec::new(),
        })
    }

    fn describe(&self, _: &[u8], declared: Option<&str>, name: &str) -> Described {
        Described {
            name: name.to_owned(),
            mime: declared.unwrap_or("application/octet-stream").to_owned(),
        }
    }

    fn parse(&self, channel: &ChannelConfig, raw: &[u8]) -> Result<InboundMessage, ParseFailure> {
        let raw: BTreeMap<String, Value> = serde_json::from_slice(raw).unwrap();
        let references = raw["references"].as_array().unwrap().iter();
        let is_mail = channel.kind.as_str() == "email";
        Ok(InboundMessage {
            external_id: text(&raw, "id"),
            thread: (!is_mail).then(|| text(&raw, "from")),
            subject: is_mail.then(|| "My parcel".to_owned()),
            from: Address {
                kind: if is_mail {
                    AddressKind::Email
                } else {
                    AddressKind::Opaque
                },
                address: text(&raw, "from"),
                name: None,
            },
            proof: if raw["is_verified"] == true {
                SenderProof::ChannelVerified
            } else {
                SenderProof::Unverified
            },
            reply_to: None,
            others: Vec::new(),
            sent_at: None,
            text: text(&raw, "text"),
            quoted: None,
            html: None,
            attachments: Vec::new(),
            references: references
                .map(|id| id.as_str().unwrap().to_owned())
                .collect(),
            automatic: None,
            delivery_report: None,
            spam_reasons: Vec::new(),
            defects: Vec::new(),
        })
    }

    fn send<'a>(
        &'a self,
        _: &'a ChannelConfig,
        message: &'a OutboundMessage,
    ) -> Boxed<'a, SendOutcome> {
        self.calls.lock().unwrap().push(message.clone());
        let answer = self.answers.lock().unwrap().pop_front();
        self.called.notify_one();
        Box::pin(async move {
            match answer {
                None => SendOutcome::Sent { provider_id: None },
                Some(Answer::Says(outcome)) => outcome,
                Some(Answer::Silence) => std::future::pending().await,
                Some(Answer::Late(go_on)) => {
                    go_on.notified().await;
                    SendOutcome::Sent {
                        provider_id: Some("late-1".to_owned()),
                    }
                }
            }
        })
    }
}

fn text(raw: &BTreeMap<String, Value>, field: &str) -> String {
    raw[field].as_str().unwrap().to_owned()
}

/// An engine that knows one feeling and what an order number looks like.
struct Engine;

impl Triage for Engine {
    fn understand(&self, text: &str, _: &TriageContext) -> Result<Understanding, TriageFailure> {
        let is_furious = text.contains("furious");
        let sure = Confidence::from_per_mille(950);
        let sentiment = if is_furious {
            Sentiment::AtRisk
        } else {
            Sentiment::Neutral
        };
        Ok(Understanding {
            findings: Findings {
                language: None,
                intents: vec![Rated {
                    value: "parcel.where".parse().unwrap(),
                    confidence: sure,
                }],
                category: None,
                urgency: None,
                sentiment: Some(Rated {
                    value: sentiment,
                    confidence: sure,
                }),
                frustration: Confidence::from_per_mille(0),
                is_complaint: false,
                failure_claims: Vec::new(),
                gist: Gist::Asks,
                needs_answer: true,
                order_context_needed: false,
                settles: Vec::new(),
                detail: None,
                model: ModelVersion {
                    id: "scripted".parse().unwrap(),
                    version: "1".parse().unwrap(),
                },
            },
            detail: json!({}),
        })
    }

    fn entities(&self, text: &str) -> Vec<Entity> {
        let orders = text.split(|letter: char| !letter.is_ascii_digit());
        let orders = orders.filter(|digits| digits.len() >= 6);
        orders
            .map(|digits| Entity {
                kind: "order".to_owned(),
                value: digits.to_owned(),
            })
            .collect()
    }
}

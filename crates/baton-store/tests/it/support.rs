//! What several of these tests need: instants, a workspace, events, and work that only reads or
//! writes settings.

use std::sync::Arc;

use baton_domain::actor::Actor;
use baton_domain::case::Case;
use baton_domain::event::Event;
use baton_domain::event::course::{CaseOpened, NoteAdded, Opening};
use baton_domain::event::record::RecordChanged;
use baton_domain::id::{CaseId, MessageId, WorkspaceId};
use baton_domain::part::{Commitment, PartRef};
use baton_domain::time::{Span, Timestamp};
use baton_store::event::{Record, Stamp, Stream};
use baton_store::lease::{self, Lease};
use baton_store::workspace::Workspace;
use baton_store::{Db, Query, StoreError, args, sequencer};
use baton_testkit::databases::TestDatabase;

/// The instant at which every test begins.
const BEGINNING: Timestamp = Timestamp::from_micros(1_795_251_600_000_000);

/// So many seconds after the beginning.
pub(crate) fn at(seconds: i64) -> Timestamp {
    BEGINNING.plus(Span::from_seconds(seconds))
}

/// An open database with one workspace.
pub(crate) struct Bench {
    pub(crate) name: &'static str,
    pub(crate) db: Db,
    pub(crate) workspace: Workspace,
    pub(crate) database: TestDatabase,
}

impl Bench {
    /// A bench on each kind of database.
    pub(crate) async fn all() -> Vec<Self> {
        let mut benches = Vec::new();
        for database in baton_testkit::databases::all() {
            let db = database.open(1).await.unwrap();
            let workspace = add_workspace(&db, "Lakeside").await;
            benches.push(Self {
                name: database.name,
                db,
                workspace,
                database,
            });
        }
        benches
    }

    pub(crate) fn id(&self) -> WorkspaceId {
        self.workspace.id
    }

    pub(crate) fn stamp(&self, seconds: i64) -> Stamp {
        Stamp {
            workspace: self.id(),
            at: at(seconds),
            actor: Actor::System,
        }
    }

    pub(crate) async fn set(&self, name: &str, value: &str) -> Result<(), StoreError> {
        set(&self.db, self.id(), name, value).await
    }

    pub(crate) async fn get(&self, name: &str) -> Option<String> {
        let (workspace, name) = (self.id(), name.to_owned());
        self.db
            .read(move |reader| Box::pin(async move { reader.setting(workspace, &name).await }))
            .await
            .unwrap()
    }

    /// One number that a statement answers with.
    pub(crate) async fn number(&self, query: Query) -> i64 {
        self.db
            .read::<_, StoreError, _>(move |reader| {
                Box::pin(async move { reader.opt(query).await?.unwrap().take() })
            })
            .await
            .unwrap()
    }

    /// Runs one statement in a unit of its own.
    pub(crate) async fn exec(&self, query: Query) -> Result<u64, StoreError> {
        self.db
            .write(move |tx| Box::pin(tx.exec(query.clone())))
            .await
    }

    /// Appends events to a stream.
    pub(crate) async fn append(&self, seconds: i64, stream: &Stream, events: Vec<Event>) {
        let (stamp, stream, events) = (self.stamp(seconds), stream.clone(), Arc::new(events));
        self.db
            .write(move |tx| {
                let (stream, events) = (stream.clone(), Arc::clone(&events));
                Box::pin(async move { tx.append(&stamp, &stream, &events).await })
            })
            .await
            .unwrap();
    }

    /// A case of which only the opening has happened.
    pub(crate) async fn open_case(&self, number: u64) -> Case {
        let id = CaseId::mint(&mut self.db.ids().at(at(0)));
        self.record(0, &Case::unopened(id), vec![opened(number)])
            .await
            .unwrap()
    }

    pub(crate) async fn record(
        &self,
        seconds: i64,
        before: &Case,
        events: Vec<Event>,
    ) -> Result<Case, StoreError> {
        let (stamp, before) = (self.stamp(seconds), Arc::new(before.clone()));
        let events = Arc::new(events);
        self.db
            .write(move |tx| {
                let (before, events) = (Arc::clone(&before), Arc::clone(&events));
                Box::pin(async move { tx.record(&stamp, &before, &events).await })
            })
            .await
    }

    pub(crate) async fn case(&self, id: CaseId) -> Result<Option<Case>, StoreError> {
        let workspace = self.id();
        self.db
            .read(move |reader| Box::pin(reader.case(workspace, id)))
            .await
    }

    /// Takes the sequencer's lease at an instant.
    pub(crate) async fn sequence(&self, holder: &str, seconds: i64) -> Option<Lease> {
        lease::take(&self.db, sequencer::LEASE, holder, at(seconds))
            .await
            .unwrap()
    }

    /// Gives every committed event its position.
    pub(crate) async fn place_all(&self, seconds: i64) -> Lease {
        let lease = self.sequence("placer", seconds).await.unwrap();
        while sequencer::place_batch(&self.db, &lease, at(seconds))
            .await
            .unwrap()
            > 0
        {}
        lease
    }
}

pub(crate) async fn add_workspace(db: &Db, name: &'static str) -> Workspace {
    db.write(move |tx| Box::pin(tx.create_workspace(name, at(0))))
        .await
        .unwrap()
}

pub(crate) async fn set(
    db: &Db,
    workspace: WorkspaceId,
    name: &str,
    value: &str,
) -> Result<(), StoreError> {
    let (name, value) = (name.to_owned(), value.to_owned());
    db.write(move |tx| {
        let (name, value) = (name.clone(), value.clone());
        Box::pin(async move { tx.set_setting(workspace, &name, &value).await })
    })
    .await
}

pub(crate) fn opened(number: u64) -> Event {
    Event::CaseOpened(CaseOpened {
        number,
        opening: Opening::Teammate,
        subject: None,
        channel_id: None,
    })
}

pub(crate) fn noted(number: u128) -> Event {
    Event::NoteAdded(NoteAdded {
        message_id: MessageId::from_bits(number),
        content: part(number),
        mentions: Vec::new(),
    })
}

/// A reference to content that was never stored.
pub(crate) fn part(number: u128) -> PartRef {
    PartRef {
        id: baton_domain::id::PartId::from_bits(number),
        commitment: Commitment::from_bytes([u8::try_from(number % 251).unwrap(); 32]),
    }
}

pub(crate) fn changed(field: &str) -> Event {
    Event::RecordChanged(RecordChanged {
        fields: vec![field.parse().unwrap()],
        values: std::collections::BTreeMap::new(),
        text: None,
    })
}

pub(crate) fn workspace_stream(workspace: WorkspaceId) -> Stream {
    Stream::record(Record::Workspace(workspace))
}

pub(crate) fn count_of(table: &'static str, workspace: WorkspaceId) -> Query {
    Query::new("SELECT COUNT(*) FROM ", args![])
        .sql(table)
        .sql(" WHERE workspace = ")
        .arg(workspace)
}

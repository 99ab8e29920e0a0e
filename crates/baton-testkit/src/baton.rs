//! The whole application on a database of its own, with time, randomness and the outside world in
//! the test's hands.
//!
//! A crash drops the application and opens it again on the same database; the provider outside and
//! the clock go on.

use std::sync::Arc;

use baton_app::App;
use baton_app::call::Call;
use baton_app::caller::{Caller, Identity};
use baton_app::clock::Clock as _;
use baton_app::keeper::Keeper;
use baton_app::ports::Ports;
use baton_app::ports::model::Model;
use baton_domain::actor::{Actor, Role};
use baton_domain::event::Event;
use baton_domain::event::record::RecordChanged;
use baton_domain::id::{ChannelId, TeammateId, WorkspaceId};
use baton_domain::time::Timestamp;
use baton_store::channel::Channel;
use baton_store::event::{Record, Stamp, Stream};
use baton_store::seal::MasterKey;
use baton_store::teammate::NewTeammate;
use baton_store::{Db, StoreError, Tx};

use crate::clock::TestClock;
use crate::composer::{ScriptedComposer, WordGuard, WordRetrieval};
use crate::databases::TestDatabase;
use crate::provider::RecordingProvider;
use crate::shop::RecordingShop;
use crate::triage::ScriptedTriage;

/// Roles of the teammate who does everything.
const ROLES: [Role; 2] = [Role::Agent, Role::Supervisor];

/// An application with one workspace, one teammate and one channel.
pub struct TestBaton {
    /// The application. A new one after each crash.
    pub app: Arc<App>,
    /// Its clock.
    pub clock: Arc<TestClock>,
    /// The provider of its channel.
    pub provider: Arc<RecordingProvider>,
    /// Its back office.
    pub shop: Arc<RecordingShop>,
    /// Who words its AI drafts.
    pub composer: Arc<ScriptedComposer>,
    /// Its workspace.
    pub workspace: WorkspaceId,
    /// Its channel: generic, with a callback, so that a message cannot be handed over twice.
    pub channel: ChannelId,
    /// Its teammate.
    pub caller: Caller,
    model: Option<Arc<dyn Model>>,
    keeper: Keeper,
    database: TestDatabase,
    seed: u64,
    lives: u64,
}

impl TestBaton {
    /// A new application on an empty database.
    ///
    /// # Panics
    /// If it cannot be put together.
    pub async fn new(database: TestDatabase, seed: u64) -> Self {
        Self::with_model(database, seed, None).await
    }

    /// The same with a language model.
    ///
    /// # Panics
    /// If it cannot be put together.
    pub async fn with_model(
        database: TestDatabase,
        seed: u64,
        model: Option<Arc<dyn Model>>,
    ) -> Self {
        let clock = Arc::new(TestClock::new());
        let provider = Arc::new(RecordingProvider::default());
        let shop = Arc::new(RecordingShop::default());
        let composer = Arc::new(ScriptedComposer::default());
        let db = database.open(seed).await.expect("the database opens");
        let (workspace, channel, caller) = set_up(&db, clock.now()).await.expect("units succeed");
        let outside = (&provider, &shop);
        let app = app(db, &clock, outside, (&composer, model.clone())).await;
        Self {
            model,
            keeper: Keeper::new(Arc::clone(&app)),
            app,
            clock,
            provider,
            shop,
            composer,
            workspace,
            channel,
            caller,
            database,
            seed,
            lives: 1,
        }
    }

    /// The name of its database, to print with a failure.
    #[must_use]
    pub const fn database(&self) -> &'static str {
        self.database.name
    }

    /// A call by its teammate.
    #[must_use]
    pub fn call(&self) -> Call {
        Call::by(self.caller.clone())
    }

    /// Drops everything in memory and opens the application again.
    ///
    /// # Panics
    /// If it does not open.
    pub async fn crash(&mut self) {
        settle(&self.app.db, self.workspace).await;
        self.lives += 1;
        // Other randomness in each life: ids that were given out must not come again.
        let seed = self.seed.wrapping_mul(1_000_003).wrapping_add(self.lives);
        let db = self
            .database
            .open(seed)
            .await
            .expect("the database opens again");
        let outside = (&self.provider, &self.shop);
        let words = (&self.composer, self.model.clone());
        self.app = app(db, &self.clock, outside, words).await;
        self.keeper = Keeper::new(Arc::clone(&self.app));
    }

    /// Gives committed events their positions, and signs a checkpoint over them.
    ///
    /// # Errors
    /// As the keeper.
    pub async fn keep_log(&mut self) -> Result<(), StoreError> {
        self.keeper.settle().await
    }
}

/// Waits for units that nobody waits for any more: their callers were dropped by a crash.
async fn settle(db: &Db, workspace: WorkspaceId) {
    // On SQLite the writer serves in order, on PostgreSQL units are counted until they end.
    let last = db.write::<_, StoreError, _>(move |tx| {
        Box::pin(async move { tx.set_setting(workspace, "settled", "on").await })
    });
    last.await.expect("a unit succeeds");
    while db.writer_figures().queued > 0 {
        tokio::task::yield_now().await;
    }
}

async fn app(
    db: Db,
    clock: &Arc<TestClock>,
    (provider, shop): (&Arc<RecordingProvider>, &Arc<RecordingShop>),
    (composer, model): (&Arc<ScriptedComposer>, Option<Arc<dyn Model>>),
) -> Arc<App> {
    let ports = Ports {
        channels: Arc::<RecordingProvider>::clone(provider),
        triage: Arc::new(ScriptedTriage::default()),
        retrieval: Arc::new(WordRetrieval),
        composer: Arc::<ScriptedComposer>::clone(composer),
        back_office: Arc::<RecordingShop>::clone(shop),
        model,
        guard: Arc::new(WordGuard),
        witnesses: None,
    };
    let clock = Arc::<TestClock>::clone(clock);
    let app = App::new(db, MasterKey::from_bytes([7; 32]), clock, ports).await;
    Arc::new(app.expect("the application is put together"))
}

async fn set_up(db: &Db, at: Timestamp) -> Result<(WorkspaceId, ChannelId, Caller), StoreError> {
    db.write(move |tx| {
        Box::pin(async move {
            let workspace = tx.create_workspace("Lakeside", at).await?.id;
            let person = tx.add_person("mei@lakeside.example", "", at).await?;
            let new = NewTeammate {
                workspace,
                person,
                name: "Mei".to_owned(),
                roles: ROLES.to_vec(),
            };
            let teammate = TeammateId::mint(&mut tx.ids().at(at));
            tx.add_teammate(teammate, &new, at).await?;
            record_roles(tx, workspace, teammate, at).await?;
            let channel = ChannelId::mint(&mut tx.ids().at(at));
            tx.add_channel(workspace, &generic(channel), at).await?;
            let caller = Caller {
                workspace,
                identity: Identity::Teammate {
                    id: teammate,
                    roles: ROLES.to_vec(),
                    session: None,
                },
            };
            Ok((workspace, channel, caller))
        })
    })
    .await
}

/// What the log says a teammate may do: the reviews they decide are proven by it.
async fn record_roles(
    tx: &mut Tx,
    workspace: WorkspaceId,
    teammate: TeammateId,
    at: Timestamp,
) -> Result<(), StoreError> {
    let stamp = Stamp {
        workspace,
        at,
        actor: Actor::System,
    };
    let held = ROLES.iter().filter_map(|role| {
        let role = format!("roles.{role}").parse().ok()?;
        Some((role, "held".parse().ok()?))
    });
    let event = Event::RecordChanged(RecordChanged {
        fields: "roles".parse().into_iter().collect(),
        values: held.collect(),
        text: None,
    });
    let stream = Stream::record(Record::Teammate(teammate));
    tx.append(&stamp, &stream, &[event]).await.map(drop)
}

fn generic(id: ChannelId) -> Channel {
    Channel {
        id,
        kind: "api".to_owned(),
        slug: "app".to_owned(),
        name: "App".to_owned(),
        threads: "topic".to_owned(),
        vouches: true,
        stage: "draft".to_owned(),
        configuration: r#"{"callback_url": "http://127.0.0.1:9/"}"#.to_owned(),
    }
}

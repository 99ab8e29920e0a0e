//! Appending events and reading them back. The leaf's bytes are the stored event: there is no other
//! encoding (docs/adr/0002).

use std::fmt;

use baton_domain::actor::Actor;
use baton_domain::event::{Envelope, Event};
use baton_domain::id::{
    ArticleId, CaseId, ChannelId, ContactId, ConversationId, KeyId, MessageId, TeammateId,
    WorkspaceId,
};
use baton_domain::time::Timestamp;
use baton_ledger::hash::{Hash, leaf_hash};
use baton_ledger::leaf::{ActorKind, Leaf, LeafActor};

use crate::args;
use crate::error::StoreError;
use crate::journal::Appended;
use crate::tx::{Reader, Tx};
use crate::value::{Query, Row};

/// The name of a stream: the sequence of events about one thing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stream(String);

impl Stream {
    /// Everything about one case.
    #[must_use]
    pub fn case(id: CaseId) -> Self {
        Self(format!("case/{id}"))
    }

    /// Everything about one contact.
    #[must_use]
    pub fn contact(id: ContactId) -> Self {
        Self(format!("contact/{id}"))
    }

    /// What a conversation has that belongs to no case.
    #[must_use]
    pub fn conversation(id: ConversationId) -> Self {
        Self(format!("conversation/{id}"))
    }

    /// Who read a case.
    #[must_use]
    pub fn access(id: CaseId) -> Self {
        Self(format!("access/{id}"))
    }

    /// What became of a delivery that belongs to no conversation yet.
    #[must_use]
    pub fn message(id: MessageId) -> Self {
        Self(format!("record/message/{id}"))
    }

    /// What happened to the log itself.
    #[must_use]
    pub fn log() -> Self {
        Self("log".to_owned())
    }

    /// The changes of a plain record.
    #[must_use]
    pub fn record(record: Record) -> Self {
        Self(format!("record/{record}"))
    }

    /// The name as leaves write it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A plain record whose changes are recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Record {
    /// The workspace itself: its name and settings.
    Workspace(WorkspaceId),
    /// A membership.
    Teammate(TeammateId),
    /// An API key.
    Key(KeyId),
    /// A channel.
    Channel(ChannelId),
    /// A unit of knowledge.
    Article(ArticleId),
}

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Workspace(id) => write!(f, "workspace/{id}"),
            Self::Teammate(id) => write!(f, "teammate/{id}"),
            Self::Key(id) => write!(f, "key/{id}"),
            Self::Channel(id) => write!(f, "channel/{id}"),
            Self::Article(id) => write!(f, "article/{id}"),
        }
    }
}

/// Who does something, where and when: the same for every event of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// The tenant.
    pub workspace: WorkspaceId,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
}

/// An event as it is stored, with its place in the log once it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEvent {
    /// Its stream.
    pub stream: String,
    /// What surrounds it.
    pub envelope: Envelope,
    /// What happened.
    pub event: Event,
    /// Its position in the workspace's log.
    pub position: Option<u64>,
    /// The exact bytes.
    pub leaf: Vec<u8>,
}

/// The end of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Head {
    /// The last number; 0 for a stream without events.
    pub seq: u64,
    /// The hash of the last leaf.
    pub hash: Option<[u8; 32]>,
}

impl Tx {
    /// Appends events to a stream and gives its new head.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if another unit began the stream at the same time.
    pub async fn append(
        &mut self,
        stamp: &Stamp,
        stream: &Stream,
        events: &[Event],
    ) -> Result<Head, StoreError> {
        let head = self.lock_head(stamp.workspace, stream).await?;
        self.append_after(stamp, stream, events, head).await
    }

    /// The end of a stream, which no other unit moves until this one ends.
    pub(crate) async fn lock_head(
        &mut self,
        workspace: WorkspaceId,
        stream: &Stream,
    ) -> Result<Head, StoreError> {
        let query = head_query(workspace, stream).sql(self.dialect().for_update());
        read_head(self.opt(query).await?)
    }

    /// Appends events after a head that this unit has locked.
    pub(crate) async fn append_after(
        &mut self,
        stamp: &Stamp,
        stream: &Stream,
        events: &[Event],
        mut head: Head,
    ) -> Result<Head, StoreError> {
        let is_new = head.seq == 0;
        for event in events {
            head = self.append_one(stamp, stream, event, head).await?;
        }
        let Some(hash) = head.hash else {
            return Ok(head);
        };
        let text = if is_new {
            "INSERT INTO streams (workspace, stream, last_seq, last_hash) VALUES ($1, $2, $3, $4)"
        } else {
            "UPDATE streams SET last_seq = $3, last_hash = $4 WHERE workspace = $1 AND stream = $2"
        };
        self.exec(Query::new(
            text,
            args![stamp.workspace, stream.as_str(), head.seq, hash],
        ))
        .await
        .map_err(as_conflict)?;
        Ok(head)
    }

    async fn append_one(
        &mut self,
        stamp: &Stamp,
        stream: &Stream,
        event: &Event,
        head: Head,
    ) -> Result<Head, StoreError> {
        let seq = head.seq + 1;
        let leaf = encode(stamp, stream, seq, head.hash, event)?;
        let hash = *leaf_hash(&leaf).as_bytes();
        self.exec(Query::new(
            "INSERT INTO events (workspace, stream, stream_seq, leaf) VALUES ($1, $2, $3, $4)",
            args![stamp.workspace, stream.as_str(), seq, leaf],
        ))
        .await
        .map_err(as_conflict)?;
        self.journal.appended.push(Appended {
            workspace: stamp.workspace,
            stream: stream.as_str().to_owned(),
            stream_seq: seq,
            leaf_hash: hash,
        });
        Ok(Head {
            seq,
            hash: Some(hash),
        })
    }
}

/// Two units that begin one stream write the same key: the later one starts over.
fn as_conflict(error: StoreError) -> StoreError {
    match error {
        StoreError::Duplicate => StoreError::Conflict,
        other => other,
    }
}

impl Reader {
    /// The end of a stream.
    pub async fn head(
        &mut self,
        workspace: WorkspaceId,
        stream: &Stream,
    ) -> Result<Head, StoreError> {
        read_head(self.opt(head_query(workspace, stream)).await?)
    }

    /// The events of a stream after a number, in order.
    pub async fn events(
        &mut self,
        workspace: WorkspaceId,
        stream: &Stream,
        after: u64,
    ) -> Result<Vec<StoredEvent>, StoreError> {
        let query = Query::new(
            "SELECT e.stream, e.leaf, p.position FROM events e LEFT JOIN positions p \
             ON p.workspace = e.workspace AND p.stream = e.stream AND p.stream_seq = e.stream_seq \
             WHERE e.workspace = $1 AND e.stream = $2 AND e.stream_seq > $3 \
             ORDER BY e.stream_seq",
            args![workspace, stream.as_str(), after],
        );
        self.all(query).await?.into_iter().map(read).collect()
    }

    /// Up to `limit` events in the order of the log, from a position on.
    pub async fn log(
        &mut self,
        workspace: WorkspaceId,
        from: u64,
        limit: u64,
    ) -> Result<Vec<StoredEvent>, StoreError> {
        let query = Query::new(
            "SELECT e.stream, e.leaf, p.position FROM positions p JOIN events e \
             ON e.workspace = p.workspace AND e.stream = p.stream AND e.stream_seq = p.stream_seq \
             WHERE p.workspace = $1 AND p.position >= $2 ORDER BY p.position LIMIT $3",
            args![workspace, from, limit],
        );
        self.all(query).await?.into_iter().map(read).collect()
    }

    /// The names of all streams of a workspace that begin with a prefix.
    pub async fn streams(
        &mut self,
        workspace: WorkspaceId,
        prefix: &str,
    ) -> Result<Vec<Stream>, StoreError> {
        let query = Query::new(
            "SELECT stream FROM streams WHERE workspace = $1 AND stream >= $2 AND stream < $3 \
             ORDER BY stream",
            args![workspace, prefix, format!("{prefix}\u{7f}")],
        );
        self.all(query)
            .await?
            .into_iter()
            .map(|mut row| row.take().map(Stream))
            .collect()
    }
}

fn head_query(workspace: WorkspaceId, stream: &Stream) -> Query {
    Query::new(
        "SELECT last_seq, last_hash FROM streams WHERE workspace = $1 AND stream = $2",
        args![workspace, stream.as_str()],
    )
}

fn read_head(row: Option<Row>) -> Result<Head, StoreError> {
    row.map_or(Ok(Head::default()), |mut row| {
        Ok(Head {
            seq: row.take()?,
            hash: row.take()?,
        })
    })
}

fn read(mut row: Row) -> Result<StoredEvent, StoreError> {
    let (stream, leaf): (String, Vec<u8>) = (row.take()?, row.take()?);
    let (envelope, event) = decode(&leaf)?;
    Ok(StoredEvent {
        stream,
        envelope,
        event,
        position: row.take()?,
        leaf,
    })
}

/// The leaf of an event.
pub(crate) fn encode(
    stamp: &Stamp,
    stream: &Stream,
    stream_seq: u64,
    prev: Option<[u8; 32]>,
    event: &Event,
) -> Result<Vec<u8>, StoreError> {
    let unreadable = |error: &dyn fmt::Display| StoreError::Record(error.to_string());
    let value = serde_json::to_value(event).map_err(|error| unreadable(&error))?;
    let data = match value {
        serde_json::Value::Object(mut object) => match object.remove("data") {
            Some(serde_json::Value::Object(data)) => data,
            Some(_) | None => serde_json::Map::new(),
        },
        _ => serde_json::Map::new(),
    };
    let leaf = Leaf {
        kind: event.kind().to_owned(),
        at: stamp.at.as_micros(),
        actor: leaf_actor(&stamp.actor),
        stream: stream
            .as_str()
            .parse()
            .map_err(|error| unreadable(&error))?,
        stream_seq,
        prev: prev.map(Hash::from_bytes),
        data,
    };
    leaf.encode().map_err(|error| unreadable(&error))
}

fn leaf_actor(actor: &Actor) -> LeafActor {
    let (kind, id) = match actor {
        Actor::Teammate(id) => (ActorKind::Teammate, Some(id.to_string())),
        Actor::Machine(id) => (ActorKind::Machine, Some(id.to_string())),
        Actor::Contact(id) => (ActorKind::Contact, Some(id.to_string())),
        Actor::Ai => (ActorKind::Ai, None),
        Actor::System => (ActorKind::System, None),
    };
    LeafActor { kind, id }
}

fn domain_actor(actor: &LeafActor) -> Option<Actor> {
    let id = actor.id.as_deref();
    Some(match actor.kind {
        ActorKind::Teammate => Actor::Teammate(id?.parse().ok()?),
        ActorKind::Machine => Actor::Machine(id?.parse().ok()?),
        ActorKind::Contact => Actor::Contact(id?.parse().ok()?),
        ActorKind::Ai => Actor::Ai,
        ActorKind::System => Actor::System,
    })
}

/// What a leaf says. Reads every version ever written.
///
/// # Errors
/// [`StoreError::Record`] if the leaf is damaged or of a kind that this version does not know.
pub fn decode(leaf: &[u8]) -> Result<(Envelope, Event), StoreError> {
    let unreadable = |error: &dyn fmt::Display| StoreError::Record(error.to_string());
    let leaf = Leaf::decode(leaf).map_err(|error| unreadable(&error))?;
    let actor = domain_actor(&leaf.actor)
        .ok_or_else(|| StoreError::Record("the actor of a leaf has no id".into()))?;
    let envelope = Envelope {
        at: Timestamp::from_micros(leaf.at),
        actor,
        stream_seq: leaf.stream_seq,
    };
    let event = serde_json::json!({ "kind": leaf.kind, "data": leaf.data });
    Ok((
        envelope,
        serde_json::from_value(event).map_err(|error| unreadable(&error))?,
    ))
}

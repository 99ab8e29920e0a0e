//! A small honest case, told through the log, and ways to tell it otherwise.
//!
//! Mei Lin asks for her parcel, AI suggests an answer, an agent changes it and asks for approval, a
//! supervisor approves, it is sent, she confirms.

use baton_ledger::checkpoint::Checkpoint;
use baton_ledger::hash::{Hash, commitment, leaf_hash};
use baton_ledger::leaf::{ActorKind, Leaf, LeafActor};
use baton_ledger::note::{Note, SigningKey};
use baton_ledger::pack::{
    Audience, Language, PackEvent, PackInput, PackPart, PartState, Since, build,
};
use baton_ledger::stream::Stream;
use baton_ledger::tree::{MemoryTree, consistency_proof, inclusion_proof};
use serde_json::{Value, json};

pub(crate) const ORIGIN: &str = "k7q2.baton.example/ws/1";
pub(crate) const MINUTE: i64 = 60_000_000;
/// 2025-11-20 09:00 UTC.
pub(crate) const START: i64 = 1_763_629_200_000_000;

/// An id with this prefix that differs by number.
pub(crate) fn id(prefix: &str, number: u32) -> String {
    format!("{prefix}_01ja8zk3m4n5p6q7r8s9t{number:05}")
}

pub(crate) fn case(number: u32) -> Stream {
    Stream::Case(id("case", number))
}

pub(crate) fn agent() -> LeafActor {
    teammate(1)
}

pub(crate) fn supervisor() -> LeafActor {
    teammate(2)
}

pub(crate) fn teammate(number: u32) -> LeafActor {
    LeafActor {
        kind: ActorKind::Teammate,
        id: Some(id("mate", number)),
    }
}

pub(crate) fn customer() -> LeafActor {
    LeafActor {
        kind: ActorKind::Contact,
        id: Some(id("contact", 1)),
    }
}

pub(crate) fn ai() -> LeafActor {
    LeafActor {
        kind: ActorKind::Ai,
        id: None,
    }
}

pub(crate) fn system() -> LeafActor {
    LeafActor {
        kind: ActorKind::System,
        id: None,
    }
}

/// How an actor stands in data.
pub(crate) fn named(actor: &LeafActor) -> Value {
    match &actor.id {
        Some(id) => json!({"kind": actor.kind.as_str(), "id": id}),
        None => json!({"kind": actor.kind.as_str()}),
    }
}

pub(crate) fn log_key() -> SigningKey {
    SigningKey::new(ORIGIN, &[42; 32]).unwrap()
}

pub(crate) fn salt(number: u32) -> [u8; 32] {
    *Hash::of(&number.to_be_bytes()).as_bytes()
}

pub(crate) fn part_ref(number: u32, text: &str) -> Value {
    json!({
        "id": id("part", number),
        "commitment": commitment(&salt(number), text.as_bytes()).to_string(),
    })
}

pub(crate) fn part(number: u32, text: &str) -> PackPart {
    PackPart {
        id: id("part", number),
        commitment: commitment(&salt(number), text.as_bytes()),
        media: "text/plain; charset=utf-8".to_owned(),
        state: PartState::Present {
            salt: salt(number),
            content: text.as_bytes().to_vec(),
        },
    }
}

/// Events before they are numbered and chained: so that they can be dropped, moved and changed.
#[derive(Clone)]
pub(crate) struct Told {
    pub(crate) stream: Stream,
    pub(crate) at: i64,
    pub(crate) actor: LeafActor,
    pub(crate) kind: String,
    pub(crate) data: Value,
}

#[derive(Clone)]
pub(crate) struct Story {
    pub(crate) told: Vec<Told>,
    pub(crate) parts: Vec<PackPart>,
    /// Leaves of other cases that stand in the log before each of ours.
    pub(crate) between: usize,
}

pub(crate) const QUESTION: &str = "Where is my parcel? <b>Order 4711</b> & no answer since Monday!";
pub(crate) const SUGGESTED: &str = "Hello, your parcel is on its way and arrives soon.";
pub(crate) const EDITED: &str = "Hello Mei Lin, your parcel is in Lyon and arrives on Friday.";
pub(crate) const SENT: &str =
    "Hello Mei Lin, your parcel is in Lyon and arrives on Friday.\n-- \nAda";
pub(crate) const THANKS: &str = "Thanks, it works.";

impl Story {
    pub(crate) fn empty() -> Self {
        Self {
            told: Vec::new(),
            parts: Vec::new(),
            between: 3,
        }
    }

    /// The honest story.
    pub(crate) fn honest() -> Self {
        let mut story = Self::empty();
        story.asked();
        story.suggested();
        story.approved();
        story.left();
        story.confirmed();
        story
    }

    pub(crate) fn say(&mut self, minute: i64, actor: LeafActor, kind: &str, data: Value) {
        self.told.push(Told {
            stream: case(1),
            at: START + minute * MINUTE,
            actor,
            kind: kind.to_owned(),
            data,
        });
    }

    pub(crate) fn with_part(&mut self, number: u32, text: &str) -> Value {
        let new = part(number, text);
        if !self.parts.contains(&new) {
            self.parts.push(new);
        }
        part_ref(number, text)
    }

    fn asked(&mut self) {
        self.say(
            0,
            system(),
            "case_opened",
            json!({"number": 1039, "opening": {"cause": "message"}, "channel_id": id("chan", 1)}),
        );
        self.say(
            0,
            system(),
            "participant_added",
            json!({"participant": {"id": id("ptcp", 1), "who": {"contact": id("contact", 1)},
                   "role": "customer", "identity": "channel_verified"}}),
        );
        let content = self.with_part(1, QUESTION);
        self.say(
            0,
            customer(),
            "message_received",
            json!({"message_id": id("msg", 1), "participant_id": id("ptcp", 1),
                   "channel_id": id("chan", 1), "conversation_id": id("conv", 1),
                   "content": content, "received_at": START, "joined_by": "new"}),
        );
        self.wait(0, 1, "us", json!({"kind": "our_reply", "messages": []}));
        self.turn(0, "us", Some(1), "they_wrote");
    }

    pub(crate) fn wait(&mut self, minute: i64, number: u32, on: &str, reason: Value) {
        self.say(
            minute,
            system(),
            "wait_opened",
            json!({"id": id("wait", number), "on": on, "for": reason, "because": 3,
                   "participant_id": id("ptcp", 1), "since": START + minute * MINUTE, "chases": 0}),
        );
    }

    pub(crate) fn turn(&mut self, minute: i64, who: &str, wait: Option<u32>, reason_code: &str) {
        let mut data = json!({"who": who, "since": START + minute * MINUTE,
                              "reason_code": reason_code});
        if let Some(wait) = wait {
            data["wait_id"] = id("wait", wait).into();
        }
        self.say(minute, system(), "next_mover_changed", data);
    }

    fn suggested(&mut self) {
        let text = self.with_part(2, SUGGESTED);
        self.say(
            1,
            ai(),
            "draft_proposed",
            json!({"draft_id": id("draft", 1), "origin": "ai", "purpose": "reply",
                   "to": id("ptcp", 1), "channel_id": id("chan", 1),
                   "conversation_id": id("conv", 1), "text": text, "language": "en",
                   "based_on_sequence": 3, "confidence": 870, "identity_floor": "unverified",
                   "citations": [{"article_id": id("art", 1), "version": 2, "passage": 1}],
                   "model": {"id": "built-in", "version": "1"}}),
        );
        let text = self.with_part(3, EDITED);
        self.say(
            4,
            agent(),
            "draft_edited",
            json!({"draft_id": id("draft", 1), "text": text, "version": 2,
                   "based_on_sequence": 5}),
        );
    }

    pub(crate) fn then() -> Value {
        json!({"resolve": {"closes_in_days": 3}})
    }

    fn approved(&mut self) {
        let content = self.with_part(4, SENT);
        self.say(
            5,
            agent(),
            "review_requested",
            json!({"review_id": id("rev", 1), "draft_id": id("draft", 1), "version": 2,
                   "role": "supervisor", "why": "new_agent", "policies": ["agent.new"],
                   "content": content, "then": Self::then(), "hold": 0,
                   "due": START + 60 * MINUTE}),
        );
        self.wait(
            5,
            2,
            "reviewer",
            json!({"kind": "supervisor_review", "review_id": id("rev", 1)}),
        );
        self.turn(5, "reviewer", Some(1), "reply_in_review");
        self.say(
            9,
            supervisor(),
            "review_decided",
            json!({"review_id": id("rev", 1), "draft_id": id("draft", 1), "version": 2,
                   "outcome": "approved", "role": "supervisor"}),
        );
        self.close_wait(9, 2, "decided");
        self.say(
            9,
            supervisor(),
            "send_authorised",
            json!({"message_id": id("msg", 2), "draft_id": id("draft", 1), "version": 2,
                   "origin": "ai", "purpose": "reply", "to": id("ptcp", 1),
                   "channel_id": id("chan", 1), "conversation_id": id("conv", 1),
                   "content": content, "based_on_sequence": 5, "author": named(&agent()),
                   "approved_by": named(&supervisor()), "role": "supervisor",
                   "review_id": id("rev", 1), "policies": ["agent.new"], "then": Self::then(),
                   "not_before": START + 9 * MINUTE}),
        );
        self.turn(9, "us", Some(1), "they_wrote");
    }

    pub(crate) fn close_wait(&mut self, minute: i64, number: u32, reason: &str) {
        self.say(
            minute,
            system(),
            "wait_closed",
            json!({"wait_id": id("wait", number), "reason": reason}),
        );
    }

    fn left(&mut self) {
        self.say(
            10,
            system(),
            "send_started",
            json!({"message_id": id("msg", 2), "attempt": 1}),
        );
        let content = self.with_part(4, SENT);
        self.say(
            10,
            system(),
            "sent",
            json!({"message_id": id("msg", 2), "content": content}),
        );
        self.close_wait(10, 1, "replied");
        self.say(
            10,
            system(),
            "resolved",
            json!({"message_id": id("msg", 2)}),
        );
        self.wait(10, 3, "customer", json!({"kind": "confirmation"}));
    }

    fn confirmed(&mut self) {
        let content = self.with_part(5, THANKS);
        self.say(
            30,
            customer(),
            "message_received",
            json!({"message_id": id("msg", 3), "participant_id": id("ptcp", 1),
                   "channel_id": id("chan", 1), "conversation_id": id("conv", 1),
                   "content": content, "received_at": START + 30 * MINUTE,
                   "joined_by": "thread"}),
        );
        self.close_wait(30, 3, "confirmed");
        self.say(30, system(), "closed", json!({"reason": "confirmed"}));
    }

    /// The place of the first event of this kind.
    pub(crate) fn find(&self, kind: &str) -> usize {
        self.told.iter().position(|told| told.kind == kind).unwrap()
    }

    /// Changes the first event of this kind.
    pub(crate) fn change(&mut self, kind: &str, change: impl FnOnce(&mut Told)) {
        let at = self.find(kind);
        change(&mut self.told[at]);
    }

    /// Numbers and chains the events of each stream.
    pub(crate) fn leaves(&self) -> Vec<Vec<u8>> {
        let mut last = std::collections::BTreeMap::new();
        let leaf = |told: &Told| {
            let before = last.get(&told.stream).copied();
            let (stream_seq, prev) = before.map_or((1, None), |(seq, hash)| (seq + 1, Some(hash)));
            let bytes = Leaf {
                kind: told.kind.clone(),
                at: told.at,
                actor: told.actor.clone(),
                stream: told.stream.clone(),
                stream_seq,
                prev,
                data: told.data.as_object().unwrap().clone(),
            }
            .encode()
            .unwrap();
            last.insert(told.stream.clone(), (stream_seq, leaf_hash(&bytes)));
            bytes
        };
        self.told.iter().map(leaf).collect()
    }

    /// The log with these events.
    pub(crate) fn log(&self) -> Log {
        Log::of(self.leaves(), self.between)
    }

    /// The pack of the case, signed by the log's key.
    pub(crate) fn pack(&self) -> Vec<u8> {
        self.log().pack(&self.parts, |_| {})
    }
}

/// A log with the events of a case somewhere in it.
pub(crate) struct Log {
    pub(crate) tree: MemoryTree,
    pub(crate) placed: Vec<(u64, Vec<u8>)>,
}

impl Log {
    pub(crate) fn of(leaves: Vec<Vec<u8>>, between: usize) -> Self {
        let mut tree = MemoryTree::new();
        let mut placed = Vec::new();
        for leaf in leaves {
            for number in 0..between {
                tree.append(leaf_hash(format!("other {number}").as_bytes()));
            }
            placed.push((tree.size(), leaf.clone()));
            tree.append(leaf_hash(&leaf));
        }
        Self { tree, placed }
    }

    pub(crate) fn checkpoint(&self) -> Checkpoint {
        Checkpoint {
            origin: ORIGIN.to_owned(),
            size: self.tree.size(),
            root: self.tree.root(),
        }
    }

    pub(crate) fn events(&self) -> Vec<PackEvent> {
        let event = |(position, leaf): &(u64, Vec<u8>)| PackEvent {
            position: *position,
            leaf: leaf.clone(),
            proof: inclusion_proof(&self.tree, *position, self.tree.size()).unwrap(),
        };
        self.placed.iter().map(event).collect()
    }

    pub(crate) fn since(&self, size: u64) -> Since {
        Since {
            size,
            proof: consistency_proof(&self.tree, size, self.tree.size()).unwrap(),
        }
    }

    /// The pack, after the events that go into it were changed.
    pub(crate) fn pack(
        &self,
        parts: &[PackPart],
        change: impl FnOnce(&mut Vec<PackEvent>),
    ) -> Vec<u8> {
        let mut events = self.events();
        change(&mut events);
        let note = self.checkpoint().sign(&log_key()).unwrap();
        build(&input(&events, parts, &note)).unwrap()
    }
}

/// An input with the usual words.
pub(crate) fn input<'a>(
    events: &'a [PackEvent],
    parts: &'a [PackPart],
    checkpoint: &'a Note,
) -> PackInput<'a> {
    static CASE: std::sync::LazyLock<Stream> = std::sync::LazyLock::new(|| case(1));
    static KEY: std::sync::LazyLock<SigningKey> = std::sync::LazyLock::new(log_key);
    PackInput {
        case: &CASE,
        purpose: "Complaint of 20 November",
        audience: Audience::Auditor,
        exporter: "mate_01ja8zk3m4n5p6q7r8s9t00009",
        language: Language::English,
        events,
        parts,
        checkpoint,
        since: None,
        completeness: None,
        signer: &KEY,
        witnesses: &[],
    }
}

impl Story {
    /// The honest story, with a refund that a supervisor let and that was done once.
    pub(crate) fn with_refund() -> Self {
        let mut story = Self::honest();
        let parameters = story.with_part(20, r#"{"amount":"19.00"}"#);
        let action = id("act", 1);
        story.say(
            31,
            agent(),
            "action_proposed",
            json!({"action_id": action, "action": "refund", "participant_id": id("ptcp", 1),
                   "parameters": parameters, "needed": {"role": "supervisor", "why": "amount"},
                   "policies": ["refund.limit"], "due": START + 600 * MINUTE}),
        );
        story.say(
            32,
            supervisor(),
            "action_approved",
            json!({"action_id": action, "parameters": parameters,
                   "requested_by": named(&agent()), "role": "supervisor",
                   "policies": ["refund.limit"], "due": START + 60 * MINUTE}),
        );
        story.say(
            33,
            system(),
            "action_started",
            json!({"action_id": action, "attempt": 1, "parameters": parameters}),
        );
        story.say(
            33,
            system(),
            "action_done",
            json!({"action_id": action, "parameters": parameters}),
        );
        story
    }
}

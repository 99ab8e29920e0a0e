//! A case under test: deterministic ids and instants, and short words for common commands.
//!
//! For tests, here and in the crates above. It goes through `decide` and `apply` like everybody
//! else, and after each command checks that folding the events gives the state.

#![allow(
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "a test that cannot set up its case has failed"
)]

use crate::actor::{Actor, Role};
use crate::case::Case;
use crate::command::course::Beginning;
use crate::command::draft::ProposeDraft;
use crate::command::intake::Receive;
use crate::command::send::{Authorise, Outcome, RecordOutcome};
use crate::command::triage::Classify;
use crate::command::{Command, Context, Decision};
use crate::confidence::{Confidence, Rated};
use crate::decide::decide;
use crate::event::course::Opening;
use crate::event::message::JoinedBy;
use crate::event::{Envelope, Event};
use crate::id::{
    CaseId, ChannelId, ContactId, ConversationId, DraftId, KeyId, MessageId, MintIds, PartId,
    ParticipantId, TeammateId, WaitId,
};
use crate::identity::IdentityLevel;
use crate::message::{Purpose, Thread};
use crate::part::{Commitment, PartRef};
use crate::participant::{ParticipantRole, Person, Who};
use crate::refusal::Refusal;
use crate::send::Then;
use crate::settings::Settings;
use crate::time::{Span, Timestamp};
use crate::token::Slug;
use crate::triage::{Category, Findings, Gist, ModelVersion, Sentiment, TriageOutcome, Urgency};
use crate::verdict::{Ruling, Verdict};

/// Ids that count from one.
#[derive(Debug, Clone, Default)]
pub struct Numbered(u128);

impl MintIds for Numbered {
    fn mint(&mut self) -> u128 {
        self.0 = self.0.wrapping_add(1);
        self.0
    }
}

/// 2026-11-20T09:00:00Z: when every case under test begins.
pub const START: Timestamp = Timestamp::from_micros(1_795_165_200_000_000);

/// An agent.
pub const AGENT: Actor = Actor::Teammate(TeammateId::from_bits(1));
/// Another agent.
pub const COLLEAGUE: Actor = Actor::Teammate(TeammateId::from_bits(2));
/// A supervisor.
pub const SUPERVISOR: Actor = Actor::Teammate(TeammateId::from_bits(3));
/// A program with a key.
pub const MACHINE: Actor = Actor::Machine(KeyId::from_bits(1));
/// The customer.
pub const CUSTOMER: Person = Person {
    who: Who::Contact(ContactId::from_bits(1)),
    role: ParticipantRole::Customer,
    identity: IdentityLevel::ChannelVerified,
};
/// Who does the thing on the customer's side.
pub const EXECUTOR: Person = Person {
    who: Who::Contact(ContactId::from_bits(2)),
    role: ParticipantRole::Executor,
    identity: IdentityLevel::Unverified,
};
/// Somebody at a partner.
pub const PARTNER: Person = Person {
    who: Who::Contact(ContactId::from_bits(3)),
    role: ParticipantRole::Partner,
    identity: IdentityLevel::ChannelVerified,
};

/// A case under test.
#[derive(Debug, Clone)]
pub struct CaseBuilder {
    /// The case as it is.
    pub case: Case,
    /// Now.
    pub now: Timestamp,
    /// The settings that apply.
    pub settings: Settings,
    /// Everything that happened.
    pub events: Vec<(Event, Envelope)>,
    ids: Numbered,
    contents: u128,
}

impl Default for CaseBuilder {
    fn default() -> Self {
        Self::new()
    }
}

impl CaseBuilder {
    /// A case of which nothing has happened yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            case: Case::unopened(CaseId::from_bits(1)),
            now: START,
            settings: Settings::default(),
            events: Vec::new(),
            ids: Numbered(1_000),
            contents: 0,
        }
    }

    /// A case in which the customer wrote once.
    #[must_use]
    pub fn received() -> Self {
        let mut built = Self::new();
        built.receive(CUSTOMER);
        built
    }

    /// A case in which the customer wrote once, calmly, and triage says so.
    #[must_use]
    pub fn calm() -> Self {
        let mut built = Self::received();
        built.triage(calm());
        built
    }

    /// A case in which the customer wrote once, at the end of their patience.
    #[must_use]
    pub fn upset() -> Self {
        let mut built = Self::received();
        built.triage(upset());
        built
    }

    /// Runs a command as somebody; the case changes only if it is not refused.
    ///
    /// # Errors
    /// The refusal, as `decide` gives it.
    pub fn run(&mut self, actor: Actor, command: Command) -> Result<Decision, Refusal> {
        let roles: &[Role] = if actor == SUPERVISOR {
            &[Role::Agent, Role::Supervisor]
        } else if actor.is_teammate() {
            &[Role::Agent]
        } else {
            &[]
        };
        let mut context = Context {
            at: self.now,
            actor,
            roles,
            seen_sequence: None,
            settings: &self.settings,
            ids: &mut self.ids,
        };
        let decision = decide(&self.case, command, &mut context)?;
        for event in &decision.events {
            let envelope = Envelope {
                at: self.now,
                actor,
                stream_seq: self.case.sequence + 1,
            };
            self.case.apply(event, &envelope);
            self.events.push((event.clone(), envelope));
        }
        Ok(decision)
    }

    /// Runs a command that must not be refused.
    pub fn must(&mut self, actor: Actor, command: Command) -> Decision {
        match self.run(actor, command) {
            Ok(decision) => decision,
            Err(refusal) => panic!("refused: {}", refusal.code()),
        }
    }

    /// Runs a command that must be refused; gives the code.
    pub fn refused(&mut self, actor: Actor, command: Command) -> &'static str {
        match self.run(actor, command) {
            Ok(decision) => panic!("not refused: {:?}", kinds(&decision)),
            Err(refusal) => refusal.code(),
        }
    }

    /// Counts ids from a higher number on, for a second case beside the first.
    pub fn skip_ids(&mut self, count: u128) {
        self.ids.0 = self.ids.0.wrapping_add(count);
    }

    /// Lets time pass.
    pub fn pass(&mut self, span: Span) {
        self.now = self.now.plus(span);
    }

    /// Some content that nobody reads.
    pub fn content(&mut self) -> PartRef {
        self.contents += 1;
        PartRef {
            id: PartId::from_bits(self.contents),
            commitment: Commitment::from_bytes([7; 32]),
        }
    }

    /// The thread on which a person writes.
    #[must_use]
    pub fn thread(person: Person) -> Thread {
        let conversation = match person.who {
            Who::Contact(id) => id.bits(),
            Who::Partner(id) => id.bits(),
            Who::Teammate(id) => id.bits(),
        };
        Thread {
            channel_id: ChannelId::from_bits(1),
            conversation_id: ConversationId::from_bits(conversation),
        }
    }

    /// The participant who is this person.
    #[must_use]
    pub fn participant(&self, person: Person) -> ParticipantId {
        match self.case.participant_who_is(person.who) {
            Some(participant) => participant.id,
            None => panic!("{person:?} does not take part"),
        }
    }

    /// The command by which a person's message comes in.
    pub fn message_from(&mut self, person: Person) -> Receive {
        let message_id = MessageId::mint(&mut self.ids);
        Receive {
            beginning: self.case.is_unopened().then_some(Beginning {
                number: 1039,
                opening: Opening::Message,
                subject: None,
                channel_id: Some(ChannelId::from_bits(1)),
            }),
            message_id,
            from: person,
            thread: Self::thread(person),
            content: self.content(),
            attachments: Vec::new(),
            raw: None,
            provider_at: None,
            received_at: self.now,
            joined_by: JoinedBy::Thread,
        }
    }

    /// A person writes.
    pub fn receive(&mut self, person: Person) -> MessageId {
        let message = self.message_from(person);
        let message_id = message.message_id;
        self.must(Actor::System, Command::Receive(message));
        message_id
    }

    /// Triage speaks about everything it has not spoken about yet, writer by writer.
    pub fn triage(&mut self, findings: Findings) -> Vec<Decision> {
        self.triage_as(TriageOutcome::Found(findings))
    }

    /// Triage fails on everything it has not spoken about yet.
    pub fn triage_fails(&mut self) -> Vec<Decision> {
        self.triage_as(TriageOutcome::Failed {
            failure: crate::triage::TriageFailure::Timeout,
        })
    }

    fn triage_as(&mut self, outcome: TriageOutcome) -> Vec<Decision> {
        let mut decisions = Vec::new();
        while let Some(first) = self.case.untriaged.first().copied() {
            let message_ids = self
                .case
                .untriaged
                .iter()
                .filter(|other| other.participant_id == first.participant_id)
                .map(|other| other.message_id)
                .collect();
            let command = Command::Classify(Classify {
                message_ids,
                participant_id: first.participant_id,
                tenure_days: None,
                outcome: outcome.clone(),
            });
            decisions.push(self.must(Actor::Ai, command));
        }
        decisions
    }

    /// The command by which somebody proposes a reply to a person.
    pub fn reply_to(&mut self, person: Person) -> ProposeDraft {
        ProposeDraft {
            draft_id: None,
            purpose: Purpose::Reply,
            to: self.participant(person),
            thread: Self::thread(person),
            text: self.content(),
            language: None,
            based_on_sequence: None,
            confidence: None,
            citations: Vec::new(),
            flags: Vec::new(),
            identity_floor: IdentityLevel::Unverified,
            model: None,
            model_call: None,
            wait_id: None,
        }
    }

    /// Somebody proposes a reply to a person.
    pub fn propose(&mut self, actor: Actor, person: Person) -> DraftId {
        let proposal = self.reply_to(person);
        self.must(actor, Command::ProposeDraft(proposal));
        match self.case.drafts.last() {
            Some(draft) => draft.id,
            None => panic!("no draft was proposed"),
        }
    }

    /// The command by which somebody who has seen everything lets a draft go.
    pub fn approval(&mut self, draft_id: DraftId) -> Authorise {
        Authorise {
            draft_id,
            text: None,
            content: self.content(),
            seen_sequence: self.case.sequence,
            then: Then::NextStep,
            hold: Span::ZERO,
            verdict: allow(),
        }
    }

    /// An agent lets a draft go; gives the message.
    pub fn approve(&mut self, draft_id: DraftId) -> MessageId {
        let approval = self.approval(draft_id);
        self.must(AGENT, Command::Authorise(approval));
        match self.case.draft(draft_id).and_then(|draft| draft.message_id) {
            Some(message_id) => message_id,
            None => panic!("the draft became no message"),
        }
    }

    /// The provider is called and takes the message.
    pub fn deliver(&mut self, message_id: MessageId) -> Decision {
        self.must(Actor::System, Command::BeginSend(message_id));
        self.outcome(message_id, Outcome::Sent { provider_id: None })
    }

    /// The call to the provider ends.
    pub fn outcome(&mut self, message_id: MessageId, outcome: Outcome) -> Decision {
        let command = Command::RecordOutcome(RecordOutcome {
            message_id,
            attempt: None,
            outcome,
        });
        self.must(Actor::System, command)
    }

    /// An agent writes a reply to a person, and it leaves.
    pub fn answer(&mut self, person: Person) -> MessageId {
        let draft = self.propose(AGENT, person);
        let message = self.approve(draft);
        self.deliver(message);
        message
    }

    /// The open wait that was opened last.
    #[must_use]
    pub fn last_wait(&self) -> WaitId {
        match self.case.waits.last() {
            Some(wait) => wait.id,
            None => panic!("nobody waits"),
        }
    }
}

/// The kinds of a decision's events, in order.
#[must_use]
pub fn kinds(decision: &Decision) -> Vec<&'static str> {
    decision.events.iter().map(Event::kind).collect()
}

/// A verdict that allows.
#[must_use]
pub fn allow() -> Verdict {
    Verdict {
        ruling: Ruling::Allow,
        policies: token("send.agent").into_iter().collect(),
    }
}

/// A verdict that asks for a supervisor.
#[must_use]
pub fn review() -> Verdict {
    Verdict {
        ruling: Ruling::Review {
            role: Role::Supervisor,
            why: Slug::literal("new_agent"),
        },
        policies: token("send.new_agent").into_iter().collect(),
    }
}

/// A verdict that forbids.
#[must_use]
pub fn forbid() -> Verdict {
    Verdict {
        ruling: Ruling::Forbid {
            why: Slug::literal("public"),
        },
        policies: token("refund.public").into_iter().collect(),
    }
}

fn token<T: std::str::FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

/// A calm question.
#[must_use]
pub fn calm() -> Findings {
    Findings {
        language: None,
        intents: Vec::new(),
        category: rated(Category::Technical),
        urgency: rated(Urgency::Standard),
        sentiment: rated(Sentiment::Neutral),
        frustration: Confidence::from_per_mille(50),
        is_complaint: false,
        failure_claims: Vec::new(),
        gist: Gist::Asks,
        needs_answer: true,
        order_context_needed: false,
        settles: Vec::new(),
        detail: None,
        model: ModelVersion {
            id: Slug::literal("triage"),
            version: Slug::literal("1"),
        },
    }
}

/// The last words of somebody who is about to leave.
#[must_use]
pub fn upset() -> Findings {
    Findings {
        sentiment: rated(Sentiment::AtRisk),
        frustration: Confidence::from_per_mille(950),
        is_complaint: false,
        ..calm()
    }
}

/// Thanks, and nothing else.
#[must_use]
pub fn thanks() -> Findings {
    Findings {
        gist: Gist::Thanks,
        needs_answer: false,
        ..calm()
    }
}

/// What triage is quite sure of.
pub fn rated<T>(value: T) -> Option<Rated<T>> {
    Some(Rated {
        value,
        confidence: Confidence::from_per_mille(930),
    })
}

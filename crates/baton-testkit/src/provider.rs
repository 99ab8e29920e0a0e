//! A provider outside: it remembers what it accepted, whatever becomes of us.
//!
//! Its deliveries are small JSON objects. How it answers is set before each call, so that a test
//! decides whether a message is taken, refused, or taken without our ever hearing of it.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use baton_app::ports::channel::{
    Address, AddressKind, Boxed, ChannelConfig, Channels, DeliveryProblem, Described, Identified,
    InboundMessage, OutboundMessage, ParseFailure, SendOutcome, SenderProof,
};
use baton_domain::id::MessageId;
use serde_json::Value;

/// How the provider answers the next calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Answers {
    /// It takes the message and says so.
    #[default]
    Takes,
    /// It takes the message and its answer is lost.
    TakesUnheard,
    /// It takes the message and never answers.
    TakesAndHangs,
    /// It never answers, and took nothing.
    Hangs,
    /// It asks to come again.
    Busy,
    /// It refuses for good.
    Refuses,
}

impl Answers {
    /// Every way to answer.
    pub const ALL: [Self; 6] = [
        Self::Takes,
        Self::TakesUnheard,
        Self::TakesAndHangs,
        Self::Hangs,
        Self::Busy,
        Self::Refuses,
    ];

    /// Whether a call ends at all. One that does not has to be dropped from outside.
    #[must_use]
    pub const fn ends(self) -> bool {
        match self {
            Self::Takes | Self::TakesUnheard | Self::Busy | Self::Refuses => true,
            Self::TakesAndHangs | Self::Hangs => false,
        }
    }

    pub(crate) const fn takes(self) -> bool {
        match self {
            Self::Takes | Self::TakesUnheard | Self::TakesAndHangs => true,
            Self::Hangs | Self::Busy | Self::Refuses => false,
        }
    }
}

/// A message as somebody outside writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The provider's id of it.
    pub id: String,
    /// The provider's id of the thread.
    pub thread: String,
    /// The sender's id.
    pub from: String,
    /// What it says.
    pub text: String,
}

impl Delivery {
    /// The bytes that the provider posts.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::json!({
            "id": self.id, "thread": self.thread, "from": self.from, "text": self.text,
        })
        .to_string()
        .into_bytes()
    }

    fn from_bytes(raw: &[u8]) -> Option<Self> {
        let value: Value = serde_json::from_slice(raw).ok()?;
        let field = |name: &str| Some(value.get(name)?.as_str()?.to_owned());
        Some(Self {
            id: field("id")?,
            thread: field("thread")?,
            from: field("from")?,
            text: field("text")?,
        })
    }
}

/// The provider.
#[derive(Default)]
pub struct RecordingProvider {
    answers: Mutex<Answers>,
    accepted: Mutex<BTreeMap<MessageId, Vec<OutboundMessage>>>,
}

impl RecordingProvider {
    /// Sets how the next calls are answered.
    pub fn answer(&self, answers: Answers) {
        *lock(&self.answers) = answers;
    }

    /// Everything it took, by our id of the message, each time it was handed over.
    #[must_use]
    pub fn accepted(&self) -> BTreeMap<MessageId, Vec<OutboundMessage>> {
        lock(&self.accepted).clone()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Channels for RecordingProvider {
    fn identify(&self, _: &ChannelConfig, raw: &[u8]) -> Result<Identified, Vec<DeliveryProblem>> {
        let problem = || {
            vec![DeliveryProblem {
                pointer: String::new(),
                code: "body.malformed",
            }]
        };
        let delivery = Delivery::from_bytes(raw).ok_or_else(problem)?;
        Ok(Identified {
            external_id: delivery.id,
            order_key: delivery.thread,
            uploads: Vec::new(),
        })
    }

    fn describe(&self, _: &[u8], declared: Option<&str>, name: &str) -> Described {
        Described {
            name: name.to_owned(),
            mime: declared.unwrap_or("application/octet-stream").to_owned(),
        }
    }

    fn parse(&self, _: &ChannelConfig, raw: &[u8]) -> Result<InboundMessage, ParseFailure> {
        let delivery = Delivery::from_bytes(raw).ok_or(ParseFailure::NotAMessage)?;
        Ok(InboundMessage {
            external_id: delivery.id,
            thread: Some(delivery.thread),
            subject: None,
            from: Address {
                kind: AddressKind::Opaque,
                address: delivery.from,
                name: None,
            },
            proof: SenderProof::ChannelVerified,
            reply_to: None,
            others: Vec::new(),
            sent_at: None,
            text: delivery.text,
            quoted: None,
            html: None,
            attachments: Vec::new(),
            references: Vec::new(),
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
        let answers = *lock(&self.answers);
        Box::pin(async move {
            if answers.takes() {
                let mut accepted = lock(&self.accepted);
                accepted
                    .entry(message.id)
                    .or_default()
                    .push(message.clone());
            }
            match answers {
                Answers::Takes => SendOutcome::Sent {
                    provider_id: Some(format!("provider-{}", message.id)),
                },
                Answers::TakesUnheard => SendOutcome::Unknown {
                    code: "send.timeout",
                },
                Answers::Busy => SendOutcome::NotAccepted {
                    code: "send.busy",
                    retry_after: None,
                },
                Answers::Refuses => SendOutcome::Refused {
                    code: "send.refused",
                },
                Answers::TakesAndHangs | Answers::Hangs => loop {
                    tokio::task::yield_now().await;
                },
            }
        })
    }
}

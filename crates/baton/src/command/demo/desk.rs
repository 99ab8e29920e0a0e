//! Where the demo's past is made: time passes, deliveries come in, and teammates do their work.
//!
//! Everything goes through the use cases that a request would call; nothing is written behind the
//! domain's back, so the evidence of the demo is as good as any.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::Context as _;
use baton_app::call::Call;
use baton_app::caller::{Caller, Identity};
use baton_app::case::decide::Ask;
use baton_app::{App, intake, runner};
use baton_domain::actor::Role;
use baton_domain::case::Case;
use baton_domain::id::{CaseId, ChannelId, MessageId, ParticipantId, TeammateId, WorkspaceId};
use baton_domain::time::Span;

use super::clock::DemoClock;
use super::deliveries::Delivery;
use super::hand::Hand;

/// More jobs than any one moment of the story causes.
const MAX_JOBS: usize = 2_000;
/// More moments than there are between two steps of the story.
const MAX_MOMENTS: usize = 1_000;

/// Who does what in the demo.
#[derive(Debug, Clone, Copy)]
pub(super) struct Team {
    /// The supervisor, who may also move money.
    pub(super) ruth: TeammateId,
    /// The agent who works most of the cases.
    pub(super) dana: TeammateId,
    /// The agent who writes Chinese, and the articles.
    pub(super) xiaoyu: TeammateId,
}

/// The place of work.
pub(super) struct Desk<'a> {
    pub(super) app: &'a Arc<App>,
    pub(super) workspace: WorkspaceId,
    clock: &'a DemoClock,
    channels: &'a BTreeMap<String, ChannelId>,
    team: Team,
    /// What came in so far, by the provider's id.
    messages: BTreeMap<&'static str, MessageId>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(
        (app, clock): (&'a Arc<App>, &'a DemoClock),
        workspace: WorkspaceId,
        channels: &'a BTreeMap<String, ChannelId>,
        team: Team,
    ) -> Self {
        Self {
            app,
            workspace,
            clock,
            channels,
            team,
            messages: BTreeMap::new(),
        }
    }

    /// Dana works.
    pub(super) fn dana(&self) -> Hand<'_> {
        self.hand(self.team.dana, Role::Agent)
    }

    /// Xiaoyu works.
    pub(super) fn xiaoyu(&self) -> Hand<'_> {
        self.hand(self.team.xiaoyu, Role::Agent)
    }

    /// Ruth works.
    pub(super) fn ruth(&self) -> Hand<'_> {
        self.hand(self.team.ruth, Role::Supervisor)
    }

    fn hand(&self, id: TeammateId, role: Role) -> Hand<'_> {
        let identity = Identity::Teammate {
            id,
            roles: vec![role],
            session: None,
        };
        let call = Call::by(Caller {
            workspace: self.workspace,
            identity,
        });
        Hand {
            desk: self,
            id,
            call,
        }
    }

    /// Lets time pass until so long ago; what falls due meanwhile is done when it is due.
    pub(super) async fn until(&self, ago: Span) -> anyhow::Result<()> {
        let (end, workspace) = (self.clock.ago(ago), self.workspace);
        for _ in 0..MAX_MOMENTS {
            let next = self
                .app
                .db
                .read(move |reader| Box::pin(reader.next_work_at(workspace)))
                .await?;
            let Some(next) = next.filter(|next| *next <= end) else {
                break;
            };
            self.clock.set(next);
            self.work_off().await?;
        }
        self.clock.set(end);
        Ok(())
    }

    /// Does what is due now.
    pub(super) async fn work_off(&self) -> anyhow::Result<()> {
        runner::drain(self.app, MAX_JOBS).await?;
        Ok(())
    }

    /// A delivery comes in and is understood.
    pub(super) async fn comes(&mut self, id: &'static str) -> anyhow::Result<()> {
        let delivery = Delivery::find(id).with_context(|| format!("the demo has no {id}"))?;
        let raw = delivery.raw(baton_app::clock::Clock::now(self.clock));
        let message = self.receive(delivery.channel, raw).await?;
        self.messages.insert(id, message);
        self.work_off().await
    }

    /// Bytes come in on a channel.
    pub(super) async fn receive(&self, channel: &str, raw: Vec<u8>) -> anyhow::Result<MessageId> {
        let received =
            intake::receive(self.app, self.workspace, self.channel(channel)?, raw).await?;
        Ok(received.message)
    }

    pub(super) fn channel(&self, slug: &str) -> anyhow::Result<ChannelId> {
        let channel = self.channels.get(slug).copied();
        channel.with_context(|| format!("the demo has no channel {slug}"))
    }

    /// The case of a delivery.
    pub(super) async fn case(&self, delivery: &str) -> anyhow::Result<Case> {
        let (workspace, message) = (self.workspace, self.messages.get(delivery).copied());
        let message = message.with_context(|| format!("{delivery} did not come yet"))?;
        let found = self.app.db.read(move |reader| {
            Box::pin(async move {
                let Some(row) = reader.message(workspace, message).await? else {
                    return Ok(None);
                };
                match row.case {
                    Some(case) => reader.case(workspace, case).await,
                    None => Ok::<_, baton_store::StoreError>(None),
                }
            })
        });
        found
            .await?
            .with_context(|| format!("{delivery} has no case"))
    }

    /// A case by its id.
    pub(super) async fn read(&self, case: CaseId) -> anyhow::Result<Case> {
        let workspace = self.workspace;
        let found = self
            .app
            .db
            .read(move |reader| Box::pin(reader.case(workspace, case)));
        found.await?.context("the case is there")
    }
}

/// Whoever a case is for.
pub(super) fn customer(case: &Case) -> anyhow::Result<ParticipantId> {
    let first = case.participants.first();
    Ok(first.context("a case has its customer")?.id)
}

/// A call about a case as it stands.
pub(super) fn ask(call: &Call, case: CaseId) -> Ask {
    Ask {
        call: call.clone(),
        case,
        seen_sequence: None,
    }
}

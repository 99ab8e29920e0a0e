//! The cases of the demo: deliveries through intake, then what a team would have done about them.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::Context as _;
use baton_app::App;
use baton_app::act::{self, Acted, ActionApproval, NewAction, NewMessage, Parameters};
use baton_app::call::Call;
use baton_app::caller::{Caller, Identity};
use baton_app::case::decide::Ask;
use baton_app::case::note::note;
use baton_app::case::verb::{NewWait, Verb, WaitReason, Whom, verb};
use baton_app::draft::initiative::QUIET_HOURS;
use baton_app::draft::{self, NewDraft, NewReview, NewThen, Words};
use baton_app::{intake, runner};
use baton_domain::action::ActionKind;
use baton_domain::actor::Role;
use baton_domain::id::{CaseId, ChannelId, MessageId, ParticipantId, TeammateId, WorkspaceId};
use baton_domain::time::Span;
use baton_domain::wait::{ChasePlan, Party};
use baton_store::contact::Account;
use serde_json::json;

use super::mail::DELIVERIES;

/// More jobs than the demo's deliveries cause.
const MAX_JOBS: usize = 2_000;

/// Who does what in the demo.
pub(super) struct Team {
    pub(super) workspace: WorkspaceId,
    /// The agent who works most of the cases.
    pub(super) agent: TeammateId,
    /// The supervisor.
    pub(super) supervisor: TeammateId,
}

/// Feeds the deliveries in and works some of the cases.
pub(super) async fn add(
    app: &Arc<App>,
    team: &Team,
    channels: &BTreeMap<String, ChannelId>,
) -> anyhow::Result<()> {
    let mut messages = BTreeMap::new();
    for delivery in DELIVERIES {
        let channel = channels
            .get(delivery.channel)
            .context("the demo has this channel")?;
        let received = intake::receive(app, team.workspace, *channel, delivery.raw()).await?;
        messages.insert(delivery.id, received.message);
    }
    runner::drain(app, MAX_JOBS).await?;
    let desk = Desk {
        app,
        team,
        messages,
    };
    desk.know_customers().await?;
    desk.work().await?;
    // A shop without them is still worth looking at.
    if let Err(error) = desk.act().await {
        tracing::warn!(error = format!("{error:#}"), "the demo has no actions");
    }
    runner::drain(app, MAX_JOBS).await?;
    Ok(())
}

struct Desk<'a> {
    app: &'a Arc<App>,
    team: &'a Team,
    messages: BTreeMap<&'static str, MessageId>,
}

impl Desk<'_> {
    fn call(&self, id: TeammateId, role: Role) -> Call {
        let identity = Identity::Teammate {
            id,
            roles: vec![role],
            session: None,
        };
        Call::by(Caller {
            workspace: self.team.workspace,
            identity,
        })
    }

    /// The case of a delivery, and whoever wrote it.
    async fn case(&self, delivery: &str) -> anyhow::Result<(CaseId, ParticipantId)> {
        let (workspace, message) = (
            self.team.workspace,
            *self
                .messages
                .get(delivery)
                .context("the demo has this delivery")?,
        );
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
        let case = found
            .await?
            .with_context(|| format!("{delivery} has no case"))?;
        let participant = case
            .participants
            .first()
            .context("a case has its customer")?;
        Ok((case.id, participant.id))
    }

    async fn ask(&self, delivery: &str) -> anyhow::Result<(Ask, ParticipantId)> {
        let (case, participant) = self.case(delivery).await?;
        let call = self.call(self.team.agent, Role::Agent);
        Ok((
            Ask {
                call,
                case,
                seen_sequence: None,
            },
            participant,
        ))
    }

    async fn verb(&self, delivery: &str, asked: Verb) -> anyhow::Result<()> {
        let (ask, _) = self.ask(delivery).await?;
        verb(self.app, ask, asked)
            .await
            .with_context(|| format!("working {delivery}"))?;
        Ok(())
    }

    async fn note(&self, delivery: &str, text: &str) -> anyhow::Result<()> {
        let (ask, _) = self.ask(delivery).await?;
        note(self.app, ask, text.to_owned()).await?;
        Ok(())
    }

    /// What the shop knows of some customers' worth.
    async fn know_customers(&self) -> anyhow::Result<()> {
        let (now, workspace) = (self.app.clock.now(), self.team.workspace);
        for (delivery, tier, mrr_minor, days) in [
            ("m-202", "gold", 34_000, 1_420),
            ("c-104", "silver", 4_900, 2_190),
            ("m-204", "gold", 120_000, 640),
            ("c-101", "standard", 0, 14),
        ] {
            let (case, _) = self.case(delivery).await?;
            let account = Account {
                tier: tier.to_owned(),
                mrr_minor,
                currency: "EUR".to_owned(),
                customer_since: Some(now.minus(Span::from_days(days))),
            };
            self.app
                .db
                .write(move |tx| {
                    let account = account.clone();
                    Box::pin(async move {
                        let Some(case) = tx.case(workspace, case).await? else {
                            return Ok(());
                        };
                        for contact in baton_app::case::contacts(&case) {
                            tx.set_account(workspace, contact, &account).await?;
                        }
                        Ok::<_, baton_store::StoreError>(())
                    })
                })
                .await?;
        }
        Ok(())
    }

    /// What was done in the shop, what waits for somebody to agree, and what nobody knows.
    async fn act(&self) -> anyhow::Result<()> {
        let thanks = "Hello Lucas,\n\nwe have credited {{amount}} to order {{order}} for the trouble. \
            The gasket leaves the warehouse within one working day.\n\nDana";
        let credit = json!({"order": "KC-88231", "amount": {"minor": 1_000, "currency": "EUR"},
            "reason": "Spare gasket missing from the box"});
        let credit = self
            .propose("c-106", ActionKind::Compensate, credit, Some(thanks))
            .await?;
        self.let_go(&credit).await?;
        // The payment provider behind this order loses its answers.
        let promised = json!({"order": "KC-88102", "amount": {"minor": 18_950, "currency": "EUR"},
            "reason": "Returned; the first refund was rejected by the bank"});
        let promised = self
            .propose("m-207", ActionKind::Refund, promised, None)
            .await?;
        self.let_go(&promised).await?;
        let apology = "Hello Priya,\n\nyou are right, the payment was taken twice. We have paid \
            {{amount}} back; your bank shows it within five working days. Our reference is \
            {{reference}}.\n\nDana";
        let twice = json!({"order": "KC-88155", "amount": {"minor": 34_000, "currency": "EUR"},
            "reason": "Invoice 5512 was charged twice"});
        self.propose("m-202", ActionKind::Refund, twice, Some(apology))
            .await?;
        Ok(())
    }

    async fn propose(
        &self,
        delivery: &str,
        kind: ActionKind,
        parameters: serde_json::Value,
        message: Option<&str>,
    ) -> anyhow::Result<Acted> {
        let (case, _) = self.case(delivery).await?;
        let call = self.call(self.team.agent, Role::Agent);
        let parameters = Parameters::read(kind, parameters)
            .map_err(|invalid| anyhow::anyhow!("{}: {}", invalid.pointer, invalid.code))?;
        let message = message.map(|text| NewMessage {
            text: text.to_owned(),
            conversation: None,
            to: None,
            then: NewThen::NextStep,
        });
        let new = NewAction {
            parameters,
            participant: None,
            message,
            undoes: None,
            seen_sequence: None,
        };
        act::propose(self.app, call, case, new)
            .await
            .with_context(|| format!("an action on {delivery}"))
    }

    /// The supervisor agrees, and it is done.
    async fn let_go(&self, acted: &Acted) -> anyhow::Result<()> {
        let action = acted.change.case.action(acted.action);
        let hash = action.context("it was proposed")?.parameters.commitment;
        let approval = ActionApproval {
            parameters_hash: hash,
            seen_sequence: None,
        };
        let call = self.call(self.team.supervisor, Role::Supervisor);
        act::approve(self.app, call, acted.action, approval).await?;
        runner::drain(self.app, MAX_JOBS).await?;
        Ok(())
    }

    /// What the team did about some of them.
    #[expect(
        clippy::too_many_lines,
        reason = "a list of what was done, one after the other"
    )]
    async fn work(&self) -> anyhow::Result<()> {
        let (now, mine) = (self.app.clock.now(), Some(self.team.agent));
        let assign = |teammate| Verb::Assign {
            team: None,
            teammate,
        };
        self.verb("c-101", assign(mine)).await?;
        self.note("c-101", "Northside has a slot on Saturday afternoon but wants to know which seal is affected first.").await?;
        let (_, mei) = self.case("c-101").await?;
        let visit = "A technician calls before Friday to agree on a time".to_owned();
        let due = now.plus(Span::from_days(2));
        self.verb(
            "c-101",
            Verb::Promise {
                text: visit,
                to: Whom::Participant(mei),
                due,
            },
        )
        .await?;
        self.verb("c-103", assign(mine)).await?;
        self.note("c-103", "已联系快递公司，对方明天中午前回复签收照片。")
            .await?;
        self.wait(
            "c-103",
            Party::Us,
            WaitReason::Verification,
            "签收照片",
            Span::from_hours(20),
        )
        .await?;
        self.verb("m-204", assign(Some(self.team.supervisor)))
            .await?;
        self.ask_for_approval("m-204").await?;
        self.wait(
            "m-204",
            Party::Us,
            WaitReason::InternalAction,
            "Price for twelve machines from sales",
            Span::from_days(1),
        )
        .await?;
        self.verb("c-106", Verb::NoAnswerNeeded { participant: None })
            .await?;
        self.wait(
            "c-106",
            Party::System,
            WaitReason::ExternalSystem,
            "Warehouse ships the gasket",
            Span::from_days(3),
        )
        .await?;
        self.verb("c-107", Verb::NoAnswerNeeded { participant: None })
            .await?;
        self.wait(
            "c-107",
            Party::Us,
            WaitReason::WriteBack,
            "安装改到周日上午",
            Span::from_hours(6),
        )
        .await?;
        self.verb("c-113", Verb::NoAnswerNeeded { participant: None })
            .await?;
        self.chased("c-113").await?;
        self.break_promise("m-207", "Refund for order KC-88102")
            .await?;
        self.verb("c-111", Verb::NoAnswerNeeded { participant: None })
            .await?;
        self.verb(
            "c-111",
            Verb::Resolve {
                closes_in_days: Some(7),
            },
        )
        .await?;
        self.verb(
            "c-105",
            Verb::Cancel {
                reason: Some("Order cancelled before dispatch at the customer's wish".to_owned()),
            },
        )
        .await?;
        Ok(())
    }

    /// An answer with figures in it, for the supervisor to look at.
    async fn ask_for_approval(&self, delivery: &str) -> anyhow::Result<()> {
        let (ask, _) = self.ask(delivery).await?;
        let text = "Dear Fatima,\n\nthank you for your interest. For twelve KM2 machines we can \
                    offer 1,090 EUR each, installation included, delivered in March. The offer \
                    is good for 30 days. Shall we reserve the machines for you?\n\nKettle & Crane";
        let new = NewDraft {
            words: Words::Own(text.to_owned()),
            conversation: None,
            to: None,
            seen_sequence: None,
        };
        let drafted = draft::create(self.app, ask.call.clone(), ask.case, new).await?;
        let review = NewReview {
            comment: Some("Twelve per cent off the list: is that all right?".to_owned()),
            ..NewReview::default()
        };
        draft::request_review(self.app, ask.call, drafted.draft, review).await?;
        Ok(())
    }

    /// A customer owes us an answer, and is reminded of it a minute from now.
    async fn chased(&self, delivery: &str) -> anyhow::Result<()> {
        let workspace = self.team.workspace;
        self.app
            .db
            .write(move |tx| {
                Box::pin(async move { tx.set_setting(workspace, QUIET_HOURS, "off").await })
            })
            .await?;
        let (_, participant) = self.case(delivery).await?;
        let wait = NewWait {
            on: Party::Customer,
            reason: WaitReason::CustomerReply,
            what: Some("Which time on Friday".to_owned()),
            due: Some(self.app.clock.now().plus(Span::from_days(2))),
            participant: Some(participant),
            chase: Some(ChasePlan {
                after: Span::from_minutes(1),
                every: Span::from_days(1),
                most: 2,
            }),
        };
        self.verb(delivery, Verb::Wait(wait)).await
    }

    /// We promised something for a moment that passes right away.
    async fn break_promise(&self, delivery: &str, text: &str) -> anyhow::Result<()> {
        let (_, to) = self.case(delivery).await?;
        let promise = Verb::Promise {
            text: text.to_owned(),
            to: Whom::Participant(to),
            due: self.app.clock.now().plus(Span::from_seconds(2)),
        };
        self.verb(delivery, promise).await
    }

    async fn wait(
        &self,
        delivery: &str,
        on: Party,
        reason: WaitReason,
        what: &str,
        within: Span,
    ) -> anyhow::Result<()> {
        let (_, participant) = self.case(delivery).await?;
        let wait = NewWait {
            on,
            reason,
            what: Some(what.to_owned()),
            due: Some(self.app.clock.now().plus(within)),
            participant: on.is_outside().then_some(participant),
            chase: None,
        };
        self.verb(delivery, Verb::Wait(wait)).await
    }
}

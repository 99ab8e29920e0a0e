//! What a teammate of the demo does, a verb at a time.

use anyhow::Context as _;
use baton_app::act::{self, Acted, ActionApproval, NewAction, NewMessage, Parameters};
use baton_app::call::Call;
use baton_app::case::note::note;
use baton_app::case::open::{self, NewCase};
use baton_app::case::transfer::merge;
use baton_app::case::verb::{NewWait, Verb, WaitReason, Whom, verb};
use baton_app::draft::{self, Approval, NewDraft, NewReview, NewThen, Words};
use baton_domain::action::ActionKind;
use baton_domain::case::Case;
use baton_domain::draft::DraftStatus;
use baton_domain::id::{CaseId, DraftId, ParticipantId, TeammateId};
use baton_domain::time::Span;
use baton_domain::wait::Party;

use super::desk::{Desk, ask, customer};

/// A teammate at work.
pub(super) struct Hand<'a> {
    pub(super) desk: &'a Desk<'a>,
    pub(super) id: TeammateId,
    pub(super) call: Call,
}

impl Hand<'_> {
    /// Asks something of the case of a delivery.
    pub(super) async fn verb(&self, delivery: &str, asked: Verb) -> anyhow::Result<()> {
        let case = self.desk.case(delivery).await?;
        self.verb_in(case.id, asked)
            .await
            .with_context(|| format!("working {delivery}"))
    }

    /// Asks something of a case.
    pub(super) async fn verb_in(&self, case: CaseId, asked: Verb) -> anyhow::Result<()> {
        verb(self.desk.app, ask(&self.call, case), asked).await?;
        self.desk.work_off().await
    }

    /// Takes the case.
    pub(super) async fn takes(&self, delivery: &str) -> anyhow::Result<()> {
        let assign = Verb::Assign {
            team: None,
            teammate: Some(self.id),
        };
        self.verb(delivery, assign).await
    }

    /// Leaves a note for colleagues.
    pub(super) async fn notes(&self, delivery: &str, text: &str) -> anyhow::Result<()> {
        let case = self.desk.case(delivery).await?;
        note(self.desk.app, ask(&self.call, case.id), text.to_owned()).await?;
        Ok(())
    }

    /// Gives our word to the customer.
    pub(super) async fn promises(
        &self,
        delivery: &str,
        text: &str,
        within: Span,
    ) -> anyhow::Result<()> {
        let to = customer(&self.desk.case(delivery).await?)?;
        let promise = Verb::Promise {
            text: text.to_owned(),
            to: Whom::Participant(to),
            due: self.desk.app.clock.now().plus(within),
        };
        self.verb(delivery, promise).await
    }

    /// Waits for us or a machine.
    pub(super) async fn waits(
        &self,
        delivery: &str,
        reason: WaitReason,
        what: &str,
        within: Span,
    ) -> anyhow::Result<()> {
        let on = match reason {
            WaitReason::ExternalSystem => Party::System,
            WaitReason::CustomerReply | WaitReason::CustomerMaterial(_) => Party::Customer,
            WaitReason::ExecutorAction => Party::Executor,
            WaitReason::PartnerResponse => Party::Partner,
            WaitReason::Verification
            | WaitReason::WriteBack
            | WaitReason::InternalAction
            | WaitReason::Snooze => Party::Us,
        };
        let wait = NewWait {
            on,
            reason,
            what: Some(what.to_owned()),
            due: Some(self.desk.app.clock.now().plus(within)),
            participant: None,
            chase: None,
        };
        self.verb(delivery, Verb::Wait(wait)).await
    }

    /// Writes to whoever waits, in words of their own.
    pub(super) async fn answers(
        &self,
        delivery: &str,
        text: &str,
        then: NewThen,
    ) -> anyhow::Result<()> {
        let case = self.desk.case(delivery).await?;
        self.writes(&case, None, text, then).await
    }

    /// Writes to somebody in a case.
    pub(super) async fn writes(
        &self,
        case: &Case,
        to: Option<ParticipantId>,
        text: &str,
        then: NewThen,
    ) -> anyhow::Result<()> {
        let new = NewDraft {
            words: Words::Own(text.to_owned()),
            conversation: None,
            to,
            seen_sequence: None,
        };
        let drafted = draft::create(self.desk.app, self.call.clone(), case.id, new).await?;
        self.sends(&drafted.change.case, drafted.draft, None, then)
            .await
    }

    /// Sends what lies ready in the case of a delivery, changed or as it is.
    pub(super) async fn approves(
        &self,
        delivery: &str,
        text: Option<&str>,
        then: NewThen,
    ) -> anyhow::Result<()> {
        let case = self.desk.case(delivery).await?;
        self.approves_in(&case, text, then)
            .await
            .with_context(|| format!("the draft of {delivery}"))
    }

    /// Sends what lies ready in a case; in their own words, or not at all, where nothing does: what
    /// the built-in engine makes of the story must not keep the demo from starting.
    pub(super) async fn approves_in(
        &self,
        case: &Case,
        text: Option<&str>,
        then: NewThen,
    ) -> anyhow::Result<()> {
        let ready = case
            .drafts
            .iter()
            .find(|draft| draft.status == DraftStatus::Proposed);
        match (ready, text) {
            (Some(ready), text) => self.sends(case, ready.id, text, then).await,
            (None, Some(own)) => self.writes(case, None, own, then).await,
            (None, None) => Ok(()),
        }
    }

    async fn sends(
        &self,
        case: &Case,
        draft: DraftId,
        text: Option<&str>,
        then: NewThen,
    ) -> anyhow::Result<()> {
        let approval = Approval {
            text: text.map(str::to_owned),
            seen_sequence: case.sequence,
            then,
            hold: Span::from_micros(0),
        };
        draft::approve(self.desk.app, self.call.clone(), draft, approval)
            .await
            .with_context(|| format!("sending in B-{}", case.number))?;
        self.desk.work_off().await
    }

    /// Writes an answer that somebody with more authority is to look at.
    pub(super) async fn asks_for_approval(
        &self,
        delivery: &str,
        text: &str,
        comment: &str,
    ) -> anyhow::Result<()> {
        let case = self.desk.case(delivery).await?;
        let new = NewDraft {
            words: Words::Own(text.to_owned()),
            conversation: None,
            to: None,
            seen_sequence: None,
        };
        let drafted = draft::create(self.desk.app, self.call.clone(), case.id, new).await?;
        let review = NewReview {
            comment: Some(comment.to_owned()),
            ..NewReview::default()
        };
        draft::request_review(self.desk.app, self.call.clone(), drafted.draft, review).await?;
        Ok(())
    }

    /// Proposes to do something in the shop, and to tell the customer once it is done.
    pub(super) async fn proposes(
        &self,
        delivery: &str,
        kind: ActionKind,
        parameters: serde_json::Value,
        message: Option<&str>,
    ) -> anyhow::Result<Acted> {
        let case = self.desk.case(delivery).await?;
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
        act::propose(self.desk.app, self.call.clone(), case.id, new)
            .await
            .with_context(|| format!("an action on {delivery}"))
    }

    /// Agrees to exactly what was proposed; it is done at once.
    pub(super) async fn agrees(&self, acted: &Acted) -> anyhow::Result<()> {
        let action = acted.change.case.action(acted.action);
        let approval = ActionApproval {
            parameters_hash: Some(action.context("it was proposed")?.parameters.commitment),
            seen_sequence: None,
            comment: None,
        };
        act::approve(self.desk.app, self.call.clone(), acted.action, approval).await?;
        self.desk.work_off().await
    }

    /// Says no to what was proposed.
    pub(super) async fn refuses(&self, acted: &Acted, reason: &str) -> anyhow::Result<()> {
        let reason = Some(reason.to_owned());
        act::reject(self.desk.app, self.call.clone(), acted.action, reason).await?;
        self.desk.work_off().await
    }

    /// Lets the case of one delivery go on in that of another.
    pub(super) async fn merges(&self, delivery: &str, into: &str) -> anyhow::Result<()> {
        let (case, into) = (self.desk.case(delivery).await?, self.desk.case(into).await?);
        if case.id == into.id {
            // Intake saw by itself that they belong together.
            return Ok(());
        }
        merge(self.desk.app, ask(&self.call, case.id), into.id).await?;
        self.desk.work_off().await
    }

    /// Opens a case for somebody who called.
    pub(super) async fn opens(&self, new: NewCase) -> anyhow::Result<CaseId> {
        let opened = open::open(self.desk.app, self.call.clone(), new).await?;
        Ok(opened.case.id)
    }
}

//! Asking governance about what touches a back office, and whether an order may be told about.

use baton_domain::actor::{Actor, Role};
use baton_domain::case::Case;
use baton_domain::id::{ParticipantId, WorkspaceId};
use baton_domain::money::Money;
use baton_domain::verdict::{Ruling, Verdict};
use baton_policy::circumstances::{Risk, Text, Wording};
use baton_policy::{Action, Circumstances};
use baton_store::{Reader, StoreError};

use super::{Judge, Place, principal, surroundings};

/// What is to be judged.
#[derive(Debug, Clone, Copy)]
pub struct ActionQuestion<'a> {
    /// In which workspace.
    pub workspace: WorkspaceId,
    /// Who wants it.
    pub actor: Actor,
    /// Their roles, if a teammate.
    pub roles: &'a [Role],
    /// What they want.
    pub action: Action,
    /// In which case.
    pub case: &'a Case,
    /// For whom: whose identity counts.
    pub participant: Option<ParticipantId>,
    /// The money it moves.
    pub amount: Option<Money>,
    /// The roles of others who approved exactly this.
    pub reviewed_by: &'a [Role],
}

impl Judge {
    /// What governance says to an action or look-up, with the policies that decided.
    ///
    /// # Errors
    /// If what it depends on cannot be read.
    pub async fn judge_action(
        &self,
        reader: &mut Reader,
        question: &ActionQuestion<'_>,
    ) -> Result<Verdict, StoreError> {
        let around = around(reader, question).await?;
        let circumstances = Circumstances {
            risk: around.risk.max(own_risk(question.action)),
            amount: question.amount,
            reviewed_by: question.reviewed_by.to_vec(),
            ..around
        };
        self.asked(reader, question, question.action, &circumstances)
            .await
    }

    /// Whether the participant may be told about an order: asked as if the answer went out now.
    /// A review asked for says nothing against it.
    ///
    /// # Errors
    /// If what it depends on cannot be read.
    pub async fn may_disclose(
        &self,
        reader: &mut Reader,
        question: &ActionQuestion<'_>,
    ) -> Result<bool, StoreError> {
        let mut around = around(reader, question).await?;
        // Who may know is asked as if told in private; what goes out in public is asked when it does.
        around.channel.is_public = false;
        let circumstances = Circumstances {
            text: Text {
                wording: Wording::Teammate,
                discloses_order: true,
                ..around.text
            },
            ..around
        };
        let verdict = self
            .asked(reader, question, Action::Send, &circumstances)
            .await?;
        // A pause holds sending up; it says nothing about who may know.
        let is_only_paused = verdict
            .policies
            .iter()
            .all(|policy| matches!(policy.as_str(), "policy.none" | "pause.nothing_moves"));
        Ok(match verdict.ruling {
            Ruling::Allow | Ruling::Review { .. } => true,
            Ruling::Forbid { .. } => is_only_paused,
        })
    }

    async fn asked(
        &self,
        reader: &mut Reader,
        question: &ActionQuestion<'_>,
        action: Action,
        circumstances: &Circumstances,
    ) -> Result<Verdict, StoreError> {
        let who = (question.actor, question.roles);
        let principal = principal(reader, question.workspace, who).await?;
        let Some(engine) = self.policies.in_force(reader, question.workspace).await? else {
            return Ok(self.policies.shipped().unusable());
        };
        Ok(engine.judge(&principal, action, question.case.id, circumstances))
    }
}

async fn around(
    reader: &mut Reader,
    question: &ActionQuestion<'_>,
) -> Result<Circumstances, StoreError> {
    let case = question.case;
    let last = case.lines.last().map(|line| line.thread.channel_id);
    let place = Place {
        workspace: question.workspace,
        case,
        channel: last.or(case.channel_id),
        participant: question.participant,
    };
    surroundings(reader, &place).await
}

/// How much harm a mistake of this kind does by itself, whatever the case is about.
const fn own_risk(action: Action) -> Risk {
    match action {
        Action::Refund | Action::Compensate | Action::ChangeAddress | Action::Dispute => {
            Risk::Medium
        }
        Action::Draft | Action::Send | Action::LookUp | Action::Annotate | Action::Appoint => {
            Risk::Low
        }
    }
}

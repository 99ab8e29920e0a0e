//! May this proposal proceed, with whose review? Asks `X.execute`, then `X.propose`.
//!
//! Fails closed: a policy that errs would be skipped by the evaluator, so any error forbids, and where
//! nothing matches nothing is allowed.

use baton_domain::actor::Role;
use baton_domain::id::CaseId;
use baton_domain::verdict::{Ruling, Verdict};
use cedar_policy::{
    AuthorizationError, Context, Decision, Entities, Entity, EntityUid, PolicyId, Request,
};

use crate::action::{Action, CHANGE, Questions};
use crate::circumstances::Circumstances;
use crate::engine::Engine;
use crate::name::Names;
use crate::principal::{Principal, Setting};
use crate::reviewer::{answers, reviewer, strictest};
use crate::vocabulary::Unanswerable;

/// Who asks about what, in the schema's words.
struct Matter {
    principal: EntityUid,
    resource: EntityUid,
    context: Context,
    entities: Entities,
}

/// The answer to one question.
enum Answer {
    /// Permitted by these.
    Yes(Vec<PolicyId>),
    /// Forbidden by these; by none of them where nothing matched.
    No(Vec<PolicyId>),
}

impl Engine {
    /// Judges something to be done in a case. Call it inside the unit that acts on the verdict.
    #[must_use]
    pub fn judge(
        &self,
        principal: &Principal<'_>,
        action: Action,
        case: CaseId,
        circumstances: &Circumstances,
    ) -> Verdict {
        let case = self.vocabulary.case(&case.to_string());
        self.vocabulary
            .context(principal, circumstances)
            .and_then(|context| self.matter(principal, case, context))
            .and_then(|matter| self.decide(&matter, action.questions(), &circumstances.reviewed_by))
            .unwrap_or_else(|failed| self.error(failed))
    }

    /// Judges a change of settings. Only teammates are ever permitted one.
    #[must_use]
    pub fn judge_change(
        &self,
        principal: &Principal<'_>,
        setting: Setting,
        reviewed_by: &[Role],
    ) -> Verdict {
        match principal {
            Principal::Teammate { .. } => {}
            Principal::Ai | Principal::Machine(_) | Principal::System => return self.forbid(&[]),
        }
        let setting = self.vocabulary.setting(setting.as_str());
        self.matter(principal, setting, Context::empty())
            .and_then(|matter| self.decide(&matter, CHANGE, reviewed_by))
            .unwrap_or_else(|failed| self.error(failed))
    }

    /// The verdict where a workspace's own policies cannot be used at all: nothing is allowed.
    #[must_use]
    pub fn unusable(&self) -> Verdict {
        self.error.forbids(Vec::new())
    }

    fn matter(
        &self,
        principal: &Principal<'_>,
        resource: EntityUid,
        context: Context,
    ) -> Result<Matter, Unanswerable> {
        let asker: Entity = self.vocabulary.principal(principal)?;
        let principal = asker.uid();
        let entities = self
            .groups
            .clone()
            .add_entities([asker], Some(&self.schema))
            .map_err(Unanswerable::question)?;
        Ok(Matter {
            principal,
            resource,
            context,
            entities,
        })
    }

    fn decide(
        &self,
        matter: &Matter,
        questions: Questions,
        reviewed_by: &[Role],
    ) -> Result<Verdict, Unanswerable> {
        let held_back = match questions.execute {
            None => Vec::new(),
            Some(execute) => match self.ask(matter, execute)? {
                Answer::Yes(permits) => return Ok(self.allow(&permits)),
                Answer::No(forbids) => forbids,
            },
        };
        match self.ask(matter, questions.propose)? {
            Answer::Yes(permits) if questions.execute.is_none() => Ok(self.allow(&permits)),
            Answer::Yes(permits) => self.review(&held_back, &permits, reviewed_by),
            Answer::No(forbids) if forbids.is_empty() => Ok(self.forbid(&held_back)),
            Answer::No(forbids) => Ok(self.forbid(&forbids)),
        }
    }

    fn review(
        &self,
        held_back: &[PolicyId],
        permits: &[PolicyId],
        reviewed_by: &[Role],
    ) -> Result<Verdict, Unanswerable> {
        let asked = |id: &PolicyId| self.policies.annotation(id, "review_by").and_then(reviewer);
        let role = strictest(permits.iter().filter_map(asked)).ok_or_else(Unanswerable::unknown)?;
        let deciding = self.named(held_back.iter().chain(permits));
        if answers(reviewed_by, role) {
            return Ok(Verdict {
                ruling: Ruling::Allow,
                policies: deciding.ids,
            });
        }
        let by_role = permits.iter().filter(|id| asked(id) == Some(role));
        let why = self.named(held_back.iter().chain(by_role)).why;
        Ok(Verdict {
            ruling: Ruling::Review {
                role,
                why: why.unwrap_or_else(|| self.none.why.clone()),
            },
            policies: deciding.ids,
        })
    }

    fn allow(&self, permits: &[PolicyId]) -> Verdict {
        Verdict {
            ruling: Ruling::Allow,
            policies: self.named(permits).ids,
        }
    }

    fn forbid(&self, forbids: &[PolicyId]) -> Verdict {
        let Names { ids, why } = self.named(forbids);
        let Some(why) = why else {
            return self.none.forbids(ids);
        };
        Verdict {
            ruling: Ruling::Forbid { why },
            policies: ids,
        }
    }

    fn error(&self, failed: Unanswerable) -> Verdict {
        self.error.forbids(self.named(&failed.policy).ids)
    }

    fn ask(&self, matter: &Matter, action: &str) -> Result<Answer, Unanswerable> {
        let request = Request::new(
            matter.principal.clone(),
            self.vocabulary.action(action),
            matter.resource.clone(),
            matter.context.clone(),
            Some(&self.schema),
        )
        .map_err(Unanswerable::question)?;
        let response = self
            .authorizer
            .is_authorized(&request, &self.policies, &matter.entities);
        if let Some(error) = response.diagnostics().errors().next() {
            let AuthorizationError::PolicyEvaluationError(error) = error;
            return Err(Unanswerable {
                policy: Some(error.policy_id().clone()),
            });
        }
        let mut deciding: Vec<_> = response.diagnostics().reason().cloned().collect();
        deciding.sort();
        Ok(match response.decision() {
            Decision::Allow => Answer::Yes(deciding),
            Decision::Deny => Answer::No(deciding),
        })
    }
}

#[cfg(test)]
mod tests;

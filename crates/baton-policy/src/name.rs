//! What policies are called in verdicts.

use baton_domain::token::{MalformedToken, PolicyId, Slug};
use baton_domain::verdict::{Ruling, Verdict};

use crate::engine::Engine;

/// Stands for the policies where none matched.
pub(crate) const NONE: &str = "policy.none";

/// Stands for the policies where asking failed.
pub(crate) const ERROR: &str = "policy.error";

/// One policy's id, both as one who decided and as the code of why.
#[derive(Debug, Clone)]
pub(crate) struct Name {
    pub(crate) id: PolicyId,
    pub(crate) why: Slug,
}

/// The ids of several policies, and the code of the first as the reason.
pub(crate) struct Names {
    pub(crate) ids: Vec<PolicyId>,
    pub(crate) why: Option<Slug>,
}

impl Name {
    pub(crate) fn new(id: &str) -> Result<Self, MalformedToken> {
        Ok(Self {
            id: id.parse()?,
            why: id.parse()?,
        })
    }

    /// A prohibition under this name, with the policies it speaks of after it.
    pub(crate) fn forbids(&self, others: Vec<PolicyId>) -> Verdict {
        let policies = std::iter::once(self.id.clone()).chain(others).collect();
        Verdict {
            ruling: Ruling::Forbid {
                why: self.why.clone(),
            },
            policies,
        }
    }
}

impl Engine {
    pub(crate) fn named<'a>(
        &self,
        policies: impl IntoIterator<Item = &'a cedar_policy::PolicyId>,
    ) -> Names {
        let names: Vec<_> = policies
            .into_iter()
            .filter_map(|id| self.names.get(id))
            .collect();
        Names {
            ids: names.iter().map(|name| name.id.clone()).collect(),
            why: names.first().map(|name| name.why.clone()),
        }
    }
}

//! The parsed and checked policies of one workspace, ready to be asked.
//!
//! Immutable: changed policies make a new engine with a new version. Holds no case and no clock.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use cedar_policy::{Authorizer, Entities, PolicyId, PolicySet, Schema, Validator};
use sha2::{Digest, Sha256};

use baton_domain::token::MalformedToken;

use crate::load;
use crate::name::{ERROR, NONE, Name};
use crate::problem::{Problem, Rejected};
use crate::shipped;
use crate::vocabulary::Vocabulary;

/// Answers whether a proposal may proceed, and with whose review.
#[derive(Debug)]
pub struct Engine {
    pub(crate) schema: Schema,
    pub(crate) policies: PolicySet,
    pub(crate) authorizer: Authorizer,
    pub(crate) vocabulary: Vocabulary,
    /// The action groups of the schema, to which a request's own entities are added.
    pub(crate) groups: Entities,
    /// What policies are called in verdicts.
    pub(crate) names: BTreeMap<PolicyId, Name>,
    /// Stands in a verdict where no policy matched.
    pub(crate) none: Name,
    /// Stands in a verdict where asking failed.
    pub(crate) error: Name,
    version: String,
}

impl Engine {
    /// An engine with the shipped policies alone.
    pub fn shipped() -> Result<Self, Rejected> {
        Self::with_workspace("")
    }

    /// An engine with the shipped policies and a workspace's own.
    pub fn with_workspace(text: &str) -> Result<Self, Rejected> {
        let (schema, _) = Schema::from_cedarschema_str(shipped::SCHEMA).map_err(defect)?;
        let mut policies = PolicySet::new();
        for (_, shipped) in shipped::POLICIES {
            load::add(&mut policies, shipped)?;
        }
        load::add(&mut policies, text)?;
        let validator = Validator::new(schema);
        load::check_schema(&validator, &policies)?;
        let schema = validator.schema().clone();
        Ok(Self {
            groups: schema.action_entities().map_err(defect)?,
            vocabulary: Vocabulary::new().map_err(defect)?,
            authorizer: Authorizer::new(),
            names: names_of(&policies).map_err(defect)?,
            none: Name::new(NONE).map_err(defect)?,
            error: Name::new(ERROR).map_err(defect)?,
            version: version_of(text),
            schema,
            policies,
        })
    }

    /// Which policies these are: SHA-256 over the schema, the shipped texts and the workspace's text,
    /// as 64 lower-case hexadecimal characters. Recorded with every verdict.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The sentence a policy gives for deciding as it does; also for `policy.none` and `policy.error`.
    #[must_use]
    pub fn reason(&self, policy: &str) -> Option<&str> {
        match policy {
            NONE => Some("No policy allows this."),
            ERROR => Some("A policy could not be evaluated, so nothing is allowed."),
            id => self.policies.annotation(&PolicyId::new(id), "reason"),
        }
    }

    /// The ids of all policies in force, sorted.
    #[must_use]
    pub fn policy_ids(&self) -> Vec<String> {
        let mut ids: Vec<_> = self
            .policies
            .policies()
            .map(|policy| policy.id().to_string())
            .collect();
        ids.sort();
        ids
    }

    /// The text of one policy, for the curious.
    #[must_use]
    pub fn policy_text(&self, policy: &str) -> Option<String> {
        self.policies.policy(&PolicyId::new(policy))?.to_cedar()
    }
}

fn names_of(policies: &PolicySet) -> Result<BTreeMap<PolicyId, Name>, MalformedToken> {
    policies
        .policies()
        .map(|policy| Ok((policy.id().clone(), Name::new(policy.id().as_ref())?)))
        .collect()
}

/// Each text goes in with its length, so that no two sets of texts run together into one.
fn version_of(workspace: &str) -> String {
    let shipped = shipped::POLICIES.iter().map(|(_, text)| *text);
    let mut hash = Sha256::new();
    for text in std::iter::once(shipped::SCHEMA)
        .chain(shipped)
        .chain(std::iter::once(workspace))
    {
        hash.update(text.len().to_string());
        hash.update(b":");
        hash.update(text);
    }
    hash.finalize()
        .iter()
        .fold(String::with_capacity(64), |mut hex, byte| {
            // Writing to a String cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}

/// A fault of what is shipped, which the tests of this crate would have caught.
fn defect(error: impl std::fmt::Display) -> Rejected {
    Rejected {
        problems: vec![Problem {
            code: "policy.shipped",
            place: "shipped policies".to_owned(),
            what: error.to_string(),
            mend: "Install an unmodified release.".to_owned(),
        }],
    }
}

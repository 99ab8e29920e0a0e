//! The schema's entity types, parsed once, and requests put into their words.

use std::collections::{HashMap, HashSet};

use baton_domain::actor::Role;
use baton_domain::confidence::Confidence;
use baton_domain::identity::IdentityLevel;
use baton_domain::stage::Stage;
use cedar_policy::{
    Context, Entity, EntityId, EntityTypeName, EntityUid, ParseErrors, PolicyId,
    RestrictedExpression,
};

use crate::circumstances::Circumstances;
use crate::principal::Principal;

/// The policies could not be asked, or one of them failed to answer.
#[derive(Debug)]
pub(crate) struct Unanswerable {
    /// The policy that failed, where it was one.
    pub(crate) policy: Option<PolicyId>,
}

impl Unanswerable {
    /// The question itself could not be put; drops what the library says, which may quote content.
    pub(crate) fn question<E>(_: E) -> Self {
        Self::unknown()
    }

    /// No single policy is to blame.
    pub(crate) const fn unknown() -> Self {
        Self { policy: None }
    }
}

/// The entity types that requests are made of.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    action: EntityTypeName,
    ai: EntityTypeName,
    case: EntityTypeName,
    identity: EntityTypeName,
    machine: EntityTypeName,
    risk: EntityTypeName,
    role: EntityTypeName,
    setting: EntityTypeName,
    stage: EntityTypeName,
    system: EntityTypeName,
    teammate: EntityTypeName,
    wording: EntityTypeName,
}

impl Vocabulary {
    pub(crate) fn new() -> Result<Self, Box<ParseErrors>> {
        Ok(Self {
            action: kind("Action")?,
            ai: kind("Ai")?,
            case: kind("Case")?,
            identity: kind("Identity")?,
            machine: kind("Machine")?,
            risk: kind("Risk")?,
            role: kind("Role")?,
            setting: kind("Setting")?,
            stage: kind("Stage")?,
            system: kind("System")?,
            teammate: kind("Teammate")?,
            wording: kind("Wording")?,
        })
    }

    pub(crate) fn action(&self, name: &str) -> EntityUid {
        named(&self.action, name)
    }

    pub(crate) fn case(&self, id: &str) -> EntityUid {
        named(&self.case, id)
    }

    pub(crate) fn setting(&self, name: &str) -> EntityUid {
        named(&self.setting, name)
    }

    pub(crate) fn principal(&self, principal: &Principal<'_>) -> Result<Entity, Unanswerable> {
        match principal {
            Principal::Teammate { id, roles, is_new } => {
                let is_new = RestrictedExpression::new_bool(*is_new);
                Entity::new(
                    named(&self.teammate, &id.to_string()),
                    HashMap::from([("is_new".to_owned(), is_new)]),
                    self.roles(roles),
                )
                .map_err(Unanswerable::question)
            }
            Principal::Ai => Ok(alone(named(&self.ai, "ai"))),
            Principal::Machine(key) => Ok(alone(named(&self.machine, &key.to_string()))),
            Principal::System => Ok(alone(named(&self.system, "system"))),
        }
    }

    fn roles(&self, roles: &[Role]) -> HashSet<EntityUid> {
        roles
            .iter()
            .map(|role| named(&self.role, role.as_str()))
            .collect()
    }

    pub(crate) fn context(
        &self,
        principal: &Principal<'_>,
        given: &Circumstances,
    ) -> Result<Context, Unanswerable> {
        let mut pairs = vec![
            ("channel", channel(given)?),
            ("stage", member(&self.stage, stage_name(given.stage))),
            ("risk", member(&self.risk, given.risk.as_str())),
            (
                "identity",
                member(&self.identity, identity_name(given.identity)),
            ),
            (
                "wording",
                member(&self.wording, given.text.wording.as_str()),
            ),
            (
                "confidence",
                RestrictedExpression::new_long(confidence(principal, given)),
            ),
            ("is_paused", RestrictedExpression::new_bool(given.is_paused)),
            (
                "is_inside_boundary",
                RestrictedExpression::new_bool(given.is_inside_boundary),
            ),
            (
                "mentions_refund",
                RestrictedExpression::new_bool(given.text.mentions_refund),
            ),
            (
                "mentions_compensation",
                RestrictedExpression::new_bool(given.text.mentions_compensation),
            ),
            (
                "discloses_order",
                RestrictedExpression::new_bool(given.text.discloses_order),
            ),
        ];
        if let Some(amount) = &given.amount {
            let money = record([
                ("minor_units", RestrictedExpression::new_long(amount.minor)),
                ("currency", text(&amount.currency.to_string())),
            ])?;
            pairs.push(("amount", money));
        }
        if let Some(language) = &given.language {
            pairs.push(("language", text(primary_subtag(language.as_str()))));
        }
        if let Some(tier) = &given.tier {
            pairs.push(("tier", text(tier)));
        }
        let pairs = pairs
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value));
        Context::from_pairs(pairs).map_err(Unanswerable::question)
    }
}

fn channel(given: &Circumstances) -> Result<RestrictedExpression, Unanswerable> {
    record([
        ("id", text(&given.channel.id.to_string())),
        ("kind", text(&given.channel.kind)),
        (
            "is_public",
            RestrictedExpression::new_bool(given.channel.is_public),
        ),
    ])
}

/// Per mille.
fn confidence(principal: &Principal<'_>, given: &Circumstances) -> i64 {
    let confidence = match principal {
        Principal::Teammate { .. } => Some(Confidence::FULL),
        Principal::Ai | Principal::Machine(_) | Principal::System => given.confidence,
    };
    confidence.map_or(0, |confidence| i64::from(confidence.as_per_mille()))
}

fn primary_subtag(tag: &str) -> &str {
    tag.split_once('-').map_or(tag, |(primary, _)| primary)
}

const fn stage_name(stage: Stage) -> &'static str {
    match stage {
        Stage::Off => "off",
        Stage::Shadow => "shadow",
        Stage::Draft => "draft",
        Stage::Verify => "verify",
        Stage::ReviewedExecution => "reviewed_execution",
        Stage::Auto => "auto",
    }
}

const fn identity_name(level: IdentityLevel) -> &'static str {
    match level {
        IdentityLevel::Unverified => "unverified",
        IdentityLevel::ChannelVerified => "channel_verified",
        IdentityLevel::Challenged => "challenged",
        IdentityLevel::OrderVerified => "order_verified",
    }
}

fn kind(name: &str) -> Result<EntityTypeName, Box<ParseErrors>> {
    name.parse().map_err(Box::new)
}

fn named(kind: &EntityTypeName, id: &str) -> EntityUid {
    EntityUid::from_type_name_and_id(kind.clone(), EntityId::new(id))
}

fn alone(uid: EntityUid) -> Entity {
    Entity::new_no_attrs(uid, HashSet::new())
}

fn member(kind: &EntityTypeName, name: &str) -> RestrictedExpression {
    RestrictedExpression::new_entity_uid(named(kind, name))
}

fn text(value: &str) -> RestrictedExpression {
    RestrictedExpression::new_string(value.to_owned())
}

fn record<const N: usize>(
    fields: [(&str, RestrictedExpression); N],
) -> Result<RestrictedExpression, Unanswerable> {
    let fields = fields.map(|(name, value)| (name.to_owned(), value));
    RestrictedExpression::new_record(fields).map_err(Unanswerable::question)
}

//! How it is told where a contact stands: erased or not, held or not.

use baton_app::erase::Standing;
use baton_store::erasure::{Erasure, Hold};
use serde::Serialize;
use utoipa::ToSchema;

/// Where a contact stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct StandingDto {
    /// Whose.
    contact_id: String,
    /// `kept`; `requested`: somebody else has to agree; `erasing`: no way back; `erased`.
    state: &'static str,
    /// What was asked; null if nothing was.
    erasure: Option<ErasureDto>,
    /// The legal hold; null without one.
    hold: Option<HoldDto>,
}

/// An erasure.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ErasureDto {
    /// `requested`, `consent_withdrawn`, `kept_by_mistake`, `legal_duty` or `retention`.
    reason: &'static str,
    /// The teammate who asked; null for the workspace's own rule.
    requested_by: Option<String>,
    /// When.
    requested_at: String,
    /// Since when there is no way back; null while somebody has to agree.
    decided_at: Option<String>,
    /// When the last of it went; null while some of it is there.
    erased_at: Option<String>,
    /// How many texts and files have gone.
    parts: u64,
}

/// A legal hold.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct HoldDto {
    /// `dispute`, `authority`, `investigation` or `legal_duty`.
    reason: &'static str,
    /// The teammate who set it.
    by: String,
    /// When.
    at: String,
}

pub(super) fn render(standing: Standing) -> StandingDto {
    let erasure = standing.erasure.as_ref();
    StandingDto {
        contact_id: standing.contact.to_string(),
        state: match erasure.map(|erasure| (erasure.decided_at, erasure.finished_at)) {
            None => "kept",
            Some((None, _)) => "requested",
            Some((Some(_), None)) => "erasing",
            Some((Some(_), Some(_))) => "erased",
        },
        erasure: standing.erasure.map(erasure_dto),
        hold: standing.hold.map(hold_dto),
    }
}

fn erasure_dto(erasure: Erasure) -> ErasureDto {
    ErasureDto {
        reason: erasure.reason.as_str(),
        requested_by: erasure.requested_by,
        requested_at: erasure.requested_at.to_string(),
        decided_at: erasure.decided_at.map(|at| at.to_string()),
        erased_at: erasure.finished_at.map(|at| at.to_string()),
        parts: erasure.parts,
    }
}

fn hold_dto(hold: Hold) -> HoldDto {
    HoldDto {
        reason: hold.reason.as_str(),
        by: hold.by,
        at: hold.at.to_string(),
    }
}

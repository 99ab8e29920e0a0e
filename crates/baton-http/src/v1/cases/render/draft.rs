//! Drafts on the wire.

use baton_app::view::{CaseView, DraftStory, DraftVerdict, Outcome, PieceKind, code, diff};
use baton_domain::case::Case;
use baton_domain::id::DraftId;
use serde::Serialize;
use utoipa::ToSchema;

use super::actor;
use super::next::{self, ThenProposedDto};

/// A draft.
#[derive(Debug, Serialize, ToSchema)]
pub struct DraftDto {
    /// Its id.
    pub id: String,
    /// `composing`, `proposed`, `in_review`, `approved`, `sent`, `rejected`, `withdrawn`, `failed`.
    pub status: String,
    /// Who first worded it: `teammate`, `ai` or `machine`.
    pub origin: String,
    /// Who last changed it.
    pub by: ByDto,
    /// What it says; empty while it is being composed, or if it was erased.
    pub text: String,
    /// In which language.
    pub language: Option<String>,
    /// On which conversation it is to leave.
    pub conversation_id: Option<String>,
    /// To whom.
    pub to: Option<RecipientDto>,
    /// What its author had seen of the case.
    pub based_on_sequence: u64,
    /// Counts its wordings.
    pub version: u32,
    /// What it rests on.
    pub citations: Vec<CitationDto>,
    /// How sure AI is of it, 0 to 1.
    pub confidence: Option<f64>,
    /// What to look at before sending.
    pub flags: Vec<String>,
    /// Why it failed or went away.
    pub reason_code: Option<String>,
    /// The message it became.
    pub sent_message_id: Option<String>,
    /// What was changed since it was first worded, in pieces; null if nothing was.
    pub diff: Option<Vec<PieceDto>>,
    /// What would become of it if this caller approved it now; null once it waits for nobody.
    pub verdict: Option<VerdictDto>,
    /// What its text says comes next; null once it is closed.
    pub then_proposed: Option<ThenProposedDto>,
    /// What was first worded.
    pub original: Option<String>,
    /// Whether they wrote again since a person worked on it.
    pub is_overtaken: bool,
}

/// A piece of the first wording or of the present one.
#[derive(Debug, Serialize, ToSchema)]
pub struct PieceDto {
    /// `same`, `added` or `removed`.
    pub kind: &'static str,
    /// Its words.
    pub text: String,
}

/// What would become of an approval.
#[derive(Debug, Serialize, ToSchema)]
pub struct VerdictDto {
    /// `allow`: it would leave; `review`: somebody else would have to agree; `forbid`.
    pub outcome: &'static str,
    /// The role of whoever would have to agree.
    pub role: Option<&'static str>,
    /// Why, as a code.
    pub why: Option<String>,
    /// Why, as the sentence of the policy that decided.
    pub reason: Option<String>,
    /// The policies that decided.
    pub policies: Vec<String>,
}

/// Who last changed a draft.
#[derive(Debug, Serialize, ToSchema)]
pub struct ByDto {
    /// `teammate`, `ai` or `machine`.
    pub kind: &'static str,
    /// Their id; AI has none.
    pub id: Option<String>,
    /// Their name, where they have one.
    pub name: Option<String>,
}

/// To whom a draft goes.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecipientDto {
    /// Who in the case.
    pub participant_id: String,
    /// As what.
    pub role: String,
}

/// The passage that a draft rests on.
#[derive(Debug, Serialize, ToSchema)]
pub struct CitationDto {
    /// The article.
    pub article_id: String,
    /// Its version.
    pub version: u32,
    /// The passage's number within it.
    pub passage: u32,
    /// The words that are used.
    pub quote: Option<String>,
}

/// Who first worded the latest draft that waits.
#[must_use]
pub fn latest_origin(case: &Case) -> Option<String> {
    let mut open = case.drafts.iter().filter(|draft| draft.status.is_open());
    open.next_back().map(|draft| code(&draft.origin))
}

fn changed(original: Option<String>, text: Option<String>) -> Option<Vec<PieceDto>> {
    let pieces = diff(&original?, &text?);
    let shown = pieces.into_iter().map(|piece| PieceDto {
        kind: match piece.kind {
            PieceKind::Same => "same",
            PieceKind::Added => "added",
            PieceKind::Removed => "removed",
        },
        text: piece.text,
    });
    let shown: Vec<_> = shown.collect();
    (!shown.is_empty()).then_some(shown)
}

fn verdict(verdict: &DraftVerdict) -> VerdictDto {
    let (outcome, role) = match verdict.outcome {
        Outcome::Allow => ("allow", None),
        Outcome::Review(role) => ("review", Some(role.as_str())),
        Outcome::Forbid => ("forbid", None),
    };
    VerdictDto {
        outcome,
        role,
        why: verdict.why.clone(),
        reason: verdict.reason.clone(),
        policies: verdict.policies.clone(),
    }
}

/// The draft of that id, if the case has it.
#[must_use]
pub fn of(view: &CaseView, id: DraftId) -> Option<DraftDto> {
    view.story.draft(id).map(|story| draft(view, story))
}

/// A draft as the case's viewer sees it.
#[must_use]
pub fn draft(view: &CaseView, story: &DraftStory) -> DraftDto {
    let by = actor(story.author);
    let text = |part: Option<baton_domain::part::PartRef>| {
        part.and_then(|part| view.texts.get(part.id))
            .map(str::to_owned)
    };
    DraftDto {
        id: story.id.to_string(),
        status: code(&story.status),
        origin: code(&story.origin),
        by: ByDto {
            kind: by.kind,
            id: by.id,
            name: view.names.actor(story.author).map(str::to_owned),
        },
        text: text(story.text).unwrap_or_default(),
        language: story.language.as_ref().map(ToString::to_string),
        conversation_id: Some(story.thread.conversation_id.to_string()),
        to: view
            .case()
            .participant(story.to)
            .map(|participant| RecipientDto {
                participant_id: participant.id.to_string(),
                role: code(&participant.role),
            }),
        based_on_sequence: story.based_on_sequence,
        version: story.version,
        citations: story
            .citations
            .iter()
            .map(|citation| CitationDto {
                article_id: citation.article_id.to_string(),
                version: citation.version,
                passage: citation.passage,
                quote: text(citation.quote),
            })
            .collect(),
        confidence: story
            .confidence
            .map(|confidence| f64::from(confidence.as_per_mille()) / 1_000.0),
        flags: story.flags.iter().map(ToString::to_string).collect(),
        reason_code: story.reason_code.clone(),
        sent_message_id: story.message_id.map(|id| id.to_string()),
        diff: changed(text(story.original), text(story.text)),
        verdict: view.verdicts.get(&story.id).map(verdict),
        then_proposed: view
            .proposals
            .get(&story.id)
            .map(|proposal| next::proposed(proposal, story.to)),
        original: text(story.original),
        is_overtaken: story.is_overtaken,
    }
}

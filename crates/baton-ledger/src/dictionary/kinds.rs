//! Every kind of event and its fields.

use super::{Field, Type, may, must};

use Type::{
    Actor, Count, Currency, Digest, Either, Flag, Id, Instant, Language, List, Object, Part,
    PerMille, Slug, Slugs, Span, Word,
};

const ACTION: Type = Id(&["act"]);
const CASE: Type = Id(&["case"]);
const CHANNEL: Type = Id(&["chan"]);
const CONVERSATION: Type = Id(&["conv"]);
const DRAFT: Type = Id(&["draft"]);
const MATERIAL: Type = Id(&["mat"]);
const MESSAGE: Type = Id(&["msg"]);
const MESSAGES: Type = List(&MESSAGE);
const PARTICIPANT: Type = Id(&["ptcp"]);
const PROMISE: Type = Id(&["prom"]);
const REVIEW: Type = Id(&["rev"]);
const TEAM: Type = Id(&["team"]);
const TEAMMATE: Type = Id(&["mate"]);
const WAIT: Type = Id(&["wait"]);

const PARTY: Type = Word(&[
    "us", "reviewer", "customer", "executor", "partner", "platform", "system",
]);
const ROLE: Type = Word(&[
    "agent",
    "supervisor",
    "quality",
    "knowledge_editor",
    "approver",
    "admin",
    "auditor",
]);
const ORIGIN: Type = Word(&["teammate", "ai", "machine"]);
const PURPOSE: Type = Word(&[
    "reply",
    "chase",
    "acknowledgement",
    "survey",
    "stand_down",
    "notice",
]);
const IDENTITY: Type = Word(&[
    "unverified",
    "channel_verified",
    "challenged",
    "order_verified",
]);
const BASIS: Type = Word(&[
    "order",
    "logistics",
    "document",
    "one_time_code",
    "conversation",
]);
const ERASURE: Type = Word(&[
    "requested",
    "consent_withdrawn",
    "kept_by_mistake",
    "legal_duty",
    "retention",
]);
const CLOCK: Type = Word(&["first_response", "next_response", "resolution"]);
const WAIT_KIND: Type = Word(&[
    "our_reply",
    "customer_reply",
    "customer_material",
    "executor_action",
    "partner_response",
    "supervisor_review",
    "verification",
    "write_back",
    "internal_action",
    "snooze",
    "confirmation",
    "external_system",
]);
const URGENCY: Type = Word(&["standard", "high", "critical"]);
const SENTIMENT: Type = Word(&["neutral", "frustrated", "at_risk"]);
const ACTION_KIND: Type = Word(&[
    "lookup_order",
    "refund",
    "compensate",
    "note",
    "change_address",
]);
const MONEY: Type = Object(&[must("minor", Count), must("currency", Currency)]);
const MODEL: Type = Object(&[must("id", Slug), must("version", Slug)]);
const CHASE: Type = Object(&[
    must("after", Span),
    must("every", Span),
    must("most", Count),
]);

const WHO: Type = Object(&[
    may("contact", Id(&["contact"])),
    may("partner", Id(&["partner"])),
    may("teammate", TEAMMATE),
]);

const WAIT_FOR: Type = Object(&[
    must("kind", WAIT_KIND),
    may(
        "messages",
        List(&Object(&[
            must("message_id", MESSAGE),
            must("sequence", Count),
            must("at", Instant),
        ])),
    ),
    may("items", List(&MATERIAL)),
    may("review_id", REVIEW),
    may("claimed", WAIT),
    may(
        "cause",
        Word(&[
            "asked",
            "snoozed",
            "send_failed",
            "send_unknown",
            "bounced",
            "action_proposed",
            "action_failed",
            "action_unknown",
        ]),
    ),
    may("message_id", MESSAGE),
    may("action_id", ACTION),
]);

const WAIT_REQUEST: Type = Object(&[
    must("on", PARTY),
    must("for", WAIT_FOR),
    may("participant_id", PARTICIPANT),
    may("what", Part),
    may("due", Instant),
    may("chase", CHASE),
]);

const THEN: Type = Either(
    &Word(&["next_step"]),
    &Object(&[
        may("wait", WAIT_REQUEST),
        may("resolve", Object(&[may("closes_in_days", Count)])),
    ]),
);

const OUTCOME: Type = Object(&[
    must("result", Word(&["found", "failed"])),
    may(
        "language",
        Object(&[must("value", Language), must("confidence", PerMille)]),
    ),
    may("intents", List(&RATED_SLUG)),
    may("category", RATED_SLUG),
    may(
        "urgency",
        Object(&[must("value", URGENCY), must("confidence", PerMille)]),
    ),
    may(
        "sentiment",
        Object(&[must("value", SENTIMENT), must("confidence", PerMille)]),
    ),
    may("frustration", PerMille),
    may(
        "failure_claims",
        List(&Word(&[
            "product_defect",
            "billing_error",
            "broken_promise",
            "late",
        ])),
    ),
    may(
        "gist",
        Word(&["asks", "thanks", "automatic", "confirms", "claims_done"]),
    ),
    may("needs_answer", Flag),
    may("order_context_needed", Flag),
    may("settles", List(&WAIT)),
    may("detail", Part),
    may("model", MODEL),
    may(
        "failure",
        Word(&["timeout", "unavailable", "unreadable", "malformed"]),
    ),
]);
const RATED_SLUG: Type = Object(&[must("value", Slug), must("confidence", PerMille)]);

const ASSIGNMENT: [Field; 2] = [may("team_id", TEAM), may("teammate_id", TEAMMATE)];
const PROMISE_ENDED: &[Field] = &[must("promise_id", PROMISE)];
const CLOCK_STOPPED: &[Field] = &[must("clock", CLOCK)];
const WAIT_NAMED: &[Field] = &[must("wait_id", WAIT)];

/// The fields of every kind, in the order in which the domain lists them.
pub(super) const KINDS: &[(&str, &[Field])] = &[
    (
        "case_opened",
        &[
            must("number", Count),
            must(
                "opening",
                Object(&[
                    must(
                        "cause",
                        Word(&[
                            "message",
                            "teammate",
                            "follow_up",
                            "split",
                            "rule",
                            "history",
                        ]),
                    ),
                    may("of", CASE),
                    may("from", CASE),
                    may("began_at", Instant),
                ]),
            ),
            may("subject", Part),
            may("channel_id", CHANNEL),
        ],
    ),
    (
        "participant_added",
        &[must(
            "participant",
            Object(&[
                must("id", PARTICIPANT),
                must("who", WHO),
                must(
                    "role",
                    Word(&["customer", "executor", "partner", "platform", "internal"]),
                ),
                may("identity", IDENTITY),
            ]),
        )],
    ),
    (
        "identity_raised",
        &[
            must("participant_id", PARTICIPANT),
            must("level", IDENTITY),
            may("basis", BASIS),
        ],
    ),
    (
        "routed",
        &[
            may("team_id", TEAM),
            may("teammate_id", TEAMMATE),
            must(
                "reason",
                Word(&[
                    "channel",
                    "skill",
                    "language",
                    "turn",
                    "value",
                    "owner_away",
                    "escalation",
                    "default",
                ]),
            ),
        ],
    ),
    ("assigned", &ASSIGNMENT),
    (
        "note_added",
        &[
            must("message_id", MESSAGE),
            must("content", Part),
            may("mentions", List(&TEAMMATE)),
        ],
    ),
    (
        "linked",
        &[
            must("case_id", CASE),
            must(
                "reason",
                Word(&[
                    "possibly_also",
                    "same_order",
                    "follow_up",
                    "teammate",
                    "incident",
                ]),
            ),
        ],
    ),
    (
        "next_mover_changed",
        &[
            must("who", PARTY),
            may("wait_id", WAIT),
            may("for", WAIT_KIND),
            may("participant_id", PARTICIPANT),
            must("since", Instant),
            may("due", Instant),
            must(
                "reason_code",
                Word(&[
                    "they_wrote",
                    "reply_in_review",
                    "review_open",
                    "to_write_back",
                    "to_verify",
                    "to_do",
                    "to_judge",
                    "send_failed",
                    "send_unknown",
                    "to_approve",
                    "action_failed",
                    "action_unknown",
                    "they_are_late",
                    "machine_at_work",
                    "they_owe_us",
                    "next_step",
                ]),
            ),
        ],
    ),
    (
        "message_received",
        &[
            must("message_id", MESSAGE),
            must("participant_id", PARTICIPANT),
            must("channel_id", CHANNEL),
            must("conversation_id", CONVERSATION),
            must("content", Part),
            may("attachments", List(&Part)),
            may("raw", Part),
            may("provider_at", Instant),
            must("received_at", Instant),
            must(
                "joined_by",
                Word(&[
                    "new",
                    "reply_header",
                    "quote",
                    "thread",
                    "reference",
                    "order_number",
                    "awaited",
                    "topic",
                    "link",
                    "teammate",
                ]),
            ),
        ],
    ),
    (
        "message_filed",
        &[
            must("message_id", MESSAGE),
            must("channel_id", CHANNEL),
            must("conversation_id", CONVERSATION),
            must("content", Part),
            may("attachments", List(&Part)),
            may("raw", Part),
            must("received_at", Instant),
            must(
                "filed_as",
                Word(&[
                    "spam",
                    "automatic",
                    "bulk",
                    "bounce",
                    "notice",
                    "loop",
                    "noise",
                    "history",
                    "sent_before",
                ]),
            ),
        ],
    ),
    (
        "message_edited",
        &[
            must("message_id", MESSAGE),
            must("participant_id", PARTICIPANT),
            must("content", Part),
        ],
    ),
    (
        "message_recalled",
        &[
            must("message_id", MESSAGE),
            must("participant_id", PARTICIPANT),
        ],
    ),
    (
        "sent_elsewhere",
        &[
            must("message_id", MESSAGE),
            must("participant_id", PARTICIPANT),
            must("channel_id", CHANNEL),
            must("conversation_id", CONVERSATION),
            must("content", Part),
            must("based_on_sequence", Count),
        ],
    ),
    (
        "delivery_updated",
        &[
            must("message_id", MESSAGE),
            must("delivery", Word(&["delivered", "read", "bounced"])),
        ],
    ),
    (
        "triaged",
        &[
            must("message_ids", MESSAGES),
            must("participant_id", PARTICIPANT),
            may("tenure_days", Count),
            must("outcome", OUTCOME),
        ],
    ),
    (
        "classification_corrected",
        &[
            may("language", Language),
            may("intent", Slug),
            may("category", Slug),
            may("urgency", URGENCY),
            may("sentiment", SENTIMENT),
            may("reason", Part),
        ],
    ),
    (
        "boundary_entered",
        &[
            must("participant_id", PARTICIPANT),
            must(
                "reasons",
                List(&Word(&[
                    "at_risk",
                    "frustrated",
                    "long_standing_complaint",
                    "product_defect",
                    "billing_error",
                    "broken_promise",
                    "triage_failed",
                ])),
            ),
            must("sequence", Count),
        ],
    ),
    (
        "boundary_left",
        &[
            must("participant_id", PARTICIPANT),
            must("cause", Word(&["person_answered", "corrected"])),
            may("message_id", MESSAGE),
        ],
    ),
    (
        "wait_opened",
        &[
            must("id", WAIT),
            must("on", PARTY),
            must("for", WAIT_FOR),
            may("participant_id", PARTICIPANT),
            may("what", Part),
            must("because", Count),
            must("since", Instant),
            may("due", Instant),
            may("is_overdue", Flag),
            may("is_claimed", Flag),
            may("chase", CHASE),
            may("chases", Count),
        ],
    ),
    (
        "wait_updated",
        &[
            must("wait_id", WAIT),
            must("since", Instant),
            may("settled", MESSAGES),
            may("due", Instant),
        ],
    ),
    ("wait_overdue", WAIT_NAMED),
    ("wait_claimed", WAIT_NAMED),
    ("chase_due", &[must("wait_id", WAIT), must("chase", Count)]),
    (
        "wait_closed",
        &[
            must("wait_id", WAIT),
            must(
                "reason",
                Word(&[
                    "replied",
                    "no_answer_needed",
                    "nothing_asked",
                    "answered",
                    "material_accepted",
                    "decided",
                    "verified",
                    "written_back",
                    "done",
                    "send_settled",
                    "confirmed",
                    "timed_out",
                    "dropped",
                    "moved",
                    "case_resolved",
                    "case_closed",
                    "case_cancelled",
                    "case_merged",
                    "case_reopened",
                ]),
            ),
        ],
    ),
    (
        "draft_composing",
        &[
            must("draft_id", DRAFT),
            must("purpose", PURPOSE),
            must("to", PARTICIPANT),
            must("channel_id", CHANNEL),
            must("conversation_id", CONVERSATION),
            must("based_on_sequence", Count),
            may("wait_id", WAIT),
        ],
    ),
    (
        "draft_proposed",
        &[
            must("draft_id", DRAFT),
            must("origin", ORIGIN),
            must("purpose", PURPOSE),
            must("to", PARTICIPANT),
            must("channel_id", CHANNEL),
            must("conversation_id", CONVERSATION),
            must("text", Part),
            may("language", Language),
            must("based_on_sequence", Count),
            may("confidence", PerMille),
            may(
                "citations",
                List(&Object(&[
                    must("article_id", Id(&["art"])),
                    must("version", Count),
                    must("passage", Count),
                    may("quote", Part),
                ])),
            ),
            may("flags", List(&Slug)),
            may("identity_floor", IDENTITY),
            may("model", MODEL),
            may("model_call", Part),
            may("wait_id", WAIT),
        ],
    ),
    (
        "draft_failed",
        &[
            must("draft_id", DRAFT),
            must("reason", Slug),
            may("tried", Part),
        ],
    ),
    (
        "draft_edited",
        &[
            must("draft_id", DRAFT),
            must("text", Part),
            must("version", Count),
            must("based_on_sequence", Count),
        ],
    ),
    (
        "draft_overtaken",
        &[must("draft_id", DRAFT), may("message_id", MESSAGE)],
    ),
    (
        "draft_reaffirmed",
        &[must("draft_id", DRAFT), must("based_on_sequence", Count)],
    ),
    (
        "draft_rejected",
        &[must("draft_id", DRAFT), may("reason", Part)],
    ),
    (
        "draft_withdrawn",
        &[
            must("draft_id", DRAFT),
            must(
                "reason",
                Word(&[
                    "empathy_boundary",
                    "wrote_again",
                    "superseded",
                    "by_author",
                    "settled",
                    "case_ended",
                ]),
            ),
        ],
    ),
    (
        "review_requested",
        &[
            must("review_id", REVIEW),
            must("draft_id", DRAFT),
            must("version", Count),
            must("role", ROLE),
            may("why", Slug),
            may("policies", List(&Slug)),
            must("content", Part),
            must("then", THEN),
            must("hold", Span),
            must("due", Instant),
            may("comment", Part),
        ],
    ),
    (
        "review_decided",
        &[
            must("review_id", REVIEW),
            must("draft_id", DRAFT),
            must("version", Count),
            must(
                "outcome",
                Word(&["approved", "rejected", "changed", "withdrawn"]),
            ),
            must("role", ROLE),
            may("comment", Part),
        ],
    ),
    (
        "send_authorised",
        &[
            must("message_id", MESSAGE),
            must("draft_id", DRAFT),
            must("version", Count),
            must("origin", ORIGIN),
            must("purpose", PURPOSE),
            must("to", PARTICIPANT),
            must("channel_id", CHANNEL),
            must("conversation_id", CONVERSATION),
            must("content", Part),
            must("based_on_sequence", Count),
            must("author", Actor),
            must("approved_by", Actor),
            may("role", ROLE),
            may("review_id", REVIEW),
            must("policies", List(&Slug)),
            must("then", THEN),
            must("not_before", Instant),
            may("wait_id", WAIT),
        ],
    ),
    (
        "send_started",
        &[must("message_id", MESSAGE), must("attempt", Count)],
    ),
    (
        "sent",
        &[
            must("message_id", MESSAGE),
            must("content", Part),
            may("provider_id", Part),
            may("is_late", Flag),
        ],
    ),
    (
        "send_failed",
        &[
            must("message_id", MESSAGE),
            must("attempt", Count),
            must("reason", Slug),
            may("retry_at", Instant),
        ],
    ),
    (
        "send_unknown",
        &[
            must("message_id", MESSAGE),
            must("attempt", Count),
            must("reason", Slug),
        ],
    ),
    (
        "send_withdrawn",
        &[
            must("message_id", MESSAGE),
            must("draft_id", DRAFT),
            must(
                "reason",
                Word(&[
                    "taken_back",
                    "empathy_boundary",
                    "wrote_again",
                    "settled",
                    "case_ended",
                ]),
            ),
        ],
    ),
    (
        "action_proposed",
        &[
            must("action_id", ACTION),
            must("action", ACTION_KIND),
            must("participant_id", PARTICIPANT),
            must("parameters", Part),
            may("amount", MONEY),
            may("needed", Object(&[must("role", ROLE), must("why", Slug)])),
            may("review_id", REVIEW),
            must("policies", List(&Slug)),
            must("due", Instant),
            may(
                "announcement",
                Object(&[
                    must("to", PARTICIPANT),
                    must("channel_id", CHANNEL),
                    must("conversation_id", CONVERSATION),
                    must("text", Part),
                    must("origin", ORIGIN),
                    must("then", THEN),
                ]),
            ),
            may("undoes", ACTION),
        ],
    ),
    (
        "action_approved",
        &[
            must("action_id", ACTION),
            must("parameters", Part),
            must("requested_by", Actor),
            may("role", ROLE),
            must("policies", List(&Slug)),
            must("due", Instant),
            may("comment", Part),
        ],
    ),
    (
        "action_rejected",
        &[must("action_id", ACTION), may("reason", Part)],
    ),
    (
        "action_withdrawn",
        &[
            must("action_id", ACTION),
            must("reason", Word(&["expired", "case_ended"])),
        ],
    ),
    (
        "action_started",
        &[
            must("action_id", ACTION),
            must("attempt", Count),
            must("parameters", Part),
        ],
    ),
    (
        "action_done",
        &[
            must("action_id", ACTION),
            must("parameters", Part),
            may("result", Part),
            may("is_late", Flag),
        ],
    ),
    (
        "action_failed",
        &[
            must("action_id", ACTION),
            must("attempt", Count),
            must("reason", Slug),
            may("retry_at", Instant),
        ],
    ),
    (
        "action_unknown",
        &[
            must("action_id", ACTION),
            must("attempt", Count),
            must("reason", Slug),
        ],
    ),
    (
        "action_compensated",
        &[must("action_id", ACTION), must("by", ACTION)],
    ),
    (
        "promise_made",
        &[
            must("promise_id", PROMISE),
            must("to", PARTICIPANT),
            must("text", Part),
            must("due", Instant),
            may("source_message_id", MESSAGE),
        ],
    ),
    ("promise_kept", PROMISE_ENDED),
    ("promise_broken", PROMISE_ENDED),
    ("promise_withdrawn", PROMISE_ENDED),
    (
        "material_requested",
        &[
            must("material_id", MATERIAL),
            must("from", PARTICIPANT),
            must("what", Part),
            must("is_required", Flag),
        ],
    ),
    (
        "material_received",
        &[
            must("material_id", MATERIAL),
            must("content", Part),
            may("message_id", MESSAGE),
        ],
    ),
    (
        "material_judged",
        &[
            must("material_id", MATERIAL),
            must("judgement", Word(&["accepted", "rejected"])),
            may("reason", Part),
        ],
    ),
    (
        "verification_recorded",
        &[
            may("wait_id", WAIT),
            must("basis", BASIS),
            must("finding", Part),
        ],
    ),
    (
        "clock_started",
        &[
            must("clock", CLOCK),
            must("started_at", Instant),
            must("target", Span),
            must("due", Instant),
        ],
    ),
    ("clock_paused", &[must("clock", CLOCK), must("left", Span)]),
    (
        "clock_resumed",
        &[must("clock", CLOCK), must("due", Instant)],
    ),
    ("clock_met", CLOCK_STOPPED),
    ("clock_breached", CLOCK_STOPPED),
    ("resolved", &[may("message_id", MESSAGE)]),
    (
        "closed",
        &[must(
            "reason",
            Word(&["confirmed", "timed_out", "teammate", "history"]),
        )],
    ),
    (
        "reopened",
        &[
            must(
                "reason",
                Word(&["wrote_again", "triage_failed", "teammate", "cancel_undone"]),
            ),
            may("message_id", MESSAGE),
        ],
    ),
    (
        "cancelled",
        &[may("reason", Part), may("stand_down", List(&PARTICIPANT))],
    ),
    ("merged", &[must("into", CASE)]),
    ("absorbed", &[must("from", CASE)]),
    (
        "split",
        &[must("into", CASE), must("message_ids", MESSAGES)],
    ),
    (
        "message_moved",
        &[
            must("message_id", MESSAGE),
            must("from", CASE),
            must("to", CASE),
            may(
                "arrival",
                Object(&[
                    must("participant_id", PARTICIPANT),
                    must("channel_id", CHANNEL),
                    must("conversation_id", CONVERSATION),
                    must("received_at", Instant),
                    must("is_unanswered", Flag),
                    must("is_untriaged", Flag),
                ]),
            ),
        ],
    ),
    (
        "record_changed",
        &[
            must("fields", List(&Slug)),
            may("values", Slugs),
            may("text", Part),
        ],
    ),
    (
        "accessed",
        &[must("case_id", CASE), may("what", Word(&["order"]))],
    ),
    ("erasure_requested", &[must("reason", ERASURE)]),
    ("erasure_declined", &[]),
    ("erasure_decided", &[must("reason", ERASURE)]),
    (
        "contact_erased",
        &[must("parts", Count), must("kept", Count)],
    ),
    (
        "legal_hold_set",
        &[must(
            "reason",
            Word(&["dispute", "authority", "investigation", "legal_duty"]),
        )],
    ),
    ("legal_hold_lifted", &[]),
    (
        "generation_started",
        &[
            must("generation", Count),
            must(
                "from",
                Object(&[
                    must("name", Slug),
                    must("generation", Count),
                    must("size", Count),
                    may("root", Slug),
                ]),
            ),
        ],
    ),
    ("epoch_closed", &[must("size", Count), must("map", Digest)]),
];

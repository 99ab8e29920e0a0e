//! The table itself: one line an operation.
//!
//! `Variant = "name", what it touches, who may, the scope a machine's key needs or no machine at all`.

#![cfg_attr(
    not(test),
    expect(
        clippy::enum_glob_use,
        reason = "in a table the bare variants are the words"
    )
)]

use baton_domain::actor::Role::{self, *};

use super::Touch::{self, *};
use crate::scope::Scope::{self, *};

/// Every role.
const EVERYONE: &[Role] = &Role::ALL;
/// Those who work cases.
const SERVICE: &[Role] = &[Agent, Supervisor];
/// Those who see what customers wrote. Not the admin: settings need no customer content.
const READERS: &[Role] = &[Agent, Supervisor, Quality, Approver, Auditor];
/// Those who look at the work from above.
const OVERSEERS: &[Role] = &[Supervisor, Quality, Auditor];
/// Those who may decide what somebody else asked for.
const DECIDERS: &[Role] = &[Supervisor, Approver];
/// Those who look after knowledge.
const EDITORS: &[Role] = &[Supervisor, KnowledgeEditor];
/// Those who set the workspace up.
const ADMINS: &[Role] = &[Admin];
/// Those who steer the day's operation.
const STEERERS: &[Role] = &[Supervisor, Admin];

/// No machine may, whatever its key was given.
const PEOPLE_ONLY: Option<Scope> = None;

macro_rules! operations {
    ($($variant:ident = $name:literal, $touch:expr, $roles:expr, $scope:expr;)*) => {
        /// Something the API can be asked to do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Operation {$(
            #[doc = concat!("`", $name, "`")]
            $variant,
        )*}

        impl Operation {
            /// Every operation, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The stable name, noun first, such as `cases.read`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What it touches, and how.
            #[must_use]
            pub const fn touch(self) -> Touch {
                match self { $(Self::$variant => $touch,)* }
            }

            /// The roles of which a teammate needs at least one.
            #[must_use]
            pub const fn roles(self) -> &'static [Role] {
                match self { $(Self::$variant => $roles,)* }
            }

            /// The scope a machine's key needs; `None` where no machine may at all.
            #[must_use]
            pub const fn machine_scope(self) -> Option<Scope> {
                match self { $(Self::$variant => $scope,)* }
            }
        }
    };
}

operations! {
    SessionRead = "session.read", Own, EVERYONE, PEOPLE_ONLY;
    SessionSwitch = "session.switch", Own, EVERYONE, PEOPLE_ONLY;
    SessionEnd = "session.end", Own, EVERYONE, PEOPLE_ONLY;
    SessionKeys = "session.keys", Own, EVERYONE, PEOPLE_ONLY;
    SessionPassword = "session.password", Own, EVERYONE, PEOPLE_ONLY;
    SessionTotp = "session.totp", Own, EVERYONE, PEOPLE_ONLY;
    SessionsList = "sessions.list", Own, EVERYONE, PEOPLE_ONLY;
    SessionsEnd = "sessions.end", Own, EVERYONE, PEOPLE_ONLY;
    SessionAvailability = "session.availability", Own, EVERYONE, PEOPLE_ONLY;

    MessagesReceive = "messages.receive", ChangesContent, &[Supervisor], Some(MessagesWrite);
    MessagesList = "messages.list", ReadsContent, READERS, Some(MessagesRead);
    MessagesRead = "messages.read", ReadsContent, READERS, Some(MessagesRead);
    MessagesRaw = "messages.raw", ReadsContent, READERS, Some(MessagesRead);
    MessagesOutbound = "messages.outbound", ReadsContent, &[Supervisor, Auditor], Some(MessagesRead);
    UploadsCreate = "uploads.create", ChangesContent, &[Agent, Supervisor, KnowledgeEditor], Some(MessagesWrite);
    DeadLettersList = "dead_letters.list", ReadsContent, READERS, PEOPLE_ONLY;
    DeadLettersReplay = "dead_letters.replay", ChangesContent, SERVICE, PEOPLE_ONLY;

    CasesList = "cases.list", ReadsContent, READERS, Some(CasesRead);
    CasesCount = "cases.count", ReadsContent, READERS, Some(CasesRead);
    CasesRead = "cases.read", ReadsContent, READERS, Some(CasesRead);
    CasesTimeline = "cases.timeline", ReadsContent, READERS, Some(CasesRead);
    CasesOrder = "cases.order", ReadsContent, READERS, Some(CasesRead);
    CasesEvents = "cases.events", ReadsContent, READERS, Some(EvidenceRead);
    CasesEvidence = "cases.evidence", ReadsContent, OVERSEERS, Some(EvidenceRead);
    CasesOpen = "cases.open", ChangesContent, SERVICE, Some(CasesWrite);
    CasesAssign = "cases.assign", ChangesContent, SERVICE, Some(CasesWrite);
    CasesNote = "cases.note", ChangesContent, SERVICE, Some(CasesWrite);
    CasesWait = "cases.wait", ChangesContent, SERVICE, Some(CasesWrite);
    CasesCloseWait = "cases.close_wait", ChangesContent, SERVICE, PEOPLE_ONLY;
    CasesClassify = "cases.classify", ChangesContent, SERVICE, PEOPLE_ONLY;
    CasesNoAnswerNeeded = "cases.no_answer_needed", ChangesContent, SERVICE, PEOPLE_ONLY;
    CasesPromise = "cases.promise", ChangesContent, SERVICE, PEOPLE_ONLY;
    CasesKeepPromise = "cases.keep_promise", ChangesContent, SERVICE, PEOPLE_ONLY;
    CasesWithdrawPromise = "cases.withdraw_promise", ChangesContent, SERVICE, PEOPLE_ONLY;
    CasesSettleMessage = "cases.settle_message", ChangesContent, SERVICE, PEOPLE_ONLY;
    CasesRequestMaterial = "cases.request_material", ChangesContent, SERVICE, PEOPLE_ONLY;
    CasesJudgeMaterial = "cases.judge_material", ChangesContent, SERVICE, PEOPLE_ONLY;
    CasesRecordVerification = "cases.record_verification", ChangesContent, SERVICE, PEOPLE_ONLY;
    CasesAddParticipant = "cases.add_participant", ChangesContent, SERVICE, PEOPLE_ONLY;
    CasesLink = "cases.link", ChangesContent, SERVICE, PEOPLE_ONLY;
    CasesResolve = "cases.resolve", ChangesContent, SERVICE, PEOPLE_ONLY;
    CasesClose = "cases.close", ChangesContent, SERVICE, PEOPLE_ONLY;
    CasesReopen = "cases.reopen", ChangesContent, SERVICE, PEOPLE_ONLY;
    CasesCancel = "cases.cancel", ChangesContent, SERVICE, PEOPLE_ONLY;
    CasesUndoCancel = "cases.undo_cancel", ChangesContent, SERVICE, PEOPLE_ONLY;
    CasesMerge = "cases.merge", ChangesContent, SERVICE, PEOPLE_ONLY;
    CasesSplit = "cases.split", ChangesContent, SERVICE, PEOPLE_ONLY;
    CasesMoveMessage = "cases.move_message", ChangesContent, SERVICE, PEOPLE_ONLY;

    DraftsRead = "drafts.read", ReadsContent, READERS, Some(CasesRead);
    DraftsCreate = "drafts.create", ChangesContent, SERVICE, Some(DraftsPropose);
    DraftsEdit = "drafts.edit", ChangesContent, SERVICE, PEOPLE_ONLY;
    DraftsApprove = "drafts.approve", ChangesContent, SERVICE, PEOPLE_ONLY;
    DraftsReject = "drafts.reject", ChangesContent, SERVICE, PEOPLE_ONLY;
    DraftsRequestReview = "drafts.request_review", ChangesContent, SERVICE, PEOPLE_ONLY;
    DraftsTakeBack = "drafts.take_back", ChangesContent, SERVICE, PEOPLE_ONLY;
    ReviewsList = "reviews.list", ReadsContent, READERS, PEOPLE_ONLY;
    ReviewsDecide = "reviews.decide", ChangesContent, DECIDERS, PEOPLE_ONLY;
    ActionsRead = "actions.read", ReadsContent, READERS, Some(CasesRead);
    ActionsPropose = "actions.propose", ChangesContent, SERVICE, Some(ActionsPropose);
    ActionsReject = "actions.reject", ChangesContent, &[Agent, Supervisor, Approver], PEOPLE_ONLY;
    ActionsSettle = "actions.settle", ChangesContent, &[Agent, Supervisor, Approver], PEOPLE_ONLY;
    ActionsApprove = "actions.approve", ChangesContent, &[Agent, Supervisor, Approver], PEOPLE_ONLY;

    ContactsList = "contacts.list", ReadsContent, READERS, Some(CasesRead);
    ContactsRead = "contacts.read", ReadsContent, READERS, Some(CasesRead);
    ContactsWrite = "contacts.write", ChangesContent, SERVICE, PEOPLE_ONLY;
    ContactsMerge = "contacts.merge", ChangesContent, SERVICE, PEOPLE_ONLY;
    ContactsErase = "contacts.erase", ChangesContent, &[Supervisor], PEOPLE_ONLY;
    ContactsDeclineErasure = "contacts.decline_erasure", ChangesContent, &[Supervisor], PEOPLE_ONLY;
    ContactsErasure = "contacts.erasure", ReadsContent, READERS, PEOPLE_ONLY;
    ContactsHold = "contacts.hold", ChangesContent, &[Supervisor], PEOPLE_ONLY;
    ContactsRelease = "contacts.release", ChangesContent, &[Supervisor], PEOPLE_ONLY;
    ErasureRead = "erasure.read", ReadsSettings, EVERYONE, PEOPLE_ONLY;
    ErasureSet = "erasure.set", ChangesSettings, ADMINS, PEOPLE_ONLY;
    ContactsExport = "contacts.export", ReadsContent, &[Supervisor, Auditor], PEOPLE_ONLY;

    ArticlesList = "articles.list", ReadsSettings, EVERYONE, Some(KnowledgeRead);
    ArticlesRead = "articles.read", ReadsSettings, EVERYONE, Some(KnowledgeRead);
    ArticlesPropose = "articles.propose", ChangesSettings, &[Agent, Supervisor, Quality, KnowledgeEditor], Some(KnowledgePropose);
    ArticlesWrite = "articles.write", ChangesSettings, EDITORS, PEOPLE_ONLY;
    ArticlesPublish = "articles.publish", ChangesSettings, EDITORS, PEOPLE_ONLY;
    ArticlesRetire = "articles.retire", ChangesSettings, EDITORS, PEOPLE_ONLY;
    KnowledgeSearch = "knowledge.search", ReadsSettings, EVERYONE, Some(KnowledgeRead);
    TriageRun = "triage.run", ReadsSettings, EVERYONE, Some(TriageRun);

    ModelsList = "models.list", ReadsSettings, EVERYONE, PEOPLE_ONLY;
    ModelsUse = "models.use", ChangesSettings, &[Supervisor, Quality, Admin], PEOPLE_ONLY;

    LiveFollow = "live.follow", ReadsSettings, EVERYONE, Some(CasesRead);
    ReportsRead = "reports.read", ReadsContent, &[Supervisor, Quality, KnowledgeEditor, Auditor], Some(ReportsRead);
    FindingsList = "findings.list", ReadsContent, OVERSEERS, PEOPLE_ONLY;
    FindingsWrite = "findings.write", ChangesContent, &[Supervisor, Quality], PEOPLE_ONLY;
    LogRead = "log.read", ReadsSettings, &[Supervisor, Quality, Admin, Auditor], PEOPLE_ONLY;
    LogVerify = "log.verify", ReadsSettings, &[Supervisor, Quality, Admin, Auditor], PEOPLE_ONLY;
    LogEntries = "log.entries", ReadsContent, OVERSEERS, Some(EvidenceRead);

    PauseRead = "pause.read", ReadsSettings, EVERYONE, PEOPLE_ONLY;
    PauseSet = "pause.set", ChangesSettings, STEERERS, PEOPLE_ONLY;
    StagesRead = "stages.read", ReadsSettings, EVERYONE, PEOPLE_ONLY;
    StagesSet = "stages.set", ChangesSettings, STEERERS, PEOPLE_ONLY;
    ChannelsList = "channels.list", ReadsSettings, EVERYONE, Some(MessagesWrite);
    ChannelsRead = "channels.read", ReadsSettings, EVERYONE, Some(MessagesWrite);
    ChannelsCreate = "channels.create", ChangesSettings, ADMINS, PEOPLE_ONLY;
    ChannelsWrite = "channels.write", ChangesSettings, ADMINS, PEOPLE_ONLY;
    TeammatesList = "teammates.list", ReadsSettings, EVERYONE, Some(CasesRead);
    TeammatesCreate = "teammates.create", ChangesSettings, ADMINS, PEOPLE_ONLY;
    TeammatesWrite = "teammates.write", ChangesSettings, ADMINS, PEOPLE_ONLY;
    TeamsList = "teams.list", ReadsSettings, EVERYONE, Some(CasesRead);
    TeamsWrite = "teams.write", ChangesSettings, STEERERS, PEOPLE_ONLY;
    SettingsRead = "settings.read", ReadsSettings, EVERYONE, PEOPLE_ONLY;
    SettingsWrite = "settings.write", ChangesSettings, ADMINS, PEOPLE_ONLY;
    PoliciesRead = "policies.read", ReadsSettings, EVERYONE, PEOPLE_ONLY;
    PoliciesWrite = "policies.write", ChangesSettings, ADMINS, PEOPLE_ONLY;
    KeysList = "keys.list", ReadsSettings, &[Admin, Auditor], PEOPLE_ONLY;
    KeysCreate = "keys.create", ChangesSettings, ADMINS, PEOPLE_ONLY;
    KeysRevoke = "keys.revoke", ChangesSettings, ADMINS, PEOPLE_ONLY;
}

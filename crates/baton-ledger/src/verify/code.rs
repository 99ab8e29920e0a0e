//! The codes of findings. They are part of the contract: added to, never changed.

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// What is wrong with a pack.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum FindingCode {
            $($(#[$doc])* $name,)*
        }

        impl FindingCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The code as it is printed.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }
        }
    };
}

codes! {
    /// The file is not the one zip that stands for its entries, or holds what has no place in a pack.
    PackNotCanonical = "pack.not_canonical",
    /// More than a zip without ZIP64 can hold.
    PackTooLarge = "pack.too_large",
    /// The manifest cannot be read, or a file is not the one it names.
    ManifestHash = "manifest.hash",
    /// The manifest is not signed by the log's key.
    ManifestSignature = "manifest.signature",
    /// An event is not a leaf, or its data are not what its kind says.
    LeafMalformed = "leaf.malformed",
    /// An event is not proven to be in the log at its position.
    ProofInclusion = "proof.inclusion",
    /// The checkpoint is not signed as the trust policy asks.
    CheckpointSignature = "checkpoint.signature",
    /// The pack's checkpoint is older than the one the verifier kept.
    CheckpointOlder = "checkpoint.older",
    /// The pack's checkpoint is not proven to continue the one the verifier kept.
    CheckpointInconsistent = "checkpoint.inconsistent",
    /// Events of a stream are missing, doubled, out of order, or of a stream that does not belong here.
    StreamGap = "stream.gap",
    /// An event does not name its predecessor's hash.
    StreamPrev = "stream.prev",
    /// The completeness map contradicts the events.
    MapMismatch = "map.mismatch",
    /// A content is not the one that the event was bound to.
    PartCommitment = "part.commitment",
    /// A content that an event refers to is neither there, nor said to be erased or withheld.
    PartMissing = "part.missing",
    /// What was sent is not what was approved, or nothing was approved.
    SentNotApproved = "meaning.sent_not_approved",
    /// Somebody approved their own wording where a second person was asked for.
    SelfApproval = "meaning.self_approval",
    /// Somebody decided without the role or the standing that the decision asks for.
    Role = "meaning.role",
    /// A message went out before it was authorised, or before it was free to leave.
    SentBeforeAuthorised = "meaning.sent_before_authorised",
    /// For some time nobody held an open case.
    HolderGap = "meaning.holder_gap",
    /// AI or a machine worded something while a person had to answer first.
    PersonFirst = "meaning.person_first",
    /// An action was done without approval, before it, after it ran out, or other than approved.
    ActionNotApproved = "meaning.action_not_approved",
    /// An action was begun or done twice.
    ActionTwice = "meaning.action_twice",
}

//! Whom a verifier trusts: C2SP `tlog-policy`.
//!
//! Logs and witnesses by their public keys, groups of witnesses, and the quorum of them that must
//! have cosigned a checkpoint. The file is the verifier's own: nothing in a pack can change it.

mod parse;

use std::fmt;

use crate::checkpoint::Checkpoint;
use crate::note::{NotVerified, Note, VerifierKey};

/// A verifier's own list of keys, and how many witnesses must agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustPolicy {
    logs: Vec<VerifierKey>,
    members: Vec<Member>,
    quorum: Quorum,
}

/// Who must have witnessed a checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quorum {
    Nobody,
    Member(usize),
}

/// Something that can have witnessed a checkpoint; groups name members by their number.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Member {
    Witness {
        key: Box<VerifierKey>,
        url: Option<String>,
    },
    Group {
        threshold: usize,
        of: Vec<usize>,
    },
}

impl TrustPolicy {
    /// Reads a policy file.
    pub fn parse(bytes: &[u8]) -> Result<Self, MalformedPolicy> {
        parse::parse(bytes)
    }

    /// The logs that are trusted.
    #[must_use]
    pub fn logs(&self) -> &[VerifierKey] {
        &self.logs
    }

    /// The witnesses that are known, and where each is asked, as far as the file says.
    pub fn witnesses(&self) -> impl Iterator<Item = (&VerifierKey, Option<&str>)> {
        self.members.iter().filter_map(|member| match member {
            Member::Witness { key, url } => Some((&**key, url.as_deref())),
            Member::Group { .. } => None,
        })
    }

    /// Checks that the quorum of witnesses saw this checkpoint, whoever signed it.
    ///
    /// # Errors
    /// [`NotTrusted::Forged`] or [`NotTrusted::Quorum`].
    pub fn check_witnessed(&self, note: &Note) -> Result<(), NotTrusted> {
        let is_witnessed = match self.quorum {
            Quorum::Nobody => true,
            Quorum::Member(member) => self
                .witnessed(note)?
                .get(member)
                .copied()
                .unwrap_or_default(),
        };
        is_witnessed.then_some(()).ok_or(NotTrusted::Quorum)
    }

    /// Checks that a trusted log signed this checkpoint and that the quorum of witnesses saw it.
    pub fn accept(&self, note: &Note) -> Result<Checkpoint, NotTrusted> {
        let checkpoint = Checkpoint::parse(&note.text).map_err(|_| NotTrusted::Malformed)?;
        self.check_logs(note, &checkpoint)?;
        self.check_witnessed(note)?;
        Ok(checkpoint)
    }

    fn check_logs(&self, note: &Note, checkpoint: &Checkpoint) -> Result<(), NotTrusted> {
        let mut found = Err(NotTrusted::UnknownLog);
        let named = self
            .logs
            .iter()
            .filter(|log| log.name() == checkpoint.origin);
        for log in named {
            match note.verify(log) {
                Ok(_) => found = Ok(()),
                Err(NotVerified::Unsigned) => {}
                Err(NotVerified::Forged) => return Err(NotTrusted::Forged),
            }
        }
        found
    }

    /// For each member whether it witnessed the checkpoint. Members come after those they name.
    fn witnessed(&self, note: &Note) -> Result<Vec<bool>, NotTrusted> {
        let mut witnessed: Vec<bool> = Vec::with_capacity(self.members.len());
        for member in &self.members {
            let did = match member {
                Member::Witness { key, .. } => match note.verify(key) {
                    Ok(_) => true,
                    Err(NotVerified::Unsigned) => false,
                    Err(NotVerified::Forged) => return Err(NotTrusted::Forged),
                },
                Member::Group { threshold, of } => {
                    let agreeing = of
                        .iter()
                        .filter(|member| witnessed.get(**member) == Some(&true))
                        .count();
                    agreeing >= *threshold
                }
            };
            witnessed.push(did);
        }
        Ok(witnessed)
    }
}

/// The policy file that names a log and asks for a cosignature of each of these witnesses.
#[must_use]
pub fn write_policy(log: &VerifierKey, witnesses: &[VerifierKey]) -> String {
    let mut lines = vec![format!("log {log}")];
    let mut quorum = "group witnesses all".to_owned();
    for (number, witness) in (1..).zip(witnesses) {
        let name = format!("w{number}");
        lines.push(format!("witness {name} {witness}"));
        quorum = format!("{quorum} {name}");
    }
    if witnesses.is_empty() {
        lines.push("quorum none\n".to_owned());
    } else {
        lines.push(quorum);
        lines.push("quorum witnesses\n".to_owned());
    }
    lines.join("\n")
}

/// Why a policy does not accept a checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotTrusted {
    /// The note's text is not a checkpoint.
    Malformed,
    /// No trusted log of that origin signed it.
    UnknownLog,
    /// A signature under a trusted key is wrong.
    Forged,
    /// Too few of the witnesses cosigned it.
    Quorum,
}

impl fmt::Display for NotTrusted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "the checkpoint is malformed",
            Self::UnknownLog => "no trusted log of this origin signed the checkpoint",
            Self::Forged => "a signature under a trusted key is wrong",
            Self::Quorum => "too few of the trusted witnesses cosigned the checkpoint",
        })
    }
}

impl std::error::Error for NotTrusted {}

/// Which line of a policy file is wrong, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MalformedPolicy {
    /// The line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// What is wrong with it.
    pub why: &'static str,
}

impl fmt::Display for MalformedPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => f.write_str(self.why),
            line => write!(f, "line {line}: {}", self.why),
        }
    }
}

impl std::error::Error for MalformedPolicy {}

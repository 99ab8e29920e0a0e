//! Reading the lines of a policy file.
//!
//! Names are octets that are compared as they are; only keys are text.

use std::collections::BTreeMap;

use super::{MalformedPolicy, Member, Quorum, TrustPolicy};
use crate::note::{SignatureKind, VerifierKey};

/// Longest policy file in bytes: many times the 32 logs, witnesses and groups that must fit.
const MAX_POLICY_BYTES: usize = 64 * 1024;

/// What was read so far.
#[derive(Default)]
struct Reading<'a> {
    logs: Vec<VerifierKey>,
    members: Vec<Member>,
    names: BTreeMap<&'a [u8], Named>,
    quorum: Option<Quorum>,
}

/// A defined name: which member it is, and whether a group took it already.
struct Named {
    member: usize,
    is_taken: bool,
}

pub(super) fn parse(bytes: &[u8]) -> Result<TrustPolicy, MalformedPolicy> {
    let whole = |why| MalformedPolicy { line: 0, why };
    if bytes.len() > MAX_POLICY_BYTES {
        return Err(whole("the policy is too large"));
    }
    if bytes.last().is_some_and(|last| *last != b'\n') {
        return Err(whole("the last line does not end in a newline"));
    }
    let mut reading = Reading::default();
    for (index, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        reading.line(line).map_err(|why| MalformedPolicy {
            line: index + 1,
            why,
        })?;
    }
    let quorum = reading.quorum.ok_or(whole("there is no quorum line"))?;
    Ok(TrustPolicy {
        logs: reading.logs,
        members: reading.members,
        quorum,
    })
}

impl<'a> Reading<'a> {
    fn line(&mut self, line: &'a [u8]) -> Result<(), &'static str> {
        if line
            .iter()
            .any(|byte| (*byte < 0x20 && *byte != b'\t') || *byte == 0x7f)
        {
            return Err("a control character");
        }
        let words: Vec<_> = line
            .split(|byte| matches!(byte, b' ' | b'\t'))
            .filter(|word| !word.is_empty())
            .collect();
        match *words {
            [] => Ok(()),
            [first, ..] if first.starts_with(b"#") => Ok(()),
            [b"log", key] | [b"log", key, _] => self.log(key),
            [b"witness", name, key] => self.witness(name, key, None),
            [b"witness", name, key, url] => self.witness(name, key, Some(url)),
            [b"group", name, threshold, ref of @ ..] => self.group(name, threshold, of),
            [b"quorum", name] => self.quorum(name),
            _ => Err("neither log, witness, group nor quorum"),
        }
    }

    fn log(&mut self, key: &[u8]) -> Result<(), &'static str> {
        let key = verifier_key(key, SignatureKind::Ed25519)?;
        let known = |other: &VerifierKey| other.public_bytes() == key.public_bytes();
        if self.logs.iter().any(known) {
            return Err("the same log twice");
        }
        self.logs.push(key);
        Ok(())
    }

    fn witness(
        &mut self,
        name: &'a [u8],
        key: &[u8],
        url: Option<&[u8]>,
    ) -> Result<(), &'static str> {
        let key = verifier_key(key, SignatureKind::Cosignature)?;
        let known = |member: &Member| match member {
            Member::Witness { key: other, .. } => other.public_bytes() == key.public_bytes(),
            Member::Group { .. } => false,
        };
        if self.members.iter().any(known) {
            return Err("the same witness twice");
        }
        let url = url.map(|url| String::from_utf8_lossy(url).into_owned());
        let key = Box::new(key);
        self.define(name, Member::Witness { key, url })
    }

    fn group(
        &mut self,
        name: &'a [u8],
        threshold: &[u8],
        of: &[&'a [u8]],
    ) -> Result<(), &'static str> {
        let threshold = match threshold {
            b"all" => of.len(),
            b"any" => 1,
            number => decimal(number).ok_or("a threshold that is no number, any or all")?,
        };
        if threshold == 0 || threshold > of.len() {
            return Err("a threshold outside 1 to the number of members");
        }
        let mut numbers = Vec::with_capacity(of.len());
        for name in of {
            let named = self
                .names
                .get_mut(name)
                .ok_or("a name not defined before")?;
            if std::mem::replace(&mut named.is_taken, true) {
                return Err("a member of two groups");
            }
            numbers.push(named.member);
        }
        let of = numbers;
        self.define(name, Member::Group { threshold, of })
    }

    fn quorum(&mut self, name: &[u8]) -> Result<(), &'static str> {
        let quorum = match name {
            b"none" => Quorum::Nobody,
            name => Quorum::Member(
                self.names
                    .get(name)
                    .ok_or("a name not defined before")?
                    .member,
            ),
        };
        if self.quorum.replace(quorum).is_some() {
            return Err("a second quorum line");
        }
        Ok(())
    }

    fn define(&mut self, name: &'a [u8], member: Member) -> Result<(), &'static str> {
        let named = Named {
            member: self.members.len(),
            is_taken: false,
        };
        if name == b"none" || self.names.insert(name, named).is_some() {
            return Err("a name that is taken");
        }
        self.members.push(member);
        Ok(())
    }
}

fn verifier_key(key: &[u8], kind: SignatureKind) -> Result<VerifierKey, &'static str> {
    let key: VerifierKey = std::str::from_utf8(key)
        .ok()
        .and_then(|key| key.parse().ok())
        .ok_or("not a verifier key")?;
    if key.kind() == kind {
        Ok(key)
    } else {
        Err("a key of the wrong kind for this line")
    }
}

/// A number without sign or leading zeroes.
fn decimal(digits: &[u8]) -> Option<usize> {
    let text = std::str::from_utf8(digits).ok()?;
    let number: usize = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

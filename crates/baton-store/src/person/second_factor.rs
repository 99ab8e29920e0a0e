//! The second factor of a person: an authenticator's secret, sealed, and recovery codes, digested.

use baton_domain::id::PersonId;

use crate::args;
use crate::error::StoreError;
use crate::tx::{Reader, Tx};
use crate::value::Query;

/// Bytes of one recovery code's digest.
const DIGEST_BYTES: usize = 32;

/// What is kept of a person's second factor.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SecondFactor {
    /// The secret that is asked for at sign-in, sealed.
    pub secret: Option<Vec<u8>>,
    /// A secret that waits for its first code, sealed.
    pub pending: Option<Vec<u8>>,
    /// Digests of the recovery codes that are left.
    pub recovery: Vec<[u8; DIGEST_BYTES]>,
}

impl Reader {
    /// A person's second factor; nothing is set in it while they have none.
    pub async fn second_factor(&mut self, id: PersonId) -> Result<SecondFactor, StoreError> {
        let query = Query::new(
            "SELECT totp_secret, totp_pending, recovery_digests FROM people WHERE id = $1",
            args![id],
        );
        let Some(mut row) = self.opt(query).await? else {
            return Ok(SecondFactor::default());
        };
        let (secret, pending) = (row.take()?, row.take()?);
        let recovery: Option<Vec<u8>> = row.take()?;
        let (recovery, _) = recovery.as_deref().unwrap_or_default().as_chunks();
        Ok(SecondFactor {
            secret,
            pending,
            recovery: recovery.to_vec(),
        })
    }
}

impl Tx {
    /// Keeps a sealed secret until its first code confirms it.
    pub async fn propose_second_factor(
        &mut self,
        id: PersonId,
        sealed: &[u8],
    ) -> Result<(), StoreError> {
        self.exec(Query::new(
            "UPDATE people SET totp_pending = $2 WHERE id = $1",
            args![id, sealed],
        ))
        .await
        .map(drop)
    }

    /// Asks for codes of this sealed secret from now on. Tells whether it was still the one that
    /// waited.
    pub async fn confirm_second_factor(
        &mut self,
        id: PersonId,
        sealed: &[u8],
        recovery: &[[u8; DIGEST_BYTES]],
    ) -> Result<bool, StoreError> {
        self.exec(Query::new(
            "UPDATE people SET totp_secret = totp_pending, totp_pending = NULL, totp_step = NULL, \
             recovery_digests = $3 WHERE id = $1 AND totp_pending = $2",
            args![id, sealed, recovery.concat()],
        ))
        .await
        .map(|changed| changed == 1)
    }

    /// Asks for no second factor any more.
    pub async fn remove_second_factor(&mut self, id: PersonId) -> Result<(), StoreError> {
        self.exec(Query::new(
            "UPDATE people SET totp_secret = NULL, totp_pending = NULL, totp_step = NULL, \
             recovery_digests = NULL WHERE id = $1",
            args![id],
        ))
        .await
        .map(drop)
    }

    /// Uses the code of a time step up. Not if one of it or of a later one was used before.
    pub async fn use_step(&mut self, id: PersonId, step: i64) -> Result<bool, StoreError> {
        self.exec(Query::new(
            "UPDATE people SET totp_step = $2 WHERE id = $1 \
             AND (totp_step IS NULL OR totp_step < $2)",
            args![id, step],
        ))
        .await
        .map(|changed| changed == 1)
    }

    /// Uses a recovery code up. Not if it is none, or was used before.
    pub async fn use_recovery_code(
        &mut self,
        id: PersonId,
        digest: [u8; DIGEST_BYTES],
    ) -> Result<bool, StoreError> {
        let before = self.second_factor(id).await?.recovery;
        let left: Vec<_> = before
            .iter()
            .copied()
            .filter(|kept| *kept != digest)
            .collect();
        if left.len() == before.len() {
            return Ok(false);
        }
        self.exec(Query::new(
            "UPDATE people SET recovery_digests = $3 WHERE id = $1 AND recovery_digests = $2",
            args![id, before.concat(), left.concat()],
        ))
        .await
        .map(|changed| changed == 1)
    }
}

//! Passwords: Argon2id, off the async threads, a few at a time.

use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

/// Hashes computed at the same time; each takes about 19 MiB and a core.
const AT_ONCE: usize = 2;
/// Bytes of salt.
const SALT_LEN: usize = 16;

/// Checks and makes password hashes.
pub struct Passwords {
    permits: Semaphore,
    /// Checked for unknown addresses, so that they take as long as known ones.
    decoy: String,
}

/// A password could not be hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the password cannot be hashed")]
pub struct NotHashed;

impl Passwords {
    /// A checker; makes its decoy now.
    ///
    /// # Errors
    /// [`NotHashed`] if hashing does not work at all.
    pub fn new(secret: [u8; 32]) -> Result<Self, NotHashed> {
        Ok(Self {
            permits: Semaphore::new(AT_ONCE),
            decoy: hash(b"decoy", secret)?,
        })
    }

    /// The hash to keep of a new password.
    pub async fn hash(&self, password: String, salt: [u8; 32]) -> Result<String, NotHashed> {
        let _permit = self.permits.acquire().await.map_err(|_| NotHashed)?;
        tokio::task::spawn_blocking(move || hash(password.as_bytes(), salt))
            .await
            .map_err(|_| NotHashed)?
    }

    /// Whether the password is right. Without a hash the answer is no, after the same work.
    pub async fn is_right(&self, password: String, hash: Option<String>) -> bool {
        let Ok(_permit) = self.permits.acquire().await else {
            return false;
        };
        let is_known = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.decoy.clone());
        let checked = tokio::task::spawn_blocking(move || {
            Argon2::default()
                .verify_password(password.as_bytes(), hash.as_str())
                .is_ok()
        });
        checked.await.unwrap_or(false) && is_known
    }
}

fn hash(password: &[u8], salt: [u8; 32]) -> Result<String, NotHashed> {
    let salt = salt.first_chunk::<SALT_LEN>().ok_or(NotHashed)?;
    let hash: argon2::password_hash::phc::PasswordHash = Argon2::default()
        .hash_password_with_salt(password, salt)
        .map_err(|_| NotHashed)?;
    Ok(hash.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_right_only_for_its_own_hash() {
        let passwords = Passwords::new([1; 32]).unwrap();
        let hash = passwords
            .hash("correct horse".into(), [2; 32])
            .await
            .unwrap();
        assert!(
            passwords
                .is_right("correct horse".into(), Some(hash.clone()))
                .await
        );
        assert!(
            !passwords
                .is_right("battery staple".into(), Some(hash))
                .await
        );
        assert!(!passwords.is_right("decoy".into(), None).await);
    }
}

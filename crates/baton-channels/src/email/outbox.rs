//! A folder that mail is put into instead of being sent: for the demo and for trying things out.

use std::path::{Path, PathBuf};

use baton_app::ports::channel::SendOutcome;
use baton_domain::id::MessageId;
use tokio::fs;
use tokio::io::AsyncWriteExt as _;

use super::compose::Composed;

/// The folder could not be written to.
const UNWRITABLE: &str = "send.outbox_unwritable";

/// Puts a mail into `FOLDER/<message id>.eml`. The file appears whole or not at all, and the same
/// message put twice is one file.
pub async fn put(folder: &Path, id: MessageId, mail: &Composed) -> SendOutcome {
    match write(folder, id, &mail.bytes).await {
        Ok(()) => SendOutcome::Sent { provider_id: None },
        Err(error) => {
            tracing::warn!(%error, folder = %folder.display(), "cannot write to the outbox");
            SendOutcome::NotAccepted {
                code: UNWRITABLE,
                retry_after: None,
            }
        }
    }
}

async fn write(folder: &Path, id: MessageId, bytes: &[u8]) -> std::io::Result<()> {
    fs::create_dir_all(folder).await?;
    let final_path: PathBuf = folder.join(format!("{id}.eml"));
    let partial_path = folder.join(format!(".{id}.partial"));
    let mut file = fs::File::create(&partial_path).await?;
    file.write_all(bytes).await?;
    file.sync_all().await?;
    drop(file);
    fs::rename(&partial_path, &final_path).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail() -> Composed {
        Composed {
            sender: "a@x.example".to_owned(),
            recipient: "b@x.example".to_owned(),
            bytes: b"Subject: x\r\n\r\n".to_vec(),
        }
    }

    #[tokio::test]
    async fn the_same_message_put_twice_is_one_whole_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let outbox = folder.path().join("outbox");
        let id = MessageId::from_bits(7);
        for _ in 0..2 {
            let outcome = put(&outbox, id, &mail()).await;
            assert_eq!(outcome, SendOutcome::Sent { provider_id: None });
        }
        let names: Vec<_> = std::fs::read_dir(&outbox)
            .expect("a folder")
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        assert_eq!(names, [format!("{id}.eml")]);
    }

    #[tokio::test]
    async fn a_folder_that_cannot_be_written_to_accepts_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("file");
        std::fs::write(&file, b"").expect("a file");
        let outcome = put(&file, MessageId::from_bits(7), &mail()).await;
        let is_refused = matches!(
            outcome,
            SendOutcome::NotAccepted {
                code: UNWRITABLE,
                ..
            }
        );
        assert!(is_refused, "{outcome:?}");
    }
}

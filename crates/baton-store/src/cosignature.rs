//! What witnesses said of the log: their cosignatures, how far each got, and what is wrong with one.

use baton_domain::id::WorkspaceId;
use baton_domain::time::Timestamp;
use baton_ledger::note::Note;

use crate::args;
use crate::error::StoreError;
use crate::event::Stamp;
use crate::log::StoredCheckpoint;
use crate::tx::{Reader, Tx};
use crate::value::Query;

/// Checkpoints that are looked at to find one that enough witnesses saw.
const LOOKED_AT: usize = 50;

/// How far a witness got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WitnessState {
    /// The name of its key.
    pub witness: String,
    /// The last size it cosigned; 0 if none.
    pub size: u64,
    /// What is wrong; none if nothing is.
    pub trouble: Option<String>,
    /// When it last answered, or failed to.
    pub at: Timestamp,
}

/// What a witness answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// It cosigned the checkpoint of this size: its signature line, with the newline.
    Cosigned {
        /// The size.
        size: u64,
        /// The line.
        line: String,
    },
    /// It did not; a stable code.
    Trouble(&'static str),
}

impl Tx {
    /// Keeps what a witness answered. The first cosignature of a checkpoint stays.
    pub async fn hear_witness(
        &mut self,
        stamp: &Stamp,
        witness: &str,
        heard: &Heard,
    ) -> Result<(), StoreError> {
        let (size, trouble) = match heard {
            Heard::Cosigned { size, line } => {
                self.exec(Query::new(
                    "INSERT INTO cosignatures (workspace, size, witness, line, at) \
                     VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
                    args![stamp.workspace, *size, witness, &**line, stamp.at],
                ))
                .await?;
                (*size, None)
            }
            Heard::Trouble(code) => (0, Some(*code)),
        };
        self.exec(Query::new(
            "INSERT INTO witnesses (workspace, witness, size, trouble_code, at) \
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (workspace, witness) DO UPDATE SET \
             size = CASE WHEN excluded.size > witnesses.size THEN excluded.size \
             ELSE witnesses.size END, \
             trouble_code = excluded.trouble_code, at = excluded.at",
            args![stamp.workspace, witness, size, trouble, stamp.at],
        ))
        .await
        .map(drop)
    }
}

impl Reader {
    /// How far each witness got, by name.
    pub async fn witness_states(
        &mut self,
        workspace: WorkspaceId,
    ) -> Result<Vec<WitnessState>, StoreError> {
        let query = Query::new(
            "SELECT witness, size, trouble_code, at FROM witnesses WHERE workspace = $1 \
             ORDER BY witness",
            args![workspace],
        );
        let rows = self.all(query).await?;
        rows.into_iter()
            .map(|mut row| {
                Ok(WitnessState {
                    witness: row.take()?,
                    size: row.take()?,
                    trouble: row.take()?,
                    at: row.take()?,
                })
            })
            .collect()
    }

    /// A checkpoint with the cosignatures of the witnesses that saw it.
    ///
    /// # Errors
    /// [`StoreError::Record`] if it is none.
    pub async fn witnessed(
        &mut self,
        workspace: WorkspaceId,
        checkpoint: &StoredCheckpoint,
    ) -> Result<Note, StoreError> {
        let query = Query::new(
            "SELECT line FROM cosignatures WHERE workspace = $1 AND size = $2 ORDER BY witness",
            args![workspace, checkpoint.size],
        );
        let mut text = checkpoint.note.clone();
        for mut row in self.all(query).await? {
            text.push_str(&row.take::<String>()?);
        }
        Note::parse(&text).map_err(|error| StoreError::Record(format!("a checkpoint: {error}")))
    }

    /// The first checkpoints of at least `size` leaves that any witness cosigned, by size.
    pub async fn cosigned_sizes(
        &mut self,
        workspace: WorkspaceId,
        size: u64,
    ) -> Result<Vec<u64>, StoreError> {
        let query = Query::new(
            "SELECT DISTINCT size FROM cosignatures WHERE workspace = $1 AND size >= $2 \
             ORDER BY size LIMIT $3",
            args![workspace, size, LOOKED_AT],
        );
        let rows = self.all(query).await?;
        rows.into_iter().map(|mut row| row.take()).collect()
    }
}

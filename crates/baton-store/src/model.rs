//! Models of triage that a workspace's teammates taught, each with how it did when it was tried.
//!
//! One is in use, or none, which means the one every workspace begins with. The bytes stay, so that
//! an earlier one can be used again bit for bit; of all but the newest few they are dropped.

use baton_domain::id::WorkspaceId;
use baton_domain::time::Timestamp;

use crate::args;
use crate::error::StoreError;
use crate::tx::{Reader, Tx};
use crate::value::Query;

const COUNTER: &str = "model";
/// So many models keep their bytes.
const KEPT: u64 = 10;

/// A model on its way into the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewModel {
    /// Its name and a name for exactly its weights.
    pub version: String,
    /// The number of the last thing taught that it knows.
    pub taught_to: u64,
    /// How many texts of the workspace it learnt.
    pub lessons: u32,
    /// How many texts were held back to try it on.
    pub held_back: u32,
    /// How many of them the model before got right.
    pub right_before: u32,
    /// How many it got right.
    pub right_after: u32,
    /// The weights.
    pub bytes: Vec<u8>,
}

/// A model as it is listed, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    /// Its place: rising by one.
    pub number: u64,
    /// True if triage uses it.
    pub is_used: bool,
    /// True if its bytes are still there.
    pub is_kept: bool,
    /// A name for exactly its weights.
    pub version: String,
    /// The number of the last thing taught that it knows.
    pub taught_to: u64,
    /// How many texts of the workspace it learnt.
    pub lessons: u32,
    /// How many texts were held back to try it on.
    pub held_back: u32,
    /// How many of them the model before got right.
    pub right_before: u32,
    /// How many it got right.
    pub right_after: u32,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Tx {
    /// Keeps a model, not yet in use; tells its number.
    pub async fn add_model(
        &mut self,
        workspace: WorkspaceId,
        at: Timestamp,
        model: &NewModel,
    ) -> Result<u64, StoreError> {
        let number = self.take_numbers(workspace, COUNTER, 1).await?;
        self.exec(Query::new(
            "INSERT INTO models (workspace, number, is_used, version, taught_to, lessons, \
             held_back, right_before, right_after, bytes, created_at) \
             VALUES ($1, $2, 0, $3, $4, $5, $6, $7, $8, $9, $10)",
            args![
                workspace,
                number,
                &*model.version,
                model.taught_to,
                model.lessons,
                model.held_back,
                model.right_before,
                model.right_after,
                model.bytes.clone(),
                at
            ],
        ))
        .await?;
        self.exec(Query::new(
            "UPDATE models SET bytes = NULL \
             WHERE workspace = $1 AND number <= $2 AND is_used = 0",
            args![workspace, number.saturating_sub(KEPT)],
        ))
        .await?;
        Ok(number)
    }

    /// Uses a model from the commit on, or with none the one every workspace begins with. Tells
    /// whether it is there with its bytes; nothing changes if not.
    pub async fn use_model(
        &mut self,
        workspace: WorkspaceId,
        number: Option<u64>,
    ) -> Result<bool, StoreError> {
        if let Some(number) = number
            && self.model_bytes(workspace, number).await?.is_none()
        {
            return Ok(false);
        }
        self.exec(Query::new(
            "UPDATE models SET is_used = CASE WHEN number = $2 THEN 1 ELSE 0 END \
             WHERE workspace = $1",
            args![workspace, number.unwrap_or_default()],
        ))
        .await?;
        Ok(true)
    }
}

impl Tx {
    /// Takes the weights of every model that knows what was taught under this number. Each counts as
    /// knowing nothing, so that what is left is learnt anew.
    pub(crate) async fn retire_models(
        &mut self,
        workspace: WorkspaceId,
        taught: u64,
    ) -> Result<(), StoreError> {
        self.exec(Query::new(
            "UPDATE models SET bytes = NULL, is_used = 0, taught_to = 0 \
             WHERE workspace = $1 AND taught_to >= $2",
            args![workspace, taught],
        ))
        .await
        .map(drop)
    }
}

impl Reader {
    /// The models of a workspace, newest first.
    pub async fn models(
        &mut self,
        workspace: WorkspaceId,
        limit: usize,
    ) -> Result<Vec<Model>, StoreError> {
        let query = Query::new(
            "SELECT number, is_used, CASE WHEN bytes IS NULL THEN 0 ELSE 1 END, version, \
             taught_to, lessons, held_back, right_before, right_after, created_at FROM models \
             WHERE workspace = $1 ORDER BY number DESC LIMIT $2",
            args![workspace, limit],
        );
        self.all(query)
            .await?
            .into_iter()
            .map(|mut row| {
                Ok(Model {
                    number: row.take()?,
                    is_used: row.take()?,
                    is_kept: row.take()?,
                    version: row.take()?,
                    taught_to: row.take()?,
                    lessons: row.take()?,
                    held_back: row.take()?,
                    right_before: row.take()?,
                    right_after: row.take()?,
                    created_at: row.take()?,
                })
            })
            .collect()
    }

    /// The number of the model in use; none is the one every workspace begins with.
    pub async fn used_model(&mut self, workspace: WorkspaceId) -> Result<Option<u64>, StoreError> {
        let query = Query::new(
            "SELECT number FROM models WHERE workspace = $1 AND is_used = 1",
            args![workspace],
        );
        let row = self.opt(query).await?;
        row.map(|mut row| row.take()).transpose()
    }

    /// The weights of a model, if they are still there.
    pub async fn model_bytes(
        &mut self,
        workspace: WorkspaceId,
        number: u64,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let query = Query::new(
            "SELECT bytes FROM models \
             WHERE workspace = $1 AND number = $2 AND bytes IS NOT NULL",
            args![workspace, number],
        );
        let row = self.opt(query).await?;
        row.map(|mut row| row.take()).transpose()
    }

    /// The number of the last thing that was taught; zero if nothing was.
    pub async fn last_taught(&mut self, workspace: WorkspaceId) -> Result<u64, StoreError> {
        let query = Query::new(
            "SELECT COALESCE(MAX(number), 0) FROM training_examples WHERE workspace = $1",
            args![workspace],
        );
        let row = self.opt(query).await?;
        row.map_or(Ok(0), |mut row| row.take())
    }
}

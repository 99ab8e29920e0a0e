//! The log's leaves as they are, for whoever may read them.

use baton_domain::id::WorkspaceId;

use crate::args;
use crate::error::StoreError;
use crate::tx::Reader;
use crate::value::Query;

impl Reader {
    /// Up to `limit` leaves from a position on, byte for byte.
    pub async fn leaves(
        &mut self,
        workspace: WorkspaceId,
        from: u64,
        limit: u64,
    ) -> Result<Vec<Vec<u8>>, StoreError> {
        let query = Query::new(
            "SELECT e.leaf FROM positions p JOIN events e ON e.workspace = p.workspace \
             AND e.stream = p.stream AND e.stream_seq = p.stream_seq \
             WHERE p.workspace = $1 AND p.position >= $2 ORDER BY p.position LIMIT $3",
            args![workspace, from, limit],
        );
        let rows = self.all(query).await?;
        rows.into_iter().map(|mut row| row.take()).collect()
    }
}

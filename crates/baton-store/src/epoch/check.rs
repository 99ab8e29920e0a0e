//! Whether the completeness map is what the log says; and making it again from the log.
//!
//! Every epoch is gone through from the first. What an epoch's event says cannot be mended, since it
//! is in the log; the pages, which only serve to make proofs, can.

use baton_domain::id::WorkspaceId;
use baton_ledger::leaf::Leaf;
use baton_ledger::map::Pages;
use baton_ledger::pack::completeness::Epoch;

use super::{StoredEpoch, entries};
use crate::args;
use crate::db::Db;
use crate::error::StoreError;
use crate::rebuild::Rebuild;
use crate::tx::Reader;
use crate::value::Query;

/// Tells what is wrong with the map, a sentence each; makes its pages again if asked.
pub async fn check(
    db: &Db,
    workspace: WorkspaceId,
    mode: Rebuild,
) -> Result<Vec<String>, StoreError> {
    let mut found = Vec::new();
    let mut pages = Pages::default();
    let mut mapped = 0;
    while let Some(epoch) = db
        .read(move |reader| Box::pin(reader.epoch_over(workspace, mapped + 1)))
        .await?
    {
        let (from, to) = (mapped, epoch.size);
        let ends = db
            .read(move |reader| Box::pin(reader.ends(workspace, from, to)))
            .await?;
        pages.put(entries(&ends));
        if committed(&epoch) != Some((epoch.size, pages.root())) {
            found.push(format!(
                "the log's epoch over {} leaves does not say what the log says",
                epoch.size
            ));
        }
        if !compare(db, workspace, &mut pages, epoch.size, mode).await? {
            found.push(format!(
                "the pages of the completeness map differ for {} leaves",
                epoch.size
            ));
        }
        mapped = epoch.size;
    }
    Ok(found)
}

fn committed(epoch: &StoredEpoch) -> Option<(u64, baton_ledger::hash::Hash)> {
    let epoch = Epoch::of(&Leaf::decode(&epoch.leaf).ok()?)?;
    Some((epoch.size, epoch.root))
}

/// Whether the pages that this epoch changed are kept as they should be.
async fn compare(
    db: &Db,
    workspace: WorkspaceId,
    pages: &mut Pages,
    size: u64,
    mode: Rebuild,
) -> Result<bool, StoreError> {
    let expected: Vec<_> = pages
        .take_changed()
        .into_iter()
        .map(|(name, page)| (name, page.encode()))
        .collect();
    let kept = db
        .read(move |reader| Box::pin(kept(reader, workspace, size)))
        .await?;
    if kept == expected {
        return Ok(true);
    }
    if mode == Rebuild::Repair {
        db.write::<_, StoreError, _>(move |tx| {
            let expected = expected.clone();
            Box::pin(async move {
                tx.exec(Query::new(
                    "DELETE FROM map_pages WHERE workspace = $1 AND size = $2",
                    args![workspace, size],
                ))
                .await?;
                for (name, page) in expected {
                    tx.exec(Query::new(
                        "INSERT INTO map_pages (workspace, name, size, page) \
                         VALUES ($1, $2, $3, $4)",
                        args![workspace, name, size, page],
                    ))
                    .await?;
                }
                Ok(())
            })
        })
        .await?;
    }
    Ok(false)
}

async fn kept(
    reader: &mut Reader,
    workspace: WorkspaceId,
    size: u64,
) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
    let query = Query::new(
        "SELECT name, page FROM map_pages WHERE workspace = $1 AND size = $2 ORDER BY name",
        args![workspace, size],
    );
    let rows = reader.all(query).await?;
    rows.into_iter()
        .map(|mut row| Ok((row.take()?, row.take()?)))
        .collect()
}

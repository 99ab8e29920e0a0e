//! Epochs: the map that the log commits to says where every stream ends, then and later.

use baton_domain::id::ChannelId;
use baton_ledger::hash::Hash;
use baton_ledger::leaf::Leaf;
use baton_ledger::map::{End, Entry, key};
use baton_ledger::pack::completeness::Epoch;
use baton_store::epoch::{StoredEpoch, check};
use baton_store::event::{Head, Record, Stream};
use baton_store::rebuild::Rebuild;
use baton_store::{Query, StoreError, args};

use crate::log::Log;
use crate::support::{changed, workspace_stream};

fn stream(number: u128) -> Stream {
    Stream::record(Record::Channel(ChannelId::from_bits(number)))
}

impl Log {
    /// Gives some streams an event each, and signs until nothing is left to sign.
    async fn happen(&self, numbers: std::ops::Range<u128>) {
        for number in numbers {
            let events = vec![changed("name")];
            self.bench.append(0, &stream(number), events).await;
        }
        loop {
            self.bench.place_all(0).await;
            if self.sign().await.is_none() {
                return;
            }
        }
    }

    async fn epoch(&self, size: u64) -> StoredEpoch {
        let workspace = self.bench.id();
        self.bench
            .db
            .read::<_, StoreError, _>(move |reader| Box::pin(reader.epoch_over(workspace, size)))
            .await
            .unwrap()
            .unwrap()
    }

    async fn head(&self, stream: Stream) -> Head {
        let workspace = self.bench.id();
        self.bench
            .db
            .read::<_, StoreError, _>(move |reader| {
                Box::pin(async move { reader.head(workspace, &stream).await })
            })
            .await
            .unwrap()
    }

    /// What the map of an epoch says about a stream, after its way was checked.
    async fn end(&self, epoch: &StoredEpoch, stream: &Stream) -> End {
        let (workspace, name, size) = (self.bench.id(), stream.as_str().to_owned(), epoch.size);
        let proof = self
            .bench
            .db
            .read::<_, StoreError, _>(move |reader| {
                Box::pin(async move { reader.map_proof(workspace, &name, size).await })
            })
            .await
            .unwrap();
        let said = Epoch::of(&Leaf::decode(&epoch.leaf).unwrap()).unwrap();
        assert_eq!(said.size, epoch.size);
        assert!(proof.leads(&key(stream.as_str()), &said.root));
        proof.end
    }

    async fn check(&self, mode: Rebuild) -> Vec<String> {
        check(&self.bench.db, self.bench.id(), mode).await.unwrap()
    }
}

#[tokio::test]
async fn the_map_of_each_epoch_says_where_every_stream_ended() {
    for log in Log::all().await {
        log.happen(0..40).await;
        let first = log.epoch(1).await;
        let before = log.head(stream(7)).await;
        log.happen(5..90).await;
        let second = log.epoch(first.size + 1).await;
        let after = log.head(stream(7)).await;
        for (epoch, head) in [(&first, before), (&second, after)] {
            let hash = Hash::from_bytes(head.hash.unwrap());
            let expected = Entry::of(stream(7).as_str(), head.seq, hash);
            let name = log.bench.name;
            assert_eq!(
                log.end(epoch, &stream(7)).await,
                End::Found(expected),
                "{name}"
            );
        }
        // Of a stream that began later, the first epoch says that there is none.
        let later = log.end(&first, &stream(80)).await;
        assert!(!matches!(later, End::Found(_)), "{}", log.bench.name);
        let never = log.end(&second, &stream(500)).await;
        assert!(!matches!(never, End::Found(_)), "{}", log.bench.name);
    }
}

#[tokio::test]
async fn an_epoch_alone_begins_no_other() {
    for log in Log::all().await {
        log.bench
            .append(0, &workspace_stream(log.bench.id()), vec![changed("name")])
            .await;
        log.happen(0..0).await;
        let closed = log.head(Stream::log()).await;
        assert_eq!(closed.seq, 1, "{}", log.bench.name);
    }
}

#[tokio::test]
async fn a_page_that_was_changed_is_noticed_and_made_again() {
    for log in Log::all().await {
        log.happen(0..40).await;
        log.happen(20..60).await;
        assert_eq!(log.check(Rebuild::Check).await, [""; 0]);
        let size = log.epoch(1).await.size;
        let spoil =
            "UPDATE map_pages SET page = $3 WHERE workspace = $1 AND size = $2 AND name = ''";
        log.bench
            .exec(Query::new(
                spoil,
                args![log.bench.id(), size, vec![0_u8; 16]],
            ))
            .await
            .unwrap();
        let found = log.check(Rebuild::Repair).await;
        assert_eq!(found.len(), 1, "{}: {found:?}", log.bench.name);
        assert_eq!(
            log.check(Rebuild::Check).await,
            [""; 0],
            "{}",
            log.bench.name
        );
    }
}

#[tokio::test]
async fn an_event_that_was_put_in_another_place_contradicts_the_epoch() {
    for log in Log::all().await {
        log.happen(0..10).await;
        let swap = "UPDATE positions SET leaf_hash = $3 WHERE workspace = $1 AND stream = $2";
        let hash = vec![7_u8; 32];
        log.bench
            .exec(Query::new(
                swap,
                args![log.bench.id(), stream(3).as_str(), hash],
            ))
            .await
            .unwrap();
        assert!(
            !log.check(Rebuild::Check).await.is_empty(),
            "{}",
            log.bench.name
        );
    }
}

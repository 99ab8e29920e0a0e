//! Lists of cases: filters, orders, pages and counts.

use baton_domain::case::Case;
use baton_domain::event::Event;
use baton_domain::event::course::Assigned;
use baton_domain::id::{CaseId, TeammateId};
use baton_domain::status::CaseStatus;
use baton_domain::wait::Party;
use baton_store::StoreError;
use baton_store::read::{CaseFilter, CaseRecord, Holder, ListCases, Page, PageRequest, Sort};
use serde_json::{Value, json};

use crate::support::{Bench, add_workspace, opened};

/// An event as leaves write it.
fn event(kind: &str, data: Value) -> Event {
    serde_json::from_value(json!({ "kind": kind, "data": data })).unwrap()
}

/// It becomes somebody's turn, due at so many seconds.
fn turn(who: &str, due: i64) -> Event {
    event(
        "next_mover_changed",
        json!({"who": who, "since": 0, "due": due * 1_000_000, "reason_code": "next_step"}),
    )
}

fn everything() -> ListCases {
    ListCases {
        filter: CaseFilter::default(),
        sort: Sort::Queue,
        page: PageRequest {
            limit: 50,
            after: None,
            is_counted: false,
        },
        viewer: None,
    }
}

impl Bench {
    /// A case whose next mover has until then.
    async fn case_due(&self, number: u64, who: &str, due: i64) -> Case {
        let id = CaseId::mint(&mut self.db.ids().at(crate::support::at(0)));
        let events = vec![opened(number), turn(who, due)];
        let seconds = i64::try_from(number).unwrap();
        self.record(seconds, &Case::unopened(id), events)
            .await
            .unwrap()
    }

    async fn list(&self, list: ListCases) -> Page<CaseRecord> {
        let workspace = self.id();
        self.db
            .read::<_, StoreError, _>(move |reader| {
                Box::pin(async move { reader.list_cases(workspace, &list).await })
            })
            .await
            .unwrap()
    }

    async fn numbers(&self, list: ListCases) -> Vec<u64> {
        self.list(list)
            .await
            .items
            .iter()
            .map(|record| record.case.number)
            .collect()
    }
}

#[tokio::test]
async fn a_queue_begins_with_what_is_due_first() {
    for bench in Bench::all().await {
        for (number, due) in [(1, 300), (2, 100), (3, 200)] {
            bench.case_due(number, "us", due).await;
        }
        assert_eq!(
            bench.numbers(everything()).await,
            [2, 3, 1],
            "{}",
            bench.name
        );
        let latest = ListCases {
            sort: Sort::Updated,
            ..everything()
        };
        assert_eq!(bench.numbers(latest).await, [3, 2, 1], "{}", bench.name);
        let oldest = ListCases {
            sort: Sort::Created,
            ..everything()
        };
        assert_eq!(bench.numbers(oldest).await, [1, 2, 3], "{}", bench.name);
    }
}

#[tokio::test]
async fn pages_show_every_case_once_in_every_order() {
    for bench in Bench::all().await {
        // Two of each due: the id breaks the tie.
        for number in 1..=11_u32 {
            bench
                .case_due(u64::from(number), "us", i64::from(number % 5))
                .await;
        }
        for sort in [Sort::Queue, Sort::Updated, Sort::Created] {
            let all = bench
                .numbers(ListCases {
                    sort,
                    ..everything()
                })
                .await;
            let mut paged = Vec::new();
            let mut after = None;
            for _ in 0..4 {
                let page = PageRequest {
                    limit: 3,
                    after,
                    is_counted: false,
                };
                let page = bench
                    .list(ListCases {
                        sort,
                        page,
                        ..everything()
                    })
                    .await;
                paged.extend(page.items.iter().map(|record| record.case.number));
                after = page.next.map(|next| next.to_string().parse().unwrap());
            }
            assert_eq!(after, None, "{}", bench.name);
            assert_eq!(paged, all, "{} {sort:?}", bench.name);
        }
    }
}

#[tokio::test]
async fn filters_narrow_and_several_values_of_one_widen() {
    for bench in Bench::all().await {
        bench.case_due(1, "us", 1).await;
        bench.case_due(2, "customer", 2).await;
        bench.case_due(3, "partner", 3).await;
        let closed = bench.case_due(4, "us", 4).await;
        let reason = json!({"reason": "teammate"});
        bench
            .record(9, &closed, vec![event("closed", reason)])
            .await
            .unwrap();
        let listed = async |filter| {
            bench
                .numbers(ListCases {
                    filter,
                    ..everything()
                })
                .await
        };

        let movers = vec![Party::Customer, Party::Partner];
        let filter = CaseFilter {
            next_mover: movers,
            ..CaseFilter::default()
        };
        assert_eq!(listed(filter).await, [2, 3], "{}", bench.name);
        let open = CaseFilter {
            status: vec![CaseStatus::Open],
            ..CaseFilter::default()
        };
        let ours = CaseFilter {
            next_mover: vec![Party::Us],
            ..open.clone()
        };
        assert_eq!(listed(open).await, [1, 2, 3], "{}", bench.name);
        assert_eq!(listed(ours).await, [1], "{}", bench.name);
        let queue = CaseFilter {
            queue: vec![Holder::Nobody],
            ..CaseFilter::default()
        };
        assert_eq!(listed(queue).await, [1], "{}", bench.name);
    }
}

#[tokio::test]
async fn a_list_can_be_of_one_teammate_or_of_nobody() {
    for bench in Bench::all().await {
        let mine = bench.case_due(1, "us", 1).await;
        bench.case_due(2, "us", 2).await;
        let me = TeammateId::from_bits(7);
        let assigned = Event::Assigned(Assigned {
            team_id: None,
            teammate_id: Some(me),
        });
        bench.record(9, &mine, vec![assigned]).await.unwrap();
        let listed = async |assignee| {
            let filter = CaseFilter {
                assignee,
                ..CaseFilter::default()
            };
            bench
                .numbers(ListCases {
                    filter,
                    ..everything()
                })
                .await
        };
        assert_eq!(listed(vec![Holder::One(me)]).await, [1], "{}", bench.name);
        assert_eq!(listed(vec![Holder::Nobody]).await, [2], "{}", bench.name);
        assert_eq!(
            listed(vec![Holder::Nobody, Holder::One(me)]).await,
            [1, 2],
            "{}",
            bench.name
        );
    }
}

#[tokio::test]
async fn counting_is_of_everything_the_filter_lets_through() {
    for bench in Bench::all().await {
        for number in 1..=5 {
            bench
                .case_due(number, if number < 4 { "us" } else { "customer" }, 1)
                .await;
        }
        let page = PageRequest {
            limit: 2,
            after: None,
            is_counted: true,
        };
        let filter = CaseFilter {
            next_mover: vec![Party::Us],
            ..CaseFilter::default()
        };
        let page = bench
            .list(ListCases {
                filter,
                page,
                ..everything()
            })
            .await;
        assert_eq!(
            (page.items.len(), page.total),
            (2, Some(3)),
            "{}",
            bench.name
        );
        let workspace = bench.id();
        let counts = bench
            .db
            .read(move |reader| Box::pin(reader.counts(workspace)))
            .await;
        let counts: Result<_, StoreError> = counts;
        let movers = [("customer".to_owned(), 2), ("us".to_owned(), 3)];
        assert_eq!(counts.unwrap().by_next_mover, movers, "{}", bench.name);
    }
}

#[tokio::test]
async fn no_list_shows_cases_of_another_workspace() {
    for bench in Bench::all().await {
        bench.case_due(1, "us", 1).await;
        let other = add_workspace(&bench.db, "Elsewhere").await.id;
        let page = bench.db.read::<_, StoreError, _>(move |reader| {
            Box::pin(async move { reader.list_cases(other, &everything()).await })
        });
        assert!(page.await.unwrap().items.is_empty(), "{}", bench.name);
    }
}

#[tokio::test]
async fn what_a_teammate_has_seen_is_theirs_alone_and_never_goes_back() {
    for bench in Bench::all().await {
        let case = bench.case_due(1, "us", 1).await;
        let (workspace, me) = (bench.id(), TeammateId::from_bits(7));
        for sequence in [2, 1] {
            bench
                .db
                .write::<_, StoreError, _>(move |tx| {
                    Box::pin(tx.mark_seen(workspace, me, case.id, sequence))
                })
                .await
                .unwrap();
        }
        let seen_by = async |viewer| {
            let page = bench
                .list(ListCases {
                    viewer: Some(viewer),
                    ..everything()
                })
                .await;
            page.items[0].seen
        };
        assert_eq!(seen_by(me).await, 2, "{}", bench.name);
        assert_eq!(seen_by(TeammateId::from_bits(8)).await, 0, "{}", bench.name);
    }
}

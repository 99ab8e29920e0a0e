use baton_app::ports::back_office::OrderState;

use super::*;

const NOW: Timestamp = Timestamp::from_micros(1_763_600_000_000_000);

fn shop() -> FakeShop {
    FakeShop::open(NOW)
}

fn euros(minor: i64) -> Money {
    Money {
        minor,
        currency: "EUR".parse().unwrap(),
    }
}

fn refund(key: &str, order: &str, minor: i64) -> Execution {
    Execution {
        key: key.to_owned(),
        operation: Operation::Refund {
            order: order.to_owned(),
            amount: euros(minor),
            reason: None,
        },
    }
}

#[test]
fn an_order_is_the_same_at_every_start() {
    let order = shop().order_now("KC-88240").unwrap();
    assert_eq!(order, shop().order_now("KC-88240").unwrap());
    assert_eq!(order.state, OrderState::Shipped);
    assert_eq!(order.total, Some(euros(18_950)));
    assert_eq!(shop().order_now("KC-1"), Err(LookupFailure::NotFound));
}

#[test]
fn every_order_has_a_number_of_its_own_and_a_total() {
    let orders = orders::all(NOW);
    let mut numbers: Vec<_> = orders.iter().map(|order| &order.number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), orders.len());
    assert!(orders.iter().all(|order| order.total.is_some()));
}

#[test]
fn the_same_key_is_done_once_and_answered_the_same() {
    let shop = shop();
    let first = shop.do_once(&refund("act_1", "KC-88155", 34_000));
    assert_eq!(first, shop.do_once(&refund("act_1", "KC-88155", 34_000)));
    assert!(matches!(first, Executed::Done { reference: Some(_) }));
    assert_eq!(shop.done().len(), 1);
    assert_eq!(shop.order_now("KC-88155").unwrap().refunds.len(), 1);
}

#[test]
fn no_more_is_paid_back_than_was_paid() {
    let shop = shop();
    let refused = Executed::Refused { code: AMOUNT };
    assert_eq!(
        shop.do_once(&refund("act_1", "KC-88155", 68_001)),
        refused.clone()
    );
    shop.do_once(&refund("act_2", "KC-88155", 60_000));
    assert_eq!(shop.do_once(&refund("act_3", "KC-88155", 8_001)), refused);
    assert_eq!(shop.done().len(), 1);
}

#[test]
fn the_provider_that_loses_answers_has_moved_the_money() {
    let shop = shop();
    let answer = shop.do_once(&refund("act_1", orders::LOSES_ANSWERS, 18_950));
    assert_eq!(answer, Executed::Unknown { code: NO_ANSWER });
    assert_eq!(shop.done().len(), 1);
}

#[test]
fn an_address_changes_until_the_parcel_has_left() {
    let shop = shop();
    let change = |key: &str, order: &str| Execution {
        key: key.to_owned(),
        operation: Operation::ChangeAddress {
            order: order.to_owned(),
            address: baton_app::ports::back_office::Address {
                name: "Marta Ruiz".to_owned(),
                lines: vec!["Calle Mayor 4".to_owned()],
                postcode: Some("28013".to_owned()),
                city: "Madrid".to_owned(),
                country: "ES".to_owned(),
            },
        },
    };
    assert!(matches!(
        shop.do_once(&change("act_1", "KC-88270")),
        Executed::Done { .. }
    ));
    assert_eq!(
        shop.do_once(&change("act_2", "KC-88240")),
        Executed::Refused { code: TOO_LATE }
    );
}

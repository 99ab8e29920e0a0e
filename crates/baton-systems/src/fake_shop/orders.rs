//! The orders of the demo shop: what the customers of the demo's mail and chat have bought.

use baton_app::ports::back_office::{
    Customer, Item, Order, OrderState, Parcel, ParcelState, Refund, RefundState,
};
use baton_domain::money::{Currency, Money};
use baton_domain::time::{Span, Timestamp};

/// The order whose payment provider loses its answers: money moves, and nobody hears of it.
pub(super) const LOSES_ANSWERS: &str = "KC-88102";

/// An order as the table below writes it: amounts in cents, ages in days.
struct Line {
    number: &'static str,
    name: &'static str,
    email: &'static str,
    state: OrderState,
    placed_days_ago: i64,
    total_minor: i64,
    items: &'static [(u32, &'static str)],
    parcels: &'static [Shipped],
    refunds: &'static [(i64, RefundState, i64)],
}

/// A parcel as the table writes it: where it stands, and how many days ago that was said.
struct Shipped {
    carrier: &'static str,
    number: &'static str,
    state: ParcelState,
    days_ago: i64,
}

macro_rules! lines {
    ($($number:literal $name:literal $email:literal $state:ident $placed:literal $total:literal
        [$($quantity:literal $item:literal),*]
        $(by $carrier:literal $tracking:literal $parcel:ident $said:literal)?
        $(back $back:literal $refund:ident $back_days:literal)?;)*) => {
        const LINES: &[Line] = &[$(Line {
            number: $number,
            name: $name,
            email: $email,
            state: OrderState::$state,
            placed_days_ago: $placed,
            total_minor: $total,
            items: &[$(($quantity, $item)),*],
            parcels: &[$(Shipped {
                carrier: $carrier,
                number: $tracking,
                state: ParcelState::$parcel,
                days_ago: $said,
            })?],
            refunds: &[$(($back, RefundState::$refund, $back_days))?],
        },)*];
    };
}

lines! {
    "KC-88213" "Mei Lin" "mei.lin@lotus.example" Delivered 16 64900
        [1 "Espresso machine KM2", 1 "Descaling powder, 6 sachets"]
        by "Northwind" "NW40088213EU" Delivered 14;
    "KC-88240" "Jonas Berg" "jonas.berg@nordlys.example" Shipped 5 18950
        [1 "Grinder G1", 2 "Espresso beans «Harbour», 1 kg"]
        by "Northwind" "NW40088240EU" Announced 4;
    "KC-88251" "周嘉怡" "zhou.jiayi@qingdao.example" Delivered 4 12900
        [1 "Kettle K1"]
        by "Swift Express" "SX88251073" Delivered 1;
    "KC-88155" "Brightfield Offices" "accounts@brightfield.example" Delivered 12 68000
        [4 "Espresso beans «Harbour», 10 kg"]
        by "Northwind" "NW40088155EU" Delivered 9;
    "KC-87811" "Oskar Wren" "oskar@wren.example" Delivered 48 24900
        [1 "Grinder G2"]
        by "Northwind" "NW40087811EU" Delivered 44;
    "KC-88266" "Elena Popescu" "elena.popescu@mures.example" Processing 1 12900
        [1 "Kettle K1, red"];
    "KC-88190" "佐藤 美咲" "k.sato@hinata.example" Delivered 21 64900
        [1 "Espresso machine KM2"]
        by "Northwind" "NW40088190EU" Delivered 13;
    "KC-88231" "Lucas Ferreira" "lucas.ferreira@tejo.example" Delivered 7 64900
        [1 "Espresso machine KM2", 1 "Spare gasket"]
        by "Northwind" "NW40088231EU" Delivered 3;
    "KC-88244" "陈雨桐" "chen.yutong@pujiang.example" Delivered 6 119_900
        [1 "Espresso machine KM3", 1 "Installation"]
        by "Swift Express" "SX88244510" Delivered 2;
    "KC-87990" "李子涵" "li.zihan@chaoyang.example" Delivered 97 24900
        [1 "Grinder G2"]
        by "Swift Express" "SX87990216" Delivered 93;
    "KC-88270" "Marta Ruiz" "marta.ruiz@sierra.example" Processing 1 18950
        [1 "Grinder G1"];
    "KC-88102" "Claire Dubois" "claire.dubois@loire.example" Returned 39 18950
        [1 "Grinder G1"]
        by "Northwind" "NW40088102EU" Delivered 35
        back 18950 Failed 12;
    "KC-88219" "Sara Haddad" "sara.haddad@cedar.example" Delivered 9 64900
        [1 "Espresso machine KM2", 1 "Installation"]
        by "Northwind" "NW40088219EU" Delivered 5;
    "KC-88148" "Anna Kowalska" "anna.kowalska@wisla.example" Delivered 60 64900
        [1 "Espresso machine KM2"]
        by "Northwind" "NW40088148EU" Delivered 56;
    "KC-88263" "王思远" "wang.siyuan@jinjiang.example" Delivered 9 12900
        [1 "Kettle K1"]
        by "Swift Express" "SX88263118" Delivered 6;
    "KC-88077" "Kim Ji-woo" "kim.jiwoo@hangang.example" Delivered 30 12900
        [1 "Kettle K1"]
        by "Northwind" "NW40088077EU" Delivered 22;
}

/// How long a parcel of the demo's carriers takes after its last word, at most.
const TAKES: Span = Span::from_days(6);

/// Every order, placed and sent before this instant.
pub(super) fn all(at: Timestamp) -> Vec<Order> {
    LINES.iter().map(|line| order(at, line)).collect()
}

fn order(at: Timestamp, line: &Line) -> Order {
    let ago = |days| at.minus(Span::from_days(days));
    let euros = |minor| {
        let currency = "EUR".parse::<Currency>().ok()?;
        Some(Money { minor, currency })
    };
    Order {
        number: line.number.to_owned(),
        placed_at: Some(ago(line.placed_days_ago)),
        state: line.state,
        total: euros(line.total_minor),
        items: line
            .items
            .iter()
            .map(|(quantity, name)| Item {
                name: (*name).to_owned(),
                quantity: *quantity,
            })
            .collect(),
        parcels: line
            .parcels
            .iter()
            .map(|shipped| parcel(ago(shipped.days_ago), shipped))
            .collect(),
        refunds: line
            .refunds
            .iter()
            .filter_map(|(minor, state, days)| {
                Some(Refund {
                    reference: None,
                    amount: euros(*minor)?,
                    state: *state,
                    at: Some(ago(*days)),
                })
            })
            .collect(),
        customer: Some(Customer {
            name: Some(line.name.to_owned()),
            email: Some(line.email.to_owned()),
            phone: None,
        }),
    }
}

fn parcel(said_at: Timestamp, shipped: &Shipped) -> Parcel {
    let is_there = shipped.state == ParcelState::Delivered;
    Parcel {
        carrier: Some(shipped.carrier.to_owned()),
        number: Some(shipped.number.to_owned()),
        state: shipped.state,
        last_event_at: Some(said_at),
        expected_at: (!is_there).then(|| said_at.plus(TAKES)),
    }
}

//! The bytes: after an erasure they are in no file of the database, however much is written beside.

use std::path::Path;

use baton_store::db::Location;
use baton_testkit::databases;

use super::{House, MARKER, customer, holds};

/// People whose content is erased, and how often each wrote.
const GONE: usize = 12;
/// Messages of each of them.
const WROTE: usize = 6;

/// The files of a folder that hold the marker.
fn found_in(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    let found = files.filter(|file| holds(&std::fs::read(file.path()).unwrap(), MARKER));
    found
        .map(|file| file.file_name().to_string_lossy().into_owned())
        .collect()
}

/// Texts of many lengths: in a page, across pages, on pages of their own.
fn words(about: &str, number: usize) -> String {
    let filler = "lorem ipsum dolor ".repeat(number * number * 3 + number);
    format!("{about} {filler} {about}")
}

#[tokio::test]
async fn no_file_of_the_database_holds_an_erased_word_while_others_write() {
    let database = databases::sqlite();
    let Location::Folder(folder) = &database.location else {
        panic!("SQLite lives in a folder");
    };
    let folder = folder.clone();
    let house = House::on(database).await;
    let mut cases = Vec::new();
    for person in 0..GONE {
        let mut first = None;
        for number in 0..WROTE {
            let text = words(&format!("{MARKER} {person}"), number);
            let message = house.post(&format!("gone-{person}"), number, &text).await;
            first.get_or_insert(message);
            let other = words("nothing", number);
            house.post(&format!("stays-{person}"), number, &other).await;
        }
        house.work().await;
        cases.push(house.case_of(first.unwrap()).await);
    }
    assert!(!found_in(&folder).is_empty(), "the test would see it");
    for case in &cases {
        house.end(case.id).await;
    }
    let writes = async {
        for person in 0..GONE {
            for number in 0..WROTE {
                let other = words("nothing at all", number);
                house.post(&format!("later-{person}"), number, &other).await;
                tokio::task::yield_now().await;
            }
        }
    };
    let erases = async {
        for case in &cases {
            house.erase(customer(case)).await.unwrap();
            house.work().await;
        }
    };
    tokio::join!(writes, erases);
    house.work().await;
    assert_eq!(found_in(&folder), Vec::<String>::new());
    assert!(!holds(&house.dump().await, MARKER), "a backup made now");
}

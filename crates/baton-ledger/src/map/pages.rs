//! Pages by their names: enough of the map to change some entries, or to prove one.
//!
//! A page's name is the hexadecimal digits of the keys below it; the first page's is empty. Whoever
//! keeps the pages loads those that [`Pages::missing`] asks for, until it asks for none.

use std::collections::{BTreeMap, BTreeSet};

use super::page::{LEVELS, Node, Page};
use super::{EMPTY, End, Entry, MapProof};
use crate::hash::Hash;

/// Pages of one map.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pages {
    by_name: BTreeMap<String, Page>,
    changed: BTreeSet<String>,
}

/// The names of the pages that a key can stand in, from the first.
pub fn page_names(key: &Hash) -> impl Iterator<Item = String> {
    let digits = key.to_string();
    (0..digits.len()).filter_map(move |length| digits.get(..length).map(str::to_owned))
}

impl Pages {
    /// Adds a page that was kept; none of this name was there.
    pub fn load(&mut self, name: String, page: Page) {
        self.by_name.insert(name, page);
    }

    /// The pages that the ways of these keys lead to and that are not loaded. The first page of a
    /// map is always asked for until it is loaded: an empty map has none.
    #[must_use]
    pub fn missing<'a>(&self, keys: impl IntoIterator<Item = &'a Hash>) -> BTreeSet<String> {
        keys.into_iter()
            .filter_map(|key| self.first_missing(key))
            .collect()
    }

    fn first_missing(&self, key: &Hash) -> Option<String> {
        for (name, digit) in page_names(key).zip(digits(key)) {
            let Some(page) = self.by_name.get(&name) else {
                return Some(name);
            };
            match page.slots.get(digit) {
                Some(Node::Inner(_)) => {}
                Some(Node::Empty | Node::Entry(_)) | None => return None,
            }
        }
        None
    }

    /// Adds entries, or replaces those of the same streams. Every page on their ways must be loaded.
    pub fn put(&mut self, entries: impl IntoIterator<Item = Entry>) {
        let mut touched = BTreeSet::new();
        for entry in entries {
            self.place(entry, &mut touched);
        }
        // From the longest names up, so that a page's hash is known before its parent needs it.
        let mut waiting: Vec<_> = touched.iter().cloned().collect();
        waiting.sort_unstable_by_key(|name| std::cmp::Reverse(name.len()));
        for name in waiting {
            let node = self.by_name.get(&name).map(Page::node);
            if let (Some(node), Some((parent, digit))) = (node, split_last(&name))
                && let Some(slot) = self
                    .by_name
                    .get_mut(parent)
                    .and_then(|page| page.slots.get_mut(digit))
            {
                *slot = node;
            }
        }
        self.changed.extend(touched);
    }

    /// Puts one entry into its slot; the hashes above are left for later.
    fn place(&mut self, entry: Entry, touched: &mut BTreeSet<String>) {
        let mut in_the_way: Option<Entry> = None;
        for (name, (depth, digit)) in page_names(&entry.key).zip(digits(&entry.key).enumerate()) {
            let page = self.by_name.entry(name.clone()).or_default();
            touched.insert(name);
            if let Some(other) = in_the_way.take()
                && let Some(slot) = digits(&other.key)
                    .nth(depth)
                    .and_then(|digit| page.slots.get_mut(digit))
            {
                *slot = Node::Entry(other);
            }
            let Some(slot) = page.slots.get_mut(digit) else {
                return;
            };
            match *slot {
                Node::Inner(_) => {}
                Node::Entry(other) if other.key != entry.key => {
                    // Both go one page down, as often as their digits agree.
                    in_the_way = Some(other);
                    *slot = Node::Inner(EMPTY);
                }
                Node::Empty | Node::Entry(_) => {
                    *slot = Node::Entry(entry);
                    return;
                }
            }
        }
    }

    /// The root of the map; of what is loaded, if the first page is not.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.by_name
            .get("")
            .map_or(EMPTY, |page| page.node().hash())
    }

    /// The way to a key; none if a page on it is not loaded.
    #[must_use]
    pub fn prove(&self, key: &Hash) -> Option<MapProof> {
        let mut path = Vec::new();
        if self.by_name.is_empty() {
            let end = End::Nothing;
            return Some(MapProof { end, path });
        }
        for (number, name) in page_names(key).enumerate() {
            let page = self.by_name.get(&name)?;
            if let Some(end) = page.follow(key, number * LEVELS, &mut path) {
                path.reverse();
                return Some(MapProof { end, path });
            }
        }
        None
    }

    /// The pages that were changed since this was last asked.
    pub fn take_changed(&mut self) -> Vec<(String, &Page)> {
        let changed = std::mem::take(&mut self.changed);
        let by_name = &self.by_name;
        changed
            .into_iter()
            .filter_map(|name| by_name.get(&name).map(|page| (name, page)))
            .collect()
    }

    /// The names of all pages that are loaded.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }
}

/// A key as hexadecimal digits.
fn digits(key: &Hash) -> impl Iterator<Item = usize> {
    key.as_bytes()
        .iter()
        .flat_map(|byte| [usize::from(byte >> 4), usize::from(byte & 15)])
}

/// The name of the page above, and which of its subtrees this page is.
fn split_last(name: &str) -> Option<(&str, usize)> {
    let (parent, digit) = name.split_at_checked(name.len().checked_sub(1)?)?;
    Some((parent, usize::from_str_radix(digit, 16).ok()?))
}

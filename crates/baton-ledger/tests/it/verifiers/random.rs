//! Packs at random: the same seed tells the same pack.

use std::collections::BTreeMap;

use baton_ledger::checkpoint::Checkpoint;
use baton_ledger::note::{SignatureKind, SigningKey};
use baton_ledger::pack::manifest::{FileLine, Manifest, sign};
use baton_ledger::pack::{PackInput, build, zip};
use baton_ledger::tree::root;
use serde_json::{Value, json};

use crate::complete::{Closed, honest, map, roles};
use crate::story::{
    self, ORIGIN, Story, ai, case, customer, id, input, log_key, part_ref, system, teammate,
};

/// A pack, how it came to be, and what its verifier brings along.
pub(crate) struct Told {
    pub(crate) pack: Vec<u8>,
    pub(crate) trust: Option<String>,
    pub(crate) kept: Option<String>,
    pub(crate) how: Vec<String>,
}

/// Numbers that follow from a seed (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.roll() % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }
}

/// The pack of a seed.
pub(crate) fn tell(seed: u64) -> Told {
    let mut dice = Dice(seed);
    let mut how = Vec::new();
    let mut story = match dice.below(4) {
        0 => Story::honest(),
        _ => honest(),
    };
    story.between = dice.below(3);
    for _ in 0..dice.below(3) {
        how.push(retell(&mut story, &mut dice));
    }
    let pack = packed(&story, &mut dice, &mut how);
    let pack = match dice.below(5) {
        0 => pack,
        1 => flipped(pack, &mut dice, &mut how),
        _ => refiled(&pack, &mut dice, &mut how),
    };
    let (trust, kept) = brought(&story, &mut dice);
    Told {
        pack,
        trust,
        kept,
        how,
    }
}

/// Changes what is said to have happened.
fn retell(story: &mut Story, dice: &mut Dice) -> String {
    let at = dice.below(story.told.len());
    let kind = story.told[at].kind.clone();
    let what = match dice.below(9) {
        0 => {
            story.told.remove(at);
            "dropped"
        }
        1 => {
            let other = dice.below(story.told.len());
            story.told.swap(at, other);
            "swapped"
        }
        2 => {
            let again = story.told[at].clone();
            story.told.insert(at, again);
            "doubled"
        }
        3 => {
            let actors = [
                ai(),
                system(),
                customer(),
                teammate(1),
                teammate(2),
                teammate(3),
            ];
            story.told[at].actor = actors[dice.below(actors.len())].clone();
            "by another"
        }
        4 => {
            story.told[at].at += i64::try_from(dice.below(7)).unwrap() - 3;
            "at another time"
        }
        5 => {
            story.told[at].stream = case(2);
            "of another case"
        }
        6 => {
            let roles = [roles(2, 6, &["agent"]), roles(2, 6, &["supervisor"])];
            story.told.insert(at, roles[dice.below(2)].clone());
            "roles changed"
        }
        7 => {
            let from = json!({"from": id("case", 2)});
            story.say(31, story::agent(), "absorbed", from);
            "absorbed"
        }
        _ => {
            change_field(&mut story.told[at].data, dice);
            "another field"
        }
    };
    format!("{kind} {what}")
}

fn change_field(data: &mut Value, dice: &mut Dice) {
    let fields = data.as_object_mut().unwrap();
    let names: Vec<String> = fields.keys().cloned().collect();
    if names.is_empty() {
        return;
    }
    let name = &names[dice.below(names.len())];
    let values = [
        json!(7),
        json!(-1),
        json!(true),
        json!("another.word"),
        json!("Not/a/slug"),
        json!([]),
        json!({}),
        json!([{"kind": "ai"}]),
        json!({"kind": "teammate", "id": id("mate", 2)}),
        json!({"kind": "ai"}),
        json!(id("wait", 3)),
        json!(id("msg", 2)),
        json!(id("rev", 9)),
        json!(id("draft", 1)),
        json!("ai"),
        json!("supervisor"),
        json!("withdrawn"),
        json!("changed"),
        part_ref(4, story::SENT),
        part_ref(3, "not what it says"),
    ];
    match dice.below(values.len() + 2) {
        0 => drop(fields.remove(name)),
        1 => drop(fields.insert("younger".to_owned(), json!({"a.b": [1, "x"]}))),
        other => drop(fields.insert(name.clone(), values[other - 2].clone())),
    }
}

/// Makes the pack; what it claims to be complete may be wrong.
fn packed(story: &Story, dice: &mut Dice, how: &mut Vec<String>) -> Vec<u8> {
    let log = story.log();
    match dice.below(6) {
        0 => {
            how.push("plain".to_owned());
            let since = log.since(1 + log.tree.size() / 2);
            let note = log.checkpoint().sign(&log_key()).unwrap();
            let events = log.events();
            build(&PackInput {
                since: Some(&since),
                ..input(&events, &story.parts, &note)
            })
            .unwrap()
        }
        1 if log.placed.len() > 2 => {
            how.push("a map of less".to_owned());
            let less = map(&log.placed[..log.placed.len() - 1 - dice.below(2)]);
            for (_, leaf) in &log.placed {
                // Every stream needs some way through the map.
                baton_ledger::leaf::Leaf::decode(leaf).unwrap();
            }
            Closed::with(log, less).pack(story)
        }
        _ => Closed::of(story).pack_of(story, |events, completeness| {
            if dice.one_in(6) {
                how.push("an event left out".to_owned());
                events.remove(dice.below(events.len()));
            }
            if dice.one_in(6) {
                how.push("a position moved".to_owned());
                let at = dice.below(events.len());
                events[at].position += 1;
            }
            if dice.one_in(8) {
                how.push("a stream unproven".to_owned());
                completeness.streams.remove(0);
            }
        }),
    }
}

fn flipped(mut pack: Vec<u8>, dice: &mut Dice, how: &mut Vec<String>) -> Vec<u8> {
    let at = dice.below(pack.len());
    pack[at] ^= 1 << dice.below(8);
    how.push(format!("byte {at}"));
    pack
}

/// Changes a file, and lists and signs the files anew or not.
fn refiled(pack: &[u8], dice: &mut Dice, how: &mut Vec<String>) -> Vec<u8> {
    let mut files: BTreeMap<String, Vec<u8>> = zip::read(pack)
        .unwrap()
        .into_iter()
        .map(|(name, content)| (name.to_owned(), content.to_vec()))
        .collect();
    let mut manifest = Manifest::decode(&files["manifest.json"]).unwrap();
    for _ in 0..dice.below(3) {
        how.push(change_file(&mut files, dice));
    }
    match dice.below(8) {
        0 => manifest.format = u32::try_from(dice.below(4)).unwrap(),
        1 => manifest.case = case(2).to_string(),
        2 => manifest.checkpoint.size += 1,
        3 if !manifest.events.is_empty() => {
            let at = dice.below(manifest.events.len());
            manifest.events[at].stream_seq += 1;
        }
        _ => {}
    }
    if !dice.one_in(4) {
        how.push("resealed".to_owned());
        let other = SigningKey::new(ORIGIN, &[9; 32]).unwrap();
        let key = if dice.one_in(9) { other } else { log_key() };
        files.retain(|name, _| !name.starts_with("manifest."));
        manifest.files = files.iter().map(|(n, c)| FileLine::of(n, c)).collect();
        let manifest = manifest.encode().unwrap();
        let signature = sign(&manifest, &key).unwrap().to_string().into_bytes();
        files.insert("manifest.json".to_owned(), manifest);
        files.insert("manifest.sig".to_owned(), signature);
    }
    let entries: Vec<_> = files.iter().map(|(n, c)| (&**n, &**c)).collect();
    zip::write(&entries).unwrap()
}

fn change_file(files: &mut BTreeMap<String, Vec<u8>>, dice: &mut Dice) -> String {
    let names: Vec<String> = files
        .keys()
        // The report and the guides prove nothing; there is little to find in them.
        .filter(|name| !name.contains('.') || name.contains('/') || name.starts_with("man"))
        .cloned()
        .collect();
    let name = names[dice.below(names.len())].clone();
    let other = names[dice.below(names.len())].clone();
    let mut content = files[&name].clone();
    let at = dice.below(content.len());
    let what = match dice.below(9) {
        0 => {
            files.remove(&name);
            return format!("{name} removed");
        }
        1 => {
            let theirs = files[&other].clone();
            files.insert(other.clone(), content);
            files.insert(name.clone(), theirs);
            return format!("{name} and {other} exchanged");
        }
        2 => {
            content.truncate(at);
            "cut off"
        }
        3 => {
            content.push(b'\n');
            "with a line more"
        }
        4 if content.len() > 1 => {
            content.remove(at);
            "a byte short"
        }
        5 => {
            files.insert(format!("{name}0"), content);
            return format!("{name}0 added");
        }
        6 if !content.is_empty() => {
            content[at] = b'0' + u8::try_from(dice.below(10)).unwrap();
            "a digit changed"
        }
        7 if !content.is_empty() => {
            content[at] = b'a' + u8::try_from(dice.below(26)).unwrap();
            "a letter changed"
        }
        _ if !content.is_empty() => {
            content[at] ^= 1 << dice.below(8);
            "a bit flipped"
        }
        _ => "unchanged",
    };
    files.insert(name.clone(), content);
    format!("{name} {what}")
}

/// Pinned keys and a kept checkpoint, or not; right or wrong ones.
fn brought(story: &Story, dice: &mut Dice) -> (Option<String>, Option<String>) {
    let key = log_key().verifier(SignatureKind::Ed25519);
    let other = SigningKey::new(ORIGIN, &[9; 32]).unwrap();
    let other = other.verifier(SignatureKind::Ed25519);
    let trust = match dice.below(4) {
        0 => Some(format!("log {key}\nquorum none\n")),
        1 if dice.one_in(3) => Some(format!("# Another key\nlog {other}\nquorum none\n")),
        _ => None,
    };
    let log = story.log();
    let whole = log.tree.size();
    let kept = |size: u64, root| {
        let checkpoint = Checkpoint {
            origin: ORIGIN.to_owned(),
            size,
            root,
        };
        checkpoint.sign(&log_key()).unwrap().to_string()
    };
    let kept = match dice.below(6) {
        0 => Some(kept(1 + whole / 2, root(&log.tree, 1 + whole / 2).unwrap())),
        1 => Some(kept(whole, log.tree.root())),
        2 if dice.one_in(2) => Some(kept(whole + 7, log.tree.root())),
        _ => None,
    };
    (trust, kept)
}

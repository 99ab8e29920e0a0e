//! The facts of an event in words: who stands behind it, why, on what basis, until when.

use super::Telling;
use super::time;
use super::words::word;
use crate::leaf::Leaf;
use crate::leaf::view::LeafView;

/// Fields whose value is a word.
const WORDS: &[&str] = &[
    "outcome",
    "role",
    "reason",
    "cause",
    "judgement",
    "delivery",
    "level",
];

pub(super) fn of(telling: &Telling<'_>, leaf: &Leaf) -> Vec<String> {
    let data = leaf.view();
    let mut facts = Vec::new();
    people(telling, leaf, &mut facts);
    let language = telling.language();
    let words = WORDS.iter().filter_map(|field| data.text(field));
    let waits_for = data.object("for").and_then(|reason| reason.text("kind"));
    let words = words.chain(data.texts("reasons")).chain(waits_for);
    facts.extend(words.map(|text| word(text, language)));
    basis(telling, data, &mut facts);
    if let Some(due) = data.integer("due") {
        let label = telling.say("due", "期限");
        facts.push(format!("{label} {}", time::minute(due)));
    }
    facts
}

fn people(telling: &Telling<'_>, leaf: &Leaf, facts: &mut Vec<String>) {
    let data = leaf.view();
    let actor = telling.people.actor(&leaf.actor);
    let behind = [
        ("author", telling.say("worded by", "措辞")),
        ("approved_by", telling.say("let go by", "放行")),
    ];
    for (field, label) in behind {
        if let Some(actor) = data.object(field) {
            let name = match (actor.text("id"), actor.text("kind")) {
                (Some(id), _) => telling.people.named(id),
                (None, Some("ai")) => "AI".to_owned(),
                (None, _) => "Baton".to_owned(),
            };
            facts.push(format!("{label} {name}"));
        }
    }
    let concerned = [
        ("to", telling.say("to", "致")),
        ("participant_id", telling.say("with", "对象")),
        ("teammate_id", telling.say("for", "负责人")),
    ];
    for (field, label) in concerned {
        let named = data.text(field).map(|id| telling.people.named(id));
        if let Some(name) = named.filter(|name| *name != actor) {
            facts.push(format!("{label} {name}"));
        }
    }
}

/// What a suggestion or an authorisation rests on.
fn basis(telling: &Telling<'_>, data: LeafView<'_>, facts: &mut Vec<String>) {
    if let Some(share) = data.integer("confidence") {
        facts.push(format!("{} {}%", telling.say("sure", "把握"), share / 10));
    }
    if let Some(model) = data.object("model") {
        let text = |field| model.text(field).unwrap_or_default();
        let label = telling.say("model", "模型");
        facts.push(format!("{label} {} {}", text("id"), text("version")));
    }
    for citation in data.objects("citations") {
        let article = citation.text("article_id").unwrap_or_default();
        let version = citation.integer("version").unwrap_or_default();
        let label = telling.say("rests on", "依据");
        facts.push(format!("{label} {article} v{version}"));
    }
    let policies: Vec<_> = data.texts("policies").collect();
    if !policies.is_empty() {
        let label = telling.say("by policy", "依据策略");
        facts.push(format!("{label} {}", policies.join(", ")));
    }
}

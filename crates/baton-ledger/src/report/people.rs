//! What people are called in a report. Events hold no names, so teammates are lettered in the order
//! in which they appear, and people outside go by their role.

use std::collections::BTreeMap;

use crate::leaf::{ActorKind, Leaf, LeafActor};
use crate::pack::Language;

/// The names of everybody who appears in a case.
pub(super) struct People<'a> {
    by_id: BTreeMap<&'a str, String>,
    language: Language,
}

impl<'a> People<'a> {
    pub(super) fn of(leaves: &'a [Leaf], language: Language) -> Self {
        let mut people = Self {
            by_id: BTreeMap::new(),
            language,
        };
        for leaf in leaves {
            people.meet_participant(leaf);
            people.meet_actor(&leaf.actor);
        }
        people
    }

    /// A participant and the contact, partner or teammate behind it have one name.
    fn meet_participant(&mut self, leaf: &'a Leaf) {
        let Some(participant) = leaf.view().object("participant") else {
            return;
        };
        let Some(id) = participant.text("id") else {
            return;
        };
        let who = participant.object("who");
        let behind = ["contact", "partner", "teammate"]
            .iter()
            .find_map(|kind| who.and_then(|who| who.text(kind)));
        let known = behind.and_then(|behind| self.by_id.get(behind)).cloned();
        let name = known.unwrap_or_else(|| self.numbered(participant.text("role")));
        self.by_id.insert(id, name.clone());
        if let Some(behind) = behind {
            self.by_id.insert(behind, name);
        }
    }

    fn meet_actor(&mut self, actor: &'a LeafActor) {
        let Some(id) = actor.id.as_deref() else {
            return;
        };
        if self.by_id.contains_key(id) {
            return;
        }
        let name = match actor.kind {
            ActorKind::Teammate => {
                let count = self
                    .by_id
                    .keys()
                    .filter(|id| id.starts_with("mate_"))
                    .count();
                let letter = ('A'..='Z').nth(count).map_or_else(
                    || count.saturating_add(1).to_string(),
                    |letter| letter.to_string(),
                );
                format!("{} {letter}", self.language.pick("Teammate", "同事"))
            }
            ActorKind::Machine => self.language.pick("A program", "程序").to_owned(),
            ActorKind::Contact | ActorKind::Ai | ActorKind::System => self.numbered(None),
        };
        self.by_id.insert(id, name);
    }

    /// The first customer is "Customer", the next "Customer 2".
    fn numbered(&self, role: Option<&str>) -> String {
        let name = match role {
            Some("customer") => self.language.pick("Customer", "客户"),
            Some("executor") => self.language.pick("Contact on site", "经办人"),
            Some("partner") => self.language.pick("Partner", "合作方"),
            Some("platform") => self.language.pick("Platform", "平台"),
            Some("internal") => self.language.pick("Colleague", "内部人员"),
            _ => self.language.pick("Person outside", "外部人员"),
        };
        let names: std::collections::BTreeSet<_> = self
            .by_id
            .values()
            .filter(|known| known.starts_with(name))
            .collect();
        match names.len() {
            0 => name.to_owned(),
            more => format!("{name} {}", more.saturating_add(1)),
        }
    }

    /// What an actor is called.
    pub(super) fn actor(&self, actor: &LeafActor) -> String {
        match (&actor.id, actor.kind) {
            (Some(id), _) => self.named(id),
            (None, ActorKind::Ai) => "AI".to_owned(),
            (None, _) => "Baton".to_owned(),
        }
    }

    /// What the person with this id is called.
    pub(super) fn named(&self, id: &str) -> String {
        self.by_id.get(id).cloned().unwrap_or_else(|| id.to_owned())
    }

    /// Every teammate and outside person with their id, sorted by name.
    pub(super) fn legend(&self) -> Vec<(&str, &str)> {
        let mut legend: Vec<_> = self
            .by_id
            .iter()
            .filter(|(id, _)| !id.starts_with("ptcp_"))
            .map(|(id, name)| (&**name, *id))
            .collect();
        legend.sort_unstable();
        legend
    }
}

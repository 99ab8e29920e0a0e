//! Web and e-mail addresses.

use super::{Chunk, EntityKind, Found};

pub(super) fn find(text: &[char], chunks: &[Chunk]) -> Vec<Found> {
    chunks
        .iter()
        .filter_map(|chunk| {
            let written: String = chunk.of(text).iter().collect();
            let kind = kind_of(&written)?;
            let value = if kind == EntityKind::Email {
                written.to_lowercase()
            } else {
                written
            };
            Some(Found {
                kind,
                value: Some(value),
                start: chunk.start,
                end: chunk.end,
            })
        })
        .collect()
}

fn kind_of(written: &str) -> Option<EntityKind> {
    let lower = written.to_ascii_lowercase();
    if ["http://", "https://", "www."]
        .iter()
        .any(|start| lower.starts_with(start))
    {
        return Some(EntityKind::Url);
    }
    let (local, domain) = lower.split_once('@')?;
    let is_email = !local.is_empty() && !domain.contains('@') && is_domain(domain);
    is_email.then_some(EntityKind::Email)
}

fn is_domain(domain: &str) -> bool {
    let mut labels = domain.split('.').rev();
    let top = labels.next().unwrap_or_default();
    let is_label = |label: &str| {
        !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let mut rest = labels.peekable();
    rest.peek().is_some() && top.len() >= 2 && is_label(top) && rest.all(is_label)
}

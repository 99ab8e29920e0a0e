//! Where an article applies, as editors write it: a word, several with commas between, or a list.
//!
//! What cannot be read makes the article unusable rather than usable everywhere.

use baton_domain::time::Timestamp;
use baton_store::channel::Channel;
use serde::Deserialize;

use crate::ports::retrieval::Scope;

/// Where an article applies.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Applies {
    /// Where and when.
    pub(super) scope: Scope,
    /// The intents it answers.
    pub(super) intents: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Written {
    brand: Words,
    channel: Words,
    region: Words,
    platform: Words,
    intents: Words,
    from: Option<String>,
    until: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Words {
    Text(String),
    List(Vec<String>),
}

impl Default for Words {
    fn default() -> Self {
        Self::List(Vec::new())
    }
}

impl Words {
    fn list(self) -> Vec<String> {
        let words = match self {
            Self::Text(text) => text.split([',', '，', '、']).map(str::to_owned).collect(),
            Self::List(list) => list,
        };
        let trimmed = words.iter().map(|word| word.trim().to_owned());
        trimmed.filter(|word| !word.is_empty()).collect()
    }
}

/// Reads it; nothing if it cannot be read.
pub(super) fn read(json: &str, language: &str, channels: &[Channel]) -> Option<Applies> {
    let written: Written = serde_json::from_str(json).ok()?;
    let instant = |text: Option<String>| -> Option<Option<Timestamp>> {
        match text {
            Some(text) => Some(Some(text.parse().ok()?)),
            None => Some(None),
        }
    };
    let named = written.channel.list();
    Some(Applies {
        scope: Scope {
            brands: written.brand.list(),
            channels: named.into_iter().map(|word| id(word, channels)).collect(),
            regions: written.region.list(),
            platforms: written.platform.list(),
            language: primary(language),
            from: instant(written.from)?,
            until: instant(written.until)?,
        },
        intents: written.intents.list(),
    })
}

/// The id of the channel that goes by this name; a name that none goes by stays, and fits none.
fn id(word: String, channels: &[Channel]) -> String {
    let is_it = |channel: &&Channel| {
        channel.slug == word || channel.name.to_lowercase() == word.to_lowercase()
    };
    let known = channels.iter().find(is_it);
    known.map_or(word, |channel| channel.id.to_string())
}

/// `zh` of `zh-Hans-CN`.
pub(crate) fn primary(tag: &str) -> String {
    tag.split('-').next().unwrap_or(tag).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use baton_domain::id::ChannelId;

    fn channel() -> Channel {
        Channel {
            id: ChannelId::from_bits(7),
            kind: "email".to_owned(),
            slug: "email".to_owned(),
            name: "Mailbox".to_owned(),
            threads: "topic".to_owned(),
            vouches: false,
            stage: "draft".to_owned(),
            configuration: "{}".to_owned(),
        }
    }

    #[test]
    fn an_article_without_a_word_about_it_applies_everywhere() {
        let applies = read("{}", "zh-CN", &[]).unwrap();
        assert_eq!(applies.scope.language, "zh");
        assert!(applies.scope.channels.is_empty() && applies.intents.is_empty());
    }

    #[test]
    fn a_channel_goes_by_its_name_its_short_name_or_its_id() {
        let id = channel().id.to_string();
        for word in ["mailbox", "email", id.as_str()] {
            let json = format!(r#"{{"channel": "{word}, elsewhere"}}"#);
            let applies = read(&json, "en", &[channel()]).unwrap();
            assert_eq!(applies.scope.channels, [id.as_str(), "elsewhere"]);
        }
    }

    #[test]
    fn what_cannot_be_read_applies_nowhere() {
        for json in [r#"{"from": "soon"}"#, r#"{"region": 5}"#, "[]["] {
            assert_eq!(read(json, "en", &[]), None, "{json}");
        }
    }
}

//! The library of passages behind the application's port.

use std::sync::Arc;

use baton_app::ports::retrieval as port;

use crate::retrieval::{Article, Hit, Library, Place, Query, Scope};

/// Makes libraries that live in memory.
#[derive(Debug, Clone, Copy, Default)]
pub struct Passages;

impl port::Retrieval for Passages {
    fn index(&self, articles: Vec<port::Article>) -> Arc<dyn port::Index> {
        let mut library = Library::default();
        for article in articles {
            library.add(Article {
                id: article.id.to_string(),
                version: article.version,
                title: article.title,
                text: article.body,
                scope: scope(article.scope),
            });
        }
        Arc::new(Shelf(library))
    }
}

struct Shelf(Library);

impl port::Index for Shelf {
    fn search(&self, query: &port::Query, limit: usize) -> Vec<port::Passage> {
        let query = Query {
            text: query.text.clone(),
            place: Place {
                channel: query.channel.clone(),
                language: query.language.clone(),
                at_us: query.at.map(|at| at.as_micros()),
                ..Place::default()
            },
        };
        let hits = self.0.search(&query, limit);
        hits.into_iter().filter_map(passage).collect()
    }
}

fn scope(scope: port::Scope) -> Scope {
    Scope {
        brands: scope.brands,
        channels: scope.channels,
        regions: scope.regions,
        platforms: scope.platforms,
        languages: vec![scope.language],
        from_us: scope.from.map(|at| at.as_micros()),
        until_us: scope.until.map(|at| at.as_micros()),
    }
}

/// Nothing for an id that is none: articles come in with one.
fn passage(hit: Hit) -> Option<port::Passage> {
    Some(port::Passage {
        article_id: hit.article_id.parse().ok()?,
        version: hit.version,
        number: u32::try_from(hit.passage).ok()?,
        title: hit.title,
        text: hit.text,
        language: hit.language.unwrap_or_default(),
        why: hit.why,
        score: thousandths(hit.score),
    })
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a score of a few dozen, and the conversion saturates"
)]
fn thousandths(score: f32) -> u32 {
    (score.max(0.0) * 1_000.0).round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use baton_app::ports::retrieval::Retrieval as _;
    use baton_domain::id::ArticleId;

    fn article(bits: u128, language: &str, body: &str) -> port::Article {
        port::Article {
            id: ArticleId::from_bits(bits),
            version: 3,
            title: "Returns".to_owned(),
            body: body.to_owned(),
            scope: port::Scope {
                language: language.to_owned(),
                ..port::Scope::default()
            },
        }
    }

    #[test]
    fn a_passage_keeps_the_article_and_version_it_is_cited_by() {
        let index = Passages.index(vec![
            article(1, "en", "Unused items can be returned within 30 days."),
            article(2, "de", "Unused items: returned."),
        ]);
        let query = port::Query {
            text: "can I return unused items?".to_owned(),
            language: Some("en".to_owned()),
            ..port::Query::default()
        };
        let found = index.search(&query, 5);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].article_id, ArticleId::from_bits(1));
        assert_eq!((found[0].version, found[0].number), (3, 0));
        assert!(
            found[0].why.contains(&"unused".to_owned()),
            "{:?}",
            found[0].why
        );
        assert!(found[0].score > 0);
    }
}

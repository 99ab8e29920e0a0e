//! Finding the passages that answer a question, and saying why.
//!
//! BM25 (Robertson and Zaragoza, 2009) over passages, in memory, with articles added and removed
//! one by one. Words are compared by their stems, ideographs in pairs, and runs of characters help
//! with typing errors and compounds. An article that does not apply where it is asked for is not
//! found at all.

use std::collections::BTreeMap;

mod index;
mod passage;
mod scope;
pub mod term;

use index::Index;
pub use passage::{Passage, split};
pub use scope::{Place, Scope};

/// So many passages of an article count when articles are ranked.
const COUNTED_PASSAGES: u32 = 3;
/// What a passage counts beside the one before it.
const NEXT_PASSAGE: f32 = 0.3;

/// A published version of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Article {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: u32,
    /// Its heading or question.
    pub title: String,
    /// Its text, in Markdown.
    pub text: String,
    /// Where and when it applies.
    pub scope: Scope,
}

impl Article {
    /// An article that applies everywhere.
    #[must_use]
    pub fn new(id: String, title: String, text: String) -> Self {
        Self {
            id,
            version: 1,
            title,
            text,
            scope: Scope::default(),
        }
    }
}

/// What is asked, and where.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// The question in the customer's words.
    pub text: String,
    /// Where it is asked.
    pub place: Place,
}

impl Query {
    /// A question asked nowhere in particular.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            place: Place::default(),
        }
    }
}

/// A passage found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The article it is from.
    pub article_id: String,
    /// The version of the article.
    pub version: u32,
    /// Which passage of it, from zero.
    pub passage: usize,
    /// The article's title.
    pub title: String,
    /// The passage.
    pub text: String,
    /// The language the article says it is in.
    pub language: Option<String>,
    /// Higher is better; comparable within one search alone.
    pub score: f32,
    /// The words of the question it was found by, weightiest first.
    pub why: Vec<String>,
}

/// All published articles, ready to be searched.
#[derive(Debug, Clone, Default)]
pub struct Library {
    articles: BTreeMap<String, Article>,
    passages: BTreeMap<usize, Passage>,
    next: usize,
    index: Index,
}

impl Library {
    /// Adds an article, or replaces the version that is there.
    pub fn add(&mut self, article: Article) {
        self.remove(&article.id);
        for (number, text) in split(&article.text).into_iter().enumerate() {
            let passage = Passage {
                article_id: article.id.clone(),
                number,
                text,
            };
            self.index.add(self.next, &article.title, &passage.text);
            self.passages.insert(self.next, passage);
            self.next += 1;
        }
        self.articles.insert(article.id.clone(), article);
    }

    /// Removes an article; one that is not there is no error.
    pub fn remove(&mut self, id: &str) {
        if self.articles.remove(id).is_none() {
            return;
        }
        let index = &mut self.index;
        self.passages.retain(|slot, passage| {
            let stays = passage.article_id != id;
            if !stays {
                index.remove(*slot);
            }
            stays
        });
    }

    /// The number of articles.
    #[must_use]
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// True if there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// The best passages for a question, best first.
    #[must_use]
    pub fn search(&self, query: &Query, limit: usize) -> Vec<Hit> {
        let mut hits = Vec::new();
        for (slot, score) in self.index.ranked(&query.text) {
            if hits.len() == limit {
                break;
            }
            hits.extend(self.hit(query, slot, score));
        }
        hits
    }

    /// The best articles for a question, best first: by their best passage, and a little by the
    /// next best ones.
    #[must_use]
    pub fn articles(&self, query: &Query, limit: usize) -> Vec<String> {
        let mut scores: BTreeMap<&str, (u32, f32)> = BTreeMap::new();
        for (slot, score) in self.index.ranked(&query.text) {
            let Some((passage, _)) = self.applicable(query, slot) else {
                continue;
            };
            let (count, sum) = scores.entry(&passage.article_id).or_default();
            if *count < COUNTED_PASSAGES {
                *sum += score * NEXT_PASSAGE.powi(i32::try_from(*count).unwrap_or(i32::MAX));
                *count += 1;
            }
        }
        let mut ranked: Vec<(&str, f32)> =
            scores.into_iter().map(|(id, (_, sum))| (id, sum)).collect();
        ranked.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(right.0)));
        let ids = ranked.into_iter().map(|(id, _)| id.to_owned());
        ids.take(limit).collect()
    }

    fn applicable(&self, query: &Query, slot: usize) -> Option<(&Passage, &Article)> {
        let passage = self.passages.get(&slot)?;
        let article = self.articles.get(&passage.article_id)?;
        article
            .scope
            .applies(&query.place)
            .then_some((passage, article))
    }

    fn hit(&self, query: &Query, slot: usize, score: f32) -> Option<Hit> {
        let (passage, article) = self.applicable(query, slot)?;
        Some(Hit {
            article_id: article.id.clone(),
            version: article.version,
            passage: passage.number,
            title: article.title.clone(),
            text: passage.text.clone(),
            language: article.scope.only_language(),
            score,
            why: self.index.why(&query.text, slot),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn library() -> Library {
        let mut library = Library::default();
        for (id, title, text) in [
            (
                "returns",
                "Returning an item",
                "You can return unused items within 30 days.\n\nWe refund the price once the parcel is back.",
            ),
            (
                "shipping",
                "Shipping times",
                "Orders are shipped within two working days.",
            ),
            ("zh", "退货政策", "未使用的商品可以在30天内退货。"),
        ] {
            library.add(Article::new(
                id.to_owned(),
                title.to_owned(),
                text.to_owned(),
            ));
        }
        library
    }

    #[test]
    fn the_passage_that_answers_comes_first_and_says_why() {
        let hits = library().search(&Query::new("when do you refund my returned parcel?"), 3);
        assert_eq!(
            (hits[0].article_id.as_str(), hits[0].passage),
            ("returns", 1)
        );
        assert!(
            hits[0].why.contains(&"refund".to_owned()),
            "{:?}",
            hits[0].why
        );
    }

    #[test]
    fn chinese_is_found_by_pairs_of_characters() {
        assert_eq!(library().articles(&Query::new("可以退货吗"), 1), ["zh"]);
    }

    #[test]
    fn a_typing_error_still_finds() {
        assert_eq!(
            library().articles(&Query::new("shiping time"), 1),
            ["shipping"]
        );
    }

    #[test]
    fn a_removed_article_is_not_found() {
        let mut library = library();
        library.remove("shipping");
        library.remove("shipping");
        assert!(
            library
                .articles(&Query::new("shipped"), 5)
                .iter()
                .all(|id| id != "shipping")
        );
    }

    #[test]
    fn a_new_version_replaces_the_old() {
        let mut library = library();
        let text = "Orders leave by drone.".to_owned();
        library.add(Article::new(
            "shipping".to_owned(),
            "Shipping".to_owned(),
            text,
        ));
        assert_eq!(library.len(), 3);
        assert!(
            library
                .search(&Query::new("working days"), 9)
                .iter()
                .all(|hit| hit.article_id != "shipping")
        );
    }

    #[test]
    fn an_article_for_another_place_is_not_found() {
        let mut library = library();
        let mut article = Article::new(
            "eu".to_owned(),
            "Duties".to_owned(),
            "Duties are paid.".to_owned(),
        );
        article.scope.regions = vec!["eu".to_owned()];
        library.add(article);
        let mut query = Query::new("duties");
        query.place.region = Some("us".to_owned());
        assert!(library.search(&query, 5).is_empty());
        query.place.region = Some("eu".to_owned());
        assert_eq!(library.search(&query, 5).len(), 1);
    }

    #[test]
    fn nothing_in_common_finds_nothing() {
        assert!(library().search(&Query::new("xylophone"), 5).is_empty());
    }
}

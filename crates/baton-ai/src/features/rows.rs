//! Sparse vectors, one and many.

use super::Block;

/// A sparse vector: feature ids in rising order, each with a value.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Vector {
    ids: Vec<u32>,
    values: Vec<f32>,
}

impl Vector {
    /// Adds a feature; ids must come in rising order.
    pub fn push(&mut self, id: u32, value: f32) {
        self.ids.push(id);
        self.values.push(value);
    }

    /// Gives each block its share, and the whole length one; an empty vector stays empty.
    pub fn balance(&mut self, block: impl Fn(u32) -> Block) {
        let mut squares = Squares::default();
        for (id, value) in self.ids.iter().zip(&self.values) {
            *squares.of(block(*id)) += value * value;
        }
        let share = squares.share();
        for (id, value) in self.ids.iter().zip(&mut self.values) {
            let block = block(*id);
            *value *= (share * block.weight() / *squares.of(block)).sqrt();
        }
    }

    /// The ids, rising.
    #[must_use]
    pub fn ids(&self) -> &[u32] {
        &self.ids
    }

    /// The values, one for each id.
    #[must_use]
    pub fn values(&self) -> &[f32] {
        &self.values
    }
}

/// The squared length of each block of a vector.
#[derive(Debug, Default)]
struct Squares {
    words: f32,
    runs: f32,
    signals: f32,
    company: f32,
}

impl Squares {
    fn of(&mut self, block: Block) -> &mut f32 {
        match block {
            Block::Words => &mut self.words,
            Block::Runs => &mut self.runs,
            Block::Signals => &mut self.signals,
            Block::Company => &mut self.company,
        }
    }

    /// The squared length that a block of weight one shall have.
    fn share(&self) -> f32 {
        let there = [
            (self.words, Block::Words),
            (self.runs, Block::Runs),
            (self.signals, Block::Signals),
            (self.company, Block::Company),
        ];
        let total: f32 = there
            .iter()
            .filter(|(square, _)| *square > 0.0)
            .map(|(_, block)| block.weight())
            .sum();
        total.recip()
    }
}

/// Many sparse vectors in two flat arrays.
#[derive(Debug, Clone)]
pub struct Rows {
    ends: Vec<usize>,
    ids: Vec<u32>,
    values: Vec<f32>,
}

impl Default for Rows {
    fn default() -> Self {
        Self {
            ends: vec![0],
            ids: Vec::new(),
            values: Vec::new(),
        }
    }
}

impl Rows {
    /// Adds a vector at the end.
    pub fn push(&mut self, vector: &Vector) {
        self.ids.extend_from_slice(&vector.ids);
        self.values.extend_from_slice(&vector.values);
        self.ends.push(self.ids.len());
    }

    /// Adds a vector of other rows at the end.
    pub fn push_row(&mut self, other: &Self, at: usize) {
        let (ids, values) = other.row(at);
        self.ids.extend_from_slice(ids);
        self.values.extend_from_slice(values);
        self.ends.push(self.ids.len());
    }

    /// A copy of one vector; empty beyond the end.
    #[must_use]
    pub fn vector(&self, at: usize) -> Vector {
        let (ids, values) = self.row(at);
        Vector {
            ids: ids.to_vec(),
            values: values.to_vec(),
        }
    }

    /// The number of vectors.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len() - 1
    }

    /// True if there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Ids and values of one vector; empty beyond the end.
    #[must_use]
    pub fn row(&self, at: usize) -> (&[u32], &[f32]) {
        let (Some(&start), Some(&end)) = (self.ends.get(at), self.ends.get(at + 1)) else {
            return (&[], &[]);
        };
        let ids = self.ids.get(start..end).unwrap_or_default();
        (ids, self.values.get(start..end).unwrap_or_default())
    }
}

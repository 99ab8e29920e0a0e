//! Sparse vectors, one and many.

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

    /// Scales to length one; an empty vector stays empty.
    pub fn normalise(&mut self) {
        let length = self
            .values
            .iter()
            .map(|value| value * value)
            .sum::<f32>()
            .sqrt();
        if length > 0.0 {
            for value in &mut self.values {
                *value /= length;
            }
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

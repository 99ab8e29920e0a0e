//! The model file: a signature, then counted little-endian lists.
//!
//! Reading checks every count against what is left, so a damaged file gives an error, never a
//! crash or a huge allocation.

use crate::features::Vectoriser;
use crate::head::Head;

/// Why a file is not a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// It does not begin like one.
    #[error("not a model of this kind and format")]
    Signature,
    /// It ends too early, goes on too long, or its lists do not fit together.
    #[error("the model file is damaged")]
    Damaged,
}

/// A short name for content: 64 bits of FNV-1a, as hexadecimal digits.
#[must_use]
pub fn fingerprint(bytes: &[u8]) -> String {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// Writes a model file.
#[derive(Debug)]
pub(crate) struct Writer(Vec<u8>);

impl Writer {
    pub(crate) fn new(signature: &str) -> Self {
        let mut writer = Self(Vec::new());
        writer.text(signature);
        writer
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.count(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    pub(crate) fn count(&mut self, count: usize) {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        self.0.extend_from_slice(&count.to_le_bytes());
    }

    pub(crate) fn floats(&mut self, values: &[f32]) {
        self.count(values.len());
        self.0
            .extend(values.iter().flat_map(|value| value.to_le_bytes()));
    }

    pub(crate) fn vectoriser(&mut self, vectoriser: &Vectoriser) {
        self.count(vectoriser.len());
        self.0
            .extend(vectoriser.keys().iter().flat_map(|key| key.to_le_bytes()));
        self.floats(vectoriser.rarity());
    }

    pub(crate) fn head(&mut self, head: &Head) {
        self.count(head.labels.len());
        for label in &head.labels {
            self.text(label);
        }
        self.floats(&head.biases);
        self.floats(&head.scales);
        self.floats(&[head.sharpness]);
        self.count(head.weights.len());
        self.0
            .extend(head.weights.iter().flat_map(|weight| weight.to_le_bytes()));
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        self.0
    }
}

/// Reads a model file.
#[derive(Debug)]
pub(crate) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8], signature: &str) -> Result<Self, LoadError> {
        let mut reader = Self(bytes);
        match reader.text() {
            Ok(found) if found == signature => Ok(reader),
            _ => Err(LoadError::Signature),
        }
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], LoadError> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(LoadError::Damaged)?;
        self.0 = rest;
        Ok(taken)
    }

    fn words(&mut self) -> Result<impl Iterator<Item = [u8; 4]> + use<'a>, LoadError> {
        let length = self.count()?.checked_mul(4).ok_or(LoadError::Damaged)?;
        let taken = self.take(length)?;
        Ok(taken
            .chunks_exact(4)
            .filter_map(|word| word.try_into().ok()))
    }

    pub(crate) fn count(&mut self) -> Result<usize, LoadError> {
        let word: [u8; 4] = self.take(4)?.try_into().map_err(|_| LoadError::Damaged)?;
        usize::try_from(u32::from_le_bytes(word)).map_err(|_| LoadError::Damaged)
    }

    pub(crate) fn text(&mut self) -> Result<String, LoadError> {
        let length = self.count()?;
        let taken = self.take(length)?;
        String::from_utf8(taken.to_vec()).map_err(|_| LoadError::Damaged)
    }

    pub(crate) fn floats(&mut self) -> Result<Vec<f32>, LoadError> {
        Ok(self.words()?.map(f32::from_le_bytes).collect())
    }

    pub(crate) fn vectoriser(&mut self) -> Result<Vectoriser, LoadError> {
        let keys: Vec<u32> = self.words()?.map(u32::from_le_bytes).collect();
        let rarity = self.floats()?;
        if keys.len() == rarity.len() {
            Ok(Vectoriser::restore(keys, rarity))
        } else {
            Err(LoadError::Damaged)
        }
    }

    pub(crate) fn head(&mut self, features: usize) -> Result<Head, LoadError> {
        let count = self.count()?;
        let labels = (0..count)
            .map(|_| self.text())
            .collect::<Result<Vec<_>, _>>()?;
        let biases = self.floats()?;
        let scales = self.floats()?;
        let sharpness = self.floats()?.first().copied().ok_or(LoadError::Damaged)?;
        let length = self.count()?;
        let weights = self
            .take(length)?
            .iter()
            .map(|byte| byte.cast_signed())
            .collect();
        let fits = biases.len() == count
            && scales.len() == features
            && features.checked_mul(count) == Some(length);
        let head = Head {
            labels,
            biases,
            scales,
            weights,
            sharpness,
        };
        if fits {
            Ok(head)
        } else {
            Err(LoadError::Damaged)
        }
    }

    pub(crate) fn finish(self) -> Result<(), LoadError> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(LoadError::Damaged)
        }
    }
}

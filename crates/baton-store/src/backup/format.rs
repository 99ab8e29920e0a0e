//! The file: a line that says what it is, a line of JSON, tables with their rows, and a checksum.
//!
//! Every length is written before what it measures, so that a file which ends early is seen to.

use std::io::{Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::BackupError;
use super::tables::{Column, Kind};
use crate::value::Value;

/// What a backup begins with.
const MAGIC: &[u8] = b"baton backup 1\n";
/// Longest head, name or value, in bytes: far above what the schema allows.
const MAX_BYTES: u32 = 512 * 1024 * 1024;
/// Most columns of a table.
const MAX_COLUMNS: u32 = 1_000;

const END: u8 = 0;
const TABLE: u8 = 1;
const ROW: u8 = 2;

/// What a backup says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The version of Baton that made it.
    pub made_by: String,
    /// The last migration that its rows know.
    pub schema: i64,
    /// When it was made, in microseconds since 1970.
    pub made_at: i64,
}

/// What a whole backup holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// What it says about itself.
    pub head: Head,
    /// Tables.
    pub tables: u64,
    /// Rows of all of them.
    pub rows: u64,
    /// The checksum at its end.
    pub sha256: [u8; 32],
}

/// Writes a backup.
pub(super) struct Sink<W> {
    to: W,
    digest: Sha256,
    head: Head,
    tables: u64,
    rows: u64,
}

impl<W: Write> Sink<W> {
    pub(super) fn begin(to: W, head: Head) -> Result<Self, BackupError> {
        let text = serde_json::to_vec(&head).map_err(std::io::Error::from)?;
        let mut sink = Self {
            to,
            digest: Sha256::new(),
            head,
            tables: 0,
            rows: 0,
        };
        sink.put(MAGIC)?;
        sink.sized(&text)?;
        Ok(sink)
    }

    pub(super) fn table(&mut self, name: &str, columns: &[Column]) -> Result<(), BackupError> {
        self.tables += 1;
        self.put(&[TABLE])?;
        self.sized(name.as_bytes())?;
        self.put(&length(columns.len())?)?;
        for column in columns {
            self.sized(column.name.as_bytes())?;
            self.put(&[column.kind.tag()])?;
        }
        Ok(())
    }

    pub(super) fn row(&mut self, values: &[Value]) -> Result<(), BackupError> {
        self.rows += 1;
        self.put(&[ROW])?;
        for value in values {
            match value {
                Value::Int(None) | Value::Text(None) | Value::Bytes(None) => self.put(&[0])?,
                Value::Int(Some(number)) => {
                    self.put(&[1])?;
                    self.put(&number.to_be_bytes())?;
                }
                Value::Text(Some(text)) => {
                    self.put(&[1])?;
                    self.sized(text.as_bytes())?;
                }
                Value::Bytes(Some(bytes)) => {
                    self.put(&[1])?;
                    self.sized(bytes)?;
                }
            }
        }
        Ok(())
    }

    pub(super) fn end(mut self) -> Result<(W, Summary), BackupError> {
        self.put(&[END])?;
        let rows = self.rows.to_be_bytes();
        self.put(&rows)?;
        let sha256: [u8; 32] = self.digest.finalize().into();
        self.to.write_all(&sha256)?;
        self.to.flush()?;
        let summary = Summary {
            head: self.head,
            tables: self.tables,
            rows: self.rows,
            sha256,
        };
        Ok((self.to, summary))
    }

    fn sized(&mut self, bytes: &[u8]) -> Result<(), BackupError> {
        self.put(&length(bytes.len())?)?;
        self.put(bytes)
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), BackupError> {
        self.digest.update(bytes);
        Ok(self.to.write_all(bytes)?)
    }
}

fn length(bytes: usize) -> Result<[u8; 4], BackupError> {
    let length = u32::try_from(bytes)
        .ok()
        .filter(|bytes| *bytes <= MAX_BYTES);
    let too_long = || std::io::Error::other("a value is longer than a backup can hold");
    Ok(length.ok_or_else(too_long)?.to_be_bytes())
}

/// What comes next in a backup.
#[derive(Debug)]
pub(super) enum Next {
    /// A table begins.
    Table { name: String, columns: Vec<Column> },
    /// A row of the table.
    Row(Vec<Value>),
    /// The end, after a checksum that is right.
    End(Summary),
}

/// Reads a backup.
#[derive(Debug)]
pub(super) struct Source<R> {
    from: R,
    digest: Sha256,
    pub(super) head: Head,
    kinds: Vec<Kind>,
    tables: u64,
    rows: u64,
}

impl<R: Read> Source<R> {
    /// Reads the head.
    ///
    /// # Errors
    /// [`BackupError::NotABackup`] if it begins otherwise.
    pub(super) fn begin(from: R) -> Result<Self, BackupError> {
        let mut source = Self {
            from,
            digest: Sha256::new(),
            head: Head {
                made_by: String::new(),
                schema: 0,
                made_at: 0,
            },
            kinds: Vec::new(),
            tables: 0,
            rows: 0,
        };
        let magic = source.take(MAGIC.len()).map_err(|error| match error {
            BackupError::Damaged(_) => BackupError::NotABackup,
            other => other,
        })?;
        if magic != MAGIC {
            return Err(BackupError::NotABackup);
        }
        let head = source.sized()?;
        source.head = serde_json::from_slice(&head).map_err(|_| damaged("its head"))?;
        Ok(source)
    }

    pub(super) fn next(&mut self) -> Result<Next, BackupError> {
        match self.byte()? {
            TABLE => self.table(),
            ROW => {
                self.rows += 1;
                let kinds = self.kinds.clone();
                let values = kinds.into_iter().map(|kind| self.value(kind));
                Ok(Next::Row(values.collect::<Result<_, _>>()?))
            }
            END => self.end(),
            _ => Err(damaged("something stands where a row should")),
        }
    }

    fn table(&mut self) -> Result<Next, BackupError> {
        self.tables += 1;
        let name = self.text()?;
        let count = self.length(MAX_COLUMNS)?;
        let mut columns = Vec::new();
        for _ in 0..count {
            let name = self.text()?;
            let kind = Kind::of_tag(self.byte()?).ok_or_else(|| damaged("a column's type"))?;
            columns.push(Column { name, kind });
        }
        self.kinds = columns.iter().map(|column| column.kind).collect();
        Ok(Next::Table { name, columns })
    }

    fn value(&mut self, kind: Kind) -> Result<Value, BackupError> {
        let is_there = match self.byte()? {
            0 => false,
            1 => true,
            _ => return Err(damaged("a value")),
        };
        Ok(match (kind, is_there) {
            (Kind::Int, false) => Value::Int(None),
            (Kind::Text, false) => Value::Text(None),
            (Kind::Bytes, false) => Value::Bytes(None),
            (Kind::Int, true) => {
                let bytes = self.take(8)?;
                let bytes = <[u8; 8]>::try_from(bytes).map_err(|_| damaged("a number"))?;
                Value::Int(Some(i64::from_be_bytes(bytes)))
            }
            (Kind::Text, true) => Value::Text(Some(self.text()?)),
            (Kind::Bytes, true) => Value::Bytes(Some(self.sized()?)),
        })
    }

    fn end(&mut self) -> Result<Next, BackupError> {
        let rows = self.take(8)?;
        let expected: [u8; 32] = self.digest.clone().finalize().into();
        let found = self.take(32)?;
        if rows != self.rows.to_be_bytes() || found != expected {
            return Err(damaged("its checksum does not fit"));
        }
        if self.from.read(&mut [0])? != 0 {
            return Err(damaged("something follows its end"));
        }
        Ok(Next::End(Summary {
            head: self.head.clone(),
            tables: self.tables,
            rows: self.rows,
            sha256: expected,
        }))
    }

    fn text(&mut self) -> Result<String, BackupError> {
        String::from_utf8(self.sized()?).map_err(|_| damaged("a text"))
    }

    fn sized(&mut self) -> Result<Vec<u8>, BackupError> {
        let length = self.length(MAX_BYTES)?;
        self.take(usize::try_from(length).map_err(|_| damaged("a length"))?)
    }

    fn length(&mut self, most: u32) -> Result<u32, BackupError> {
        let bytes = <[u8; 4]>::try_from(self.take(4)?).map_err(|_| damaged("a length"))?;
        let length = u32::from_be_bytes(bytes);
        if length > most {
            return Err(damaged("a length"));
        }
        Ok(length)
    }

    fn byte(&mut self) -> Result<u8, BackupError> {
        let bytes = self.take(1)?;
        bytes
            .first()
            .copied()
            .ok_or_else(|| damaged("it ends early"))
    }

    /// Takes exactly so many bytes; memory grows only with what is really there.
    fn take(&mut self, count: usize) -> Result<Vec<u8>, BackupError> {
        let mut bytes = Vec::new();
        let most = u64::try_from(count).unwrap_or(u64::MAX);
        (&mut self.from).take(most).read_to_end(&mut bytes)?;
        if bytes.len() != count {
            return Err(damaged("it ends early"));
        }
        self.digest.update(&bytes);
        Ok(bytes)
    }
}

fn damaged(what: &str) -> BackupError {
    BackupError::Damaged(what.to_owned())
}

/// Reads a whole backup and checks that every byte is as it was written.
///
/// # Errors
/// [`BackupError::NotABackup`] or [`BackupError::Damaged`], with what is wrong.
pub fn check(file: &Path) -> Result<Summary, BackupError> {
    let mut source = super::open(file)?;
    loop {
        if let Next::End(summary) = source.next()? {
            return Ok(summary);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written() -> Vec<u8> {
        let head = Head {
            made_by: "0.1.0".into(),
            schema: 1,
            made_at: 7,
        };
        let mut sink = Sink::begin(Vec::new(), head).unwrap();
        let column = |name: &str, kind| Column {
            name: name.into(),
            kind,
        };
        let columns = [
            column("id", Kind::Text),
            column("at", Kind::Int),
            column("content", Kind::Bytes),
        ];
        sink.table("parts", &columns).unwrap();
        sink.row(&[
            Value::Text(Some("a".into())),
            Value::Int(Some(-5)),
            Value::Bytes(Some(vec![0, 1, 255])),
        ])
        .unwrap();
        sink.row(&[Value::Text(None), Value::Int(None), Value::Int(None)])
            .unwrap();
        sink.end().unwrap().0
    }

    type Table = (String, usize);

    /// The tables with their number of columns, and every row.
    fn read(bytes: &[u8]) -> Result<(Vec<Table>, Vec<Vec<Value>>), BackupError> {
        let mut source = Source::begin(bytes)?;
        let (mut tables, mut rows) = (Vec::new(), Vec::new());
        loop {
            match source.next()? {
                Next::Table { name, columns } => tables.push((name, columns.len())),
                Next::Row(row) => rows.push(row),
                Next::End(_) => return Ok((tables, rows)),
            }
        }
    }

    #[test]
    fn rows_read_back_as_they_were_written_and_a_null_keeps_its_type() {
        let (tables, rows) = read(&written()).unwrap();
        assert_eq!(tables, [("parts".to_owned(), 3)]);
        assert_eq!(rows[0][2], Value::Bytes(Some(vec![0, 1, 255])));
        assert_eq!(
            rows[1],
            [Value::Text(None), Value::Int(None), Value::Bytes(None)]
        );
    }

    #[test]
    fn every_flipped_bit_and_every_missing_end_is_found() {
        let bytes = written();
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            // Another version's number in the head is found by the checksum like all else.
            assert!(read(&damaged).is_err(), "byte {at}");
            assert!(read(&bytes[..at]).is_err(), "the first {at} bytes");
        }
        assert!(read(&[&*bytes, b"x"].concat()).is_err());
    }

    #[test]
    fn what_begins_otherwise_is_no_backup() {
        for bytes in [&b""[..], b"PK\x03\x04", b"SQLite format 3\0 and so on"] {
            assert!(matches!(read(bytes), Err(BackupError::NotABackup)));
        }
    }
}

//! The one zip file that stands for a set of named files.
//!
//! Names are ASCII, unique and sorted bytewise; every file is stored as it is; every field that could
//! vary is fixed. There is no ZIP64, so a pack ends at 4 GiB and 65,535 files. Reading trusts the
//! directory only to find the files, then makes the archive again and compares every byte.

use std::fmt;

/// Date of every entry: 1980-01-01 as MS-DOS writes it.
const DATE: u16 = 0x0021;

/// Version made by and version needed: 2.0, no features.
const VERSION: u16 = 20;

const LOCAL_HEADER: u32 = 0x0403_4b50;
const CENTRAL_HEADER: u32 = 0x0201_4b50;
const END_OF_DIRECTORY: u32 = 0x0605_4b50;

/// Bytes of the record at the end, without a comment.
const END_BYTES: usize = 22;

/// Bytes of a directory entry before the name.
const CENTRAL_BYTES: usize = 46;

/// Bytes of a local header before the name.
const LOCAL_BYTES: usize = 30;

/// A file in a pack: its name and its content.
pub type Entry<'a> = (&'a str, &'a [u8]);

/// Why files cannot be put into a pack, or bytes are not one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZipRefused {
    /// More files or bytes than a zip without ZIP64 can hold.
    TooLarge,
    /// Not the one zip file that stands for its entries.
    NotCanonical,
}

impl fmt::Display for ZipRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLarge => "more than a zip file without ZIP64 can hold",
            Self::NotCanonical => "not the one zip file that stands for its entries",
        })
    }
}

impl std::error::Error for ZipRefused {}

/// The zip file of these entries, which must be sorted by name, each name once.
pub fn write(entries: &[Entry<'_>]) -> Result<Vec<u8>, ZipRefused> {
    let mut out = Vec::new();
    emit(entries, &mut |bytes| {
        out.extend_from_slice(bytes);
        true
    })?;
    Ok(out)
}

/// The entries of a zip file that [`write`] could have made, and no other.
pub fn read(zip: &[u8]) -> Result<Vec<Entry<'_>>, ZipRefused> {
    if u32::try_from(zip.len()).is_err() {
        return Err(ZipRefused::TooLarge);
    }
    let entries = find_entries(zip).ok_or(ZipRefused::NotCanonical)?;
    let mut rest = zip;
    emit(&entries, &mut |bytes| match rest.strip_prefix(bytes) {
        Some(after) => {
            rest = after;
            true
        }
        None => false,
    })?;
    if rest.is_empty() {
        Ok(entries)
    } else {
        Err(ZipRefused::NotCanonical)
    }
}

/// Writes the archive piece by piece, until the taker refuses a piece.
fn emit(entries: &[Entry<'_>], take: &mut impl FnMut(&[u8]) -> bool) -> Result<(), ZipRefused> {
    if !entries.is_sorted_by(|(one, _), (next, _)| one < next) {
        return Err(ZipRefused::NotCanonical);
    }
    let mut taken = |bytes: &[u8]| take(bytes).then_some(()).ok_or(ZipRefused::NotCanonical);
    let mut directory = Vec::new();
    let mut offset: u32 = 0;
    for (name, content) in entries {
        let shared = shared_header(name, content)?;
        let header = [&LOCAL_HEADER.to_le_bytes(), &*shared, name.as_bytes()].concat();
        taken(&header)?;
        taken(content)?;
        directory.extend_from_slice(&CENTRAL_HEADER.to_le_bytes());
        directory.extend_from_slice(&VERSION.to_le_bytes());
        directory.extend_from_slice(&shared);
        // Comment length, disk, internal and external attributes.
        directory.extend_from_slice(&[0; 10]);
        directory.extend_from_slice(&offset.to_le_bytes());
        directory.extend_from_slice(name.as_bytes());
        offset = offset
            .checked_add(length(&header)?)
            .and_then(|offset| offset.checked_add(length(content).ok()?))
            .ok_or(ZipRefused::TooLarge)?;
    }
    taken(&directory)?;
    let count = u16::try_from(entries.len()).map_err(|_| ZipRefused::TooLarge)?;
    let directory_length = length(&directory)?;
    let whole = offset.checked_add(directory_length);
    if whole.and_then(|whole| whole.checked_add(22)).is_none() {
        return Err(ZipRefused::TooLarge);
    }
    let mut end = END_OF_DIRECTORY.to_le_bytes().to_vec();
    end.extend_from_slice(&[0; 4]);
    end.extend_from_slice(&count.to_le_bytes());
    end.extend_from_slice(&count.to_le_bytes());
    end.extend_from_slice(&directory_length.to_le_bytes());
    end.extend_from_slice(&offset.to_le_bytes());
    end.extend_from_slice(&[0; 2]);
    taken(&end)
}

/// What local header and directory say alike: version needed to the length of the extra field.
fn shared_header(name: &str, content: &[u8]) -> Result<Vec<u8>, ZipRefused> {
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(ZipRefused::NotCanonical);
    }
    let name_length = u16::try_from(name.len()).map_err(|_| ZipRefused::TooLarge)?;
    let size = length(content)?;
    let mut header = VERSION.to_le_bytes().to_vec();
    // Flags, method "stored", time.
    header.extend_from_slice(&[0; 6]);
    header.extend_from_slice(&DATE.to_le_bytes());
    header.extend_from_slice(&crc32fast::hash(content).to_le_bytes());
    header.extend_from_slice(&size.to_le_bytes());
    header.extend_from_slice(&size.to_le_bytes());
    header.extend_from_slice(&name_length.to_le_bytes());
    header.extend_from_slice(&[0; 2]);
    Ok(header)
}

fn length(bytes: &[u8]) -> Result<u32, ZipRefused> {
    u32::try_from(bytes.len()).map_err(|_| ZipRefused::TooLarge)
}

/// Follows the directory. What it says is believed here and checked by making the archive again.
fn find_entries(zip: &[u8]) -> Option<Vec<Entry<'_>>> {
    let end = zip.get(zip.len().checked_sub(END_BYTES)?..)?;
    let count = number_16(end, 10)?;
    let mut directory = zip.get(number_32(end, 16)?..)?;
    let mut entries = Vec::with_capacity(count);
    for _ in 0..count {
        let size = number_32(directory, 20)?;
        let name_length = number_16(directory, 28)?;
        let offset = number_32(directory, 42)?;
        let name = directory.get(CENTRAL_BYTES..CENTRAL_BYTES.checked_add(name_length)?)?;
        let start = offset.checked_add(LOCAL_BYTES)?.checked_add(name_length)?;
        let content = zip.get(start..start.checked_add(size)?)?;
        entries.push((std::str::from_utf8(name).ok()?, content));
        directory = directory.get(CENTRAL_BYTES + name_length..)?;
    }
    Some(entries)
}

fn number_16(bytes: &[u8], at: usize) -> Option<usize> {
    let number = bytes.get(at..)?.first_chunk()?;
    Some(usize::from(u16::from_le_bytes(*number)))
}

fn number_32(bytes: &[u8], at: usize) -> Option<usize> {
    let number = bytes.get(at..)?.first_chunk()?;
    usize::try_from(u32::from_le_bytes(*number)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: [Entry<'_>; 3] = [("a", b"one"), ("b/c", b""), ("b/d.json", b"{}")];

    #[test]
    fn entries_read_back_from_the_archive() {
        let zip = write(&FILES).unwrap();
        assert_eq!(read(&zip).unwrap(), FILES);
        assert_eq!(read(&write(&[]).unwrap()), Ok(Vec::new()));
    }

    #[test]
    fn the_archive_is_the_one_that_was_agreed() {
        let zip = write(&[("a", b"one")]).unwrap();
        let expected: Vec<u8> = [
            &b"PK\x03\x04\x14\0\0\0\0\0\0\0\x21\0\xf1\x86\x6c\x7a\x03\0\0\0\x03\0\0\0\x01\0\0\0aone"[..],
            b"PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\x21\0\xf1\x86\x6c\x7a\x03\0\0\0\x03\0\0\0\x01\0\0\0",
            b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0a",
            b"PK\x05\x06\0\0\0\0\x01\0\x01\0\x2f\0\0\0\x22\0\0\0\0\0",
        ]
        .concat();
        assert_eq!(
            crc32fast::hash(b"one").to_le_bytes(),
            [0xf1, 0x86, 0x6c, 0x7a]
        );
        assert_eq!(zip, expected);
    }

    #[test]
    fn names_out_of_order_or_twice_or_outside_ascii_are_refused() {
        for entries in [
            [("b", &b""[..]), ("a", b"")],
            [("a", b""), ("a", b"")],
            [("a", b""), ("é", b"")],
            [("", b""), ("a", b"")],
            [("a b", b""), ("c", b"")],
        ] {
            assert_eq!(write(&entries), Err(ZipRefused::NotCanonical));
        }
    }

    #[test]
    fn any_other_byte_anywhere_is_refused() {
        let good = write(&FILES).unwrap();
        for at in 0..good.len() {
            for flip in [0x01, 0x80, 0xff] {
                let mut bad = good.clone();
                bad[at] ^= flip;
                // Content and its checksum agree only when nothing changed.
                assert!(read(&bad).is_err(), "byte {at}");
            }
        }
        assert!(read(&[&good[..], b"\0"].concat()).is_err());
        assert!(read(&good[1..]).is_err());
        assert!(read(&good[..good.len() - 1]).is_err());
        assert!(read(b"").is_err());
    }
}

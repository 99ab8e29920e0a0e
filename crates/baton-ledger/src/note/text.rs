//! Reading the text form of a note.

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};

use super::{MAX_SIGNATURES, MalformedNote, Note, Signature, is_key_name};

/// Whether this may be the text of a note: it ends in a newline and has no other control characters.
pub(super) fn is_note_text(text: &str) -> bool {
    text.ends_with('\n') && text.bytes().all(|byte| byte >= 0x20 || byte == b'\n')
}

pub(super) fn parse(note: &str) -> Result<Note, MalformedNote> {
    if !is_note_text(note) {
        return Err(MalformedNote);
    }
    // The text may hold empty lines; the last one parts it from the signatures.
    let parting = note.rfind("\n\n").ok_or(MalformedNote)?;
    let (text, lines) = note.split_at(parting + 1);
    let lines = lines.strip_prefix('\n').ok_or(MalformedNote)?;
    let signatures: Vec<_> = lines
        .split_terminator('\n')
        .map(parse_signature)
        .collect::<Result<_, _>>()?;
    if signatures.is_empty() || signatures.len() > MAX_SIGNATURES {
        return Err(MalformedNote);
    }
    Ok(Note {
        text: text.to_owned(),
        signatures,
    })
}

fn parse_signature(line: &str) -> Result<Signature, MalformedNote> {
    let (name, encoded) = line
        .strip_prefix("— ")
        .and_then(|rest| rest.split_once(' '))
        .ok_or(MalformedNote)?;
    let bytes = BASE64.decode(encoded).map_err(|_| MalformedNote)?;
    let (key_id, bytes) = bytes.split_first_chunk().ok_or(MalformedNote)?;
    if !is_key_name(name) || bytes.is_empty() {
        return Err(MalformedNote);
    }
    Ok(Signature {
        name: name.to_owned(),
        key_id: u32::from_be_bytes(*key_id),
        bytes: bytes.to_vec(),
    })
}

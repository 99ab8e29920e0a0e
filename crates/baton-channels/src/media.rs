//! What a file is, and what to call it.

/// The longest file name kept, in characters.
const MAX_NAME_CHARS: usize = 120;
/// The media type of bytes that are nothing we know.
const UNKNOWN: &str = "application/octet-stream";

/// Beginnings of files, and what they begin.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"\x1f\x8b", "application/gzip"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"#!AMR", "audio/amr"),
    (b"fLaC", "audio/flac"),
    (b"\x1a\x45\xdf\xa3", "video/webm"),
    (b"MZ", "application/x-msdownload"),
    (b"\x7fELF", "application/x-executable"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "application/x-ole-storage",
    ),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
];

/// The media type, by the bytes first and by what was declared second. What a browser could run
/// (`text/html`, `image/svg+xml`, scripts) is never a picture, whatever was declared.
#[must_use]
pub fn sniff(content: &[u8], declared: Option<&str>, name: &str) -> String {
    if let Some(found) = by_bytes(content) {
        return refined(found, declared, name);
    }
    let declared = declared
        .map(|one| one.trim().to_ascii_lowercase())
        .filter(|one| is_media_type(one) && one != UNKNOWN);
    match declared {
        // A picture, sound or film has a signature; what claims to be one without it is not.
        Some(claim) if claim.starts_with("image/") && claim != "image/svg+xml" => {
            UNKNOWN.to_owned()
        }
        Some(claim) => claim,
        None => by_name(name).unwrap_or(UNKNOWN).to_owned(),
    }
}

fn by_bytes(content: &[u8]) -> Option<&'static str> {
    let found = SIGNATURES
        .iter()
        .find(|(beginning, _)| content.starts_with(beginning));
    if let Some((_, media)) = found {
        return Some(media);
    }
    match content.get(..12)? {
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P'] => Some("image/webp"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E'] => Some("audio/wav"),
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => Some(match brand {
            b"heic" | b"heix" | b"mif1" | b"msf1" => "image/heic",
            b"avif" => "image/avif",
            b"M4A " => "audio/mp4",
            b"qt  " => "video/quicktime",
            _ => "video/mp4",
        }),
        [b'P', b'K', 3, 4, ..] => Some("application/zip"),
        _ => None,
    }
}

/// Office files are containers: the bytes say which container, the claim says what is in it.
fn refined(found: &str, declared: Option<&str>, name: &str) -> String {
    let claim = declared
        .map(str::to_ascii_lowercase)
        .or_else(|| by_name(name).map(str::to_owned));
    let is_container = matches!(found, "application/zip" | "application/x-ole-storage");
    claim
        .filter(|claim| {
            is_container
                && (claim.contains("officedocument")
                    || claim.contains("opendocument")
                    || claim.contains("msword")
                    || claim.contains("ms-excel")
                    || claim.contains("ms-powerpoint")
                    || claim.contains("ms-outlook")
                    || claim.contains("epub"))
        })
        .unwrap_or_else(|| found.to_owned())
}

fn by_name(name: &str) -> Option<&'static str> {
    let (_, extension) = name.rsplit_once('.')?;
    Some(match extension.to_ascii_lowercase().as_str() {
        "txt" | "log" => "text/plain",
        "csv" => "text/csv",
        "htm" | "html" => "text/html",
        "json" => "application/json",
        "xml" => "application/xml",
        "ics" => "text/calendar",
        "vcf" => "text/vcard",
        "eml" => "message/rfc822",
        "svg" => "image/svg+xml",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "doc" => "application/msword",
        "xls" => "application/vnd.ms-excel",
        "mp3" => "audio/mpeg",
        _ => return None,
    })
}

/// Whether a text has the form of a media type and nothing more.
#[must_use]
pub fn is_media_type(text: &str) -> bool {
    let is_token = |part: &str| {
        !part.is_empty()
            && part.len() <= 127
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte))
    };
    text.split_once('/')
        .is_some_and(|(kind, subkind)| is_token(kind) && is_token(subkind))
}

/// A file name without paths, control characters and the marks that turn text around; never empty.
#[must_use]
pub fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let visible: String = last
        .chars()
        .filter(|letter| !letter.is_control() && !is_invisible(*letter))
        .map(|letter| match letter {
            '<' | '>' | ':' | '"' | '|' | '?' | '*' => '_',
            letter => letter,
        })
        .collect();
    let visible = visible.trim().trim_start_matches('.').trim();
    if visible.is_empty() {
        return "file".to_owned();
    }
    shortened(visible)
}

/// Cut in the middle, so that the extension stays.
fn shortened(name: &str) -> String {
    let length = name.chars().count();
    if length <= MAX_NAME_CHARS {
        return name.to_owned();
    }
    let tail: Vec<char> = name.chars().skip(length - 16).collect();
    let head = name.chars().take(MAX_NAME_CHARS - 17);
    head.chain(std::iter::once('…')).chain(tail).collect()
}

/// Direction marks and zero-width letters: `exe.gpj` must not read as `jpg.exe`.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_believed_before_claims() {
        assert_eq!(
            sniff(b"%PDF-1.7", Some("image/png"), "x.png"),
            "application/pdf"
        );
        assert_eq!(
            sniff(b"MZ\x90", Some("image/jpeg"), "photo.jpg"),
            "application/x-msdownload"
        );
        assert_eq!(sniff(b"plain words", Some("image/png"), "x.png"), UNKNOWN);
        assert_eq!(sniff(b"a,b", Some("text/csv"), "x"), "text/csv");
        assert_eq!(sniff(b"a,b", None, "x.CSV"), "text/csv");
        assert_eq!(sniff(b"", Some("nonsense"), ""), UNKNOWN);
    }

    #[test]
    fn office_files_keep_their_name_for_what_is_in_the_container() {
        assert_eq!(
            sniff(b"PK\x03\x04aaaaaaaaaaaa", None, "a.zip"),
            "application/zip"
        );
        assert!(sniff(b"PK\x03\x04aaaaaaaaaaaa", None, "a.docx").contains("wordprocessing"));
    }

    #[test]
    fn names_lose_paths_and_tricks() {
        assert_eq!(clean_name("../../etc/passwd"), "passwd");
        assert_eq!(clean_name("C:\\x\\y.pdf"), "y.pdf");
        assert_eq!(clean_name("a\u{202e}gpj.exe"), "agpj.exe");
        assert_eq!(clean_name(" \u{0} "), "file");
        let long = clean_name(&format!("{}.pdf", "发".repeat(500)));
        assert!(long.ends_with("发.pdf") && long.chars().count() <= MAX_NAME_CHARS);
    }
}

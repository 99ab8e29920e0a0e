//! The inbound body, field by field, with every mistake named at once.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use baton_app::ports::channel::{DeliveryProblem, FileContent};
use baton_domain::id::UploadId;
use baton_domain::time::Timestamp;
use serde_json::{Map, Value};

/// The longest id, in bytes.
const MAX_ID_BYTES: usize = 512;
/// The longest address, in bytes.
const MAX_ADDRESS_BYTES: usize = 320;
/// The longest name or subject, in bytes.
const MAX_NAME_BYTES: usize = 1_000;
/// The longest text or HTML, in bytes.
const MAX_TEXT_BYTES: usize = 1024 * 1024;
/// The most files.
const MAX_ATTACHMENTS: usize = 50;

/// A body without mistakes.
pub(super) struct Body {
    pub(super) external_id: String,
    pub(super) conversation: String,
    pub(super) subject: Option<String>,
    pub(super) from_address: String,
    pub(super) from_name: Option<String>,
    pub(super) sent_at: Option<Timestamp>,
    pub(super) text: Option<String>,
    pub(super) html: Option<String>,
    pub(super) attachments: Vec<File>,
}

/// One file of a body.
pub(super) struct File {
    pub(super) name: String,
    pub(super) mime: String,
    pub(super) content: FileContent,
}

impl Body {
    /// The uploads it names, and where.
    pub(super) fn uploads(&self) -> Vec<(String, UploadId)> {
        let files = self.attachments.iter().enumerate();
        files
            .filter_map(|(index, file)| match file.content {
                FileContent::Upload(id) => Some((format!("/attachments/{index}/upload_id"), id)),
                FileContent::Bytes(_) => None,
            })
            .collect()
    }
}

/// Reads a body.
///
/// # Errors
/// Every mistake: `request.malformed`, `request.unknown_field`, `request.missing_field`,
/// `request.wrong_type`, `request.empty`, `request.too_long`, `request.too_many`,
/// `request.invalid_character`, `request.invalid_instant`, `request.invalid_base64`,
/// `request.invalid_media_type`, `request.one_of`, `id.malformed`.
pub(super) fn read(bytes: &[u8]) -> Result<Body, Vec<DeliveryProblem>> {
    let mut reader = Reader::default();
    let value: Value = serde_json::from_slice(bytes).map_err(|_| {
        vec![DeliveryProblem {
            pointer: String::new(),
            code: "request.malformed",
        }]
    })?;
    let body = reader.body(&value);
    match body {
        Some(body) if reader.errors.is_empty() => Ok(body),
        _ => Err(reader.errors),
    }
}

/// What a text may be.
#[derive(Clone, Copy)]
struct Rule {
    max_bytes: usize,
    is_id: bool,
}

const ID: Rule = Rule {
    max_bytes: MAX_ID_BYTES,
    is_id: true,
};
const ADDRESS: Rule = Rule {
    max_bytes: MAX_ADDRESS_BYTES,
    is_id: true,
};
const NAME: Rule = Rule {
    max_bytes: MAX_NAME_BYTES,
    is_id: false,
};
const TEXT: Rule = Rule {
    max_bytes: MAX_TEXT_BYTES,
    is_id: false,
};

#[derive(Default)]
struct Reader {
    errors: Vec<DeliveryProblem>,
}

impl Reader {
    fn wrong(&mut self, pointer: &str, code: &'static str) {
        self.errors.push(DeliveryProblem {
            pointer: pointer.to_owned(),
            code,
        });
    }

    fn body(&mut self, value: &Value) -> Option<Body> {
        let body = self.object(
            value,
            "",
            &[
                "external_id",
                "conversation",
                "from",
                "sent_at",
                "text",
                "html",
                "attachments",
                "metadata",
            ],
        )?;
        let external_id = self.required(body, "", "external_id", ID);
        let conversation = self
            .required_object(body, "conversation", &["external_id", "subject"])
            .map(|conversation| {
                let id = self.required(conversation, "/conversation", "external_id", ID);
                (
                    id,
                    self.optional(conversation, "/conversation", "subject", NAME),
                )
            });
        let from = self
            .required_object(body, "from", &["address", "name"])
            .map(|from| {
                let address = self.required(from, "/from", "address", ADDRESS);
                (address, self.optional(from, "/from", "name", NAME))
            });
        let sent_at = self.instant(body);
        let text = self.optional(body, "", "text", TEXT);
        let html = self.optional(body, "", "html", TEXT);
        let attachments = self.attachments(body);
        if present(body, "metadata").is_some_and(|metadata| !metadata.is_object()) {
            self.wrong("/metadata", "request.wrong_type");
        }
        let (conversation, subject) = conversation?;
        let (from_address, from_name) = from?;
        Some(Body {
            external_id: external_id?,
            conversation: conversation?,
            subject,
            from_address: from_address?,
            from_name,
            sent_at,
            text,
            html,
            attachments,
        })
    }

    /// An object with these fields and no other.
    fn object<'v>(
        &mut self,
        value: &'v Value,
        pointer: &str,
        fields: &[&str],
    ) -> Option<&'v Map<String, Value>> {
        let Some(object) = value.as_object() else {
            self.wrong(pointer, "request.wrong_type");
            return None;
        };
        for name in object
            .keys()
            .filter(|name| !fields.contains(&name.as_str()))
        {
            let name = name.replace('~', "~0").replace('/', "~1");
            self.wrong(&format!("{pointer}/{name}"), "request.unknown_field");
        }
        Some(object)
    }

    fn required_object<'v>(
        &mut self,
        body: &'v Map<String, Value>,
        name: &str,
        fields: &[&str],
    ) -> Option<&'v Map<String, Value>> {
        let pointer = format!("/{name}");
        let Some(value) = present(body, name) else {
            self.wrong(&pointer, "request.missing_field");
            return None;
        };
        self.object(value, &pointer, fields)
    }

    fn required(
        &mut self,
        object: &Map<String, Value>,
        at: &str,
        name: &str,
        rule: Rule,
    ) -> Option<String> {
        let pointer = format!("{at}/{name}");
        let Some(value) = present(object, name) else {
            self.wrong(&pointer, "request.missing_field");
            return None;
        };
        let text = self.text(value, &pointer, rule)?;
        if text.trim().is_empty() {
            self.wrong(&pointer, "request.empty");
            return None;
        }
        Some(text)
    }

    fn optional(
        &mut self,
        object: &Map<String, Value>,
        at: &str,
        name: &str,
        rule: Rule,
    ) -> Option<String> {
        let value = present(object, name)?;
        self.text(value, &format!("{at}/{name}"), rule)
    }

    /// A text; control characters are refused in ids and left out elsewhere.
    fn text(&mut self, value: &Value, pointer: &str, rule: Rule) -> Option<String> {
        let Some(text) = value.as_str() else {
            self.wrong(pointer, "request.wrong_type");
            return None;
        };
        if text.len() > rule.max_bytes {
            self.wrong(pointer, "request.too_long");
            return None;
        }
        if rule.is_id && text.chars().any(char::is_control) {
            self.wrong(pointer, "request.invalid_character");
            return None;
        }
        let is_kept = |letter: &char| !letter.is_control() || matches!(letter, '\n' | '\t' | '\r');
        Some(text.chars().filter(is_kept).collect())
    }

    fn instant(&mut self, body: &Map<String, Value>) -> Option<Timestamp> {
        let value = present(body, "sent_at")?;
        let Some(text) = value.as_str() else {
            self.wrong("/sent_at", "request.wrong_type");
            return None;
        };
        let instant = text.parse().ok();
        if instant.is_none() {
            self.wrong("/sent_at", "request.invalid_instant");
        }
        instant
    }

    fn attachments(&mut self, body: &Map<String, Value>) -> Vec<File> {
        let Some(value) = present(body, "attachments") else {
            return Vec::new();
        };
        let Some(files) = value.as_array() else {
            self.wrong("/attachments", "request.wrong_type");
            return Vec::new();
        };
        if files.len() > MAX_ATTACHMENTS {
            self.wrong("/attachments", "request.too_many");
            return Vec::new();
        }
        let files = files.iter().enumerate();
        files
            .filter_map(|(index, file)| self.file(file, &format!("/attachments/{index}")))
            .collect()
    }

    /// A file: its bytes, or the upload that brought them ahead.
    fn file(&mut self, value: &Value, at: &str) -> Option<File> {
        let file = self.object(value, at, &["name", "mime", "base64", "upload_id"])?;
        if present(file, "upload_id").is_some() {
            return self.uploaded(file, at);
        }
        let name = self.required(file, at, "name", NAME);
        let mime = self.required(file, at, "mime", NAME);
        self.media_type(mime.as_deref(), at);
        let content = self.base64(file, at);
        Some(File {
            name: name?,
            mime: mime?,
            content: content?,
        })
    }

    /// A file that came ahead; without a name or type it keeps those that the upload has.
    fn uploaded(&mut self, file: &Map<String, Value>, at: &str) -> Option<File> {
        if present(file, "base64").is_some() {
            self.wrong(&format!("{at}/base64"), "request.one_of");
        }
        let name = self.optional(file, at, "name", NAME);
        let mime = self.optional(file, at, "mime", NAME);
        self.media_type(mime.as_deref(), at);
        let id = self.required(file, at, "upload_id", ID)?;
        let Ok(id) = id.parse() else {
            self.wrong(&format!("{at}/upload_id"), "id.malformed");
            return None;
        };
        Some(File {
            name: name.unwrap_or_default(),
            mime: mime.unwrap_or_default(),
            content: FileContent::Upload(id),
        })
    }

    fn media_type(&mut self, mime: Option<&str>, at: &str) {
        if mime.is_some_and(|mime| !crate::media::is_media_type(mime)) {
            self.wrong(&format!("{at}/mime"), "request.invalid_media_type");
        }
    }

    fn base64(&mut self, file: &Map<String, Value>, at: &str) -> Option<FileContent> {
        let pointer = format!("{at}/base64");
        let Some(value) = present(file, "base64") else {
            self.wrong(&pointer, "request.missing_field");
            return None;
        };
        let Some(encoded) = value.as_str() else {
            self.wrong(&pointer, "request.wrong_type");
            return None;
        };
        let content = STANDARD.decode(encoded).ok();
        if content.is_none() {
            self.wrong(&pointer, "request.invalid_base64");
        }
        content.map(FileContent::Bytes)
    }
}

/// A field that is there; `null` is the same as absent.
fn present<'v>(object: &'v Map<String, Value>, name: &str) -> Option<&'v Value> {
    object.get(name).filter(|value| !value.is_null())
}

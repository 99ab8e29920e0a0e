//! The generic channel: any program that speaks HTTP and JSON.
//!
//! [`identify`] is strict and runs before the delivery is acknowledged; [`parse`] reads what was
//! acknowledged. Both go through one reader, so what was accepted can be read.

mod read;

use baton_app::ports::channel::{
    Address, ChannelConfig, DeliveryProblem, FileContent, Identified, InboundAttachment,
    InboundMessage, OutboundMessage, ParseFailure, SenderProof,
};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::html;
use crate::media;

/// Checks a body and finds what tells it from others. Nothing is kept of one that is refused.
///
/// # Errors
/// Everything that is wrong, each with a JSON pointer (RFC 6901; empty for the whole body).
pub fn identify(raw: &[u8]) -> Result<Identified, Vec<DeliveryProblem>> {
    read::read(raw).map(|body| Identified {
        uploads: body.uploads(),
        external_id: body.external_id,
        order_key: body.conversation,
    })
}

/// Understands one kept delivery.
///
/// # Errors
/// [`ParseFailure::NotAMessage`] for bytes that [`identify`] refuses.
pub fn parse(channel: &ChannelConfig, raw: &[u8]) -> Result<InboundMessage, ParseFailure> {
    let body = read::read(raw).map_err(|_| ParseFailure::NotAMessage)?;
    let safe_html = body.html.as_deref().and_then(html::sanitise);
    let mut defects = Vec::new();
    if body.html.is_some() && safe_html.is_none() {
        defects.push("html.refused");
    }
    let text = body
        .text
        .filter(|text| !text.trim().is_empty())
        .or_else(|| body.html.as_deref().map(html::to_text))
        .unwrap_or_default();
    let attachments = body.attachments.into_iter().map(attachment).collect();
    Ok(InboundMessage {
        external_id: body.external_id,
        thread: Some(body.conversation),
        subject: body.subject,
        from: Address::read(&body.from_address, body.from_name),
        proof: if channel.vouches {
            SenderProof::ChannelVerified
        } else {
            SenderProof::Unverified
        },
        reply_to: None,
        others: Vec::new(),
        sent_at: body.sent_at,
        text,
        quoted: None,
        html: safe_html,
        attachments,
        references: Vec::new(),
        automatic: None,
        delivery_report: None,
        spam_reasons: Vec::new(),
        defects,
    })
}

fn attachment(file: read::File) -> InboundAttachment {
    let mime = match &file.content {
        FileContent::Bytes(bytes) => media::sniff(bytes, Some(&file.mime), &file.name),
        FileContent::Upload(_) => file.mime,
    };
    InboundAttachment {
        // Without a name of its own it keeps the upload's.
        name: if file.name.is_empty() {
            String::new()
        } else {
            media::clean_name(&file.name)
        },
        mime,
        content: file.content,
        content_id: None,
    }
}

/// One sent message as its receiver reads it, the same when it is polled and when it is posted.
#[must_use]
pub fn outbound(message: &OutboundMessage) -> Value {
    json!({
        "id": message.id,
        "conversation": { "external_id": message.thread },
        "to": { "address": message.to.address, "name": message.to.name },
        "text": message.text,
        "html": null,
        "sha256": crate::hex(&Sha256::digest(message.text.as_bytes())),
    })
}

#[cfg(test)]
mod tests;

//! Whose message it is: the contact behind an address, made when the address is new.

use baton_domain::event::Event;
use baton_domain::event::record::RecordChanged;
use baton_domain::id::ContactId;
use baton_store::Tx;
use baton_store::contact::HandleKey;
use baton_store::event::{Stamp, Stream};
use baton_store::part::{NewPart, TEXT};

use crate::app::App;
use crate::error::AppError;
use crate::ports::channel::{Address, AddressKind, ChannelConfig};

/// How an address is looked up, and in which id space.
pub(crate) fn handle(
    app: &App,
    stamp: &Stamp,
    config: &ChannelConfig,
    address: &Address,
) -> (String, HandleKey) {
    let scope = match address.kind {
        AddressKind::Email | AddressKind::Phone => String::new(),
        AddressKind::Opaque => config.id.to_string(),
    };
    (scope, key(app, stamp, address))
}

/// The handle of somebody a teammate names: an e-mail address or a phone number, whatever the
/// channel.
pub(crate) fn plain_handle(app: &App, stamp: &Stamp, address: &Address) -> (String, HandleKey) {
    (String::new(), key(app, stamp, address))
}

fn key(app: &App, stamp: &Stamp, address: &Address) -> HandleKey {
    HandleKey {
        kind: address.kind.as_str(),
        digest: app.digest(stamp.workspace, "handle", address.address.as_bytes()),
    }
}

/// The contact with this address, made now if there is none.
pub(crate) async fn resolve(
    tx: &mut Tx,
    stamp: &Stamp,
    handle: &(String, HandleKey),
    address: &Address,
) -> Result<ContactId, AppError> {
    let (scope, key) = handle;
    if let Some(contact) = tx.contact_by_handle(stamp.workspace, scope, key).await? {
        return Ok(contact);
    }
    let id = ContactId::mint(&mut tx.ids().at(stamp.at));
    let about = [id];
    let name = match &address.name {
        Some(name) => {
            let part = NewPart {
                media: TEXT,
                content: name.as_bytes(),
                about: &about,
            };
            Some(tx.put_part(stamp.workspace, stamp.at, part).await?.id)
        }
        None => None,
    };
    let text = NewPart {
        media: TEXT,
        content: address.address.as_bytes(),
        about: &about,
    };
    let text = tx.put_part(stamp.workspace, stamp.at, text).await?;
    tx.add_contact(stamp.workspace, id, name, stamp.at).await?;
    tx.add_handle(stamp.workspace, scope, key, (id, text.id), stamp.at)
        .await?;
    let changed = RecordChanged {
        fields: ["handle"]
            .iter()
            .filter_map(|field| field.parse().ok())
            .collect(),
        values: std::collections::BTreeMap::new(),
        text: Some(text),
    };
    tx.append(
        stamp,
        &Stream::contact(id),
        &[Event::RecordChanged(changed)],
    )
    .await?;
    Ok(id)
}

//! Channels: what of them can be changed by hand.

use baton_domain::id::ChannelId;
use baton_store::channel::Channel;
use baton_store::event::Record;

use crate::app::App;
use crate::call::Call;
use crate::error::{AppError, Invalid};
use crate::found::changed;
use crate::intake::Configuration;

/// Sets or removes the address that sent messages of a generic channel are posted to.
///
/// # Errors
/// [`AppError::Invalid`] for an address that is none, or for a channel of another kind.
pub async fn set_callback(
    app: &App,
    call: &Call,
    id: ChannelId,
    url: Option<String>,
) -> Result<Channel, AppError> {
    if url
        .as_ref()
        .is_some_and(|url| !url.starts_with("http://") && !url.starts_with("https://"))
    {
        return Err(Invalid::at("/callback_url", "url.malformed").into());
    }
    let stamp = call.stamp(app);
    app.db
        .write(move |tx| {
            let url = url.clone();
            Box::pin(async move {
                let mut channel = tx
                    .channel(stamp.workspace, id)
                    .await?
                    .ok_or(AppError::NotFound)?;
                if channel.kind != "api" {
                    return Err(Invalid::at("/callback_url", "channel.no_callback").into());
                }
                let mut configuration = Configuration::of(&channel)?;
                configuration.callback_url = url;
                channel.configuration = configuration.to_json()?;
                tx.configure_channel(stamp.workspace, id, &channel.configuration)
                    .await?;
                changed(tx, &stamp, Record::Channel(id), &["callback_url"]).await?;
                Ok(channel)
            })
        })
        .await
}

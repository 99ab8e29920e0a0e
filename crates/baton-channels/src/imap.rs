//! Fetching mail over IMAP (RFC 3501): what is new, in order, changing nothing in the mailbox.
//!
//! The mailbox is opened read-only and mails are peeked at, so people who read it beside us see no
//! difference. Every wait and every size is bounded.

mod connection;
mod response;

use std::time::Duration;

use baton_app::ports::channel::{MailServer, Place, PullFailure, Pulled};
use baton_domain::time::{Span, Timestamp};
use tokio::time::timeout;

use crate::email::MAX_MESSAGE_BYTES;
use connection::Connection;

/// Mails of one pull, at most.
const MAX_MAILS: usize = 50;
/// Bytes of one pull after which no further mail is asked for.
const ENOUGH_BYTES: usize = 32 * 1024 * 1024;
/// How long one pull may take.
const PULL_TIMEOUT: Duration = Duration::from_secs(180);
/// How far back a mailbox is read again whose numbers changed, beyond the last pull.
const OVERLAP: Span = Span::from_hours(48);

/// Nobody answers there, or not in time.
const UNREACHABLE: PullFailure = PullFailure {
    code: "imap.unreachable",
};
/// No encrypted connection came about.
const TLS_FAILED: PullFailure = PullFailure {
    code: "imap.tls_failed",
};
/// The server does not accept our credentials.
const NOT_SIGNED_IN: PullFailure = PullFailure {
    code: "imap.not_signed_in",
};
/// The server refuses a command.
const REFUSED: PullFailure = PullFailure {
    code: "imap.refused",
};
/// The connection broke.
const BROKEN_OFF: PullFailure = PullFailure {
    code: "imap.broken_off",
};
/// The server says what the protocol does not.
const MALFORMED: PullFailure = PullFailure {
    code: "imap.malformed",
};

/// Fetches what is new. Without a place nothing is: only what comes from now on will be.
///
/// # Errors
/// [`PullFailure`]: why nothing was fetched.
pub async fn pull(
    server: &MailServer,
    from: Option<Place>,
    now: Timestamp,
) -> Result<Pulled, PullFailure> {
    let pulled = timeout(PULL_TIMEOUT, pull_from(server, from, now)).await;
    pulled.unwrap_or(Err(UNREACHABLE))
}

async fn pull_from(
    server: &MailServer,
    from: Option<Place>,
    now: Timestamp,
) -> Result<Pulled, PullFailure> {
    let mut connection = Connection::open(server).await?;
    connection
        .sign_in(&server.user, server.password.as_deref().unwrap_or_default())
        .await?;
    let mailbox = connection.examine().await?;
    let place = |last| Place {
        validity: mailbox.validity,
        last,
        at: now,
    };
    let Some(from) = from else {
        let last = mailbox.next.saturating_sub(1);
        return Ok(nothing(place(last)));
    };
    let criterion = if from.validity == mailbox.validity {
        format!("UID {}:*", from.last.saturating_add(1))
    } else {
        // All numbers are new: what we have already is told by its Message-ID.
        format!("SINCE {}", day(from.at.minus(OVERLAP)))
    };
    let known = if from.validity == mailbox.validity {
        from.last
    } else {
        0
    };
    let mut numbers = connection.search(&criterion).await?;
    // `n:*` always names the last mail, even one below n.
    numbers.retain(|number| *number > known);
    numbers.sort_unstable();
    numbers.dedup();
    let pulled = fetch(&mut connection, &numbers, place(known)).await?;
    connection.sign_out().await;
    if numbers.is_empty() && from.validity != mailbox.validity {
        return Ok(nothing(place(mailbox.next.saturating_sub(1))));
    }
    Ok(pulled)
}

fn nothing(place: Place) -> Pulled {
    Pulled {
        mails: Vec::new(),
        too_large: 0,
        place,
        has_more: false,
    }
}

async fn fetch(
    connection: &mut Connection,
    numbers: &[u32],
    before: Place,
) -> Result<Pulled, PullFailure> {
    let mut pulled = nothing(before);
    let now: Vec<u32> = numbers.iter().copied().take(MAX_MAILS).collect();
    if now.is_empty() {
        return Ok(pulled);
    }
    let sizes = connection.sizes(&now).await?;
    let mut bytes = 0;
    for number in now {
        match sizes.get(&number) {
            Some(size) if *size > MAX_MESSAGE_BYTES => pulled.too_large += 1,
            Some(_) => {
                let mail = connection.mail(number).await?;
                bytes += mail.as_ref().map_or(0, Vec::len);
                pulled.mails.extend(mail);
            }
            // Somebody deleted it in the meantime.
            None => {}
        }
        pulled.place.last = number;
        if bytes >= ENOUGH_BYTES {
            break;
        }
    }
    pulled.has_more = numbers.last().is_some_and(|last| *last > pulled.place.last);
    Ok(pulled)
}

/// A day as IMAP writes it: `1-Jul-2026`.
fn day(at: Timestamp) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    // RFC 3339 begins with the date.
    let text = at.to_string();
    let mut parts = text.get(..10).unwrap_or("1970-01-01").split('-');
    let year = parts.next().unwrap_or("1970");
    let month = parts.next().and_then(|month| month.parse::<usize>().ok());
    let month = month.and_then(|month| MONTHS.get(month.saturating_sub(1)));
    let day = parts.next().unwrap_or("01").trim_start_matches('0');
    format!("{day}-{}-{year}", month.unwrap_or(&"Jan"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_as_imap_has_it() {
        let at: Timestamp = "2026-07-01T23:59:59Z".parse().unwrap();
        assert_eq!(day(at), "1-Jul-2026");
        let at: Timestamp = "2026-12-20T00:00:00Z".parse().unwrap();
        assert_eq!(day(at), "20-Dec-2026");
    }
}

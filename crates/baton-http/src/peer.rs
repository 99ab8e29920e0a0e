//! Where a request comes from, to bound what one place may try.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

/// The address of whoever sent the request. Behind a proxy on this machine or a private network it
/// is the last one that the proxy itself wrote into `X-Forwarded-For`; what a client out there
/// writes there never counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Peer(pub Option<IpAddr>);

impl<S: Send + Sync> FromRequestParts<S> for Peer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let connected = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        Ok(Self::of(
            connected.map(|connected| connected.0.ip()),
            &parts.headers,
        ))
    }
}

impl Peer {
    fn of(connected: Option<IpAddr>, headers: &HeaderMap) -> Self {
        let forwarded = headers
            .get_all("x-forwarded-for")
            .iter()
            .next_back()
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.rsplit(',').next())
            .and_then(|address| address.trim().parse().ok());
        Self(match connected {
            Some(address) if is_near(address) => forwarded.or(Some(address)),
            other => other,
        })
    }
}

/// Whether an address is of this machine or a private network, where proxies are.
fn is_near(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_loopback() || address.is_private(),
        IpAddr::V6(address) => address.is_loopback() || address.is_unique_local(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peer(connected: &str, forwarded: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        let connected = connected.parse().unwrap();
        Peer::of(Some(connected), &headers).0.unwrap().to_string()
    }

    #[test]
    fn a_proxy_nearby_is_believed_in_what_it_wrote_last() {
        assert_eq!(
            peer("127.0.0.1", &["6.6.6.6, 198.51.100.7"]),
            "198.51.100.7"
        );
        assert_eq!(
            peer("10.0.0.2", &["6.6.6.6", "198.51.100.7"]),
            "198.51.100.7"
        );
    }

    #[test]
    fn a_client_out_there_is_not_believed() {
        assert_eq!(peer("203.0.113.9", &["198.51.100.7"]), "203.0.113.9");
        assert_eq!(peer("127.0.0.1", &["not an address"]), "127.0.0.1");
    }
}

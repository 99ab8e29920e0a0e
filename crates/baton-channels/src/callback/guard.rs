//! Where callbacks may go: out to the internet, not back into our own network.
//!
//! Names are judged by the addresses they resolve to, in the resolver itself, so that a name cannot
//! mean one thing when it is checked and another when it is used.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::net::lookup_host;

/// How far callbacks reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Public addresses, over TLS.
    Public,
    /// Any address, also this machine's: for the demo, for tests, for a closed network.
    Anywhere,
}

/// Whether a URL may be posted to, as far as it says itself.
pub(super) fn is_within(url: &Url, reach: Reach) -> bool {
    let Some(host) = url.host_str() else {
        return false;
    };
    let has_secret = !url.username().is_empty() || url.password().is_some();
    if has_secret || !matches!(url.scheme(), "http" | "https") {
        return false;
    }
    match reach {
        Reach::Anywhere => true,
        Reach::Public => {
            // A name is judged when it is resolved.
            let literal = host.trim_matches(['[', ']']).parse::<IpAddr>();
            url.scheme() == "https" && literal.map_or(true, is_public)
        }
    }
}

/// Whether an address belongs to somebody on the internet.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => match embedded(address) {
            Some(address) => is_public_v4(address),
            None => is_public_v6(address),
        },
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    let is_shared = first == 100 && (64..128).contains(&second);
    let is_special = first == 0 || first >= 240 || (first == 192 && second == 0);
    let is_benchmark = first == 198 && (second == 18 || second == 19);
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        || is_shared
        || is_special
        || is_benchmark)
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    // Only 2000::/3 is handed out; 2001:db8::/32 is for examples.
    (first & 0xe000) == 0x2000 && !(first == 0x2001 && second == 0xdb8)
}

/// The IPv4 address that an IPv6 one stands for: mapped, NAT64 or 6to4.
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let [a, b, .., y, z] = address.segments();
    let of = |high: u16, low: u16| {
        let ([one, two], [three, four]) = (high.to_be_bytes(), low.to_be_bytes());
        Ipv4Addr::new(one, two, three, four)
    };
    if a == 0x2002 {
        let [_, high, low, ..] = address.segments();
        return Some(of(high, low));
    }
    if a == 0x64 && b == 0xff9b {
        return Some(of(y, z));
    }
    address.to_ipv4_mapped()
}

/// Resolves names to the addresses that are within reach.
pub(super) struct Resolver {
    reach: Reach,
}

impl Resolver {
    pub(super) const fn new(reach: Reach) -> Self {
        Self { reach }
    }
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let reach = self.reach;
        Box::pin(async move {
            let found = lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<SocketAddr> = found
                .filter(|address| reach == Reach::Anywhere || is_public(address.ip()))
                .collect();
            if allowed.is_empty() {
                return Err("no address within reach".into());
            }
            let allowed: Addrs = Box::new(allowed.into_iter());
            Ok(allowed)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_allowed(url: &str) -> bool {
        is_within(&Url::parse(url).expect("a URL"), Reach::Public)
    }

    #[test]
    fn our_own_network_is_out_of_reach() {
        for url in [
            "https://127.0.0.1/x",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://10.0.0.1/",
            "https://192.168.1.1/",
            "https://172.16.0.1/",
            "https://169.254.169.254/latest/meta-data",
            "https://100.64.0.1/",
            "https://0.0.0.0/",
            "https://[::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://[64:ff9b::7f00:1]/",
            "https://[2002:7f00:1::]/",
            "https://[fd00::1]/",
            "https://[fe80::1]/",
            "http://hooks.example.org/",
            "ftp://hooks.example.org/",
            "https://user:pass@hooks.example.org/",
        ] {
            assert!(!is_allowed(url), "{url}");
        }
    }

    #[test]
    fn the_internet_is_within_reach() {
        for url in [
            "https://hooks.example.org/x",
            "https://9.9.9.9/",
            "https://[2620:fe::fe]/",
        ] {
            assert!(is_allowed(url), "{url}");
        }
    }
}

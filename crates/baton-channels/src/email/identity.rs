//! How sure we are of a mail's sender: what our own mail server found (RFC 8601).
//!
//! Only the topmost `Authentication-Results` with the channel's own authserv-id counts; everything
//! below it may have come with the mail.

use baton_app::ports::channel::SenderProof;

use super::address::{self, Mention};
use super::headers::Headers;

/// One finding: `dkim=pass header.d=x.example`.
struct Finding {
    method: String,
    result: String,
    properties: Vec<(String, String)>,
}

impl Finding {
    fn property(&self, name: &str) -> Option<&str> {
        self.properties
            .iter()
            .find(|(candidate, _)| candidate == name)
            .map(|(_, value)| value.as_str())
    }
}

/// Judges the sender: verified when DMARC passed, or where it said nothing, when DKIM or SPF passed
/// for the sender's own domain.
pub(crate) fn judge(
    headers: &Headers<'_>,
    authors: &[Mention],
    authserv_id: Option<&str>,
) -> SenderProof {
    let is_proven = || {
        // Several authors or several From fields are how a passing domain hides another.
        let ([author], 1) = (authors, headers.raw("from").count()) else {
            return false;
        };
        let Some(trusted) = authserv_id.filter(|id| !id.is_empty()) else {
            return false;
        };
        let topmost = headers
            .plain_all("authentication-results")
            .find_map(|value| findings_of(&value, trusted));
        topmost.is_some_and(|findings| proves(&findings, address::domain(&author.address)))
    };
    if is_proven() {
        SenderProof::ChannelVerified
    } else {
        SenderProof::Unverified
    }
}

fn proves(findings: &[Finding], domain: &str) -> bool {
    if domain.is_empty() {
        return false;
    }
    let mut dmarc = findings
        .iter()
        .filter(|finding| finding.method == "dmarc")
        .peekable();
    if dmarc
        .peek()
        .is_some_and(|first| !matches!(first.result.as_str(), "none" | "temperror"))
    {
        return dmarc.all(|finding| {
            finding.result == "pass"
                && finding
                    .property("header.from")
                    .is_none_or(|from| from == domain)
        });
    }
    findings
        .iter()
        .any(|finding| finding.result == "pass" && is_aligned(finding, domain))
}

/// Whether a finding is about the sender's own domain.
fn is_aligned(finding: &Finding, domain: &str) -> bool {
    let about = match finding.method.as_str() {
        "dkim" => finding
            .property("header.d")
            .or_else(|| finding.property("header.i")),
        "spf" => finding.property("smtp.mailfrom"),
        _ => None,
    };
    about.is_some_and(|about| {
        let about = about.rsplit('@').next().unwrap_or_default();
        about == domain || is_below(domain, about) || is_below(about, domain)
    })
}

/// Whether one domain lies below another that itself has at least two labels.
fn is_below(lower: &str, upper: &str) -> bool {
    upper.contains('.')
        && lower
            .strip_suffix(upper)
            .is_some_and(|rest| rest.ends_with('.'))
}

/// The findings, if the header was written by the trusted server.
fn findings_of(value: &str, trusted: &str) -> Option<Vec<Finding>> {
    let value = without_comments(value).to_ascii_lowercase();
    let mut parts = value.split(';');
    let server = parts.next()?.split_whitespace().next()?;
    server
        .eq_ignore_ascii_case(trusted)
        .then(|| parts.filter_map(finding).collect())
}

fn finding(part: &str) -> Option<Finding> {
    let mut pairs = part
        .split_whitespace()
        .filter_map(|word| word.split_once('='))
        .map(|(key, value)| {
            (
                key.trim().to_owned(),
                value.trim_matches(['"', '.']).to_owned(),
            )
        });
    let (method, result) = pairs.next()?;
    Some(Finding {
        method: method.split('/').next().unwrap_or_default().to_owned(),
        result,
        properties: pairs.collect(),
    })
}

/// Comments may nest, and may hold anything, so they go before anything is read.
fn without_comments(value: &str) -> String {
    let mut depth: usize = 0;
    let mut is_quoted = false;
    let mut out = String::with_capacity(value.len());
    for letter in value.chars() {
        match letter {
            '"' if depth == 0 => is_quoted = !is_quoted,
            // A semicolon or a bracket inside quotes is part of a value, never of the structure.
            ';' | '(' | ')' | '=' if is_quoted => {}
            _ if is_quoted => out.push(letter),
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(letter),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(from: &str, results: &[&str]) -> SenderProof {
        let mut raw = String::new();
        for result in results {
            raw.push_str("Authentication-Results: ");
            raw.push_str(result);
            raw.push_str("\r\n");
        }
        raw.push_str(from);
        raw.push_str("\r\n\r\n");
        let (headers, _) = Headers::read(raw.as_bytes());
        judge(
            &headers,
            &address::mentions(&headers, "from"),
            Some("mx.baton.example"),
        )
    }

    const ANN: &str = "From: Ann <ann@customer.example>";

    #[test]
    fn a_dmarc_pass_of_our_own_server_proves_the_sender() {
        let result = "mx.baton.example; dmarc=pass (p=reject) header.from=customer.example";
        assert_eq!(judged(ANN, &[result]), SenderProof::ChannelVerified);
    }

    #[test]
    fn aligned_dkim_or_spf_proves_where_dmarc_said_nothing() {
        for result in [
            "mx.baton.example; dkim=pass header.d=customer.example",
            "mx.baton.example 1; spf=fail smtp.mailfrom=x; dkim=pass header.i=@mail.customer.example",
            "mx.baton.example; spf=pass smtp.mailfrom=bounce@customer.example; dmarc=none",
        ] {
            assert_eq!(
                judged(ANN, &[result]),
                SenderProof::ChannelVerified,
                "{result}"
            );
        }
    }

    #[test]
    fn what_is_not_proven_is_unverified() {
        for results in [
            &[][..],
            &["mx.other.example; dmarc=pass header.from=customer.example"],
            &["mx.baton.example; none"],
            &["mx.baton.example; dkim=pass header.d=evil.example"],
            &["mx.baton.example; dkim=pass header.d=example"],
            &[
                "mx.baton.example; dmarc=fail header.from=customer.example; dkim=pass header.d=customer.example",
            ],
            &["mx.baton.example; dmarc=pass header.from=evil.example"],
            &[
                "mx.baton.example; spf=pass (dmarc=pass header.from=customer.example) smtp.mailfrom=e@evil.example",
            ],
            &["mx.baton.example; spf=pass smtp.mailfrom=\"x; dmarc=pass\"@evil.example"],
            // The forged one came with the mail, below ours.
            &[
                "mx.baton.example; dmarc=fail header.from=customer.example",
                "mx.baton.example; dmarc=pass header.from=customer.example",
            ],
        ] {
            assert_eq!(judged(ANN, results), SenderProof::Unverified, "{results:?}");
        }
    }

    #[test]
    fn two_authors_are_nobody() {
        let pass = "mx.baton.example; dmarc=pass header.from=customer.example";
        for from in [
            "From: ann@customer.example, boss@shop.example",
            "From: ann@customer.example\r\nFrom: boss@shop.example",
        ] {
            assert_eq!(judged(from, &[pass]), SenderProof::Unverified);
        }
    }
}

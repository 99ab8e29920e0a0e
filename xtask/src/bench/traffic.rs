//! Messages as customers write them, from a seed.
//!
//! Three in ten go on with an earlier conversation, one in eight is Chinese, one in four names an
//! order. Nothing of them comes from real people.

use super::client::Request;

const SENTENCES: [&str; 16] = [
    "My parcel has not arrived yet, where is it?",
    "I would like a refund for the kettle I bought last week.",
    "The lid is broken and it leaks all over the table.",
    "Could you please change the delivery address?",
    "Thank you for the quick answer.",
    "I was charged twice for the same order!",
    "How do I clean the filter of the grinder?",
    "This is the third time I ask and nobody answers.",
    "The colour is not the one in the picture.",
    "Please cancel my subscription at the end of the month.",
    "When will the large one be available again?",
    "The invoice does not show our company's name.",
    "The courier says it was delivered, but there is nothing here.",
    "Does the warranty cover the heating element?",
    "I cannot sign in to my account since yesterday.",
    "We need forty of them for our office, is there a discount?",
];

const CHINESE: [&str; 6] = [
    "我的包裹还没有收到，请问现在到哪里了？",
    "这个水壶漏水，我要退货退款。",
    "请帮我修改收货地址，谢谢。",
    "为什么同一个订单扣了我两次钱？",
    "发票上的公司名称写错了，麻烦重新开一张。",
    "请问滤网怎么清洗？",
];

/// Words of which each message has a few, so that a search can be for something rare.
const SYLLABLES: [&str; 16] = [
    "ba", "ko", "ri", "ten", "mu", "sol", "ve", "dan", "lo", "pir", "qua", "zen", "fe", "gor",
    "hil", "nax",
];

/// A source of messages.
#[derive(Debug, Clone)]
pub(super) struct Traffic {
    seed: u64,
    next: u64,
    opened: u64,
}

/// The splitmix64 generator: good enough for choices, the same everywhere.
const fn mixed(number: u64) -> u64 {
    let a = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let b = (a ^ (a >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let c = (b ^ (b >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    c ^ (c >> 31)
}

fn pick<'a>(from: &[&'a str], number: u64) -> &'a str {
    let len = u64::try_from(from.len()).unwrap_or(1);
    let index = usize::try_from(number % len).unwrap_or_default();
    from.get(index).copied().unwrap_or_default()
}

/// A word that is in about one of 4,096 messages.
pub(super) fn rare_word(number: u64) -> String {
    let syllable = |shift: u32| pick(&SYLLABLES, number >> shift);
    format!("{}{}{}", syllable(0), syllable(4), syllable(8))
}

impl Traffic {
    pub(super) const fn new(seed: u64) -> Self {
        Self {
            seed,
            next: 0,
            opened: 0,
        }
    }

    /// How many conversations have begun.
    pub(super) const fn opened(&self) -> u64 {
        self.opened
    }

    /// The next message; it may go on with an earlier conversation.
    pub(super) fn message(&mut self, channel: &str) -> Request {
        let number = mixed(self.seed ^ self.next.rotate_left(32));
        let conversation = if number % 10 < 3 && self.next > 0 {
            // One of the last thousand, so that it is still open.
            self.next - 1 - (number >> 8) % self.next.min(1_000)
        } else {
            self.opened += 1;
            self.next
        };
        self.write(channel, conversation, number)
    }

    /// The next message, which begins a conversation.
    pub(super) fn opening(&mut self, channel: &str) -> Request {
        let number = mixed(self.seed ^ self.next.rotate_left(32));
        self.opened += 1;
        self.write(channel, self.next, number)
    }

    /// A message that goes on with one certain conversation.
    pub(super) fn following(&mut self, channel: &str, conversation: u64) -> Request {
        let number = mixed(self.seed ^ self.next.rotate_left(32));
        self.write(channel, conversation, number)
    }

    fn write(&mut self, channel: &str, conversation: u64, number: u64) -> Request {
        // Whoever began a conversation goes on with it.
        let customer = mixed(self.seed ^ conversation) % 200_000;
        let body = serde_json::json!({
            "external_id": format!("bench-{}-{}", self.seed, self.next),
            "conversation": {
                "external_id": format!("thread-{}-{conversation}", self.seed),
                "subject": pick(&SENTENCES, number >> 40),
            },
            "from": {
                "address": format!("customer{customer}@example.com"),
                "name": format!("Customer {}", rare_word(customer)),
            },
            "text": text(number),
        });
        self.next += 1;
        Request::post(
            format!("/api/v1/channels/{channel}/inbound"),
            body.to_string(),
        )
    }
}

/// About two hundred characters.
pub(super) fn text(number: u64) -> String {
    if number.is_multiple_of(8) {
        let (first, second) = (pick(&CHINESE, number >> 4), pick(&CHINESE, number >> 12));
        return format!("{first}\n{second}\n型号：{}", rare_word(number >> 20));
    }
    let mut text = format!(
        "Hello,\n{}\n{}\nIt is the model {} {}.",
        pick(&SENTENCES, number >> 4),
        pick(&SENTENCES, number >> 12),
        rare_word(number >> 20),
        rare_word(number >> 32),
    );
    if number.is_multiple_of(4) {
        text.push_str(&format!(" My order is #{}.", 10_000 + number % 90_000));
    }
    text.push_str("\nRegards");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_sends_the_same_messages() {
        let (mut a, mut b) = (Traffic::new(7), Traffic::new(7));
        for _ in 0..100 {
            assert_eq!(a.message("chan").body, b.message("chan").body);
        }
        assert_ne!(a.message("chan").body, Traffic::new(8).message("chan").body);
    }

    #[test]
    fn some_messages_go_on_with_earlier_conversations() {
        let mut traffic = Traffic::new(1);
        for _ in 0..1_000 {
            traffic.message("chan");
        }
        assert!((600..800).contains(&traffic.opened()));
    }
}

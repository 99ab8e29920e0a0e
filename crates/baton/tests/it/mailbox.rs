//! A mailbox as a shop has it: threads, Chinese charsets, newsletters, bounces, our own answers.

use std::fmt::Write as _;

/// Threads of the mailbox.
pub(crate) const THREADS: usize = 120;
/// Mails of a thread: a question, our answer, a thank-you, a second question.
pub(crate) const IN_THREAD: usize = 4;
/// Newsletters.
pub(crate) const NEWSLETTERS: usize = 20;
/// Reports of mail that did not arrive.
pub(crate) const BOUNCES: usize = 10;

/// "Hello, where is my order?" as mail programs in China and Taiwan encode it.
const QUESTIONS: [(&str, &str); 4] = [
    ("utf-8", "Hello, where is my order?"),
    (
        "gb18030",
        "=C4=FA=BA=C3=A3=AC=CE=D2=B5=C4=B6=A9=B5=A5=D4=DA=C4=C4=C0=EF=A3=BF",
    ),
    (
        "big5",
        "=B1z=A6n=A1A=A7=DA=AA=BA=ADq=B3=E6=A6b=AD=FE=B8=CC=A1H",
    ),
    (
        "gbk",
        "=C4=FA=BA=C3=A3=AC=CE=D2=B5=C4=B6=A9=B5=A5=D4=DA=C4=C4=C0=EF=A3=BF",
    ),
];

/// What [`QUESTIONS`] say, as they must read.
pub(crate) const READS: [&str; 4] = [
    "Hello, where is my order?",
    "您好，我的订单在哪里？",
    "您好，我的訂單在哪裡？",
    "您好，我的订单在哪里？",
];

/// How many mails it holds.
pub(crate) const MAILS: usize = THREADS * IN_THREAD + NEWSLETTERS + BOUNCES;

/// The id of a mail of a thread.
pub(crate) fn id(thread: usize, position: usize) -> String {
    format!("t{thread}.{position}@customer.example")
}

/// The instant at which a mail of a thread was sent.
pub(crate) fn sent_at(thread: usize, position: usize) -> String {
    format!(
        "2024-03-{:02}T{:02}:{:02}:00Z",
        1 + thread % 28,
        8 + position,
        thread % 60
    )
}

fn date(thread: usize, position: usize) -> String {
    format!(
        "{} Mar 2024 {:02}:{:02}:00 +0000",
        1 + thread % 28,
        8 + position,
        thread % 60
    )
}

/// The whole mailbox. Threads are interleaved, as they come in.
pub(crate) fn mbox() -> String {
    let mut file = String::new();
    for position in 0..IN_THREAD {
        for thread in 0..THREADS {
            file.push_str(&mail(thread, position));
        }
    }
    for number in 0..NEWSLETTERS {
        write!(
            file,
            "From news@shop.example Fri Mar 01 08:00:00 2024\nMessage-ID: <n{number}@news.example>\n\
             From: News <news@news.example>\nTo: help@kettle.example\n\
             Date: Fri, 1 Mar 2024 08:00:00 +0000\nSubject: Spring sale {number}\n\
             List-Id: <sale.news.example>\nList-Unsubscribe: <mailto:off@news.example>\n\n\
             Everything must go.\n>From now on.\n\n"
        )
        .unwrap();
    }
    for number in 0..BOUNCES {
        write!(
            file,
            "From MAILER-DAEMON Fri Mar 01 09:00:00 2024\nMessage-ID: <b{number}@mx.example>\n\
             From: Mail Delivery <MAILER-DAEMON@mx.example>\nTo: help@kettle.example\n\
             Date: Fri, 1 Mar 2024 09:00:00 +0000\nSubject: Undelivered Mail\n\
             Content-Type: multipart/report; report-type=delivery-status; boundary=xx\n\n\
             --xx\nContent-Type: text/plain\n\nIt did not arrive.\n\
             --xx\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n\
             Final-Recipient: rfc822; gone{number}@customer.example\nAction: failed\nStatus: 5.1.1\n\
             --xx--\n\n"
        )
        .unwrap();
    }
    file
}

fn mail(thread: usize, position: usize) -> String {
    let customer = format!("Customer {thread} <c{thread}@customer.example>");
    let shop = "Kettle <help@kettle.example>";
    let is_ours = position == 1;
    let (from, to) = if is_ours {
        (shop, customer.as_str())
    } else {
        (customer.as_str(), shop)
    };
    let (charset, question) = QUESTIONS[thread % QUESTIONS.len()];
    let (charset, body) = match position {
        0 => (charset, question),
        1 => ("utf-8", "It left our house yesterday."),
        2 => ("utf-8", "Thank you!"),
        _ => ("utf-8", "It came, but the lid is missing."),
    };
    let re = if position == 0 { "" } else { "Re: " };
    let mut mail = format!(
        "From someone Fri Mar 01 10:00:00 2024\nMessage-ID: <{}>\nFrom: {from}\nTo: {to}\n\
         Date: {}\nSubject: {re}Order {thread}\nContent-Type: text/plain; charset={charset}\n\
         Content-Transfer-Encoding: quoted-printable\n",
        id(thread, position),
        date(thread, position),
    );
    if position > 0 {
        writeln!(mail, "In-Reply-To: <{}>", id(thread, position - 1)).unwrap();
        let all: Vec<_> = (0..position)
            .map(|at| format!("<{}>", id(thread, at)))
            .collect();
        writeln!(mail, "References: {}", all.join(" ")).unwrap();
    }
    mail + "\n" + body + "\n\n"
}

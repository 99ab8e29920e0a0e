//! What is new and what is history, by example.

use super::split;

fn check(text: &str, written: &str, quoted: Option<&str>) {
    let split = split(text);
    assert_eq!(split.written, written, "in {text:?}");
    assert_eq!(split.quoted.as_deref(), quoted, "in {text:?}");
}

#[test]
fn a_message_without_history_is_all_new() {
    check(
        "Hello\n\nWhere is my order?\n",
        "Hello\n\nWhere is my order?",
        None,
    );
}

#[test]
fn the_usual_reply_is_split_at_its_attribution() {
    check(
        "Thanks!\n\nOn Tue, Nov 14, 2023 at 10:13 PM Support <support@shop.example> wrote:\n> Old\n> words\n",
        "Thanks!",
        Some(
            "On Tue, Nov 14, 2023 at 10:13 PM Support <support@shop.example> wrote:\n> Old\n> words",
        ),
    );
}

#[test]
fn attributions_of_many_languages_are_known() {
    for line in [
        "On Nov 26, 2013 you wrote:",
        "在 2023年11月14日，上午10:13，Support <s@shop.example> 写道：",
        "Am 14.11.2023 um 22:13 schrieb Support <s@shop.example>:",
        "Le mar. 14 nov. 2023 à 22:13, Support <s@shop.example> a écrit :",
        "El mar, 14 nov 2023 a las 22:13, Support (<s@shop.example>) escribió:",
        "Il giorno mar 14 nov 2023 alle ore 22:13 Support <s@shop.example> ha scritto:",
        "Em ter., 14 de nov. de 2023 às 22:13, Support <s@shop.example> escreveu:",
        "Op di 14 nov 2023 om 22:13 schreef Support <s@shop.example>:",
        "W dniu 14.11.2023 o 22:13, Support pisze i napisał:",
        "вт, 14 нояб. 2023 г. в 22:13, Support <s@shop.example>:",
        "2023年11月14日(火) 22:13 Support <s@shop.example>:",
        "2023년 11월 14일 (화) 오후 10:13, Support <s@shop.example>님이 작성:",
        "Den tis 14 nov. 2023 kl 22:13 skrev Support <s@shop.example>:",
        "tir. 14. nov. 2023 kl. 22.13 skrev Support <s@shop.example>:",
        "ti 14. marrask. 2023 klo 22.13 Support (s@shop.example) kirjoitti:",
    ] {
        let text = format!("new words\n\n{line}\n\nold words");
        check(&text, "new words", Some(&format!("{line}\n\nold words")));
    }
}

#[test]
fn header_blocks_of_many_languages_are_known() {
    for block in [
        "From: Ann <a@x.example>\nSent: Monday\nTo: b@x.example\nSubject: Hi",
        "*From:* Ann\n*Date:* Monday\n*To:* b@x.example\n*Subject:* Hi",
        "发件人：张三\n发送时间：2023年\n收件人：李四\n主题：你好",
        "Von: Ann\nGesendet: Montag\nAn: b@x.example\nBetreff: Hallo",
        "De : Ann\nEnvoyé le :lundi\nÀ : b@x.example\nObjet :Bonjour",
        "De: Ann\nEnviado el: lunes\nPara: b@x.example\nAsunto: Hola",
        "Da: Ann\nInviato: lunedì\nA: b@x.example\nOggetto: Ciao",
        "Van: Ann\nVerzonden: maandag\nAan: b@x.example\nOnderwerp: Hoi",
        "От: Анна\nОтправлено: понедельник\nКому: b@x.example\nТема: Привет",
        "差出人: 山田\n送信日時: 月曜日\n宛先: b@x.example\n件名: こんにちは",
        "보낸 사람: 김\n날짜: 월요일\n받는 사람: b@x.example\n제목: 안녕",
        "Fra: Ann\nDato: mandag\nTil: b@x.example\nEmne: Hej",
        "Lähettäjä: Ann\nLähetetty: maanantai\nVastaanottaja: b\nAihe: Hei",
    ] {
        let text = format!("new words\n\n________________\n{block}\n\nold words");
        let split = split(&text);
        assert_eq!(split.written, "new words", "in {text}");
    }
}

#[test]
fn answers_between_quotes_stay_new() {
    check(
        "On Dec 15, 2024, at 2:00 PM, Jane <j@x.example> wrote:\n> A?\n\nYes.\n\n> B?\n\nNo.",
        "Yes.\n\nNo.",
        Some("On Dec 15, 2024, at 2:00 PM, Jane <j@x.example> wrote:\n> A?\n\n> B?"),
    );
}

#[test]
fn a_wrapped_attribution_goes_as_a_whole() {
    check(
        "New.\n\nOn Nov 21, 2014,\nat 10:18,\nJohn Doe <john@doe.example> wrote:\n\n> Old",
        "New.",
        Some("On Nov 21, 2014,\nat 10:18,\nJohn Doe <john@doe.example> wrote:\n\n> Old"),
    );
}

#[test]
fn ordinary_sentences_are_not_attributions() {
    for text in [
        "On the other hand, it could happen twice!\nOn average it works.",
        "I ordered on Monday. The courier wrote: call me.",
        "The data comes From: our database, not From: external sources.",
        "Order 4711: they wrote:\nbring a receipt",
        "Items:\n-- first\n-- second\nThanks",
        "## Points\n----\n1. one\n----\nend",
    ] {
        check(text, text, None);
    }
}

#[test]
fn signatures_are_folded_away() {
    check(
        "Hello\n\n-- \nRick\nShop",
        "Hello",
        Some("-- \nRick\nShop".replace("-- ", "--").as_str()),
    );
    check(
        "Hello\n\nSent from my iPhone",
        "Hello",
        Some("Sent from my iPhone"),
    );
    check("你好\n\n发自我的iPhone", "你好", Some("发自我的iPhone"));
    check(
        "Hallo\n\nVon meinem iPhone gesendet",
        "Hallo",
        Some("Von meinem iPhone gesendet"),
    );
    check(
        "こんにちは\n\niPhoneから送信",
        "こんにちは",
        Some("iPhoneから送信"),
    );
    let sentence = "Hello\n\nSent from my desk, is much easier than my phone.";
    check(sentence, sentence, None);
}

#[test]
fn a_bare_forward_is_all_new() {
    let text =
        "---------- Forwarded message ---------\nFrom: J\nDate: Mon\nSubject: S\nTo: T\n\nwords";
    check(text, text, None);
}

#[test]
fn no_line_is_lost() {
    let text = "a\n\n> b\n\nc\n-- \nd\n\nOn Nov 26, 2013 you wrote:\n\ne";
    let split = split(text);
    let mut kept: Vec<_> = split.written.lines().collect();
    kept.extend(split.quoted.as_deref().unwrap_or_default().lines());
    for line in text.lines().map(str::trim_end) {
        assert!(kept.contains(&line), "{line:?} in {split:?}");
    }
}

#[test]
fn hostile_texts_end() {
    for piece in [
        "On ",
        "> ",
        "From:\n",
        "wrote:\n",
        "-- \n",
        "On 2020\n",
        "\n",
        "@:",
        "2020 10:10 <a@b>:\n",
    ] {
        let _ = split(&piece.repeat(100_000));
    }
}

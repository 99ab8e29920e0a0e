//! The words by which mail programs introduce history, in the languages they speak.

/// What a line of a header block is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// Who wrote.
    From,
    /// When.
    Date,
    /// To whom.
    To,
    /// About what.
    Subject,
}

/// Labels in lower case. English, Chinese, German, French, Spanish, Italian, Portuguese, Dutch,
/// Polish, Russian, Japanese, Korean, Swedish, Danish, Norwegian, Finnish.
const LABELS: &[(Label, &[&str])] = &[
    (
        Label::From,
        &[
            "from",
            "发件人",
            "寄件者",
            "寄件人",
            "von",
            "de",
            "expéditeur",
            "remitente",
            "da",
            "mittente",
            "van",
            "od",
            "от",
            "от кого",
            "差出人",
            "送信者",
            "보낸 사람",
            "보낸사람",
            "발신",
            "från",
            "fra",
            "lähettäjä",
        ],
    ),
    (
        Label::Date,
        &[
            "sent",
            "date",
            "发送时间",
            "日期",
            "时间",
            "寄件日期",
            "傳送日期",
            "gesendet",
            "datum",
            "envoyé",
            "envoyé le",
            "message du",
            "enviado",
            "enviado el",
            "enviado em",
            "enviada em",
            "fecha",
            "data",
            "inviato",
            "verzonden",
            "wysłano",
            "дата",
            "отправлено",
            "送信日時",
            "日時",
            "日付",
            "보낸 날짜",
            "날짜",
            "skickat",
            "sendt",
            "dato",
            "lähetetty",
            "päivämäärä",
            "pvm",
        ],
    ),
    (
        Label::To,
        &[
            "to",
            "收件人",
            "an",
            "à",
            "a",
            "para",
            "aan",
            "do",
            "кому",
            "宛先",
            "받는 사람",
            "받는사람",
            "수신",
            "till",
            "til",
            "vastaanottaja",
        ],
    ),
    (
        Label::Subject,
        &[
            "subject",
            "主题",
            "主旨",
            "betreff",
            "objet",
            "sujet",
            "asunto",
            "oggetto",
            "assunto",
            "onderwerp",
            "temat",
            "тема",
            "件名",
            "제목",
            "ämne",
            "emne",
            "aihe",
        ],
    ),
];

/// The longest label with its ornaments, in bytes.
const MAX_LABEL_BYTES: usize = 48;

/// What a line of a header block is about, if it is one.
pub(super) fn label(line: &str) -> Option<Label> {
    let head = line.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '*');
    let colon = head
        .char_indices()
        .take(MAX_LABEL_BYTES)
        .find(|(_, letter)| matches!(letter, ':' | '：'))?
        .0;
    let word = head
        .get(..colon)?
        .trim_matches([' ', '*', '\u{a0}', '\u{3000}'])
        .to_lowercase();
    LABELS
        .iter()
        .find(|(_, words)| words.contains(&word.as_str()))
        .map(|(label, _)| *label)
}

/// "Wrote", as an attribution says it.
pub(super) const WROTE: &[&str] = &[
    "wrote",
    "writes",
    "写道",
    "寫道",
    "schrieb",
    "a écrit",
    "écrit",
    "escribió",
    "ha scritto",
    "scritto",
    "escreveu",
    "schreef",
    "napisał",
    "napisała",
    "napisał(a)",
    "написал",
    "написала",
    "написал(а)",
    "пишет",
    "писал",
    "писал(а)",
    "書きました",
    "のメール",
    "작성",
    "썼습니다",
    "skrev",
    "kirjoitti",
    "írta",
    "napsal",
    "napsal(a)",
    "a scris",
    "yazdı",
    "пише",
];

/// How attributions begin; also those that begin with the date itself.
const ON: &[&str] = &[
    "on ",
    "am ",
    "le ",
    "el ",
    "il ",
    "il giorno ",
    "em ",
    "op ",
    "w dniu",
    "dnia ",
    "den ",
    "på ",
    "в ",
    "于",
    "在 ",
    "在2",
    "em\u{a0}",
    "ti ",
    "ma ",
    "ke ",
    "to ",
    "pe ",
    "la ",
    "su ",
    "пн",
    "вт",
    "ср",
    "чт",
    "пт",
    "сб",
    "вс",
    "man. ",
    "tir. ",
    "ons. ",
    "tor. ",
    "tors. ",
    "fre. ",
    "lør. ",
    "søn. ",
    "mån ",
    "tis ",
    "ons ",
    "tors ",
    "fre ",
    "lör ",
    "sön ",
    "pon.",
    "wt.",
    "śr.",
    "czw.",
    "pt.",
    "sob.",
    "niedz.",
];

/// Whether a text in lower case begins as an attribution does.
pub(super) fn opens_attribution(text: &str) -> bool {
    let text = text.trim_start_matches(['"', '*', '-', ' ']);
    text.starts_with(|letter: char| letter.is_ascii_digit())
        || ON.iter().any(|opening| text.starts_with(opening))
}

/// What stands between dashes above a whole message.
const SEPARATORS: &[&str] = &[
    "original message",
    "original appointment",
    "forwarded message",
    "begin forwarded message",
    "reply message",
    "原始邮件",
    "原始郵件",
    "回复的原邮件",
    "转发邮件信息",
    "转发的邮件",
    "已轉寄郵件",
    "ursprüngliche nachricht",
    "originalnachricht",
    "original-nachricht",
    "weitergeleitete nachricht",
    "message d'origine",
    "message d’origine",
    "message original",
    "message transféré",
    "mensaje original",
    "mensaje reenviado",
    "messaggio originale",
    "messaggio inoltrato",
    "mensagem original",
    "mensagem encaminhada",
    "oorspronkelijk bericht",
    "doorgestuurd bericht",
    "wiadomość oryginalna",
    "oryginalna wiadomość",
    "wiadomość przekazana",
    "исходное сообщение",
    "пересылаемое сообщение",
    "пересланное сообщение",
    "元のメッセージ",
    "転送されたメッセージ",
    "원본 메시지",
    "원본 메일",
    "전달된 메시지",
    "ursprungligt meddelande",
    "vidarebefordrat meddelande",
    "oprindelig besked",
    "oprindelig meddelelse",
    "videresendt meddelelse",
    "opprinnelig melding",
    "videresendt melding",
    "alkuperäinen viesti",
    "välitetty viesti",
];

/// Whether a line separates what was written from a whole message below it.
pub(super) fn is_separator(line: &str) -> bool {
    let line = line.trim();
    let core =
        line.trim_matches(|letter: char| matches!(letter, '-' | '_' | '=' | '*' | ' ' | ':'));
    let core = core.to_lowercase();
    if core.contains("reply above this line") {
        return true;
    }
    let is_drawn = line.starts_with("--") || line.starts_with("__") || line.starts_with("==");
    (is_drawn || core == "begin forwarded message") && SEPARATORS.contains(&core.as_str())
}

/// How phones and apps sign.
const DEVICE_OPENINGS: &[&str] = &[
    "sent from my ",
    "sent from mail for ",
    "sent from outlook",
    "sent from yahoo",
    "sent from proton",
    "sent from mobile",
    "sent via ",
    "get outlook for ",
    "发自我的",
    "发自",
    "從我的",
    "gesendet von ",
    "von meinem ",
    "diese nachricht wurde von mein",
    "envoyé de mon ",
    "envoyé depuis ",
    "enviado desde mi ",
    "enviado do meu ",
    "enviado desde ",
    "enviado a partir do ",
    "inviato da ",
    "inviato dal mio ",
    "verstuurd vanaf ",
    "verzonden vanaf ",
    "wysłane z ",
    "отправлено с ",
    "отправлено из ",
    "나의 ",
    "내 ",
    "skickat från ",
    "sendt fra ",
    "lähetetty ",
];

/// How they sign where the verb stands last.
const DEVICE_ENDINGS: &[&str] = &["から送信", "에서 보냄", "gesendet", "傳送"];

/// Words of a device line: more make a sentence.
const MAX_DEVICE_WORDS: usize = 8;

/// Whether a line is the signature of a device or an app.
pub(super) fn is_device_line(line: &str) -> bool {
    let line = line.trim().trim_matches(['(', ')', '<', '>', '*', '_']);
    let is_sentence = line.contains(", ")
        || line.ends_with(['?', '!'])
        || line.split_whitespace().count() > MAX_DEVICE_WORDS
        || line.len() > 120;
    if is_sentence {
        return false;
    }
    let lower = line.to_lowercase();
    let ends = DEVICE_ENDINGS
        .iter()
        .any(|ending| lower.trim_end_matches('.').ends_with(ending));
    let opens = DEVICE_OPENINGS
        .iter()
        .any(|opening| lower.starts_with(opening));
    // "My iPhone …" in Korean and "Von meinem …" open sentences as well; the verb decides.
    let needs_ending = ["나의 ", "내 ", "von meinem ", "從我的"];
    if needs_ending
        .iter()
        .any(|opening| lower.starts_with(opening))
    {
        return ends;
    }
    opens || (ends && lower.contains("iphone") || lower.ends_with("から送信"))
}

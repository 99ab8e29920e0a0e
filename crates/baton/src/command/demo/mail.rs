//! Deliveries of the demo: what a shop's chat and its mailbox would have brought in.

use serde_json::json;

/// A delivery on one of the two channels.
pub(super) struct Delivery {
    /// The channel's short name.
    pub(super) channel: &'static str,
    /// The provider's id of the message.
    pub(super) id: &'static str,
    /// The thread, or the message that a mail answers.
    pub(super) thread: &'static str,
    /// The sender's address and name.
    pub(super) from: (&'static str, &'static str),
    /// The subject line.
    pub(super) subject: &'static str,
    /// What was written.
    pub(super) text: &'static str,
}

impl Delivery {
    /// The bytes as they would have come.
    pub(super) fn raw(&self) -> Vec<u8> {
        match self.channel {
            "email" => self.mail().into_bytes(),
            _ => self.json().to_string().into_bytes(),
        }
    }

    fn json(&self) -> serde_json::Value {
        json!({
            "external_id": self.id,
            "conversation": {"external_id": self.thread, "subject": self.subject},
            "from": {"address": self.from.0, "name": self.from.1},
            "text": self.text,
        })
    }

    fn mail(&self) -> String {
        let (address, name) = self.from;
        let domain = address.split_once('@').map_or("", |(_, domain)| domain);
        let answers = if self.thread.is_empty() {
            String::new()
        } else {
            format!("In-Reply-To: <{}@{domain}>\r\n", self.thread)
        };
        format!(
            "Authentication-Results: {}; dmarc=pass header.from={domain}\r\n\
             Message-ID: <{}@{domain}>\r\nFrom: {name} <{address}>\r\n\
             To: Kettle & Crane <help@kettle.example>\r\n{answers}Subject: {}\r\n\
             MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\
             Content-Transfer-Encoding: 8bit\r\n\r\n{}\r\n",
            super::AUTHSERV_ID,
            self.id,
            self.subject,
            self.text.replace('\n', "\r\n"),
        )
    }
}

macro_rules! deliveries {
    ($($channel:literal $id:literal $thread:literal ($address:literal, $name:literal)
        $subject:literal $text:literal;)*) => {
        /// In the order in which they came.
        pub(super) const DELIVERIES: &[Delivery] = &[$(Delivery {
            channel: $channel,
            id: $id,
            thread: $thread,
            from: ($address, $name),
            subject: $subject,
            text: $text,
        },)*];
    };
}

deliveries! {
    "api" "c-101" "t-mei" ("mei.lin@lotus.example", "Mei Lin")
        "Espresso machine leaking"
        "Hello, my espresso machine from order KC-88213 drips from under the group head since yesterday. It is two weeks old. Can someone come this week?";
    "api" "c-102" "t-mei" ("mei.lin@lotus.example", "Mei Lin")
        "Espresso machine leaking"
        "I attached the serial plate: it says KM2-2231.";
    "email" "m-201" "" ("jonas.berg@nordlys.example", "Jonas Berg")
        "Where is my parcel? Order KC-88240"
        "Hi,\n\nthe tracking page has said «label created» for four days. When will order KC-88240 arrive?\n\nJonas";
    "api" "c-103" "t-zhou" ("zhou.jiayi@qingdao.example", "周嘉怡")
        "快递显示已签收但没收到"
        "你好，我的订单 KC-88251 物流显示昨天已签收，但是我和邻居都没有收到，请帮我查一下。";
    "email" "m-202" "" ("accounts@brightfield.example", "Priya Nair")
        "Charged twice for invoice 5512"
        "Hello,\n\nwe were charged twice for invoice 5512 (2 x 340.00 EUR on 17 November). Please refund one of the payments.\n\nPriya Nair\nBrightfield Offices";
    "api" "c-104" "t-oskar" ("oskar@wren.example", "Oskar Wren")
        "Third breakdown"
        "Great, third time the grinder dies this month. I have been a customer for six years and I am done. Refund me or I will post this everywhere.";
    "api" "c-105" "t-elena" ("elena.popescu@mures.example", "Elena Popescu")
        "Cancel my order"
        "Please cancel order KC-88266 before it ships, I picked the wrong colour.";
    "email" "m-203" "" ("k.sato@hinata.example", "佐藤 美咲")
        "請求書の送付について"
        "お世話になっております。注文 KC-88190 の請求書をPDFで送っていただけますか。よろしくお願いいたします。";
    "api" "c-106" "t-lucas" ("lucas.ferreira@tejo.example", "Lucas Ferreira")
        "Missing gasket"
        "The spare gasket is missing from the box, order KC-88231. Everything else is fine.";
    "api" "c-107" "t-chen" ("chen.yutong@pujiang.example", "陈雨桐")
        "上门安装改时间"
        "您好，周六下午的上门安装可以改到周日上午吗？订单号 KC-88244。";
    "email" "m-204" "" ("fatima@zahra-cafes.example", "Fatima Zahra")
        "Quote for 12 machines"
        "Dear team,\n\nwe are opening four cafés in spring and would like a quote for twelve KM2 machines including installation.\n\nFatima Zahra";
    "api" "c-108" "t-kim" ("kim.jiwoo@hangang.example", "Kim Ji-woo")
        "App does not connect"
        "The app does not find my kettle any more after the update. iPhone 15, kettle K1.";
    "api" "c-109" "t-anna" ("anna.kowalska@wisla.example", "Anna Kowalska")
        "Smell of burning"
        "The machine smells of burning plastic and there was smoke when I switched it on this morning. Is it dangerous? I unplugged it.";
    "email" "m-205" "" ("tom.whitaker@dales.example", "Tom Whitaker")
        "Thank you"
        "Thanks, works perfectly now!\n\nTom";
    "api" "c-110" "t-li" ("li.zihan@chaoyang.example", "李子涵")
        "磨豆机刀盘保修"
        "磨豆机用了三个月刀盘就松了，这个在保修范围内吗？订单 KC-87990。";
    "email" "m-206" "" ("marta.ruiz@sierra.example", "Marta Ruiz")
        "Cambio de dirección"
        "Hola, me he mudado. ¿Pueden enviar el pedido KC-88270 a mi nueva dirección?\n\nMarta Ruiz";
    "api" "c-111" "t-david" ("david.osei@accra.example", "David Osei")
        "Idea: descaling reminder"
        "It would be lovely if the app reminded me to descale the machine. Any plans?";
    "email" "m-207" "" ("claire.dubois@loire.example", "Claire Dubois")
        "Remboursement promis"
        "Bonjour,\n\nvous m'aviez promis un remboursement avant le 10 novembre pour la commande KC-88102 et je n'ai toujours rien reçu. C'est inadmissible.\n\nClaire Dubois";
    "api" "c-112" "t-noah" ("noah.meyer@elbe.example", "Noah Meyer")
        "Passwort"
        "Ich kann mich nicht mehr anmelden, der Link zum Zurücksetzen des Passworts kommt nicht an.";
    "api" "c-113" "t-sara" ("sara.haddad@cedar.example", "Sara Haddad")
        "Change the appointment"
        "Could the technician come on Friday instead of Thursday? Order KC-88219.";
    "email" "m-208" "m-201" ("jonas.berg@nordlys.example", "Jonas Berg")
        "Re: Where is my parcel? Order KC-88240"
        "Still nothing today. Could you check with the courier?\n\nJonas";
}

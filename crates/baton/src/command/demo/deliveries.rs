//! Deliveries of the demo: what a shop's chat and its mailbox would have brought in.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use baton_domain::time::Timestamp;
use serde_json::json;

/// A picture that a customer sends.
const SERIAL_PLATE: &[u8] = include_bytes!("serial-plate.jpg");

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
    /// A picture that came with it: its name and content.
    pub(super) picture: Option<(&'static str, &'static [u8])>,
}

impl Delivery {
    /// The delivery with this id.
    pub(super) fn find(id: &str) -> Option<&'static Self> {
        DELIVERIES.iter().find(|delivery| delivery.id == id)
    }

    /// The bytes as they would have come at this instant.
    pub(super) fn raw(&self, at: Timestamp) -> Vec<u8> {
        match self.channel {
            "email" => self.mail().into_bytes(),
            _ => self.json(at).to_string().into_bytes(),
        }
    }

    fn json(&self, at: Timestamp) -> serde_json::Value {
        let files = self.picture.map(|(name, content)| {
            json!({"name": name, "mime": "image/jpeg", "base64": STANDARD.encode(content)})
        });
        json!({
            "external_id": self.id,
            "conversation": {"external_id": self.thread, "subject": self.subject},
            "from": {"address": self.from.0, "name": self.from.1},
            "sent_at": at.to_string(),
            "text": self.text,
            "attachments": files.into_iter().collect::<Vec<_>>(),
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
        $subject:literal $text:literal $(with $file:literal $content:ident)?;)*) => {
        /// In the order in which they come.
        const DELIVERIES: &[Delivery] = &[$(Delivery {
            channel: $channel,
            id: $id,
            thread: $thread,
            from: ($address, $name),
            subject: $subject,
            text: $text,
            picture: deliveries!(@picture $($file $content)?),
        },)*];
    };
    (@picture $file:literal $content:ident) => { Some(($file, $content)) };
    (@picture) => { None };
}

deliveries! {
    "email" "m-207" "" ("claire.dubois@loire.example", "Claire Dubois")
        "Remboursement commande KC-88102"
        "Bonjour,\n\nj'ai renvoyé le moulin de la commande KC-88102 il y a plus de trois semaines. Où en est le remboursement ?\n\nClaire Dubois";
    "api" "c-111" "t-david" ("david.osei@accra.example", "David Osei")
        "Idea: descaling reminder"
        "It would be lovely if the app reminded me to descale the machine. Any plans?";
    "api" "c-106" "t-lucas" ("lucas.ferreira@tejo.example", "Lucas Ferreira")
        "Missing gasket"
        "The spare gasket is missing from the box, order KC-88231. Everything else is fine.";
    "api" "c-113" "t-sara" ("sara.haddad@cedar.example", "Sara Haddad")
        "Another time for the technician"
        "Could I move my technician appointment from Thursday to Friday? Order KC-88219.";
    "api" "c-115" "t-sara" ("sara.haddad@cedar.example", "Sara Haddad")
        "Another time for the technician"
        "Nobody came. I took a day off for this and sat at home for nothing.";
    "email" "m-201" "" ("jonas.berg@nordlys.example", "Jonas Berg")
        "Where is my parcel? Order KC-88240"
        "Hi,\n\nthe tracking page has said «label created» for four days. When will order KC-88240 arrive?\n\nJonas";
    "api" "c-107" "t-chen" ("chen.yutong@pujiang.example", "陈雨桐")
        "上门安装改期"
        "订单 KC-88244 的安装预约想改期，周六下午改到周日上午可以吗？";
    "api" "c-101" "t-mei" ("mei.lin@lotus.example", "Mei Lin")
        "Espresso machine leaking"
        "Hello, my espresso machine from order KC-88213 drips from under the group head since yesterday. It is two weeks old. Can someone come this week?";
    "api" "c-105" "t-elena" ("elena.popescu@mures.example", "Elena Popescu")
        "Red kettle"
        "Hello, when will order KC-88266 be shipped?";
    "api" "c-103" "t-zhou" ("zhou.jiayi@qingdao.example", "周嘉怡")
        "快递显示已签收但没收到"
        "你好，我的订单 KC-88251 物流显示昨天已签收，但是我和邻居都没有收到，请帮我查一下。";
    "email" "m-209" "m-207" ("claire.dubois@loire.example", "Claire Dubois")
        "Re: Remboursement commande KC-88102"
        "Bonjour,\n\nvous m'aviez promis ce remboursement en trois jours et je n'ai toujours rien reçu. C'est inadmissible.\n\nClaire Dubois";
    "api" "c-102" "t-mei" ("mei.lin@lotus.example", "Mei Lin")
        "Espresso machine leaking"
        "I attached the serial plate: it says KM2-2231." with "serial-plate.jpg" SERIAL_PLATE;
    "email" "m-204" "" ("fatima@zahra-cafes.example", "Fatima Zahra")
        "Quote for 12 machines"
        "Dear team,\n\nwe are opening four cafés in spring and would like a quote for twelve KM2 machines including installation.\n\nFatima Zahra";
    "api" "c-116" "t-elena" ("elena.popescu@mures.example", "Elena Popescu")
        "Red kettle"
        "Please cancel order KC-88266 before it ships, I picked the wrong colour.";
    "email" "m-205" "" ("tom.whitaker@dales.example", "Tom Whitaker")
        "Thank you"
        "Thanks, works perfectly now!\n\nTom";
    "email" "m-202" "" ("accounts@brightfield.example", "Priya Nair")
        "Charged twice for invoice 5512"
        "Hello,\n\nwe were charged twice for invoice 5512 (2 x 340.00 EUR on the same day). Please refund one of the payments.\n\nPriya Nair\nBrightfield Offices";
    "email" "m-203" "" ("k.sato@hinata.example", "佐藤 美咲")
        "請求書の送付について"
        "お世話になっております。注文 KC-88190 の請求書をPDFで送っていただけますか。よろしくお願いいたします。";
    "api" "c-110" "t-li" ("li.zihan@chaoyang.example", "李子涵")
        "磨豆机刀盘保修"
        "磨豆机用了三个月刀盘就松了，这个在保修范围内吗？订单 KC-87990。";
    "email" "m-210" "" ("mei.lin@lotus.example", "Mei Lin")
        "Video of the leak"
        "Hello,\n\nthis is Mei with the leaking machine, order KC-88213. The video was too large for the chat, so I put it here: https://videos.lotus.example/leak. When does the technician come?\n\nMei";
    "email" "m-213" "" ("d.reyes@brightfield.example", "Daniel Reyes")
        "Company card"
        "Hi,\n\nour company card shows your charge of 340.00 EUR twice. Priya in accounts may have written already.\n\nDaniel Reyes";
    "email" "m-206" "" ("marta.ruiz@sierra.example", "Marta Ruiz")
        "Cambio de dirección"
        "Hola, me he mudado. ¿Pueden enviar el pedido KC-88270 a mi nueva dirección?\n\nCalle Olmo 7, 2.º B, 28012 Madrid\n\nMarta Ruiz";
    "email" "m-211" "m-201" ("petra.holm@bakkegate.example", "Petra Holm")
        "A parcel at my door"
        "Hello, I live one floor below Jonas. I found a parcel for Jonas Berg at my door. Could you tell him where it is?\n\nPetra Holm";
    "api" "c-117" "t-zhou" ("zhou.jiayi@qingdao.example", "周嘉怡")
        "快递显示已签收但没收到"
        "还是没有找到，请问订单 KC-88251 的退货怎么办理？";
    "api" "c-104" "t-oskar" ("oskar@wren.example", "Oskar Wren")
        "Third breakdown"
        "Great, third time the grinder dies this month. I have been a customer for six years and I am done. Refund me or I will post this everywhere.";
    "email" "m-208" "m-201" ("jonas.berg@nordlys.example", "Jonas Berg")
        "Re: Where is my parcel? Order KC-88240"
        "Hi,\n\nthank you for asking the courier. If it does not come this week, can I still cancel order KC-88240?\n\nJonas";
    "api" "c-112" "t-noah" ("noah.meyer@elbe.example", "Noah Meyer")
        "Passwort"
        "Ich kann mich nicht mehr anmelden, der Link zum Zurücksetzen des Passworts kommt nicht an.";
    "api" "c-108" "t-kim" ("kim.jiwoo@hangang.example", "Kim Ji-woo")
        "Pairing with a new phone"
        "How do I pair the kettle with the app again? I have a new phone. iPhone 15, kettle K1.";
    "api" "c-109" "t-anna" ("anna.kowalska@wisla.example", "Anna Kowalska")
        "Smell of burning"
        "The machine smells of burning plastic and there was smoke when I switched it on this morning. Is it dangerous? I unplugged it.";
    "api" "c-114" "t-wang" ("wang.siyuan@jinjiang.example", "王思远")
        "退货怎么办理"
        "您好，我想退货，水壶还没有拆封，怎么办理？订单 KC-88263。";
}

/// Mails that nobody can read: one names no sender, the other is no mail at all.
pub(super) const UNREADABLE: [&[u8]; 2] = [
    b"Message-ID: <m-212@relay.example>\r\nTo: help@kettle.example\r\n\
      Subject: Your order\r\n\r\nPlease see the attached file.\r\n",
    b"\x1f\x8b\x08\x00\x00 half of a compressed file that a scanner sent as a mail",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_delivery_has_an_id_of_its_own() {
        let mut ids: Vec<_> = DELIVERIES.iter().map(|delivery| delivery.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), DELIVERIES.len());
    }
}

//! What the demo shop knows: published articles and approved wording, in English and Chinese.

use anyhow::Context as _;
use baton_app::App;
use baton_app::call::Call;
use baton_app::caller::{Caller, Identity};
use baton_app::knowledge::{self, Written};
use baton_domain::actor::Role;
use baton_domain::id::{TeammateId, WorkspaceId};
use serde_json::json;

/// An article of the demo.
struct Article {
    kind: &'static str,
    language: &'static str,
    title: &'static str,
    /// The intents that approved wording answers.
    intents: &'static [&'static str],
    body: &'static str,
}

/// Writes and publishes every article in the name of a knowledge editor, and begins one more.
pub(super) async fn add(
    app: &App,
    workspace: WorkspaceId,
    editor: TeammateId,
) -> anyhow::Result<()> {
    let identity = Identity::Teammate {
        id: editor,
        roles: vec![Role::KnowledgeEditor],
        session: None,
    };
    let call = Call::by(Caller {
        workspace,
        identity,
    });
    for article in ARTICLES {
        let language = article.language.parse().context("a language")?;
        let mut applies = serde_json::Map::new();
        if !article.intents.is_empty() {
            applies.insert("intents".to_owned(), json!(article.intents));
        }
        let written = Written {
            title: article.title.to_owned(),
            body: article.body.to_owned(),
            applies,
        };
        let kind = article.kind.to_owned();
        let id = knowledge::write(app, call.clone(), kind, language, written).await?;
        knowledge::publish(app, &call, id).await?;
    }
    let draft = Written {
        title: "Frothing plant milk".to_owned(),
        body: "Oat and soy milk froth best straight from the fridge, at 55 to 60 °C.\n\nBarista \
               versions hold the foam longer. Almond milk curdles above 65 °C."
            .to_owned(),
        applies: serde_json::Map::new(),
    };
    let language = "en".parse().context("a language")?;
    knowledge::write(app, call, "product".to_owned(), language, draft).await?;
    Ok(())
}

macro_rules! articles {
    ($($kind:ident $language:ident $title:literal $(for $($intent:ident),*)?: $body:literal;)*) => {
        const ARTICLES: &[Article] = &[$(Article {
            kind: stringify!($kind),
            language: stringify!($language),
            title: $title,
            intents: &[$($(stringify!($intent)),*)?],
            body: $body,
        },)*];
    };
}

articles! {
    logistics en "Shipping times": "Orders placed before 14:00 leave our warehouse the same working day. Delivery within the EU takes 2 to 4 working days, to the United Kingdom 3 to 6 and overseas 6 to 10.\n\nThe tracking page shows «label created» until the courier scans the parcel, which takes up to 3 working days.\n\nOrders above 60 EUR ship free of charge, smaller ones for 4.90 EUR.";
    logistics en "Where is my parcel": "The link in the shipping confirmation shows where your parcel is.\n\nIf the tracking says delivered but you have not received the parcel, please look for a card from the courier and ask your neighbours first. Couriers often leave parcels with a neighbour or at a parcel shop.\n\nWe ask the courier for proof of delivery, which takes up to 2 working days.";
    after_sales en "Returning an item": "You can return unused items within 30 days of delivery. Machines that were used can be returned within 14 days if they are clean.\n\nPlease register the return in your account and use the label we send you. Returns of items that are faulty cost you nothing; otherwise the label costs 6.90 EUR.\n\nRefunds go to the payment method of the order within 5 working days after the parcel has reached us.";
    after_sales en "Warranty": "Machines and grinders carry a warranty of 2 years from delivery. Burrs, seals and gaskets are wearing parts and covered for 6 months.\n\nDamage from limescale, drops or repairs by others is not covered by the warranty.";
    material_list en "What we need for a warranty repair": "For a warranty repair we need:\n\n- the order number\n- the serial number from the plate under the machine\n- a photo or short video that shows the fault";
    after_sales en "Missing parts": "Spare parts and gaskets that are missing from the box are sent free of charge. Please tell us the order number and which part is missing.\n\nMissing parts leave the warehouse within 1 working day.";
    faq en "Invoices": "You can download the invoice for each order as a PDF in your account under Orders. Invoices for companies show the VAT number if it was entered before the order was placed.\n\nWe can change the address on an invoice within 30 days.";
    product en "Descaling": "Descale the machine every 2 months, with hard water every month. Use our descaling powder or citric acid, never vinegar: it attacks the seals.\n\nFill the tank to the mark, add one sachet, start the descaling programme and rinse twice with fresh water. The programme takes 25 minutes.";
    product en "Pairing the kettle with the app": "If the app does not find the kettle after an update, hold the power button of the kettle for 10 seconds until the light blinks blue, and then add the kettle in the app again.\n\nThe kettle and the app need the same 2.4 GHz network. On an iPhone, allow the app to use Bluetooth and the local network in the settings.";
    faq en "Cancelling an order": "An order can be cancelled free of charge until it ships. Once the order has left the warehouse, please refuse the parcel or return it after delivery.\n\nCancelled orders are paid back to the payment method within 5 working days.";
    service_rule en "Technician appointments": "Technician appointments can be moved up to 24 hours before they begin. Technicians come Monday to Saturday between 8:00 and 18:00.\n\nPlease keep 2 metres of space around the machine and have the water turned on.";
    standard_wording en "Moving an appointment" for appointment_change, appointment_book: "Thank you for telling us. Technician appointments can be moved up to 24 hours before they begin. Which two times would suit you best?";
    standard_wording en "We look into your parcel" for order_status, parcel_not_received, delivery_late: "Thank you for your message about order {{order_number}}. The tracking page shows «label created» until the courier scans the parcel, which takes up to 3 working days.";
    standard_wording en "Cancelling a shipped order" for cancel_order: "Thank you for your message about order {{order_number}}. An order can be cancelled free of charge until it ships. Once the parcel is on its way, please refuse it at the door or return it after delivery: the refund goes to your payment method within 5 working days.";
    risk_boundary en "Smoke, burning smell, electric shock": "Tell the customer to unplug the machine and hand over to a person at once. Never suggest a repair at home.";
    logistics zh "配送时间": "下午两点前的订单当天发货。国内配送需要2到4个工作日，偏远地区需要5到7个工作日。\n\n物流显示已签收但没有收到包裹时，请先询问邻居、门卫或快递柜。快递公司会在2个工作日内提供签收凭证。";
    after_sales zh "退换货": "未使用的商品在签收后30天内可以退货。请在账户中登记退货，并使用我们寄送的运单。\n\n质量问题的退货运费由我们承担，其他情况运费为35元。退款在收到退货后5个工作日内原路退回。";
    after_sales zh "保修政策": "咖啡机和磨豆机自签收起保修2年。磨豆机刀盘、密封圈属于易损件，保修期为6个月。\n\n水垢、摔落或自行拆修造成的损坏不在保修范围内。";
    service_rule zh "上门安装与改期": "上门安装的时间可以在开始前24小时免费修改。上门服务时间为周一至周六8:00到18:00，周日不安排上门安装。";
    standard_wording zh "查询包裹" for order_status, parcel_not_received, delivery_late: "您好，关于订单{{order_number}}：物流显示已签收但没有收到时，请先询问邻居、门卫或快递柜。快递公司会在2个工作日内提供签收凭证。";
    standard_wording zh "预约改期" for appointment_change, appointment_book: "您好，感谢告知。上门安装的时间可以在开始前24小时免费修改，上门服务时间为周一至周六8:00到18:00，周日不安排上门安装。请问哪两个时间对您最方便？";
    standard_wording zh "退货办理" for return_request: "您好，未使用的商品在签收后30天内可以退货。请在账户中登记退货，并使用我们寄送的运单。请问退货的原因是什么？";
    faq zh "电子发票": "每个订单的电子发票都可以在账户的订单页面下载PDF。企业发票需要在下单前填写税号。";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_article_has_a_kind_and_a_language_that_the_workspace_knows() {
        for article in ARTICLES {
            assert!(knowledge::KINDS.contains(&article.kind), "{}", article.kind);
            let language: Result<baton_domain::token::LanguageTag, _> = article.language.parse();
            assert!(language.is_ok(), "{}", article.title);
        }
    }
}

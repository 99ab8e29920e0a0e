//! The page itself, in English and Chinese. Everything that comes from outside is escaped.

/// What a link asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Asks {
    /// A workspace and its first admin.
    Everything,
    /// A password for somebody who was invited.
    Password {
        /// Whom.
        email: String,
    },
}

const HEAD: &str = "<!doctype html><html lang=en><meta charset=utf-8>\
    <meta name=viewport content=\"width=device-width,initial-scale=1\"><title>Baton</title>\
    <style>:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}\
    main{max-width:24rem;margin:4rem auto;padding:0 1rem}label{display:block;margin:1rem 0}\
    input{display:block;width:100%;box-sizing:border-box;font:inherit;padding:.5rem}\
    button{font:inherit;padding:.5rem 1rem}[role=alert]{color:#b00020}\
    @media(prefers-color-scheme:dark){[role=alert]{color:#ff8a80}}</style><main>";

/// The form of a link, with what was wrong the last time.
pub(super) fn form(asks: &Asks, token: &str, wrong: Option<&str>) -> String {
    let mut page = HEAD.to_owned();
    page.push_str(match asks {
        Asks::Everything => "<h1>Set Baton up</h1><p lang=zh>设置 Baton</p>",
        Asks::Password { .. } => "<h1>Choose a password</h1><p lang=zh>设置密码</p>",
    });
    if let Some(code) = wrong {
        page.push_str(&format!("<p role=alert>{}</p>", sentence(code)));
    }
    page.push_str("<form method=post action=/setup>");
    page.push_str(&format!(
        "<input type=hidden name=token value=\"{}\">",
        escaped(token)
    ));
    match asks {
        Asks::Everything => {
            page.push_str(&field(
                "Workspace · 工作区",
                "workspace",
                "text",
                "organization",
            ));
            page.push_str(&field("Your name · 姓名", "name", "text", "name"));
            page.push_str(&field("E-mail · 邮箱", "email", "email", "username"));
        }
        Asks::Password { email } => page.push_str(&format!("<p>{}</p>", escaped(email))),
    }
    page.push_str(&field(
        "Password, ten characters or more · 密码（至少 10 个字符）",
        "password",
        "password",
        "new-password",
    ));
    page.push_str("<button>Continue · 继续</button></form></main>");
    page
}

/// The page of a link that does not count any more.
pub(super) fn ended() -> String {
    format!(
        "{HEAD}<h1>This link has been used or has run out</h1>\
         <p lang=zh>此链接已使用或已失效</p><p>Ask an admin for a new one, or \
         <a href=/>sign in</a>.</p></main>"
    )
}

fn field(label: &str, name: &str, kind: &str, fill: &str) -> String {
    format!("<label>{label}<input name={name} type={kind} autocomplete={fill} required></label>")
}

/// What was wrong, for people.
fn sentence(code: &str) -> &'static str {
    match code {
        "password.too_short" => "The password needs ten characters or more. 密码至少 10 个字符。",
        "password.too_long" => "The password is too long. 密码太长。",
        "teammate.email" => "That is not an e-mail address. 邮箱格式不正确。",
        "teammate.name" => "Please give your name. 请填写姓名。",
        "workspace.name" => "Please give the workspace a name. 请填写工作区名称。",
        "setup.done" => "Somebody has set Baton up already. Baton 已设置完成。",
        _ => "Something is not right; please look again. 请检查填写内容。",
    }
}

fn escaped(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            '&' => "&amp;".to_owned(),
            '<' => "&lt;".to_owned(),
            '>' => "&gt;".to_owned(),
            '"' => "&quot;".to_owned(),
            '\'' => "&#39;".to_owned(),
            other => other.to_string(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_from_outside_becomes_markup() {
        let asks = Asks::Password {
            email: "<script>@b.example".into(),
        };
        let page = form(&asks, "\"><script>", Some("<script>"));
        assert!(!page.contains("<script>"), "{page}");
    }

    #[test]
    fn every_field_has_a_label() {
        let page = form(&Asks::Everything, "t", None);
        assert_eq!(page.matches("<label>").count(), 4);
        assert_eq!(page.matches("required").count(), 4);
    }
}

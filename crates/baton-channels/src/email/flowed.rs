//! `format=flowed` text (RFC 3676): lines that were broken for transport only, joined again.

/// Joins the lines that end in a space, each with the next of the same quote depth. With
/// `delete_space` (`delsp=yes`) that space was added by the sender and goes.
pub(super) fn joined(text: &str, delete_space: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open_depth = None;
    for line in text.lines() {
        let depth = line.bytes().take_while(|byte| *byte == b'>').count();
        let content = line.get(depth..).unwrap_or_default();
        let content = content.strip_prefix(' ').unwrap_or(content);
        let continues = open_depth == Some(depth) && content != "-- ";
        if !continues {
            if !out.is_empty() || open_depth.is_some() {
                out.push('\n');
            }
            out.push_str(line.get(..depth).unwrap_or_default());
            if depth > 0 {
                out.push(' ');
            }
        }
        let is_soft = content.ends_with(' ') && content != "-- ";
        let kept = if is_soft && delete_space {
            content.strip_suffix(' ').unwrap_or(content)
        } else {
            content
        };
        out.push_str(kept);
        open_depth = is_soft.then_some(depth);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flowed_lines_are_joined_and_quotes_kept_apart() {
        assert_eq!(
            joined("a long \nline\n> q \n> r\n-- \nme", false),
            "a long line\n> q r\n-- \nme"
        );
        assert_eq!(joined("天 \n气", true), "天气");
    }
}

//! Converts host names in other scripts to ASCII as browsers do: RFC 3492, for names typed in lower case. The mapping
//! tables of IDNA are left out: a user who types upper-case letters of another script is asked to use lower case.

/// The host in ASCII; `None` when this is not a host name.
pub(super) fn host(name: &str) -> Option<String> {
    // The ideographic and full-width full stops separate labels too (RFC 3490, 3.1).
    let labels = name.trim_end_matches('.').split(['.', '。', '．', '｡']);
    let labels: Option<Vec<String>> = labels.map(label).collect();
    let name = labels?.join(".");
    (name.len() <= 253).then_some(name)
}

#[allow(
    clippy::disallowed_methods,
    reason = "names in any script, and the desk is in no page"
)]
fn label(text: &str) -> Option<String> {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    let encoded = if text.is_ascii() {
        text.to_ascii_lowercase()
    } else if text
        .chars()
        .all(|letter| !letter.is_ascii() && letter.is_alphanumeric() || is_plain(letter))
    {
        ["xn--", &encode(&text.to_lowercase())?].concat()
    } else {
        return None;
    };
    let is_label = (1..=63).contains(&encoded.len()) && encoded.chars().all(is_plain);
    is_label.then_some(encoded)
}

/// Encodes a label: RFC 3492, 6.3.
fn encode(label: &str) -> Option<String> {
    let mut output: String = label.chars().filter(char::is_ascii).collect();
    let basic = u32::try_from(output.len()).ok()?;
    let total = u32::try_from(label.chars().count()).ok()?;
    if basic > 0 {
        output.push('-');
    }
    let (mut code, mut delta, mut bias, mut handled) = (128_u32, 0_u32, 72_u32, basic);
    while handled < total {
        let next = label
            .chars()
            .map(u32::from)
            .filter(|point| *point >= code)
            .min()?;
        delta = delta.checked_add((next - code).checked_mul(handled + 1)?)?;
        code = next;
        for point in label.chars().map(u32::from) {
            if point < code {
                delta = delta.checked_add(1)?;
            } else if point == code {
                push_delta(&mut output, delta, bias)?;
                bias = adapt(delta, handled + 1, handled == basic);
                delta = 0;
                handled += 1;
            }
        }
        delta = delta.checked_add(1)?;
        code += 1;
    }
    Some(output)
}

fn push_delta(output: &mut String, delta: u32, bias: u32) -> Option<()> {
    let mut rest = delta;
    let mut base = 36_u32;
    loop {
        let threshold = base.saturating_sub(bias).clamp(1, 26);
        if rest < threshold {
            break;
        }
        output.push(digit(threshold + (rest - threshold) % (36 - threshold))?);
        rest = (rest - threshold) / (36 - threshold);
        base += 36;
    }
    output.push(digit(rest)?);
    Some(())
}

fn digit(value: u32) -> Option<char> {
    // Digits are a to z, then 0 to 9.
    char::from_digit((value + 10) % 36, 36)
}

/// Adapts the bias: RFC 3492, 6.1.
fn adapt(delta: u32, handled: u32, is_first: bool) -> u32 {
    let mut delta = if is_first { delta / 700 } else { delta / 2 };
    delta += delta / handled;
    let mut steps = 0;
    while delta > 455 {
        delta /= 35;
        steps += 36;
    }
    steps + 36 * delta / (delta + 38)
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn names_are_written_as_in_browsers() {
        for (typed, ascii) in [
            ("中国", Some("xn--fiqs8s")),
            ("青瓷茶社.公司", Some("xn--4ly44gz2kk2u.xn--55qx5d")),
            ("Bücher.example", Some("xn--bcher-kva.example")),
            ("例子。中国", Some("xn--fsqu00a.xn--fiqs8s")),
            ("A.CN.", Some("a.cn")),
            ("a..cn", None),
            ("a b.cn", None),
            ("a\u{202e}.cn", None),
        ] {
            let made = host(typed);
            assert_eq!(made.as_deref(), ascii, "{typed}");
        }
    }
}

//! What vCards say, read by a reader that shares nothing with ours: it understands nothing, and so it
//! forgets nothing. Two vCards say the same when it finds the same in both, however they are folded,
//! escaped and encoded.

/// The name of something that is said, and what is said.
pub type Pair = (String, String);

/// A card of a file.
pub struct Witnessed {
    /// The line at which it begins, from 1.
    pub line: usize,
    /// What it says: names of properties and values, then `NAME;PARAMETER` and their values.
    pub said: Vec<Pair>,
}

/// A content line taken apart.
#[derive(Debug)]
struct Property {
    group: String,
    name: String,
    parameters: Vec<(String, String)>,
    value: String,
}

/// The cards of a file.
pub fn cards(file: &[u8]) -> Vec<Witnessed> {
    let text = narrow(file);
    let lines = lines(&text);
    let mut cards: Vec<(usize, Vec<&[u8]>)> = Vec::new();
    let mut depth = 0;
    for (n, line) in lines.into_iter().enumerate() {
        let bare = unmarked(line);
        if is(bare, "BEGIN:VCARD") || (depth == 0 && is(bare.trim_ascii_start(), "BEGIN:VCARD")) {
            let inner = depth > 0
                && cards
                    .last()
                    .and_then(|card| card.1.last())
                    .is_some_and(|last| is_agent(last));
            if !inner && depth <= 1 {
                cards.push((n + 1, Vec::new()));
                depth = 1;
                continue;
            }
            depth += 1;
        } else if is(bare, "END:VCARD") && depth > 0 {
            depth -= 1;
            if depth == 0 {
                continue;
            }
        }
        if let (Some(card), true) = (cards.last_mut(), depth > 0) {
            card.1.push(bare);
        }
    }
    let said = |(line, lines)| Witnessed {
        line,
        said: said(lines),
    };
    cards.into_iter().map(said).collect()
}

/// A file as text, whatever it is in.
pub fn decoded(file: &[u8]) -> String {
    text(&narrow(file))
}

/// Wide characters as UTF-8.
fn narrow(file: &[u8]) -> Vec<u8> {
    let wide = |of: fn([u8; 2]) -> u16| {
        let units = file[2..].chunks_exact(2).map(|pair| of([pair[0], pair[1]]));
        let letters = char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}'));
        letters.collect::<String>().into_bytes()
    };
    match file {
        [0xFF, 0xFE, ..] => wide(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => wide(u16::from_be_bytes),
        _ => file.to_vec(),
    }
}

fn lines(text: &[u8]) -> Vec<&[u8]> {
    let mut lines = Vec::new();
    let mut from = 0;
    for at in 0..text.len() {
        let pair = text[at] == b'\r' && text.get(at + 1) == Some(&b'\n');
        if matches!(text[at], b'\r' | b'\n') && !pair {
            let line = &text[from..at];
            lines.push(
                line.strip_suffix(b"\r")
                    .filter(|_| text[at] == b'\n')
                    .unwrap_or(line),
            );
            from = at + 1;
        }
    }
    if from < text.len() {
        lines.push(&text[from..]);
    }
    lines
}

fn unmarked(line: &[u8]) -> &[u8] {
    line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line)
}

fn is(line: &[u8], what: &str) -> bool {
    line.trim_ascii_end().eq_ignore_ascii_case(what.as_bytes())
}

fn is_agent(line: &[u8]) -> bool {
    let line = line.trim_ascii_end().to_ascii_uppercase();
    line.starts_with(b"AGENT") && line.ends_with(b":")
}

/// Bytes as UTF-8 where they are, else as Windows-1252.
fn text(bytes: &[u8]) -> String {
    const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    let letter = |b: &u8| match b {
        0x80..=0x9F => HIGH.chars().nth(usize::from(b - 0x80)).unwrap_or(' '),
        _ => char::from(*b),
    };
    std::str::from_utf8(bytes).map_or_else(|_| bytes.iter().map(letter).collect(), str::to_owned)
}

/// Content lines, unfolded.
fn unfolded(lines: Vec<&[u8]>) -> Vec<Vec<u8>> {
    let mut out: Vec<Vec<u8>> = Vec::new();
    let mut nested = 0;
    for line in lines {
        if is(line, "BEGIN:VCARD") {
            nested += 1;
        }
        let head = out.last().map_or(String::new(), |last| {
            let end = last.iter().position(|b| *b == b':').unwrap_or(last.len());
            text(&last[..end]).to_ascii_uppercase()
        });
        let printable = head.contains("QUOTED-PRINTABLE") && nested == 0;
        let binary = head.contains("BASE64") || head.contains("ENCODING=B");
        let base64 = !line.is_empty() && is_base64(line);
        match out.last_mut() {
            Some(last) if nested > 0 => {
                last.extend_from_slice(b"\\n");
                last.extend_from_slice(line);
            }
            Some(last) if printable && last.ends_with(b"=") => {
                last.pop();
                last.extend_from_slice(line);
            }
            Some(last) if line.starts_with(b" ") || line.starts_with(b"\t") => {
                last.extend_from_slice(&line[1..]);
            }
            Some(last) if binary && base64 => last.extend_from_slice(line),
            _ if line.trim_ascii().is_empty() => {}
            _ => out.push(line.to_vec()),
        }
        if nested > 0 && is(line, "END:VCARD") {
            nested -= 1;
        }
    }
    out
}

fn is_base64(text: &[u8]) -> bool {
    text.iter()
        .all(|b| b.is_ascii_alphanumeric() || b"+/= ".contains(b))
}

/// Cuts at a sign outside quotes.
fn cut(text: &str, at: char) -> Vec<String> {
    let mut quoted = false;
    let pieces = text.split(|c| {
        quoted ^= c == '"';
        !quoted && c == at
    });
    pieces.map(str::to_owned).collect()
}

fn property(line: &[u8], old: bool) -> Option<Property> {
    let mut quoted = false;
    let outside = line.iter().position(|b| {
        quoted ^= *b == b'"';
        !quoted && *b == b':'
    });
    let colon = outside.or_else(|| line.iter().position(|b| *b == b':'))?;
    let head = text(&line[..colon]);
    let mut parts = cut(&head, ';').into_iter();
    let name = parts.next()?;
    let (group, name) = name.trim().rsplit_once('.').unwrap_or(("", name.trim()));
    let letters = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    if name.is_empty() || !name.chars().all(letters) || !group.replace('.', "").chars().all(letters)
    {
        return None;
    }
    let (mut parameters, mut charset, mut printable) = (Vec::new(), String::new(), false);
    for part in parts.filter(|part| !part.trim().is_empty()) {
        let (key, values) = part
            .split_once('=')
            .filter(|(key, _)| key.trim().chars().all(letters))
            .unwrap_or(("TYPE", &part));
        for value in cut(values, ',') {
            let value = value.trim().trim_matches('"');
            let value = if old {
                value.to_owned()
            } else {
                uncaret(value)
            };
            let upper = value.to_ascii_uppercase();
            match (key.trim().to_ascii_uppercase().as_str(), upper.as_str()) {
                (_, "QUOTED-PRINTABLE") | ("ENCODING", "Q") => printable = true,
                ("CHARSET", _) => charset = upper,
                ("TYPE", "BASE64") | ("ENCODING", "B" | "BASE64") => {
                    parameters.push(("ENCODING".to_owned(), "b".to_owned()));
                }
                ("TYPE" | "ENCODING", "8BIT" | "7BIT") => {}
                ("TYPE", "URL" | "INLINE" | "CID" | "CONTENT-ID") if old => {
                    parameters.push(("VALUE".to_owned(), upper));
                }
                ("TYPE", _) => parameters.extend(
                    value
                        .split(',')
                        .map(|v| ("TYPE".to_owned(), v.trim().to_lowercase())),
                ),
                (key, _) => parameters.push((key.to_owned(), value)),
            }
        }
    }
    let bytes = match printable {
        true => from_printable(&line[colon + 1..]),
        false => line[colon + 1..].to_vec(),
    };
    // Latin-1 is what Windows-1252 was made of.
    let _ = charset;
    let name = name.to_ascii_uppercase();
    let name = match name.as_str() {
        "X-CINQASEPT-BDAY" => "BDAY".to_owned(),
        "X-CINQASEPT-REV" => "REV".to_owned(),
        _ => name.replace("X-CINQASEPT-OTHER-", ""),
    };
    let told = parameters.len();
    parameters.retain(|(name, _)| name != "X-CINQASEPT-FULL-NAME");
    let full = name == "NICKNAME" && parameters.len() < told;
    let name = if full { "FN".to_owned() } else { name };
    Some(Property {
        group: group.to_lowercase(),
        name,
        parameters,
        value: text(&bytes),
    })
}

fn from_printable(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let pair = bytes.get(at + 1..at + 3).map(text);
        match pair.and_then(|pair| u8::from_str_radix(&pair, 16).ok()) {
            Some(octet) if bytes[at] == b'=' => {
                out.push(octet);
                at += 3;
            }
            _ => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    out
}

fn uncaret(value: &str) -> String {
    let marked = value.replace("^^", "\u{1}").replace("^n", "\n");
    marked.replace("^'", "\"").replace('\u{1}', "^")
}

/// The texts of a value, cut at an unescaped sign and without escapes.
fn texts(value: &str, at: &[char]) -> Vec<String> {
    let mut texts = vec![String::new()];
    let mut chars = value.chars().peekable();
    while let Some(c) = chars.next() {
        let last = texts.len() - 1;
        match (c, chars.peek()) {
            ('\\', Some('n' | 'N')) => {
                chars.next();
                texts[last].push('\n');
            }
            ('\\', Some('\\' | ';' | ',' | ':' | '"')) => texts[last].extend(chars.next()),
            _ if at.contains(&c) => texts.push(String::new()),
            _ => texts[last].push(c),
        }
    }
    texts
}

/// A text without white space, which folding and unfolding of old cards come and go with, and
/// without the signs that nobody can read.
pub fn bare(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let text = text.trim();
    let marked = text.replace(['\n', '\r'], "⏎");
    marked
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect()
}

/// What a property says, as pairs.
fn pairs(p: &Property, out: &mut Vec<Pair>) {
    let told = |name: &str, value: &str| {
        p.parameters
            .iter()
            .any(|(n, v)| n == name && v.eq_ignore_ascii_case(value))
    };
    let data = p.value.to_ascii_lowercase().starts_with("data:");
    let address = told("VALUE", "uri") || told("VALUE", "url") || p.name == "URL";
    let one = |value: &str| bare(&texts(value, &[]).concat());
    let values: Vec<String> = match p.name.as_str() {
        _ if told("ENCODING", "b") && is_base64(p.value.as_bytes()) => vec![bare(&p.value)],
        _ if data => vec![bare(
            p.value
                .replace('\\', "")
                .split_once(";base64,")
                .map_or("", |(_, b)| b),
        )],
        "N" | "ADR" | "ORG" => {
            let parts = texts(&p.value, &[';']);
            let part = |part: &String| bare(part).replace('⏎', ",").trim_matches(',').to_owned();
            let parts: Vec<String> = parts.iter().map(part).collect();
            vec![parts.join(";").trim_end_matches(';').to_owned()]
        }
        "CATEGORIES" | "NICKNAME" | "LANG" => {
            texts(&p.value, &[',']).iter().map(|t| bare(t)).collect()
        }
        "TEL" => vec![one(&p.value).trim_start_matches("tel:").to_owned()],
        "REV" => vec![one(&p.value).replace(['-', ':'], "")],
        "GEO" => vec![one(&p.value).trim_start_matches("geo:").replace(';', ",")],
        "BDAY" | "ANNIVERSARY" | "DEATHDATE" => {
            vec![day(&one(&p.value), told("X-APPLE-OMIT-YEAR", "1604"))]
        }
        _ if address => vec![bare(
            &p.value
                .replace("\\:", ":")
                .replace("\\,", ",")
                .replace("\\;", ";"),
        )],
        _ => vec![one(&p.value)],
    };
    let values: Vec<_> = values.into_iter().filter(|v| !v.is_empty()).collect();
    if values.is_empty() {
        return;
    }
    out.extend(values.into_iter().map(|value| (p.name.clone(), value)));
    for (name, value) in &p.parameters {
        let said = match (name.as_str(), value.to_ascii_lowercase().as_str()) {
            ("ENCODING" | "VALUE" | "CHARSET" | "X-APPLE-OMIT-YEAR", _) => continue,
            ("TYPE" | "MEDIATYPE", _) if data || told("ENCODING", "b") => continue,
            ("PREF", _) | ("TYPE", "pref") => ("PREF".to_owned(), String::new()),
            _ => (name.clone(), bare(value)),
        };
        out.push((format!("{};{}", p.name, said.0), said.1));
    }
}

fn day(text: &str, omitted: bool) -> String {
    let plain = text.chars().all(|c| c.is_ascii_digit() || c == '-');
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    match (plain, digits.len()) {
        (true, 8) if omitted => format!("--{}", &digits[4..]),
        (true, 4) if text.starts_with("--") => format!("--{digits}"),
        (true, 8) => digits,
        _ => text.to_owned(),
    }
}

fn said(lines: Vec<&[u8]>) -> Vec<Pair> {
    let old = lines.iter().any(|line| is(line, "VERSION:2.1"));
    let mut properties = Vec::new();
    let mut out = Vec::new();
    for line in unfolded(lines) {
        match property(&line, old) {
            Some(property) => properties.push(property),
            None => out.push(("X-CINQASEPT-UNREAD".to_owned(), bare(&text(&line)))),
        }
    }
    for p in &properties {
        pairs(p, &mut out);
        if p.name == "X-ABLABEL" && !p.group.is_empty() {
            let of = properties
                .iter()
                .find(|o| o.group == p.group && o.name != p.name);
            let of = of.map_or("", |of| &of.name);
            out.push((
                "X-ABLABEL of".to_owned(),
                format!("{of} {}", bare(&p.value)),
            ));
        }
    }
    out.retain(|(name, _)| !name.starts_with("VERSION"));
    out.sort();
    out
}

/// What stands in one and not in the other, each as often as it does.
pub fn missing(from: &[Pair], in_: &[Pair]) -> Vec<Pair> {
    let mut rest = in_.to_vec();
    let absent = |pair: &&Pair| match rest.iter().position(|known| known == *pair) {
        Some(at) => {
            rest.swap_remove(at);
            false
        }
        None => true,
    };
    from.iter().filter(absent).cloned().collect()
}

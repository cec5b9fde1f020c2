//! The lines of a page, out of Tesseract's table of words.

/// Words of one line at most: a page of noise is cut off.
const WORDS: usize = 60;
/// Lines of a page at most.
const LINES: usize = 200;

/// A line, with its place as shares of the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// What it says.
    pub text: String,
    /// How sure its words are, from 0 to 1.
    pub confidence: f32,
    /// Left rim.
    pub left: f32,
    /// Upper rim.
    pub top: f32,
    /// Height of its letters, as a share of the page's width.
    pub height: f32,
}

struct Word<'a> {
    line: (u32, u32, u32),
    place: [f32; 4],
    confidence: f32,
    text: &'a str,
}

fn word(row: &str) -> Option<Word<'_>> {
    let cells: Vec<&str> = row.split('\t').collect();
    let number = |n: usize| cells.get(n)?.trim().parse::<f32>().ok();
    let text = cells.get(11)?.trim();
    let confidence = number(10)?;
    if number(0)? as u32 != 5 || text.is_empty() || confidence < 0.0 {
        return None;
    }
    Some(Word {
        line: (number(2)? as u32, number(3)? as u32, number(4)? as u32),
        place: [number(6)?, number(7)?, number(8)?, number(9)?],
        confidence: confidence / 100.0,
        text,
    })
}

/// The lines of a table of words, from the top down. Words far from each other stand on lines of
/// their own: cards have columns.
pub fn lines(table: &str, (width, height): (u32, u32)) -> Vec<Line> {
    let mut groups: Vec<((u32, u32, u32), Vec<Word<'_>>)> = Vec::new();
    for word in table.lines().filter_map(word) {
        let full = groups.len() >= LINES;
        let apart = |last: &Word<'_>| {
            let gap = word.place[0] - (last.place[0] + last.place[2]);
            gap > 2.6 * word.place[3].max(last.place[3])
        };
        match groups.last_mut() {
            Some((line, words))
                if *line == word.line
                    && words.len() < WORDS
                    && !words.last().is_some_and(apart) =>
            {
                words.push(word);
            }
            _ if !full => groups.push((word.line, vec![word])),
            _ => break,
        }
    }
    let (width, height) = (width.max(1) as f32, height.max(1) as f32);
    let mut lines: Vec<Line> = groups
        .iter()
        .map(|(_, words)| {
            let texts: Vec<&str> = words.iter().map(|word| word.text).collect();
            let letters: f32 = words.iter().map(|w| w.text.chars().count() as f32).sum();
            let sure = words
                .iter()
                .map(|w| w.confidence * w.text.chars().count() as f32);
            let mut heights: Vec<f32> = words.iter().map(|word| word.place[3]).collect();
            heights.sort_by(f32::total_cmp);
            let least = |n: usize| words.iter().map(|w| w.place[n]).fold(f32::MAX, f32::min);
            Line {
                text: texts.join(" "),
                confidence: sure.sum::<f32>() / letters.max(1.0),
                left: least(0) / width,
                top: least(1) / height,
                height: heights[heights.len() / 2] / width,
            }
        })
        .collect();
    lines.sort_by(|a, b| a.top.total_cmp(&b.top).then(a.left.total_cmp(&b.left)));
    lines
}

//! Cases in Markdown.

use std::ops::Range;

/// One phenomenon.
pub struct Case {
    /// The heading above it.
    pub heading: String,
    /// Its marked text.
    pub marked: String,
    /// What the record block shows beyond statements, events, processes and notices: `entities`, `offsets`, `windows`, `doubts`.
    pub shown: Vec<String>,
    /// Lines of the record block.
    pub record: Vec<String>,
    /// Numbers of these lines in the file.
    lines: Range<usize>,
}

/// The cases of a file, in order.
///
/// # Panics
///
/// If a heading is not followed by one `marked` and one `record` block.
pub fn parse(file: &str) -> Vec<Case> {
    let lines: Vec<&str> = file.lines().collect();
    let starts: Vec<usize> = (0..lines.len()).filter(|&number| lines[number].starts_with("## ")).collect();
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    starts.iter().zip(ends).map(|(&start, end)| case(&lines, start..end)).collect()
}

fn case(lines: &[&str], at: Range<usize>) -> Case {
    let heading = lines[at.start][3..].trim().to_owned();
    let (marked, _) = block(lines, &at, "```marked").unwrap_or_else(|| panic!("{heading}: no marked block"));
    let (record, shown) = block(lines, &at, "```record").unwrap_or_else(|| panic!("{heading}: no record block"));
    Case {
        heading,
        marked: lines[marked].join("\n"),
        shown: shown.split_whitespace().map(str::to_owned).collect(),
        record: lines[record.clone()].iter().map(|line| (*line).to_owned()).collect(),
        lines: record,
    }
}

/// Numbers of the lines of the first block that opens so, and what stands behind its opening.
fn block<'a>(lines: &[&'a str], at: &Range<usize>, opening: &str) -> Option<(Range<usize>, &'a str)> {
    let first = at.clone().find(|&number| lines[number].starts_with(opening))?;
    let last = (first + 1..at.end).find(|&number| lines[number] == "```")?;
    Some((first + 1..last, &lines[first][opening.len()..]))
}

/// The file with other lines in its record blocks.
pub fn rewrite(file: &str, cases: &[Case], read: &[Vec<String>]) -> String {
    let mut lines: Vec<&str> = file.lines().collect();
    for (case, read) in cases.iter().zip(read).rev() {
        lines.splice(case.lines.clone(), read.iter().map(String::as_str));
    }
    lines.join("\n") + "\n"
}

#[test]
fn a_rewritten_file_differs_in_its_record_blocks_alone() {
    let file = "# Title\n\n## A\n\n```marked\nHe left\n```\n\nProse.\n\n```record entities\nold\nolder\n```\n\n## B\n\n```marked\n```\n\n```record\n```\n";
    let cases = parse(file);
    assert_eq!(cases.iter().map(|case| case.heading.as_str()).collect::<Vec<_>>(), ["A", "B"]);
    assert_eq!((cases[0].marked.as_str(), cases[0].shown.as_slice()), ("He left", &["entities".to_owned()][..]));
    let new = rewrite(file, &cases, &[vec!["new".to_owned()], vec!["more".to_owned()]]);
    assert_eq!(new, file.replace("old\nolder", "new").replace("```record\n```", "```record\nmore\n```"));
}

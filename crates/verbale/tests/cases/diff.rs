//! What differs between two lists of lines.

/// Lines of both in order: `-` before those of the first alone, `+` before those of the second alone.
pub fn diff(old: &[String], new: &[String]) -> String {
    let common = common(old, new);
    let (mut out, mut i, mut j) = (String::new(), 0, 0);
    while i < old.len() || j < new.len() {
        let (mark, line) = if i < old.len() && j < new.len() && old[i] == new[j] {
            (i, j) = (i + 1, j + 1);
            (" ", &old[i - 1])
        } else if j == new.len() || i < old.len() && common[i + 1][j] >= common[i][j + 1] {
            i += 1;
            ("-", &old[i - 1])
        } else {
            j += 1;
            ("+", &new[j - 1])
        };
        out.extend(["  ", mark, " ", line, "\n"]);
    }
    out
}

/// Length of the longest common subsequence of the lines from `i` and from `j` on.
fn common(old: &[String], new: &[String]) -> Vec<Vec<usize>> {
    let mut length = vec![vec![0; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            let without = length[i + 1][j].max(length[i][j + 1]);
            length[i][j] = if old[i] == new[j] { length[i + 1][j + 1] + 1 } else { without };
        }
    }
    length
}

#[test]
fn a_diff_keeps_what_is_common_and_marks_the_rest() {
    let lines = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(diff(&lines("a b c"), &lines("a x c d")), "    a\n  - b\n  + x\n    c\n  + d\n");
    assert_eq!(diff(&[], &lines("a")), "  + a\n");
}

//! Rows as columns of text.

/// Columns as wide as their widest cell, two spaces between them and none at the end of a line.
pub(crate) fn columns<const N: usize>(rows: &[[String; N]]) -> String {
    let width = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or_default()
    };
    let mut text = String::new();
    for row in rows {
        let cells: Vec<String> =
            row.iter().enumerate().map(|(at, cell)| format!("{cell:0$}", width(at))).collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_as_wide_as_its_widest_cell() {
        let rows = [["A", "B", "C"], ["äöü", "", "1"], ["x", "long", ""]].map(|row| row.map(str::to_owned));
        assert_eq!(columns(&rows), "A    B     C\näöü        1\nx    long\n");
    }
}

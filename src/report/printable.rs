//! A report as a sequence of parts, which every printer writes in its own way: headings, sentences, tables and two kinds of
//! drawings. [`Parts`] collects them, and leaves out what is empty.

/// A text to be printed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Printable {
    /// BCP 47 tag of its language.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// Its title.
    pub title: String,
    /// A label of TLP 2.0; empty where there is none.
    pub tlp: String,
    /// Its parts, in order.
    pub parts: Vec<Part>,
}

/// A part of what is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A heading below the title.
    Heading(String),
    /// A heading below a heading.
    Subheading(String),
    /// A paragraph.
    Paragraph(String),
    /// A paragraph that must not be missed.
    Notice(String),
    /// Points, in no order.
    List(Vec<String>),
    /// Names and values.
    Facts(Vec<(String, String)>),
    /// Rows and columns.
    Table(PrintedTable),
    /// A drawing of what a table near it says.
    Radar(Radar),
    /// All items on one sheet, another drawing of what tables near it say.
    Heat(Heat),
}

/// Rows and columns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PrintedTable {
    /// What it shows.
    pub caption: String,
    /// Heads of the columns.
    pub head: Vec<Column>,
    /// Rows; each has as many cells as there are columns.
    pub rows: Vec<Vec<String>>,
}

/// The head of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Whether its cells are numbers.
    pub numeric: bool,
}

impl Column {
    /// A column of words.
    pub fn words(name: String) -> Self {
        Self {
            name,
            numeric: false,
        }
    }

    /// A column of numbers.
    pub fn numbers(name: String) -> Self {
        Self {
            name,
            numeric: true,
        }
    }
}

/// A radar chart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Radar {
    /// What it shows, in a sentence.
    pub title: String,
    /// The highest level.
    pub highest: i64,
    /// Names and values in tenths; an axis without a value has no point.
    pub axes: Vec<(String, Option<i64>)>,
}

/// A heat map: a row a category, a field an item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heat {
    /// What it shows, in sentences.
    pub caption: String,
    /// The names of categories, and their items.
    pub rows: Vec<(String, Vec<HeatField>)>,
}

/// An item of a heat map.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeatField {
    /// Its id.
    pub id: String,
    /// Its level, or what stands in place of one.
    pub figure: String,
    /// Where the level is on the five-step scale of colours; none without a level.
    pub step: Option<usize>,
    /// The target, where it is not reached.
    pub wanted: Option<i64>,
}

/// Collects parts.
#[derive(Debug, Default)]
pub struct Parts(pub Vec<Part>);

impl Parts {
    /// Adds a heading.
    pub fn heading(&mut self, text: String) {
        self.0.push(Part::Heading(text));
    }

    /// Adds a heading below a heading.
    pub fn subheading(&mut self, text: String) {
        self.0.push(Part::Subheading(text));
    }

    /// Adds a paragraph, unless it is empty.
    pub fn paragraph(&mut self, text: String) {
        if !text.is_empty() {
            self.0.push(Part::Paragraph(text));
        }
    }

    /// Adds a paragraph that must not be missed, unless it is empty.
    pub fn notice(&mut self, text: String) {
        if !text.is_empty() {
            self.0.push(Part::Notice(text));
        }
    }

    /// Adds points, if there are any.
    pub fn list(&mut self, points: Vec<String>) {
        if !points.is_empty() {
            self.0.push(Part::List(points));
        }
    }

    /// Adds names and values, without those that are empty.
    pub fn facts(&mut self, facts: Vec<(String, String)>) {
        self.0.push(Part::Facts(
            facts
                .into_iter()
                .filter(|(_, value)| !value.is_empty())
                .collect(),
        ));
    }

    /// Adds a table, if it has rows, without columns in which nothing stands.
    pub fn table(&mut self, caption: String, head: Vec<Column>, rows: Vec<Vec<String>>) {
        if rows.is_empty() {
            return;
        }
        let kept: Vec<bool> = (0..head.len())
            .map(|at| rows.iter().any(|row| !row[at].is_empty()))
            .collect();
        let head = only(head, &kept);
        let rows = rows.into_iter().map(|row| only(row, &kept)).collect();
        self.0.push(Part::Table(PrintedTable {
            caption,
            head,
            rows,
        }));
    }
}

fn only<T>(cells: Vec<T>, kept: &[bool]) -> Vec<T> {
    cells
        .into_iter()
        .zip(kept)
        .filter(|(_, kept)| **kept)
        .map(|(cell, _)| cell)
        .collect()
}

/// A text on one line: where it had several, a stroke stands between them.
pub fn one_line(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join(" / ")
}

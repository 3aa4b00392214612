//! Figures: SVG read and written anew from an allow-list, so that nothing in a drawing can run or load anything.
//!
//! A figure in `content/figures/` holds `{key}` where words go; each page brings the words of its language.

use crate::diagnostic::{Finding, Findings, Text, rules};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

const ELEMENTS: [&str; 12] = [
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text",
    "tspan", "title",
];
const ATTRIBUTES: [&str; 22] = [
    "viewBox",
    "d",
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "width",
    "height",
    "points",
    "transform",
    "class",
    "text-anchor",
    "dominant-baseline",
    "dx",
    "dy",
];

/// The widest view box of a drawing that fits a phone, in its own units.
const NARROW: i64 = 420;

/// How many elements may stand within one another: what goes through them calls itself for each.
const DEEPEST: usize = 50;

/// A drawing of which only harmless parts are left.
#[derive(Debug, Clone)]
pub struct Figure {
    /// Width and height of its view box.
    view_box: [i64; 4],
    /// What stands in the root element.
    children: Vec<SvgNode>,
    /// Every `{key}` that stands in a text.
    pub keys: BTreeSet<String>,
}

/// A node of a drawing.
#[derive(Debug, Clone)]
pub enum SvgNode {
    /// An element with attributes and children.
    Element {
        name: String,
        attributes: Vec<(String, String)>,
        children: Vec<SvgNode>,
    },
    /// Words, `{key}` included.
    Text(String),
}

/// Reads a drawing; what is not on the list is a finding, and nothing else of the file is kept.
pub fn figure(text: &Text, findings: &mut Findings) -> Option<Figure> {
    let document = roxmltree::Document::parse(&text.text)
        .map_err(|error| findings.add(unreadable(text, &error)))
        .ok()?;
    let root = document.root_element();
    let Some(view_box) = view_box(root) else {
        refuse(text, root.range(), "viewBox", findings);
        return None;
    };
    let mut keys = BTreeSet::new();
    let children = children(text, root, DEEPEST, &mut keys, findings);
    Some(Figure {
        view_box,
        children,
        keys,
    })
}

fn unreadable(text: &Text, error: &roxmltree::Error) -> Finding {
    let before = error.pos().row.saturating_sub(1) as usize;
    let lines = text.text.split_inclusive('\n').take(before);
    let start: usize = lines.map(str::len).sum();
    Finding::new(&rules::FIGURE_ELEMENT)
        .at(text.place(start..start + 1))
        .with("name", error.to_string())
}

/// The four numbers of a view box.
fn view_box(root: roxmltree::Node<'_, '_>) -> Option<[i64; 4]> {
    let numbers = root.attribute("viewBox")?.split_whitespace();
    let numbers: Vec<i64> = numbers.filter_map(|n| n.parse().ok()).collect();
    numbers.try_into().ok()
}

fn children(
    text: &Text,
    parent: roxmltree::Node<'_, '_>,
    levels: usize,
    keys: &mut BTreeSet<String>,
    findings: &mut Findings,
) -> Vec<SvgNode> {
    let mut nodes = Vec::new();
    for child in parent.children() {
        if child.is_text() {
            // Spaces between elements are the indents of the file.
            let words = child.text().unwrap_or_default().trim();
            if !words.is_empty() {
                keys.extend(placeholders(words));
                nodes.push(SvgNode::Text(words.to_owned()));
            }
        } else if child.is_element() && levels == 0 {
            let start = child.range().start;
            findings.add(
                Finding::new(&rules::NESTING_TOO_DEEP)
                    .at(text.place(start..start + 1))
                    .with("limit", DEEPEST.to_string()),
            );
        } else if child.is_element() {
            nodes.extend(element(text, child, levels - 1, keys, findings));
        }
    }
    nodes
}

fn element(
    text: &Text,
    node: roxmltree::Node<'_, '_>,
    levels: usize,
    keys: &mut BTreeSet<String>,
    findings: &mut Findings,
) -> Option<SvgNode> {
    let name = node.tag_name().name();
    if !ELEMENTS.contains(&name) {
        refuse(text, node.range(), name, findings);
        return None;
    }
    Some(SvgNode::Element {
        name: name.to_owned(),
        attributes: attributes(text, node, findings),
        children: children(text, node, levels, keys, findings),
    })
}

fn attributes(
    text: &Text,
    node: roxmltree::Node<'_, '_>,
    findings: &mut Findings,
) -> Vec<(String, String)> {
    let mut kept = Vec::new();
    for attribute in node.attributes() {
        if ATTRIBUTES.contains(&attribute.name()) && attribute.namespace().is_none() {
            kept.push((attribute.name().to_owned(), attribute.value().to_owned()));
        } else {
            refuse(text, attribute.range(), attribute.name(), findings);
        }
    }
    kept
}

fn refuse(text: &Text, range: std::ops::Range<usize>, name: &str, findings: &mut Findings) {
    findings.add(
        Finding::new(&rules::FIGURE_ELEMENT)
            .at(text.place(range))
            .with("name", name),
    );
}

/// The keys of `{key}` in a text.
fn placeholders(text: &str) -> impl Iterator<Item = String> {
    text.split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}'))
        .map(|(key, _)| key.to_owned())
}

impl Figure {
    /// Width and height.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        let side = |n: i64| usize::try_from(n).unwrap_or(0);
        (side(self.view_box[2]), side(self.view_box[3]))
    }

    /// The drawing as an element of a page, with its words filled in and its name and description said by `labels`
    /// (ids of elements on the page).
    #[must_use]
    pub fn inline(
        &self,
        words: &BTreeMap<String, String>,
        labels: (&str, &str),
        name: &str,
    ) -> String {
        let [x, y, width, height] = self.view_box;
        // One that is drawn for a phone is never wider.
        let class = if width <= NARROW {
            "figure-drawing narrow"
        } else {
            "figure-drawing"
        };
        let mut out = format!(
            "<svg class=\"{class}\" viewBox=\"{x} {y} {width} {height}\" role=\"img\" aria-labelledby=\"{}\" aria-describedby=\"{}\"><title id=\"{}\">{}</title>",
            labels.0,
            labels.1,
            labels.0,
            escape(name)
        );
        write_nodes(&self.children, words, "", &mut out);
        out.push_str("</svg>");
        out
    }

    /// The drawing as a file of its own.
    #[must_use]
    pub fn standalone(&self) -> String {
        let [x, y, width, height] = self.view_box;
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{x} {y} {width} {height}\">"
        );
        // Nobody fills in words of a drawing that stands for itself.
        write_nodes(&self.children, &BTreeMap::new(), "", &mut out);
        out.push_str("</svg>\n");
        out
    }
}

/// `x` is that of the element around the nodes, where its lines begin.
fn write_nodes(nodes: &[SvgNode], words: &BTreeMap<String, String>, x: &str, out: &mut String) {
    for node in nodes {
        match node {
            SvgNode::Text(text) => write_lines(&filled(text, words), x, out),
            SvgNode::Element {
                name,
                attributes,
                children,
            } => write_element(name, attributes, children, words, out),
        }
    }
}

fn write_element(
    name: &str,
    attributes: &[(String, String)],
    children: &[SvgNode],
    words: &BTreeMap<String, String>,
    out: &mut String,
) {
    let _ = write!(out, "<{name}");
    for (key, value) in attributes {
        let _ = write!(out, " {key}=\"{}\"", escape(value));
    }
    if children.is_empty() {
        return out.push_str("/>");
    }
    out.push('>');
    let x = attributes.iter().find(|(key, _)| key == "x");
    let x = x.map_or("0", |(_, value)| value.as_str());
    write_nodes(children, words, x, out);
    let _ = write!(out, "</{name}>");
}

fn filled(text: &str, words: &BTreeMap<String, String>) -> String {
    words.iter().fold(text.to_owned(), |text, (key, word)| {
        text.replace(&format!("{{{key}}}"), word)
    })
}

/// SVG has no line breaks: each further line is a `tspan` of its own, 1.3 em lower.
fn write_lines(text: &str, x: &str, out: &mut String) {
    let mut lines = text.lines();
    out.push_str(&escape(lines.next().unwrap_or_default()));
    for line in lines {
        let _ = write!(
            out,
            "<tspan x=\"{}\" dy=\"1.3em\">{}</tspan>",
            escape(x),
            escape(line)
        );
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_without_an_end_is_a_finding() {
        let nested = format!("{}{}", "<g>".repeat(4000), "</g>".repeat(4000));
        let svg =
            format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\">{nested}</svg>");
        let mut findings = Findings::default();
        figure(&Text::new("a.svg", &svg), &mut findings);
        let found: Vec<&str> = findings.iter().map(|finding| finding.rule.name).collect();
        assert_eq!(found, ["nesting-too-deep"]);
    }

    #[test]
    fn only_what_is_on_the_list_is_left() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 20\"><script>x()</script><text x=\"1\" onclick=\"y()\">{a}</text></svg>";
        let mut findings = Findings::default();
        let figure = figure(&Text::new("a.svg", svg), &mut findings).unwrap();
        assert_eq!(
            findings
                .iter()
                .filter(|f| f.rule.name == "figure-element")
                .count(),
            2
        );
        let words = BTreeMap::from([("a".to_owned(), "one\n<two>".to_owned())]);
        let drawn = figure.inline(&words, ("t", "d"), "n");
        assert!(
            drawn.ends_with(
                "<text x=\"1\">one<tspan x=\"1\" dy=\"1.3em\">&lt;two&gt;</tspan></text></svg>"
            ),
            "{drawn}"
        );
        assert_eq!(figure.size(), (10, 20));
        assert_eq!(figure.keys.iter().collect::<Vec<_>>(), ["a"]);
    }
}

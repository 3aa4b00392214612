//! HTML and XML as a reader of a diff wants them: one element a line, what stands in running text in the line that it
//! stands in. Whatever is not closed, or closes what is not open, is a mistake.

use std::fmt::Write as _;

/// Elements without an end tag. `link` has none in our feeds, either.
const VOID: [&str; 8] = ["base", "br", "hr", "img", "input", "link", "meta", "wbr"];
/// Elements of running text.
const RUNNING: [&str; 17] = [
    "a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "img", "input", "kbd", "label",
    "span", "strong", "sup", "wbr",
];
/// Elements whose text is no markup. It is not shown: scripts, styles and data have tests of their own.
const RAW: [&str; 2] = ["script", "style"];

enum Node {
    Text(String),
    Element {
        name: String,
        start: String,
        children: Vec<Node>,
    },
}

/// The markup, an element a line, two spaces for each that it stands in.
pub fn pretty(markup: &str) -> Result<String, String> {
    let mut out = String::new();
    lines(&Parser { rest: markup }.nodes(None)?, 0, &mut out);
    Ok(out)
}

struct Parser<'t> {
    rest: &'t str,
}

impl<'t> Parser<'t> {
    /// What stands before the end tag of `parent`, or before the end.
    fn nodes(&mut self, parent: Option<&str>) -> Result<Vec<Node>, String> {
        let mut nodes = Vec::new();
        while !self.rest.is_empty() {
            let text = self.take(self.rest.find('<').unwrap_or(self.rest.len()));
            if !text.is_empty() {
                nodes.push(Node::Text(text.to_owned()));
            }
            if self.rest.is_empty() {
                break;
            }
            let tag = self.take(
                tag_length(self.rest).ok_or_else(|| format!("no end of {}", cut(self.rest)))?,
            );
            if let Some(name) = tag.strip_prefix("</") {
                let name = name.trim_end_matches('>');
                let closes = parent == Some(name);
                return if closes {
                    Ok(nodes)
                } else {
                    Err(format!("</{name}> within {}", parent.unwrap_or("nothing")))
                };
            }
            nodes.push(self.element(tag)?);
        }
        parent.map_or(Ok(nodes), |name| Err(format!("<{name}> is not closed")))
    }

    fn element(&mut self, tag: &str) -> Result<Node, String> {
        let name: String = tag[1..]
            .chars()
            .take_while(|c| !c.is_whitespace() && !"/>".contains(*c))
            .collect();
        let children = if !has_end(&name, tag) {
            Vec::new()
        } else if RAW.contains(&name.as_str()) {
            let end = format!("</{name}>");
            let text = self.take(
                self.rest
                    .find(&end)
                    .ok_or_else(|| format!("<{name}> is not closed"))?,
            );
            self.take(end.len());
            if text.is_empty() {
                Vec::new()
            } else {
                vec![Node::Text("…".to_owned())]
            }
        } else {
            self.nodes(Some(&name))?
        };
        Ok(Node::Element {
            name,
            start: tag.to_owned(),
            children,
        })
    }

    fn take(&mut self, length: usize) -> &'t str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }
}

/// The length of the tag that `rest` begins with; `>` may stand in quotes.
fn tag_length(rest: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in rest.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '>') => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// Whether an element has an end tag; declarations have none.
fn has_end(name: &str, start: &str) -> bool {
    !VOID.contains(&name)
        && !start.ends_with("/>")
        && !start.starts_with("<!")
        && !start.starts_with("<?")
}

fn cut(text: &str) -> String {
    text.chars().take(40).collect()
}

/// Whether a node can stand in a line with others.
fn is_running(node: &Node) -> bool {
    match node {
        Node::Text(_) => true,
        Node::Element { name, children, .. } => {
            RUNNING.contains(&name.as_str()) && children.iter().all(is_running)
        }
    }
}

fn lines(nodes: &[Node], depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    for part in nodes.chunk_by(|one, other| is_running(one) && is_running(other)) {
        match part {
            [
                Node::Element {
                    name,
                    start,
                    children,
                },
            ] if !is_running(&part[0]) => block(name, start, children, depth, out),
            running => {
                let mut line = String::new();
                inline(running, &mut line);
                let line = line.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
                if !line.is_empty() {
                    let _ = writeln!(out, "{indent}{line}");
                }
            }
        }
    }
}

fn block(name: &str, start: &str, children: &[Node], depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    let end = if has_end(name, start) {
        format!("</{name}>")
    } else {
        String::new()
    };
    if name == "pre" {
        let mut text = String::new();
        inline(children, &mut text);
        let _ = writeln!(out, "{indent}{start}{text}{end}");
    } else if children.iter().all(is_running) {
        let mut text = String::new();
        inline(children, &mut text);
        let _ = writeln!(
            out,
            "{indent}{start}{}{end}",
            text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
        );
    } else {
        let _ = writeln!(out, "{indent}{start}");
        lines(children, depth + 1, out);
        let _ = writeln!(out, "{indent}{end}");
    }
}

fn inline(nodes: &[Node], out: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(text),
            Node::Element {
                name,
                start,
                children,
            } => {
                out.push_str(start);
                inline(children, out);
                if has_end(name, start) {
                    let _ = write!(out, "</{name}>");
                }
            }
        }
    }
}

#[test]
fn an_element_stands_on_a_line() {
    let markup = "<!doctype html><main>\n<p>One <em>a > b</em>\n  two.<br>Three</p><pre>  a\n  b</pre><ul><li>x<li-x title='>'></li-x></li></ul><script>1 < 2</script></main>";
    let expected = "<!doctype html>\n<main>\n  <p>One <em>a > b</em> two.<br>Three</p>\n  <pre>  a\n  b</pre>\n  <ul>\n    <li>\n      x\n      <li-x title='>'></li-x>\n    </li>\n  </ul>\n  <script>…</script>\n</main>\n";
    assert_eq!(pretty(markup).unwrap(), expected);
}

#[test]
fn what_is_not_closed_is_a_mistake() {
    for (markup, said) in [
        ("<p>a<b>b</p>", "</p> within b"),
        ("<p>a", "<p> is not closed"),
        ("a</p>", "</p> within nothing"),
        ("<p title=\"a>", "no end of <p title=\"a>"),
        ("<style>a", "<style> is not closed"),
    ] {
        assert_eq!(pretty(markup).unwrap_err(), said);
    }
}

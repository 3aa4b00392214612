//! Links: where they lead, and what they say where their author left that to us.

use super::{Writer, note_id};
use crate::pages::plain;
use crate::render::escape::escape;
use crate::render::facts::Described;
use crate::render::phrases;
use crate::site::Inline;
use crate::site::{Destination, Label, file_name, relative, tool_link, with_anchor};
use crate::url;
use std::fmt::Write as _;

/// What stands in the opening tag, and the words for a link without any.
struct Anchor {
    attributes: String,
    label: Option<Label>,
}

impl Writer<'_> {
    /// A link, the last `fewest` characters of whose words stay on one line.
    pub fn link(&mut self, target: &Destination, content: &[Inline], title: &str, fewest: usize) {
        let anchor = match target {
            Destination::Page {
                address,
                anchor,
                label,
                explains,
                named,
            } => {
                let href = self.href(address, anchor.as_deref());
                let named = named.as_ref();
                let language = named.map(|tag| format!(" hreflang=\"{tag}\""));
                Anchor {
                    attributes: attributes(&href, explains.as_deref())
                        + &language.unwrap_or_default(),
                    label: label.clone(),
                }
            }
            Destination::Tool { model, label } => self.to_tool(model, label.clone()),
            Destination::Asset { address, .. } => self.to_asset(address),
            Destination::External(url) => self.to_elsewhere(url, content),
            Destination::Count(number) => {
                let _ = write!(self.out, "{number}");
                return;
            }
            Destination::Broken => return self.inlines(content),
        };
        self.anchor(anchor, content, title, fewest);
    }

    /// The element, with the author's words or else the label.
    fn anchor(&mut self, anchor: Anchor, content: &[Inline], title: &str, fewest: usize) {
        let _ = write!(self.out, "<a{}", anchor.attributes);
        if !title.is_empty() {
            let _ = write!(self.out, " title=\"{}\"", escape(title));
        }
        match anchor.label.filter(|_| plain(content).is_empty()) {
            Some(label) => self.label(&label, fewest),
            None => {
                self.out.push('>');
                self.paragraph(content, fewest);
            }
        }
        self.out.push_str("</a>");
    }

    /// The rest of the opening tag, and the label in its language.
    fn label(&mut self, label: &Label, fewest: usize) {
        // A page that is not translated has its title in another language.
        if label.language != self.language() {
            let _ = write!(self.out, " lang=\"{}\"", escape(&label.language));
        }
        let words = if fewest > 0 {
            phrases::paragraph(&label.text, &label.language)
        } else {
            phrases::running(&label.text)
        };
        let _ = write!(self.out, ">{words}");
    }

    pub fn href(&self, address: &str, anchor: Option<&str>) -> String {
        // A part of the page itself needs no address, and is found wherever the page lies.
        let href = if address == self.page.address && anchor.is_some() {
            String::new()
        } else {
            relative(&self.page.address, address)
        };
        with_anchor(href, anchor)
    }

    fn to_tool(&self, model: &str, label: Option<Label>) -> Anchor {
        let link = tool_link(&self.page.address, &self.page.language, model, None);
        Anchor {
            attributes: format!(" class=\"tool\" href=\"{}\"", escape(&link)),
            label,
        }
    }

    fn to_asset(&self, address: &str) -> Anchor {
        let href = escape(&relative(&self.page.address, address));
        Anchor {
            attributes: format!(" href=\"{href}\""),
            label: Some(Label {
                text: file_name(address).to_owned(),
                language: self.language().to_owned(),
            }),
        }
    }

    fn to_elsewhere(&self, url: &str, content: &[Inline]) -> Anchor {
        // Words that are the address itself are not repeated in print.
        let bare = content.is_empty() || plain(content) == url;
        let class = if bare { "external bare" } else { "external" };
        let href = escape(&url::encoded(url));
        Anchor {
            attributes: format!(" class=\"{class}\" href=\"{href}\" rel=\"noreferrer\""),
            label: Some(Label {
                text: url.to_owned(),
                language: self.language().to_owned(),
            }),
        }
    }

    /// A word that an item explains, the last `fewest` characters of which stay on one line. A language without the item has
    /// the word alone.
    pub fn term(&mut self, item: &str, text: &str, fewest: usize) {
        let Some(described) = Described::of(self.site, self.page, item) else {
            return self.out.push_str(&escape(text));
        };
        let shown = if fewest > 0 {
            phrases::paragraph(text, self.language())
        } else {
            phrases::running(text)
        };
        let attributes = attributes(&described.href(self.page), Some(item));
        let _ = write!(self.out, "<a{attributes}>{shown}</a>");
    }
}

/// The attributes of a link to a page, which names the note at the end of this one where the page is that of an item which
/// explains words.
fn attributes(href: &str, explains: Option<&str>) -> String {
    let href = escape(href);
    match explains.map(note_id) {
        Some(note) => format!(" class=\"term\" href=\"{href}\" aria-describedby=\"{note}\""),
        None => format!(" href=\"{href}\""),
    }
}

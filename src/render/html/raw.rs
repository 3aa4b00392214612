//! An author's own HTML. What may be written was decided where it was read (`pages::markdown`); addresses went the way of
//! all links.

use super::Writer;
use crate::pages::{HtmlPiece, HtmlTag};
use crate::render::escape::escape;
use crate::site::{Destination, relative, tool_link};
use crate::url;
use std::fmt::Write as _;

impl Writer<'_> {
    pub fn raw(&mut self, piece: &HtmlPiece<Destination>) {
        match piece {
            HtmlPiece::Open(element) => self.opening_tag(element),
            HtmlPiece::Close(name) => drop(write!(self.out, "</{name}>")),
            HtmlPiece::Text(text) => self.out.push_str(&escape(text)),
        }
    }

    fn opening_tag(&mut self, element: &HtmlTag<Destination>) {
        let link = match (element.name, &element.link) {
            ("img", Some(Destination::Asset { address, size })) => {
                self.source(address, *size, element)
            }
            // An image without a picture of this site would show nothing, or ask another site for it.
            ("img", _) => return,
            (_, Some(destination)) => self.address(destination),
            (_, None) => String::new(),
        };
        let _ = write!(self.out, "<{}{link}", element.name);
        for (name, value) in &element.attributes {
            let _ = write!(self.out, " {name}=\"{}\"", escape(value));
        }
        self.out.push('>');
    }

    /// The attributes of an image, with its size so that nothing moves when it is there.
    fn source(
        &self,
        address: &str,
        size: Option<(usize, usize)>,
        element: &HtmlTag<Destination>,
    ) -> String {
        let source = escape(&relative(&self.page.address, address));
        let has_size = element
            .attributes
            .iter()
            .any(|(name, _)| ["width", "height"].contains(name));
        match size.filter(|_| !has_size) {
            Some((width, height)) => {
                format!(" src=\"{source}\" width=\"{width}\" height=\"{height}\"")
            }
            None => format!(" src=\"{source}\""),
        }
    }

    /// The attributes of a link; none where it leads nowhere.
    fn address(&self, destination: &Destination) -> String {
        let (href, rest) = match destination {
            Destination::Page {
                address, anchor, ..
            } => (self.href(address, anchor.as_deref()), ""),
            Destination::Tool { model, .. } => {
                let link = tool_link(&self.page.address, &self.page.language, model, None);
                (link, "")
            }
            Destination::Asset { address, .. } => (relative(&self.page.address, address), ""),
            Destination::External(url) => (url::encoded(url), " rel=\"noreferrer\""),
            Destination::Count(_) | Destination::Broken => return String::new(),
        };
        format!(" href=\"{}\"{rest}", escape(&href))
    }
}

//! Headings with a link to themselves, of Markdown and of what the generator fills in.

use super::escape::escape;
use crate::site::{Site, SitePage};
use crate::url::fragment;

/// A heading that a generated block makes: level, anchor, words.
pub type ViewedHeading = (u8, String, String);

/// The deepest heading that readers hand on.
const LINKED: u8 = 3;

/// A heading with a link to itself beside it: not within, where it would be read as one of the heading's words. `words`
/// are HTML, `name` is plain. Pages of a template of their own are no places to link to, and a site needs a name for it.
pub fn html(site: &Site, page: &SitePage, level: u8, id: &str, words: &str, name: &str) -> String {
    let heading = format!("<h{level} id=\"{}\">{words}</h{level}>", escape(id));
    let named = site.strings.is_declared("page.link_here");
    if level > LINKED || !named || page.page.front.template.is_some() {
        return heading;
    }
    let href = escape(&fragment(id));
    let label = escape(&site.text(&page.page.language, "page.link_here", &[("name", name)]));
    format!(
        "<div class=\"heading\">{heading}<a class=\"anchor\" href=\"#{href}\" aria-label=\"{label}\"></a></div>"
    )
}

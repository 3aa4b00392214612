//! Images beside pages, and figures that are drawn with a page's words.

use super::Writer;
use crate::pages::FigureUse;
use crate::render::escape::escape;
use crate::render::phrases;
use crate::site::{Destination, relative};
use std::fmt::Write as _;

impl Writer<'_> {
    /// An image that stands alone.
    pub fn image_block(&mut self, link: &Destination, alt: &str, caption: Option<&str>) {
        self.out.push_str("<figure>");
        self.image(link, alt);
        if let Some(caption) = caption {
            let caption = self.caption(caption);
            let _ = write!(
                self.out,
                "<figcaption class=\"caption\">{caption}</figcaption>"
            );
        }
        self.out.push_str("</figure>");
    }

    /// An image, with its size so that nothing moves when it is there.
    pub fn image(&mut self, link: &Destination, alt: &str) {
        let Destination::Asset { address, size } = link else {
            return;
        };
        let source = escape(&relative(&self.page.address, address));
        let alt = escape(alt);
        let _ = write!(self.out, "<img src=\"{source}\" alt=\"{alt}\"");
        if let Some((width, height)) = size {
            let _ = write!(self.out, " width=\"{width}\" height=\"{height}\"");
        }
        self.out.push_str(" loading=\"lazy\">");
    }

    /// A figure; what it shows stands below it in words, too.
    pub fn figure(&mut self, used: &FigureUse) {
        let Some(figure) = self.site.figures.get(&used.name) else {
            return;
        };
        self.figures += 1;
        let [title, description] =
            ["t", "d"].map(|part| format!("{}fig-{}-{part}", self.prefix, self.figures));
        let drawing = figure.inline(&used.words, (&title, &description), &used.title);
        let label = self.say("page.figure");
        let said = self.say("page.figure_in_words");
        let caption = used.caption.as_ref().map(|caption| self.caption(caption));
        let caption = caption.map(|caption| format!("<span class=\"caption\">{caption}</span>"));
        let _ = write!(
            self.out,
            "<figure class=\"figure\"><div class=\"figure-scroll\" role=\"group\" tabindex=\"0\" aria-label=\"{label}\">{drawing}</div><figcaption>{}<details><summary>{said}</summary><p id=\"{description}\">{}</p></details></figcaption></figure>",
            caption.unwrap_or_default(),
            phrases::paragraph(&used.description, self.language())
        );
    }

    fn caption(&self, caption: &str) -> String {
        phrases::title(caption, self.language())
    }
}

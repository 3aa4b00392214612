//! Sections of pages as files for Word and Excel: forms that a team fills in with the programs it has.
//!
//! ```text
//! page with a `files` block ─section─▶ its blocks ─content─▶ plain parts ─word, excel─▶ files beside the page
//! ```
//!
//! [`files`] is the entry. `content` says what of a section's blocks a form has: headings, paragraphs, lists with boxes to tick and
//! tables. `word` and `excel` set these down; the same page gives the same bytes.

mod content;
mod excel;
mod word;

use crate::pages::{FileKind, Generated, SectionFiles};
use crate::site::{Block, Site, SitePage, section, section_file};
use content::Part;
use rayon::prelude::*;

/// A file, or why there is none.
#[derive(Debug)]
pub struct OfficeFile {
    /// Its address.
    pub address: String,
    /// The page that it is from, as the path of its Markdown file.
    pub origin: String,
    /// The file, or what the program that writes it says.
    pub bytes: Result<Vec<u8>, String>,
}

/// A section as it stands in a file.
struct Form<'p> {
    /// Language of the text, as a tag.
    language: &'p str,
    /// `ltr` or `rtl`.
    direction: &'static str,
    /// The page's title.
    title: &'p str,
    /// What stands in the section, its own heading first.
    parts: Vec<Part>,
}

/// All files that pages offer of their sections, in the order of the pages.
#[must_use]
pub fn files(site: &Site) -> Vec<OfficeFile> {
    // A page that is shown in another language has no file of its own.
    let pages = site.pages.par_iter().filter(|page| !page.is_fallback());
    pages.flat_map_iter(of_page).collect()
}

fn of_page(page: &SitePage) -> Vec<OfficeFile> {
    let mut files = Vec::new();
    for of in offered(&page.blocks) {
        let form = Form {
            language: page.page.language.as_str(),
            direction: page.page.language.direction(),
            title: &page.page.front.title,
            parts: content::parts(section(&page.blocks, &of.section)),
        };
        for kind in &of.kinds {
            files.push(OfficeFile {
                address: section_file(&page.page, of, *kind),
                origin: page.page.text.path.to_string(),
                bytes: match kind {
                    FileKind::Docx => word::document(&form),
                    FileKind::Xlsx => excel::workbook(&form),
                },
            });
        }
    }
    files
}

fn offered(blocks: &[Block]) -> impl Iterator<Item = &SectionFiles> {
    blocks.iter().filter_map(|block| match block {
        Block::Generated {
            kind: Generated::Files(of),
            ..
        } => Some(of),
        _ => None,
    })
}

//! Files beside pages: images and others, published as they are; drawings are written anew.

use super::svg::{self, Figure};
use crate::diagnostic::{Finding, Findings, Place, rules};
use crate::source::File;
use std::sync::Arc;

/// A file that is published as it is.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Path relative to the root.
    pub origin: String,
    /// Its bytes (SVG written anew).
    pub bytes: Arc<[u8]>,
    /// Width and height in CSS pixels, for images.
    pub size: Option<(usize, usize)>,
}

/// What readers take home: documents, tables, archives, keys, appointments.
const DOWNLOADS: [&str; 13] = [
    "pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "csv", "tsv", "zip", "asc", "ics", "epub",
];

/// The file at `path`, if it is of a kind that is published.
pub fn asset(path: &str, file: &File, findings: &mut Findings) -> Option<Asset> {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    // Cameras write `.JPG`.
    let extension = extension.to_ascii_lowercase();
    let (bytes, size) = match (extension.as_str(), file) {
        ("svg", File::Text(text)) => drawing(&svg::figure(text, findings)?),
        ("png" | "jpg" | "jpeg" | "gif" | "webp", File::Bytes(bytes)) => {
            match imagesize::blob_size(bytes) {
                Ok(size) => (Arc::clone(bytes), Some((size.width, size.height))),
                // Its bytes are not those of an image, whatever its name says.
                Err(_) => {
                    findings.add(Finding::new(&rules::IMAGE_UNREADABLE).at(Place::file(path)));
                    return None;
                }
            }
        }
        (known, File::Bytes(bytes)) if DOWNLOADS.contains(&known) => (Arc::clone(bytes), None),
        ("txt", File::Text(text)) => (text.text.as_bytes().into(), None),
        _ => {
            let finding = Finding::new(&rules::UNSUPPORTED_FILE).at(Place::file(path));
            let page = matches!(extension.as_str(), "md" | "markdown" | "mdx");
            let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
            findings.add(finding.suggest(page.then(|| format!("{stem}.md"))));
            return None;
        }
    };
    Some(Asset {
        origin: path.to_owned(),
        bytes,
        size,
    })
}

fn drawing(figure: &Figure) -> (Arc<[u8]>, Option<(usize, usize)>) {
    let bytes = figure.standalone().into_bytes();
    (bytes.into(), Some(figure.size()))
}

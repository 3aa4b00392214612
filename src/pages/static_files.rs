//! The folder `static/`: files that belong to a site and are no part of its text (`CNAME`, `.well-known/security.txt`, keys,
//! the marks by which an owner is verified), published as they are, at the root.

use super::Asset;
use crate::diagnostic::{Finding, Findings, Place, rules};
use crate::source::{File, STATIC, Tree};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

/// Adds the files of the folder to those beside pages, by address.
pub fn read(tree: &Tree, assets: &mut BTreeMap<String, Asset>, findings: &mut Findings) {
    let folder = format!("{STATIC}/");
    for (path, file) in tree.below(&folder) {
        // All of them are bytes: nothing in them is read as text, and so nothing changed.
        let File::Bytes(bytes) = file else { continue };
        let address = &path[folder.len()..];
        if let Some(segment) = address.split('/').find(|name| !is_portable(name)) {
            let finding = Finding::new(&rules::PATH_SEGMENT).at(Place::file(path));
            let mended = segment.replace(is_unsafe, "-");
            let mended = mended.trim_end_matches(['.', ' ']).to_owned();
            findings.add(finding.with("segment", segment).suggest(Some(mended)));
            continue;
        }
        match assets.entry(address.to_owned()) {
            Entry::Vacant(entry) => drop(entry.insert(Asset {
                origin: path.to_owned(),
                bytes: Arc::clone(bytes),
                size: size(bytes),
            })),
            Entry::Occupied(taken) => findings.add(
                Finding::new(&rules::DUPLICATE_ADDRESS)
                    .at(Place::file(path))
                    .with("address", address)
                    .with("first", &taken.get().origin),
            ),
        }
    }
}

fn size(bytes: &[u8]) -> Option<(usize, usize)> {
    let size = imagesize::blob_size(bytes).ok()?;
    Some((size.width, size.height))
}

/// Whether every file system that a site is copied to takes a name. Others ask for these names, so they are not as narrow as
/// those of pages.
fn is_portable(name: &str) -> bool {
    !name.contains(is_unsafe) && !name.ends_with(['.', ' '])
}

fn is_unsafe(c: char) -> bool {
    c.is_control() || "\\:*?\"<>|\u{FFFD}".contains(c)
}

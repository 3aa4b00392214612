//! Files in the output folder that no build made: somebody put them there, and has them nowhere else perhaps.
//!
//! What is published is exactly the site, so they do not stay: carried along, they would outlive what they belonged to. They
//! are not deleted either. Before the folders are exchanged they are linked, or copied, into a folder beside them, so that
//! neither an accident nor the removal of the old site takes them away.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Foreign;
use super::error::{PublishError, at};
use super::folder::{self, MARKER};
use crate::source;

/// Keeps all of them; `None` where there are none.
pub(super) fn keep(out: &Path, new: &Path, kept: &Path) -> Result<Option<Foreign>, PublishError> {
    let foreign = find(out, new)?;
    if foreign.is_empty() {
        return Ok(None);
    }
    for path in &foreign {
        let target = kept.join(path);
        keep_one(&out.join(path), &target).map_err(at(&target))?;
    }
    folder::sync_folder(kept)?;
    let shown = foreign.iter().map(|path| {
        let parts = path.iter().map(|part| part.to_string_lossy());
        parts.collect::<Vec<_>>().join("/")
    });
    Ok(Some(Foreign {
        files: shown.collect(),
        kept: kept.to_owned(),
    }))
}

fn find(out: &Path, new: &Path) -> Result<Vec<PathBuf>, PublishError> {
    if !out.is_dir() {
        return Ok(Vec::new());
    }
    let record = folder::record(out)?;
    let made: BTreeSet<&str> = record.lines().chain([MARKER]).collect();
    // An earlier version noted nothing: what stands where the new site has a file is taken for the old site's.
    let is_made = |path: &Path| {
        path.to_str().is_some_and(|path| made.contains(path))
            || record.is_empty() && is_file(&new.join(path))
    };
    let mut foreign = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(within) = folders.pop() {
        let folder = out.join(&within);
        for entry in fs::read_dir(&folder).map_err(at(&folder))? {
            let entry = entry.map_err(at(&folder))?;
            let path = within.join(entry.file_name());
            let is_folder = entry.file_type().map_err(at(&entry.path()))?.is_dir();
            if source::is_of_the_desktop(&entry.file_name().to_string_lossy()) {
                continue;
            }
            if is_folder {
                folders.push(path);
            } else if !is_made(&path) && !same(&entry.path(), &new.join(&path)) {
                foreign.push(path);
            }
        }
    }
    foreign.sort();
    Ok(foreign)
}

/// Whether the new site has this very file: its author has put it where it belongs.
fn same(old: &Path, new: &Path) -> bool {
    is_file(old)
        && is_file(new)
        && matches!((fs::read(old), fs::read(new)), (Ok(old), Ok(new)) if old == new)
}

fn is_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| meta.is_file())
}

/// A link costs nothing and cannot be half done. One that was kept before under that name makes room.
fn keep_one(file: &Path, target: &Path) -> io::Result<()> {
    if let Some(above) = target.parent() {
        fs::create_dir_all(above)?;
    }
    match fs::remove_file(target) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    match fs::hard_link(file, target) {
        // Some file systems have no links; what is no file (a pipe, say) cannot be copied.
        Err(_) if fs::symlink_metadata(file)?.is_file() => fs::copy(file, target).map(drop),
        linked => linked,
    }
}

//! Where symbolic links among the sources lead. A build reads what is behind them, so that has to be watched, too: an editor
//! that saves it changes nothing in the folder of the link.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::source;

/// A file or folder whose change calls for a rebuild.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Watched {
    /// Where it is, absolute. It may be a link, or not there.
    pub path: PathBuf,
    /// The folder of the site by whose rules names in it are passed over.
    pub folder: String,
}

impl Watched {
    pub fn new(path: &Path) -> Self {
        let path = absolute(path);
        let name = path.file_name().unwrap_or_default();
        Self {
            folder: name.to_string_lossy().into_owned(),
            path,
        }
    }
}

/// What is behind the links below some roots, link by link, as far as it lies within the folders of the roots: more is not
/// read.
pub(super) fn behind_links(roots: &[Watched]) -> BTreeSet<Watched> {
    let sites: Vec<&Path> = roots.iter().filter_map(|root| root.path.parent()).collect();
    let mut found = BTreeSet::new();
    let mut open: Vec<Watched> = roots.to_vec();
    while let Some(Watched { path, folder }) = open.pop() {
        let next = match fs::read_link(&path) {
            Ok(target) => {
                let beside = path.parent().unwrap_or(Path::new(""));
                let target = absolute(&beside.join(target));
                let inside = sites.iter().any(|site| target.starts_with(site));
                let target = Watched {
                    path: target,
                    folder,
                };
                // Found before, it has been looked into, and a circle ends here.
                if inside && found.insert(target.clone()) {
                    vec![target]
                } else {
                    Vec::new()
                }
            }
            Err(_) => within(&path, &folder),
        };
        open.extend(next);
    }
    found
}

/// The links and folders in a folder.
fn within(path: &Path, folder: &str) -> Vec<Watched> {
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    let follows = |entry: &fs::DirEntry| {
        let kind = entry.file_type();
        kind.is_ok_and(|kind| kind.is_dir() || kind.is_symlink())
            && !source::is_passed_over(folder, &entry.file_name().to_string_lossy())
    };
    let watched = |entry: fs::DirEntry| Watched {
        path: entry.path(),
        folder: folder.to_owned(),
    };
    entries.filter(follows).map(watched).collect()
}

/// The path as the watcher will name it: all above it is resolved, and its end, which may be a link or not there, stays.
pub(super) fn absolute(path: &Path) -> PathBuf {
    match (path.parent(), path.file_name()) {
        (Some(above), Some(name)) if !above.as_os_str().is_empty() => {
            let real = fs::canonicalize(above).unwrap_or_else(|_| absolute(above));
            real.join(name)
        }
        _ => fs::canonicalize(path)
            .or_else(|_| std::path::absolute(path))
            .unwrap_or_else(|_| path.to_owned()),
    }
}

//! Writes a built site to disk, all or nothing.
//!
//! Whoever looks at `<out>`, at any moment and after any accident, finds the old site or the new one, whole. [`publish`]
//! is the entry; [`Stage`] is the same thing in steps, for a caller that does not hold all files at once, but hands each over as
//! it is made:
//!
//! 1. `place`: symbolic links are resolved, and a folder that holds an author's files is refused.
//! 2. A lock on `.<name>.lock` beside `<out>` keeps two builds apart. The file stays: removing it would race.
//! 3. `folder`: what an interrupted run left is cleared, and a folder that we did not make is never touched.
//! 4. `stage`: the site is written into `.<name>.new` beside it; files that did not change are hard links to the old
//!    site's, if they are as readable as the present umask says.
//! 5. Everything is synced; what somebody else put into the old site is kept beside it (`foreign`); then `swap` exchanges the
//!    two folders in one step, and the old one is removed.
//!
//! On systems and file systems without an atomic exchange step 5 is two renames: there is an instant without a site
//! between them, and if the machine stops just then, the old site waits at `.<name>.old` for the next run.
//!
//! A folder that is exchanged is a new folder: a shell or a server that stands *in* `<out>` has to enter it again.

#![expect(
    clippy::disallowed_methods,
    reason = "this is the module that writes the disk"
)]

mod error;
mod folder;
mod foreign;
mod place;
mod stage;
mod swap;

pub use error::{PublishError, PublishErrorKind};
pub use folder::MARKER;
pub use stage::Stage;

use std::path::{Path, PathBuf};

use crate::artifact::Artifacts;

/// What was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Files that are new or changed.
    pub written: usize,
    /// Files taken over from the old site as hard links.
    pub linked: usize,
    /// Size of the whole site in bytes, our marker left out.
    pub bytes: u64,
    /// Where the old site still lies if it could not be removed (the next run tries again).
    pub leftover: Option<PathBuf>,
    /// Files in the old site that no build had made, if there were any.
    pub foreign: Option<Foreign>,
}

/// Files that somebody else had put into the output folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Foreign {
    /// Their paths within it, sorted.
    pub files: Vec<String>,
    /// The folder where they are now.
    pub kept: PathBuf,
}

/// Replaces the site at `out` by `artifacts`. `out` need not exist, nor its parents.
///
/// `protected` are folders with an author's files (content, interface texts, themes): `out` must not be one of them, lie
/// inside one or contain one.
///
/// # Errors
/// [`PublishError`] with the path that was the matter; what was at `out` is then untouched.
pub fn publish(
    artifacts: &Artifacts,
    out: &Path,
    protected: &[PathBuf],
) -> Result<Published, PublishError> {
    let stage = Stage::begin(out, protected)?;
    for (path, bytes) in artifacts.iter() {
        stage.put(path, bytes)?;
    }
    stage.commit()
}

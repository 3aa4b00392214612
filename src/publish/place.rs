//! Where a site goes: the real folder behind symbolic links, the names beside it, and whether it may go there at all.

use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::error::{PublishError, PublishErrorKind, at, refuse};
use super::folder::{self, Occupant};

/// Symbolic links followed in a row before we call it a circle, as Linux does.
const LINKS: usize = 40;

/// The output folder and its neighbours, all absolute.
#[derive(Debug)]
pub(super) struct OutputPlace {
    /// The folder that holds all the others.
    pub parent: PathBuf,
    /// The site.
    pub out: PathBuf,
    /// The site in the making, and for a moment the old one on its way out. Hidden, so that it is no name that a person
    /// gives to another site.
    pub new: PathBuf,
    /// The old site between two renames, hidden as well.
    pub old: PathBuf,
    /// What others had put into the site.
    pub kept: PathBuf,
    lock: PathBuf,
}

impl OutputPlace {
    /// Resolves `out` and refuses one that overlaps a protected folder. Changes nothing on the disk.
    pub fn find(out: &Path, protected: &[PathBuf]) -> Result<Self, PublishError> {
        let out = resolve(out, LINKS)?;
        for folder in protected {
            let folder = resolve(folder, LINKS)?;
            if out.starts_with(&folder) || folder.starts_with(&out) {
                return Err(refuse(PublishErrorKind::Protected(folder), &out));
            }
        }
        let (Some(parent), Some(name)) = (out.parent(), out.file_name()) else {
            return Err(refuse(PublishErrorKind::Foreign, &out));
        };
        let beside = |before: &str, after: &str| {
            let mut full = OsString::from(before);
            full.push(name);
            full.push(after);
            parent.join(full)
        };
        Ok(Self {
            new: beside(".", ".new"),
            old: beside(".", ".old"),
            kept: beside(".", ".kept"),
            lock: beside(".", ".lock"),
            parent: parent.to_owned(),
            out,
        })
    }

    /// Takes the lock.
    pub fn lock(&self) -> Result<Lock, PublishError> {
        fs::create_dir_all(&self.parent).map_err(at(&self.parent))?;
        let mut options = File::options();
        let file = options
            .write(true)
            .create(true)
            .truncate(false)
            .open(&self.lock)
            .map_err(at(&self.lock))?;
        match file.try_lock() {
            Ok(()) => Ok(Lock(file)),
            Err(TryLockError::WouldBlock) => Err(refuse(PublishErrorKind::Busy, &self.out)),
            Err(TryLockError::Error(error)) => Err(at(&self.lock)(error)),
        }
    }

    /// Refuses what is at the output folder and is not ours.
    pub fn refuse_foreign(&self) -> Result<(), PublishError> {
        match folder::look(&self.out)? {
            Occupant::Nothing | Occupant::EmptyFolder => Ok(()),
            Occupant::Ours => refuse_repository(&self.out),
            Occupant::Foreign => Err(refuse(PublishErrorKind::Foreign, &self.out)),
            Occupant::NotAFolder => Err(refuse(PublishErrorKind::NotAFolder, &self.out)),
        }
    }

    /// Brings back what a run left that was stopped, and refuses a folder that is not ours. Needs the lock.
    pub fn clear(&self) -> Result<(), PublishError> {
        if folder::look(&self.old)? == Occupant::Ours {
            match folder::look(&self.out)? {
                Occupant::Nothing => fs::rename(&self.old, &self.out).map_err(at(&self.old))?,
                _ => folder::remove(&self.old)?,
            }
        }
        self.refuse_foreign()?;
        folder::remove(&self.new)
    }
}

/// The lock, held until this is dropped, or the process dies of anything.
#[derive(Debug)]
pub(super) struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing the file is not enough: a child process that another thread is just starting still has it, and with it
        // the lock, until it runs its program. If unlocking fails, the closing that follows is what is left to do.
        let _ = self.0.unlock();
    }
}

/// A site that someone put under version control in place: the marker is ours, the history is not.
fn refuse_repository(out: &Path) -> Result<(), PublishError> {
    let repository = out.join(".git");
    match folder::look(&repository)? {
        Occupant::Nothing => Ok(()),
        _ => Err(refuse(PublishErrorKind::Foreign, &repository)),
    }
}

/// The absolute path behind all symbolic links, also where the end of the path, or the end of a link, is not there yet.
fn resolve(path: &Path, links: usize) -> Result<PathBuf, PublishError> {
    let path = if path.as_os_str().is_empty() {
        Path::new(".")
    } else {
        path
    };
    match fs::canonicalize(path) {
        Ok(real) => Ok(real),
        Err(error) if error.kind() == io::ErrorKind::NotFound => resolve_missing(path, links),
        Err(error) => Err(at(path)(error)),
    }
}

fn resolve_missing(path: &Path, links: usize) -> Result<PathBuf, PublishError> {
    // `missing/..` has no file name: what it means depends on what `missing` would turn out to be.
    let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(refuse(PublishErrorKind::NotAFolder, path));
    };
    match fs::read_link(path) {
        Ok(_) if links == 0 => Err(refuse(PublishErrorKind::NotAFolder, path)),
        Ok(target) => resolve(&parent.join(target), links - 1),
        Err(_) => Ok(resolve(parent, links)?.join(name)),
    }
}

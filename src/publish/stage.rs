//! The site in the making: a folder beside the output folder that becomes it, or vanishes.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::Published;
use super::error::{PublishError, PublishErrorKind, at, refuse};
use super::folder::{self, MARKER};
use super::foreign;
use super::place::{Lock, OutputPlace};
use super::swap;
use crate::artifact::Output;

/// From so many files and folders on, the whole file system is synced instead of each of them. Measured on ext4, 10,000
/// files of 15 kB: 0.6 s against 3.5 s. Below it we do not want to wait for what other programs have written.
#[cfg(target_os = "linux")]
const MANY: usize = 200;

/// How much of an old file is compared at a time, in bytes.
const COMPARED: usize = 16 * 1024;

/// A site that is being written, by several threads if need be. Dropped without [`Stage::commit`], it leaves everything as it
/// was.
#[derive(Debug)]
pub struct Stage {
    place: OutputPlace,
    /// What the present umask gives to a new file; the marker is one.
    permissions: Option<fs::Permissions>,
    written: Mutex<Written>,
    exchanged: bool,
    /// Held until the end; the last field, so that it is let go after everything else.
    _lock: Lock,
}

/// What was written so far.
#[derive(Debug)]
struct Written {
    /// Folders of the new site, relative: those that have been made.
    folders: BTreeSet<PathBuf>,
    /// Those of them that are real folders, not symbolic links, in the old site too.
    shared: BTreeSet<PathBuf>,
    /// Files that are not links.
    files: Vec<PathBuf>,
    /// Paths of all files of the site, as they were given.
    paths: Vec<String>,
    published: Published,
    /// The first file that could not be written by a caller who does not wait for the answer.
    failed: Option<PublishError>,
}

impl Stage {
    /// Takes the lock, clears what an interrupted run left, and makes the folder beside `out`.
    /// For `protected` see [`super::publish`].
    ///
    /// # Errors
    /// [`PublishError`] if `out` is no place for a site, another build is at it, or nothing can be written there.
    pub fn begin(out: &Path, protected: &[PathBuf]) -> Result<Self, PublishError> {
        let place = OutputPlace::find(out, protected)?;
        // Before the lock, too: whose folder it is gets no file beside it from us.
        place.refuse_foreign()?;
        let lock = place.lock()?;
        place.clear()?;
        let shared = fs::symlink_metadata(&place.out).is_ok_and(|meta| meta.is_dir());
        let mut stage = Self {
            permissions: None,
            written: Mutex::new(Written {
                folders: BTreeSet::from([PathBuf::new()]),
                shared: shared.then(PathBuf::new).into_iter().collect(),
                files: Vec::new(),
                paths: Vec::new(),
                published: Published {
                    written: 0,
                    linked: 0,
                    bytes: 0,
                    leftover: None,
                    foreign: None,
                },
                failed: None,
            }),
            exchanged: false,
            _lock: lock,
            place,
        };
        folder::create(&stage.place.new)?;
        let marker = fs::symlink_metadata(stage.place.new.join(MARKER)).ok();
        stage.permissions = marker.map(|marker| marker.permissions());
        Ok(stage)
    }

    /// Adds a file. `path` is relative, with `/`; each path once.
    ///
    /// # Errors
    /// [`PublishError`] if it cannot be written, or the path leads out of the site.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        if !is_inside(path) {
            return Err(refuse(PublishErrorKind::InvalidName, Path::new(path)));
        }
        let folder = Path::new(path).parent().unwrap_or(Path::new(""));
        let shared = self.written().folder(&self.place, folder)?;
        let target = self.place.new.join(path);
        let linked = shared && self.link(&self.place.out.join(path), &target, bytes);
        if !linked {
            write(&target, bytes).map_err(at(&target))?;
        }
        let mut written = self.written();
        written.paths.push(path.to_owned());
        written.published.bytes += bytes.len() as u64;
        if linked {
            written.published.linked += 1;
        } else {
            written.published.written += 1;
            written.files.push(target);
        }
        Ok(())
    }

    /// Puts the new site in the old one's place and removes the old one.
    ///
    /// # Errors
    /// [`PublishError`] if a file could not be written, or the disk refuses to sync or to rename; the old site is then where
    /// it was. (With one exception: a disk that fails just after the exchange, when the exchange itself is synced. Both sites
    /// are there then.)
    pub fn commit(mut self) -> Result<Published, PublishError> {
        let (new, out) = (self.place.new.clone(), self.place.out.clone());
        let mut published = self.finished()?;
        self.sync()?;
        published.foreign = foreign::keep(&out, &new, &self.place.kept)?;
        let old = swap::replace(&self.place)?;
        self.exchanged = true;
        folder::sync_folder(&self.place.parent)?;
        // The new site is published, whatever becomes of the old one.
        published.leftover = old.filter(|old| folder::remove(old).is_err());
        Ok(published)
    }

    /// Notes which files there are, if all could be written.
    fn finished(&self) -> Result<Published, PublishError> {
        let mut written = self.written();
        if let Some(error) = written.failed.take() {
            return Err(error);
        }
        // Threads write in any order, and the same site is the same bytes.
        written.paths.sort_unstable();
        folder::add_record(&self.place.new, &written.paths)?;
        written.files.push(self.place.new.join(MARKER));
        Ok(written.published.clone())
    }

    /// A thread that broke while it wrote ends the whole build; what it had noted was true.
    fn written(&self) -> MutexGuard<'_, Written> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Links an old file that has these bytes, and is as readable as a new one would be. Whatever is in the way, the file is
    /// simply written.
    fn link(&self, old: &Path, target: &Path, bytes: &[u8]) -> bool {
        let length = bytes.len() as u64;
        let is_alike = |meta: fs::Metadata| {
            meta.is_file() && meta.len() == length && Some(meta.permissions()) == self.permissions
        };
        fs::symlink_metadata(old).is_ok_and(is_alike)
            && same_bytes(old, bytes).unwrap_or(false)
            && fs::hard_link(old, target).is_ok()
    }

    /// Waits until all that is new is on the disk. Linked files were synced when they were written.
    fn sync(&self) -> Result<(), PublishError> {
        let written = self.written();
        #[cfg(target_os = "linux")]
        if written.files.len() + written.folders.len() > MANY {
            let new = &self.place.new;
            let synced = File::open(new).and_then(|folder| Ok(rustix::fs::syncfs(folder)?));
            return synced.map_err(at(new));
        }
        written
            .files
            .iter()
            .try_for_each(|file| folder::sync_file(file))?;
        written
            .folders
            .iter()
            .try_for_each(|folder| folder::sync_folder(&self.place.new.join(folder)))
    }
}

impl Written {
    /// Makes a folder of the site with all above it; returns whether the old site has it.
    fn folder(&mut self, place: &OutputPlace, folder: &Path) -> Result<bool, PublishError> {
        if self.folders.contains(folder) {
            return Ok(self.shared.contains(folder));
        }
        let above = folder.parent().unwrap_or(Path::new(""));
        let above_shared = self.folder(place, above)?;
        let made = place.new.join(folder);
        fs::create_dir(&made).map_err(at(&made))?;
        self.folders.insert(folder.to_owned());
        let old = place.out.join(folder);
        let shared = above_shared && fs::symlink_metadata(old).is_ok_and(|meta| meta.is_dir());
        if shared {
            self.shared.insert(folder.to_owned());
        }
        Ok(shared)
    }
}

/// As files are made they are written; the first that cannot be is told by [`Stage::commit`].
impl Output for Stage {
    fn put(&self, path: &str, bytes: Vec<u8>) {
        if let Err(error) = Self::put(self, path, &bytes) {
            self.written().failed.get_or_insert(error);
        }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if !self.exchanged {
            // An error is already on its way to the caller, and the next run clears what is left.
            let _ = folder::remove(&self.place.new);
        }
    }
}

/// Creates a file. One that exists is an error and never written into: it might be a link to the old site's.
fn write(target: &Path, bytes: &[u8]) -> io::Result<()> {
    File::create_new(target)?.write_all(bytes)
}

fn same_bytes(old: &Path, bytes: &[u8]) -> io::Result<bool> {
    let mut buffer = [0; COMPARED];
    let mut file = File::open(old)?;
    let mut rest = bytes;
    loop {
        let count = file.read(&mut buffer)?;
        match rest.strip_prefix(&buffer[..count]) {
            Some(_) if count == 0 => return Ok(rest.is_empty()),
            Some(left) => rest = left,
            None => return Ok(false),
        }
    }
}

fn is_inside(path: &str) -> bool {
    let plain = |name: &str| !matches!(name, "" | "." | "..") && !name.contains(['\\', '\0']);
    path != MARKER && path.split('/').all(plain)
}

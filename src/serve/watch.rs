//! Watching the sources: which changes matter, and when a burst of them is over.
//!
//! Editors do not write a file, they write another one and rename it, and a checkout replaces whole folders. So what is
//! watched is the folder around each file, and a folder that appears under a name that we wait for is watched anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::ServeError;
use crate::source;

/// A burst is over when nothing has changed for so long: an editor's several steps, not a person's.
const QUIET: Duration = Duration::from_millis(40);

/// A burst that does not end (a checkout of a large tree) is cut here, so that something is seen of it.
const LIMIT: Duration = Duration::from_millis(500);

/// Files and folders under watch.
pub(super) struct Watch {
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    /// What to watch, absolute.
    roots: Vec<PathBuf>,
    /// What not to look at inside of it, absolute.
    ignored: Vec<PathBuf>,
}

impl Watch {
    /// Begins to watch; from now on no change is missed.
    pub fn start(roots: &[PathBuf], ignored: &[PathBuf]) -> Result<Self, ServeError> {
        let first = roots.first().cloned().unwrap_or_default();
        let (sender, events) = mpsc::channel();
        let watcher = notify::recommended_watcher(sender).map_err(|source| ServeError::Watch {
            path: first,
            source,
        })?;
        let roots: Vec<PathBuf> = roots.iter().map(|root| absolute(root)).collect();
        let ignored = ignored.iter().map(|path| absolute(path)).collect();
        let mut watch = Self {
            watcher,
            events,
            roots,
            ignored,
        };
        let parents: BTreeSet<PathBuf> = watch
            .roots
            .iter()
            .filter_map(|root| root.parent())
            .map(Path::to_owned)
            .collect();
        for parent in parents.iter().filter(|parent| parent.is_dir()) {
            watch.add(parent, RecursiveMode::NonRecursive)?;
        }
        for root in watch.roots.clone().iter().filter(|root| root.is_dir()) {
            watch.add(root, RecursiveMode::Recursive)?;
        }
        Ok(watch)
    }

    /// Waits for a change that matters, and until the burst that it belongs to is over. `false` if there is nothing more
    /// to wait for.
    pub fn wait(&mut self) -> bool {
        loop {
            match self.events.recv() {
                Ok(event) if self.matters(&event) => break,
                Ok(_) => {}
                Err(_) => return false,
            }
        }
        let limit = Instant::now() + LIMIT;
        let mut end = Instant::now() + QUIET;
        loop {
            match self
                .events
                .recv_timeout(end.saturating_duration_since(Instant::now()))
            {
                Ok(event) if self.matters(&event) => end = limit.min(Instant::now() + QUIET),
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => return true,
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
    }

    fn add(&mut self, path: &Path, mode: RecursiveMode) -> Result<(), ServeError> {
        self.watcher
            .watch(path, mode)
            .map_err(|source| ServeError::Watch {
                path: path.to_owned(),
                source,
            })
    }

    /// Whether a change calls for a rebuild. What the watcher could not tell might have mattered, so it does.
    fn matters(&mut self, event: &notify::Result<Event>) -> bool {
        let Ok(event) = event else { return true };
        if event.need_rescan() {
            return true;
        }
        if !changes_content(event.kind) {
            return false;
        }
        self.renew(&event.paths);
        event.paths.iter().any(|path| self.is_source(path))
    }

    /// A folder that we wait for and that has come (back) is a new one to the system, so it is watched anew.
    fn renew(&mut self, paths: &[PathBuf]) {
        let Self { watcher, roots, .. } = self;
        for root in roots
            .iter()
            .filter(|root| paths.contains(root) && root.is_dir())
        {
            // If it is gone again, its next coming is another event.
            let _ = watcher.watch(root, RecursiveMode::Recursive);
        }
    }

    fn is_source(&self, path: &Path) -> bool {
        !self.ignored.iter().any(|ignored| path.starts_with(ignored))
            && self
                .roots
                .iter()
                .filter_map(|root| Some((root.file_name()?, path.strip_prefix(root).ok()?)))
                .any(|(folder, inside)| !is_passed_over(&folder.to_string_lossy(), inside))
    }
}

/// Reading a file, or looking at it, is no change: the build itself does both.
fn changes_content(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
        EventKind::Modify(kind) => !matches!(kind, ModifyKind::Metadata(_)),
        _ => true,
    }
}

/// Names that no source has: what stands below one is not read, either.
fn is_passed_over(folder: &str, path: &Path) -> bool {
    path.components().any(|component| {
        let Component::Normal(name) = component else {
            return false;
        };
        source::is_passed_over(folder, &name.to_string_lossy())
    })
}

/// The path as the watcher will name it, also where its end is not there yet.
fn absolute(path: &Path) -> PathBuf {
    if let Ok(real) = fs::canonicalize(path) {
        return real;
    }
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) if !parent.as_os_str().is_empty() => absolute(parent).join(name),
        _ => std::path::absolute(path).unwrap_or_else(|_| path.to_owned()),
    }
}

//! Watching the sources: which changes matter, and when a burst of them is over.
//!
//! Editors do not write a file, they write another one and rename it, and a checkout replaces whole folders. So what is
//! watched is the folder around each file, and a folder that appears under a name that we wait for is watched anew. What is
//! behind symbolic links is watched in the same way.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::ServeError;
use super::linked::{Watched, absolute, behind_links};
use crate::source;

/// A burst is over when nothing has changed for so long: an editor's several steps, not a person's.
const QUIET: Duration = Duration::from_millis(40);

/// A burst that does not end (a checkout of a large tree) is cut here, so that something is seen of it.
const LIMIT: Duration = Duration::from_millis(500);

/// Files and folders under watch.
pub(super) struct Watch {
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    /// What to watch.
    roots: Vec<Watched>,
    /// What is behind links in it.
    linked: BTreeSet<Watched>,
    /// What not to look at inside of it, absolute.
    ignored: Vec<PathBuf>,
}

impl Watch {
    /// Begins to watch; from now on no change is missed.
    pub fn start(roots: &[PathBuf], ignored: &[PathBuf]) -> Result<Self, ServeError> {
        let first = roots.first().cloned().unwrap_or_default();
        let (sender, events) = mpsc::channel();
        // Links are followed here, as far as they are read and no farther.
        let options = Config::default().with_follow_symlinks(false);
        let watcher =
            RecommendedWatcher::new(sender, options).map_err(|source| ServeError::Watch {
                path: first,
                source,
            })?;
        let roots: Vec<Watched> = roots.iter().map(|root| Watched::new(root)).collect();
        let ignored = ignored.iter().map(|path| absolute(path)).collect();
        let mut watch = Self {
            watcher,
            events,
            roots,
            linked: BTreeSet::new(),
            ignored,
        };
        let parents: BTreeSet<PathBuf> = watch
            .roots
            .iter()
            .filter_map(|root| root.path.parent())
            .map(Path::to_owned)
            .collect();
        for parent in parents.iter().filter(|parent| parent.is_dir()) {
            watch.add(parent, RecursiveMode::NonRecursive)?;
        }
        for root in watch.roots.clone().iter().filter(|root| root.path.is_dir()) {
            watch.add(&root.path, RecursiveMode::Recursive)?;
        }
        watch.follow_links();
        Ok(watch)
    }

    /// Watches what is behind links that have come since. What cannot be watched is still read with every build.
    fn follow_links(&mut self) {
        let linked = behind_links(&self.roots);
        for new in linked.difference(&self.linked) {
            if let Some(around) = new.path.parent()
                && around.is_dir()
                // To watch it again, and less, would take from it what is watched of it.
                && !self.roots.iter().any(|root| around.starts_with(&root.path))
                && !linked.iter().any(|other| around.starts_with(&other.path))
            {
                let _ = self.watcher.watch(around, RecursiveMode::NonRecursive);
            }
            if new.path.is_dir() {
                let _ = self.watcher.watch(&new.path, RecursiveMode::Recursive);
            }
        }
        self.linked = linked;
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
                Err(RecvTimeoutError::Timeout) => {
                    // Before the build, so that no change is missed of what it will read.
                    self.follow_links();
                    return true;
                }
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
        let Self {
            watcher,
            roots,
            linked,
            ..
        } = self;
        for root in roots
            .iter()
            .chain(linked.iter())
            .filter(|root| paths.contains(&root.path) && root.path.is_dir())
        {
            // If it is gone again, its next coming is another event.
            let _ = watcher.watch(&root.path, RecursiveMode::Recursive);
        }
    }

    fn is_source(&self, path: &Path) -> bool {
        !self.ignored.iter().any(|ignored| path.starts_with(ignored))
            && self
                .roots
                .iter()
                .chain(&self.linked)
                .filter_map(|root| Some((&root.folder, path.strip_prefix(&root.path).ok()?)))
                .any(|(folder, inside)| !is_passed_over(folder, inside))
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

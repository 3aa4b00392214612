//! What is up at the moment, and waiting for it to change.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::Serialize;

use super::shown::{ShownFinding, shown};
use super::{BuildOutcome, OverlayTexts};
use crate::artifact::Artifacts;

/// How long to wait for a change before the connection is tried.
const PING: Duration = Duration::from_secs(15);

/// The state after a build. Cloning it is cheap, and what was cloned stays as it is while the next build replaces it.
#[derive(Debug, Clone)]
pub(super) struct State {
    /// Counts the builds.
    pub serial: u64,
    /// Names what a page shows: it changes with each good build, and with each build at all while there is no site.
    pub build: Arc<str>,
    /// The last good site.
    pub site: Option<Arc<Artifacts>>,
    /// What the last build found.
    pub findings: Arc<[ShownFinding]>,
    /// The words around it.
    pub texts: Arc<OverlayTexts>,
    /// The state in one line of JSON, for the pages.
    pub message: Arc<str>,
}

/// The state, shared.
#[derive(Debug)]
pub(super) struct Hub {
    state: Mutex<State>,
    changed: Condvar,
    /// Tells two runs of the server apart: a page that outlived the first one has to reload.
    run: u128,
}

#[derive(Serialize)]
struct Message<'a> {
    build: &'a str,
    failed: bool,
    findings: &'a [ShownFinding],
    texts: &'a OverlayTexts,
}

impl Hub {
    /// Begins with the first build.
    pub fn new(first: BuildOutcome) -> Self {
        #[expect(
            clippy::disallowed_methods,
            reason = "tells one run of the server from the next; no byte of a site depends on it"
        )]
        let run = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map(|since| since.as_nanos())
            .unwrap_or_default();
        Self {
            state: Mutex::new(next(None, first, run)),
            changed: Condvar::new(),
            run,
        }
    }

    /// Takes a build over and wakes all that wait.
    pub fn put(&self, outcome: BuildOutcome) {
        let before = self.now();
        let after = next(Some(&before), outcome, self.run);
        *self.lock() = after;
        self.changed.notify_all();
    }

    /// The state now.
    pub fn now(&self) -> State {
        self.lock().clone()
    }

    /// The state as soon as it is another than the one with this number, or after a while anyway.
    pub fn wait(&self, known: Option<u64>) -> State {
        let waiting = self
            .changed
            .wait_timeout_while(self.lock(), PING, |state| known == Some(state.serial));
        waiting.unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    /// A thread that panicked cannot have left the state half changed: it is replaced as a whole.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn next(before: Option<&State>, outcome: BuildOutcome, run: u128) -> State {
    let serial = before.map_or(1, |state| state.serial + 1);
    let failed = outcome.site.is_none();
    let findings = shown(&outcome);
    let site = outcome.site.map(Arc::new);
    let kept = before.filter(|state| failed && state.site.is_some());
    let build = kept.map_or_else(
        || format!("{run}-{serial}").into(),
        |state| Arc::clone(&state.build),
    );
    let message = Message {
        build: &build,
        failed,
        findings: &findings,
        texts: &outcome.overlay_texts,
    };
    // Strings and lists of strings always have a form in JSON.
    let message = serde_json::to_string(&message).unwrap_or_default();
    State {
        serial,
        site: site.or_else(|| kept.and_then(|state| state.site.clone())),
        findings: findings.into(),
        texts: Arc::new(outcome.overlay_texts),
        message: message.into(),
        build,
    }
}

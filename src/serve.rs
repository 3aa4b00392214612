//! The development server: builds, serves from memory, watches the sources, rebuilds, and tells the open pages.
//!
//! [`serve`] is the entry and never returns while all is well. Its parts, each of which knows only those above it:
//!
//! - `http` reads a request and writes a response. One connection carries one request, and a thread does it: the only
//!   guests are the browsers of one person, so there is nothing that an asynchronous runtime would be for.
//! - `shown` puts a finding into the words of whoever looks at the page.
//! - `page` changes a page on its way out: our script goes in, and its policy lets the script in. What is compared and
//!   published never sees this.
//! - `hub` holds the last good site and the findings of the last build, and wakes those who wait for the next.
//! - `answer` turns a request into a response.
//! - `linked` finds where symbolic links lead.
//! - `watch` says that the sources changed, once for a burst of changes.
//!
//! It listens on 127.0.0.1 only, and answers only who called it by a name of this machine: otherwise any web page could
//! point a name of its own at 127.0.0.1 and read the drafts.

mod answer;
mod http;
mod hub;
mod linked;
mod page;
mod shown;
mod watch;

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use serde::Serialize;

use crate::artifact::Artifacts;
use crate::diagnostic::Findings;
use hub::Hub;
use watch::Watch;

/// How to serve.
pub struct ServeOptions {
    /// Port on 127.0.0.1; 0 takes any that is free.
    pub port: u16,
    /// Whether to open the site in the user's browser.
    pub open: bool,
    /// Files and folders whose change calls for a rebuild. They need not exist yet.
    pub watch: Vec<PathBuf>,
    /// Folders inside of those that a build writes: the output folder, a cache.
    pub ignore: Vec<PathBuf>,
    /// Called once, after the first build, with the address that answers from now on.
    pub on_ready: Box<dyn FnOnce(SocketAddr) + Send>,
    /// Called after each further build, when the pages have been told.
    pub on_rebuilt: Box<dyn FnMut(&Rebuilt) + Send>,
}

/// What a rebuild came to, for a line on the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rebuilt {
    /// Whether there is a new site; if not, the last good one is still up.
    pub good: bool,
    /// How many findings it had.
    pub findings: usize,
    /// How long it took.
    pub took: Duration,
}

/// What a build hands to the server.
#[derive(Debug, Default)]
pub struct BuildOutcome {
    /// The new site; `None` if errors stopped the build.
    pub site: Option<Artifacts>,
    /// What to show on top of the page.
    pub findings: Findings,
    /// Why the sources could not be read, in words; then there is no site, and nobody looked for mistakes.
    pub unread: Option<String>,
    /// The words around the findings; their language is that of the findings.
    pub overlay_texts: OverlayTexts,
}

/// The words of the overlay and of the page that stands in for a site. The defaults are English.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OverlayTexts {
    /// Language tag of these texts and of the findings.
    pub language: String,
    /// `"ltr"` or `"rtl"`.
    pub direction: String,
    /// Heading over the findings.
    pub title: String,
    /// Said when an error stopped the build and an older page is shown.
    pub outdated: String,
    /// Said when there is no site yet.
    pub waiting: String,
    /// Label of an error.
    pub error: String,
    /// Label of a warning.
    pub warning: String,
    /// Label of a hint.
    pub hint: String,
    /// Name of the button that closes the overlay.
    pub close: String,
}

impl Default for OverlayTexts {
    fn default() -> Self {
        Self {
            language: "en".into(),
            direction: "ltr".into(),
            title: "Findings".into(),
            outdated: "The site could not be built. This page is from the last build that could."
                .into(),
            waiting: "There is no site yet. This page reloads itself as soon as there is one."
                .into(),
            error: "Error".into(),
            warning: "Warning".into(),
            hint: "Hint".into(),
            close: "Close".into(),
        }
    }
}

/// The server could not start.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Something else listens there.
    #[error("port {port} is in use by another program; choose another, or 0 for any that is free")]
    PortBusy {
        /// The port that was asked for.
        port: u16,
    },
    /// The system does not let us listen.
    #[error("cannot listen on 127.0.0.1 port {port}")]
    Listen {
        /// The port that was asked for.
        port: u16,
        /// What the system said.
        source: io::Error,
    },
    /// The sources cannot be watched, for instance because the system's limit of watched folders is reached.
    #[error("cannot watch {} for changes", path.display())]
    Watch {
        /// What was to be watched.
        path: PathBuf,
        /// What the watcher said.
        source: notify::Error,
    },
    /// No thread could be started.
    #[error("cannot start a thread")]
    Thread(#[source] io::Error),
}

/// Builds, serves and rebuilds until the process ends. `build` is called from this thread only, one call at a time.
///
/// # Errors
/// [`ServeError`] if the port is taken or the sources cannot be watched. Once it has called `on_ready` it does not fail.
pub fn serve(
    options: ServeOptions,
    mut build: impl FnMut() -> BuildOutcome + Send + 'static,
) -> Result<(), ServeError> {
    // The port is taken and the watch begun before the build, which may be long: a busy port is known at once, and a
    // change that comes meanwhile is not missed.
    let listener = listen(options.port)?;
    let address = listener.local_addr().map_err(|source| ServeError::Listen {
        port: options.port,
        source,
    })?;
    let mut watch = Watch::start(&options.watch, &options.ignore)?;
    let hub = Arc::new(Hub::new(build()));
    let shared = Arc::clone(&hub);
    thread::Builder::new()
        .spawn(move || accept(&listener, address.port(), &shared))
        .map_err(ServeError::Thread)?;
    (options.on_ready)(address);
    if options.open {
        open(address);
    }
    let mut on_rebuilt = options.on_rebuilt;
    while watch.wait() {
        let started = Instant::now();
        let outcome = build();
        let (good, findings) = (outcome.site.is_some(), outcome.findings.iter().count());
        hub.put(outcome);
        on_rebuilt(&Rebuilt {
            good,
            findings,
            took: started.elapsed(),
        });
    }
    Ok(())
}

fn listen(port: u16) -> Result<TcpListener, ServeError> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|source| match source.kind() {
        io::ErrorKind::AddrInUse => ServeError::PortBusy { port },
        _ => ServeError::Listen { port, source },
    })
}

/// Gives each connection its thread. A connection that fails is the browser's to repeat.
fn accept(listener: &TcpListener, port: u16, hub: &Arc<Hub>) {
    for stream in listener.incoming() {
        let Ok(stream) = stream else {
            // Out of file handles, most likely: they come back as connections end.
            thread::sleep(Duration::from_millis(50));
            continue;
        };
        let hub = Arc::clone(hub);
        let _ = thread::Builder::new().spawn(move || converse(stream, port, &hub));
    }
}

/// One connection. Errors mean that the browser went away, and there is nobody left to tell.
fn converse(mut stream: TcpStream, port: u16, hub: &Hub) -> io::Result<()> {
    let request = http::read(&mut stream)?;
    let state = hub.now();
    let answer = match request {
        Ok(request) => answer::answer(&request, port, &state),
        Err(status) => answer::Reply::plain(status),
    };
    match answer {
        answer::Reply::Events => events(&mut stream, hub),
        answer::Reply::Whole {
            response,
            with_body,
        } => {
            http::write(&mut stream, &response, with_body)?;
            http::finish(&mut stream)
        }
    }
}

/// Tells a page what the state is, and again whenever it changes, until the page is gone.
fn events(stream: &mut TcpStream, hub: &Hub) -> io::Result<()> {
    http::begin_events(stream)?;
    let mut told = None;
    loop {
        let now = hub.wait(told);
        if told == Some(now.serial) {
            http::write_ping(stream)?;
        } else {
            http::write_event(stream, "state", &now.message)?;
        }
        told = Some(now.serial);
    }
}

/// Opens the site in the user's browser, if there is one: the address stands on the terminal in any case.
fn open(address: SocketAddr) {
    let (program, before): (_, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(before).arg(format!("http://{address}/"));
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    // Some openers stay as long as the browser does; a thread waits for them so that none is left as a zombie.
    let _ = thread::Builder::new().spawn(move || command.status());
}

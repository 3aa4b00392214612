//! Why a site could not be published, in kinds that a caller can put into words of its own language.

use std::io;
use std::path::{Path, PathBuf};

/// The site was not published; what was there before is untouched.
#[derive(Debug, thiserror::Error)]
#[error("{}: {kind}", path.display())]
pub struct PublishError {
    /// What went wrong.
    pub kind: PublishErrorKind,
    /// The file or folder that it went wrong with.
    pub path: PathBuf,
    /// What the system said, where it was the system.
    pub source: Option<io::Error>,
}

/// What can go wrong. The English sentences are for logs; [`PublishErrorKind::name`] is the key for translated ones.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PublishErrorKind {
    /// Another build holds the lock.
    #[error("another build is writing to this folder")]
    Busy,
    /// There is something at the output folder, or beside it under a name that we need, that we did not make.
    #[error("this was not made by shirube, so it is not replaced")]
    Foreign,
    /// The output folder is, contains or lies inside a folder with an author's files (the one named here).
    #[error("the output folder and {} must not lie one inside the other", .0.display())]
    Protected(PathBuf),
    /// A file stands where a folder is needed.
    #[error("this is not a folder")]
    NotAFolder,
    /// A mount point, or a folder in a read-only layer of a container image. A folder inside it would do.
    #[error("this folder cannot be renamed: it is a mount point or part of another file system")]
    CannotMove,
    /// A path that no site may have: absolute, with `..`, or our marker's.
    #[error("this is no valid path for a published file")]
    InvalidName,
    /// The system does not let us write here.
    #[error("no permission to write here")]
    Permission,
    /// No space, or the quota is used up.
    #[error("the disk is full")]
    DiskFull,
    /// The file system is mounted read-only.
    #[error("the file system is read-only")]
    ReadOnly,
    /// A name or path is longer than the file system takes.
    #[error("the path is too long for this file system")]
    PathTooLong,
    /// Anything else; the source says what.
    #[error("cannot be written")]
    Other,
}

impl PublishErrorKind {
    /// Stable name in kebab case, a key for messages.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Busy => "busy",
            Self::Foreign => "foreign",
            Self::Protected(_) => "protected",
            Self::NotAFolder => "not-a-folder",
            Self::CannotMove => "cannot-move",
            Self::InvalidName => "invalid-name",
            Self::Permission => "permission",
            Self::DiskFull => "disk-full",
            Self::ReadOnly => "read-only",
            Self::PathTooLong => "path-too-long",
            Self::Other => "other",
        }
    }
}

/// A refusal of our own, without a system error behind it.
pub(super) fn refuse(kind: PublishErrorKind, path: &Path) -> PublishError {
    PublishError {
        kind,
        path: path.to_owned(),
        source: None,
    }
}

/// Adds the path that a system error is about: `fs::rename(..).map_err(at(path))`.
pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> PublishError {
    move |error| PublishError {
        kind: kind_of(&error),
        path: path.to_owned(),
        source: Some(error),
    }
}

fn kind_of(error: &io::Error) -> PublishErrorKind {
    match error.kind() {
        io::ErrorKind::PermissionDenied => PublishErrorKind::Permission,
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => PublishErrorKind::DiskFull,
        io::ErrorKind::ReadOnlyFilesystem => PublishErrorKind::ReadOnly,
        io::ErrorKind::InvalidFilename => PublishErrorKind::PathTooLong,
        io::ErrorKind::ResourceBusy | io::ErrorKind::CrossesDevices => PublishErrorKind::CannotMove,
        io::ErrorKind::NotADirectory => PublishErrorKind::NotAFolder,
        // Only renames meet this: someone filled the folder after we had looked at it.
        io::ErrorKind::DirectoryNotEmpty => PublishErrorKind::Foreign,
        _ => PublishErrorKind::Other,
    }
}

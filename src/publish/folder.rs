//! Which folders are ours: the marker, the question whether it is there, and the removal that ends with it.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use super::error::{PublishError, PublishErrorKind, at, refuse};

/// Name of the file inside every published site that says that the folder may be replaced.
pub const MARKER: &str = ".shirube";

/// What every marker begins with, whatever the version of the format.
const MARKER_START: &str = "shirube site";

/// The marker as written today. The number is the version of the format.
const MARKER_TEXT: &str = "shirube site 1\n\
    This folder is replaced as a whole by the next build. Keep nothing of your own in it:\n\
    what is to be published with the site belongs into static/ beside site.toml.\n";

/// The line of the marker after which the paths of all files follow that the build made.
const RECORD: &str = "Files of this build:\n";

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Occupant {
    Nothing,
    EmptyFolder,
    /// A folder with our marker.
    Ours,
    /// A folder with other things in it.
    Foreign,
    /// A file, a symbolic link or something rarer.
    NotAFolder,
}

/// Looks at a path without following a symbolic link at its end.
pub(super) fn look(path: &Path) -> Result<Occupant, PublishError> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Occupant::Nothing),
        Err(error) => Err(at(path)(error)),
        Ok(meta) if !meta.is_dir() => Ok(Occupant::NotAFolder),
        Ok(_) => look_inside(path).map_err(at(path)),
    }
}

fn look_inside(folder: &Path) -> io::Result<Occupant> {
    let mut entries = fs::read_dir(folder)?;
    if entries.next().transpose()?.is_none() {
        return Ok(Occupant::EmptyFolder);
    }
    let alone = entries.next().transpose()?.is_none();
    let marker = folder.join(MARKER);
    if !fs::symlink_metadata(&marker).is_ok_and(|meta| meta.is_file()) {
        return Ok(Occupant::Foreign);
    }
    let text = fs::read(&marker)?;
    // We may have been stopped while we wrote the marker, and it is the first file that we write.
    let begun = alone && MARKER_TEXT.as_bytes().starts_with(&text);
    let ours = begun || text.starts_with(MARKER_START.as_bytes());
    Ok(if ours {
        Occupant::Ours
    } else {
        Occupant::Foreign
    })
}

/// Makes a folder with nothing but our marker in it, synced, so that the next run knows it for ours in any case.
pub(super) fn create(folder: &Path) -> Result<(), PublishError> {
    let marker = folder.join(MARKER);
    fs::create_dir(folder).map_err(at(folder))?;
    fs::write(&marker, MARKER_TEXT).map_err(at(&marker))?;
    sync_file(&marker)?;
    sync_folder(folder)
}

/// Adds to the marker which files the build made, so that the next one knows those of others. It is added, because at no moment
/// may the folder be without its marker.
pub(super) fn add_record(folder: &Path, paths: &[String]) -> Result<(), PublishError> {
    let marker = folder.join(MARKER);
    let record = format!("{RECORD}{}\n", paths.join("\n"));
    let mut file = fs::OpenOptions::new();
    file.append(true)
        .open(&marker)
        .and_then(|mut file| file.write_all(record.as_bytes()))
        .map_err(at(&marker))
}

/// The paths of the files that the build of a folder made, a line each; nothing where an earlier version did not note them.
pub(super) fn record(folder: &Path) -> Result<String, PublishError> {
    let marker = folder.join(MARKER);
    match fs::read(&marker) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(at(&marker)(error)),
        Ok(text) => {
            let text = String::from_utf8_lossy(&text);
            let record = text.split_once(RECORD).map_or("", |(_, record)| record);
            Ok(record.to_owned())
        }
    }
}

/// Removes a folder of ours, the marker last: however far we get, what is left is still known for ours.
pub(super) fn remove(folder: &Path) -> Result<(), PublishError> {
    match look(folder)? {
        Occupant::Nothing => return Ok(()),
        Occupant::EmptyFolder => {}
        Occupant::Ours => empty(folder)?,
        Occupant::Foreign | Occupant::NotAFolder => {
            return Err(refuse(PublishErrorKind::Foreign, folder));
        }
    }
    fs::remove_dir(folder).map_err(at(folder))
}

fn empty(folder: &Path) -> Result<(), PublishError> {
    for entry in fs::read_dir(folder).map_err(at(folder))? {
        let entry = entry.map_err(at(folder))?;
        if entry.file_name() == MARKER {
            continue;
        }
        let path = entry.path();
        let is_folder = entry.file_type().map_err(at(&path))?.is_dir();
        let removed = if is_folder {
            fs::remove_dir_all(&path)
        } else {
            fs::remove_file(&path)
        };
        removed.map_err(at(&path))?;
    }
    let marker = folder.join(MARKER);
    fs::remove_file(&marker).map_err(at(&marker))
}

/// Waits until a file's bytes are on the disk. (Opened for writing, because Windows syncs nothing else.)
pub(super) fn sync_file(path: &Path) -> Result<(), PublishError> {
    fs::OpenOptions::new()
        .append(true)
        .open(path)
        .and_then(|file| file.sync_all())
        .map_err(at(path))
}

/// Waits until a folder's list of names is on the disk.
#[cfg(unix)]
pub(super) fn sync_folder(path: &Path) -> Result<(), PublishError> {
    fs::File::open(path)
        .and_then(|folder| folder.sync_all())
        .map_err(at(path))
}

/// Windows cannot open a folder to sync it; NTFS keeps names in its journal.
#[cfg(not(unix))]
pub(super) fn sync_folder(_: &Path) -> Result<(), PublishError> {
    Ok(())
}

//! Disk → sorted tree of texts and bytes. The only module that reads an author's files.
//!
//! [`read`] is the entry: `site.toml` and the [`FOLDERS`] are walked in the order of their names, texts are decoded once
//! (without byte order mark, line ends as `\n`), and everything else stays bytes, as all of [`STATIC`] does. What an author
//! can mend is a finding; only a disk that fails is an error.

#![expect(
    clippy::disallowed_methods,
    reason = "this is the module that reads the disk"
)]

use crate::diagnostic::{Finding, Findings, Place, Text, rules};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walkdir::WalkDir;

/// Names of the folders that make up a site, beside `site.toml`.
pub const FOLDERS: [&str; 4] = ["content", "i18n", "themes", STATIC];
/// The one of them whose files are published as they are, hidden ones too.
pub const STATIC: &str = "static";
/// Name of the file of settings.
pub const CONFIG: &str = "site.toml";

/// A file's bytes, with its texts decoded once.
#[derive(Debug, Clone)]
pub enum File {
    /// UTF-8 text without byte order mark, line ends as `\n`.
    Text(Text),
    /// Anything else.
    Bytes(Arc<[u8]>),
}

/// All files of a site, by path relative to the root, with `/`.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    files: BTreeMap<String, File>,
}

impl Tree {
    /// A file's text; `None` if there is no such file or it is not text.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<&Text> {
        match self.files.get(path) {
            Some(File::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Whether there is such a file.
    #[must_use]
    pub fn contains(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Paths (below `prefix`, which ends in `/`) and files, sorted by path.
    pub fn below<'a, 'p>(
        &'a self,
        prefix: &'p str,
    ) -> impl Iterator<Item = (&'a str, &'a File)> + use<'a, 'p> {
        self.files
            .range(prefix.to_owned()..)
            .take_while(move |(path, _)| path.starts_with(prefix))
            .map(|(path, file)| (path.as_str(), file))
    }

    /// A tree from memory, as tests and probes use it.
    #[must_use]
    pub fn from_texts<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let files = files
            .into_iter()
            .map(|(path, text)| (path.to_owned(), File::Text(Text::new(path, text))));
        Self {
            files: files.collect(),
        }
    }
}

/// A folder or file that could not be read: the machine's fault, not the author's.
#[derive(Debug, thiserror::Error)]
#[error("{}: {cause}", path.display())]
pub struct ReadError {
    /// What was to be read.
    pub path: PathBuf,
    /// What the system said.
    pub cause: std::io::Error,
}

/// Reads `site.toml` and the folders of a site below `root`.
///
/// Hidden and temporary files are passed over ([`STATIC`] has hidden ones). A symbolic link that leads out of the root is a finding, so is text that is not
/// UTF-8 and a file of a type that is never published.
///
/// # Errors
/// [`ReadError`] if the disk fails.
pub fn read(root: &Path, findings: &mut Findings) -> Result<Tree, ReadError> {
    let root = root.canonicalize().map_err(|cause| ReadError {
        path: root.to_owned(),
        cause,
    })?;
    if !root.is_dir() {
        let cause = std::io::ErrorKind::NotADirectory.into();
        return Err(ReadError { path: root, cause });
    }
    let mut found = Vec::new();
    let config = root.join(CONFIG);
    if exists(&config)? {
        // A device or a pipe has no end, or none that comes.
        if !config.is_file() {
            return Err(ReadError {
                path: config,
                cause: std::io::Error::other("not a file"),
            });
        }
        found.push((CONFIG.to_owned(), config));
    }
    for folder in FOLDERS {
        look_through(&root, folder, &mut found, findings)?;
    }
    let mut tree = Tree::default();
    for (path, file) in read_all(found)? {
        match file {
            Ok(file) => drop(tree.files.insert(path, file)),
            Err(finding) => findings.add(*finding),
        }
    }
    Ok(tree)
}

/// A file by its path, or what is wrong with it.
type ReadFile = (String, Result<File, Box<Finding>>);

/// Reads files in parallel, in the order in which they were found.
fn read_all(found: Vec<(String, PathBuf)>) -> Result<Vec<ReadFile>, ReadError> {
    let files = found.into_par_iter().map(|(path, from)| {
        let file = read_file(&path, &from)?;
        Ok((path, file))
    });
    // The first failure, whichever thread was quicker.
    files.collect::<Vec<_>>().into_iter().collect()
}

/// Whether a file or folder is there. One that may not be looked for is not taken for one that is not there.
fn exists(path: &Path) -> Result<bool, ReadError> {
    path.try_exists().map_err(|cause| ReadError {
        path: path.to_owned(),
        cause,
    })
}

/// Finds the files of a folder: their paths relative to the root, and where they lie.
fn look_through(
    root: &Path,
    folder: &str,
    found: &mut Vec<(String, PathBuf)>,
    findings: &mut Findings,
) -> Result<(), ReadError> {
    let start = root.join(folder);
    if !exists(&start)? {
        return Ok(());
    }
    let walk = WalkDir::new(&start).follow_links(true).sort_by_file_name();
    let passed_over = |name: &std::ffi::OsStr| is_passed_over(folder, &name.to_string_lossy());
    let mut walk = walk
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !passed_over(entry.file_name()));
    while let Some(entry) = walk.next() {
        let entry = match entry {
            Ok(entry) => entry,
            // Emacs locks a file with a link that leads nowhere.
            Err(error)
                if error
                    .path()
                    .and_then(Path::file_name)
                    .is_some_and(passed_over) =>
            {
                continue;
            }
            Err(error) => {
                findings.add(broken_link(root, &start, error)?);
                continue;
            }
        };
        let path = relative(root, entry.path());
        if entry.path_is_symlink() && !stays_inside(root, entry.path()) {
            findings.add(Finding::new(&rules::LINK_OUTSIDE_ROOT).at(Place::file(&path)));
            if entry.file_type().is_dir() {
                // What lies behind the link is not walked, either.
                walk.skip_current_dir();
            }
        } else if entry.file_type().is_file() {
            found.push((path, entry.into_path()));
        }
    }
    Ok(())
}

/// A link to nothing, or to a folder that it stands in, is its author's mistake; any other error is the disk's.
fn broken_link(root: &Path, start: &Path, error: walkdir::Error) -> Result<Finding, ReadError> {
    let path = error.path().unwrap_or(start).to_owned();
    if error.loop_ancestor().is_some() || path.is_symlink() {
        let place = Place::file(&relative(root, &path));
        return Ok(Finding::new(&rules::LINK_OUTSIDE_ROOT).at(place));
    }
    Err(ReadError {
        path,
        cause: error.into(),
    })
}

/// Whether a file or folder in one of the [`FOLDERS`] is none of the author's: what others leave, and what is hidden, where
/// nothing hidden is published.
#[must_use]
pub fn is_passed_over(folder: &str, name: &str) -> bool {
    is_left_behind(name) || (folder != STATIC && name.starts_with('.'))
}

/// Whether a name is that of something which editors, offices, version control and systems leave beside an author's files, or
/// this program beside its own.
#[must_use]
fn is_left_behind(name: &str) -> bool {
    let starts = [
        "#",
        ".#",
        "~$",
        ".~",
        ".Trash",
        ".goutputstream-",
        ".nfs",
        ".fuse_hidden",
    ];
    let ends = [
        "~",
        ".tmp",
        ".bak",
        ".swp",
        ".swo",
        ".part",
        "___jb_tmp___",
        "___jb_old___",
    ];
    let whole = [
        // Vim asks with it whether it may write in a folder.
        "4913",
        ".git",
        ".gitattributes",
        ".gitignore",
        ".gitkeep",
        ".gitmodules",
        ".hg",
        ".svn",
        // The mark of a published site.
        ".shirube",
    ];
    is_of_the_desktop(name)
        || starts.iter().any(|start| name.starts_with(start))
        || ends.iter().any(|end| name.ends_with(end))
        || whole.contains(&name)
}

/// Whether a name is that of something which a desktop makes in any folder that somebody looks into.
#[must_use]
pub fn is_of_the_desktop(name: &str) -> bool {
    name.starts_with("._")
        || matches!(
            name,
            ".directory" | ".DS_Store" | "Thumbs.db" | "desktop.ini"
        )
}

fn stays_inside(root: &Path, link: &Path) -> bool {
    link.canonicalize()
        .is_ok_and(|target| target.starts_with(root))
}

fn relative(root: &Path, path: &Path) -> String {
    let parts = path.strip_prefix(root).unwrap_or(path).components();
    parts
        .map(|part| part.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}

fn read_file(path: &str, from: &Path) -> Result<Result<File, Box<Finding>>, ReadError> {
    let bytes = std::fs::read(from).map_err(|cause| ReadError {
        path: from.to_owned(),
        cause,
    })?;
    if !is_text(path) || is_static(path) {
        return Ok(Ok(File::Bytes(bytes.into())));
    }
    Ok(match decode(&bytes) {
        Ok(text) => Ok(File::Text(Text::new(path, &text))),
        Err(valid) => Err(Box::new(invalid_utf8(path, &bytes[..valid]))),
    })
}

fn is_static(path: &str) -> bool {
    path.split('/').next() == Some(STATIC)
}

fn is_text(path: &str) -> bool {
    let extension = path.rsplit_once('.');
    let extension = extension.map(|(_, extension)| extension.to_ascii_lowercase());
    matches!(
        extension.as_deref(),
        Some("md" | "toml" | "html" | "xml" | "txt" | "css" | "js" | "svg" | "json")
    )
}

/// The text without byte order mark and with `\n` line ends, or how many bytes were valid UTF-8.
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, usize> {
    let text = std::str::from_utf8(bytes).map_err(|error| error.valid_up_to())?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    Ok(if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    })
}

fn invalid_utf8(path: &str, valid: &[u8]) -> Finding {
    let text = String::from_utf8_lossy(valid);
    let end = text.len();
    let mut place = Text::new(path, &text).place(end..end);
    place.excerpt.push('\u{FFFD}');
    Finding::new(&rules::INVALID_UTF8).at(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn what_editors_leave_is_passed_over_and_a_device_is_no_file() {
        let root = std::env::temp_dir().join(format!("shirube-source-{}", std::process::id()));
        let folder = root.join("content/en");
        std::fs::create_dir_all(&folder).unwrap();
        for name in [
            "p.md",
            "#p.md#",
            "p.md.bak",
            "p.md~",
            ".p.md.swp",
            "4913",
            "p.md___jb_tmp___",
            "~$plan.docx",
            ".~lock.plan.odt#",
            "Thumbs.db",
        ] {
            std::fs::write(folder.join(name), "x").unwrap();
        }
        std::os::unix::fs::symlink("user@host.1:2", folder.join(".#p.md")).unwrap();
        let mut findings = Findings::default();
        let tree = read(&root, &mut findings).unwrap();
        assert_eq!(tree.files.keys().collect::<Vec<_>>(), ["content/en/p.md"]);
        assert!(findings.is_empty(), "{findings:?}");
        std::os::unix::fs::symlink("/dev/zero", root.join("site.toml")).unwrap();
        assert!(read(&root, &mut findings).is_err());
        // What is no folder has no settings that could be missing.
        let error = read(&folder.join("p.md"), &mut findings).unwrap_err();
        assert_eq!(error.cause.kind(), std::io::ErrorKind::NotADirectory);
        // A name that no system can look for is like one that may not be looked for.
        assert!(exists(Path::new("a\0b")).is_err());
        assert!(findings.is_empty(), "{findings:?}");
        std::fs::remove_dir_all(&root).unwrap();
    }

    #[test]
    fn bom_and_crlf_are_fine() {
        assert_eq!(
            decode("\u{FEFF}a\r\nb\rc\n".as_bytes()),
            Ok("a\nb\nc\n".into())
        );
    }

    #[test]
    fn invalid_utf8_has_a_place() {
        let finding = invalid_utf8("a.md", "一\n二".as_bytes());
        let place = finding.place.unwrap();
        assert_eq!((place.line, place.column), (2, 2));
    }
}

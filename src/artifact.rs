//! The files of the site to be: path → bytes, with one writer for each path.
//!
//! Files are made by several threads, and each is handed over as it is ready: [`Files`] sees to it that no path has two
//! writers, and an [`Output`] takes them: [`Artifacts`] keep them in memory, `publish` writes them, [`Nowhere`] forgets them.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// The origin of files that are made from no file of their own.
pub const PROGRAM: &str = "shirube";

/// Where files go as they are made.
pub trait Output: Sync {
    /// Takes a file. `path` is relative, with `/`; no path comes twice.
    fn put(&self, path: &str, bytes: Vec<u8>);
}

/// For whom only wants to know what is found while files are made.
#[derive(Debug, Clone, Copy)]
pub struct Nowhere;

impl Output for Nowhere {
    fn put(&self, _: &str, _: Vec<u8>) {}
}

/// Two writers of one path, or of two paths that differ only in case (the same file on Windows and macOS), or of a file where
/// the other needs a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// The path that both want.
    pub path: String,
    /// Who had it first.
    pub first: String,
    /// Who came second and was refused.
    pub second: String,
}

/// The way of files to an output.
pub struct Files<'o> {
    output: &'o dyn Output,
    claimed: Mutex<Claimed>,
}

impl<'o> Files<'o> {
    /// No path is taken yet.
    #[must_use]
    pub fn new(output: &'o dyn Output) -> Self {
        Self {
            output,
            claimed: Mutex::default(),
        }
    }

    /// Takes a path for a file that will be made from `origin`, a path relative to the root where there is one.
    ///
    /// # Errors
    /// [`Clash`] if the path is taken; the first writer keeps it.
    pub fn claim(&self, path: &str, origin: &str) -> Result<(), Clash> {
        let mut claimed = self.claimed.lock().unwrap_or_else(PoisonError::into_inner);
        let folded = path.to_lowercase();
        if let Some(first) = claimed.taken(&folded) {
            return Err(Clash {
                path: path.to_owned(),
                first: first.clone(),
                second: origin.to_owned(),
            });
        }
        claimed.0.insert(folded, origin.to_owned());
        Ok(())
    }

    /// Hands over the file of a path that was claimed.
    pub fn fill(&self, path: &str, bytes: Vec<u8>) {
        self.output.put(path, bytes);
    }

    /// Claims a path and hands its file over.
    ///
    /// # Errors
    /// [`Clash`] as [`Files::claim`]; the file goes nowhere then.
    pub fn put(&self, path: &str, origin: &str, bytes: Vec<u8>) -> Result<(), Clash> {
        self.claim(path, origin)?;
        self.fill(path, bytes);
        Ok(())
    }
}

/// Paths in lower case, with what each file is made from.
#[derive(Default)]
struct Claimed(BTreeMap<String, String>);

impl Claimed {
    /// Who writes where this file is to be, above it or below it.
    fn taken(&self, folded: &str) -> Option<&String> {
        let above = folded.match_indices('/').map(|(at, _)| &folded[..at]);
        let mut itself_and_above = above.chain([folded]);
        let within = format!("{folded}/");
        let next = self.0.range(within.clone()..).next();
        let below = next.filter(|(path, _)| path.starts_with(&within));
        itself_and_above
            .find_map(|path| self.0.get(path))
            .or(below.map(|(_, origin)| origin))
    }
}

/// All files of a site, in the order of their paths.
#[derive(Debug, Clone, Default)]
pub struct Artifacts {
    files: BTreeMap<String, Vec<u8>>,
}

impl Output for Mutex<Artifacts> {
    fn put(&self, path: &str, bytes: Vec<u8>) {
        let mut files = self.lock().unwrap_or_else(PoisonError::into_inner);
        files.insert(path, bytes);
    }
}

impl Artifacts {
    /// Adds a file. `path` is relative, with `/`.
    pub fn insert(&mut self, path: &str, bytes: Vec<u8>) {
        self.files.insert(path.to_owned(), bytes);
    }

    /// The bytes of a file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// Paths and bytes, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_writer_is_refused_even_in_another_case() {
        let artifacts = Mutex::new(Artifacts::default());
        let files = Files::new(&artifacts);
        files.put("en/a.html", "one.md", b"1".to_vec()).unwrap();
        let clash = files.put("en/A.html", "two.md", b"2".to_vec()).unwrap_err();
        assert_eq!(
            (clash.first.as_str(), clash.second.as_str()),
            ("one.md", "two.md")
        );
        let artifacts = artifacts.into_inner().unwrap();
        assert_eq!(artifacts.get("en/a.html"), Some(b"1".as_slice()));
        assert_eq!(artifacts.len(), 1);
    }
    #[test]
    fn a_file_where_another_one_needs_a_folder_is_refused() {
        let files = Files::new(&Nowhere);
        files.claim("en/a/b.html", "one.md").unwrap();
        for path in ["en", "EN/a", "en/a/b.html/c"] {
            let clash = files.claim(path, "two").unwrap_err();
            assert_eq!(clash.first, "one.md", "{path}");
        }
        files.claim("en/a.html", "three").unwrap();
        files.claim("en-x/b", "four").unwrap();
    }
}

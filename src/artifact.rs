//! The files of the site to be: path → bytes, with one writer for each path.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// One file: who made it, for the message when a second one wants the same path, and its bytes.
#[derive(Debug, Clone)]
pub struct Artifact {
    /// What the file was made from, a path relative to the root where there is one.
    pub origin: String,
    /// The bytes that are published.
    pub bytes: Vec<u8>,
}

/// All files of a site, in the order of their paths.
#[derive(Debug, Clone, Default)]
pub struct Artifacts {
    files: BTreeMap<String, Artifact>,
    folded: BTreeMap<String, String>,
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

impl Artifacts {
    /// Adds a file. `path` is relative, with `/`.
    ///
    /// # Errors
    /// [`Clash`] if the path is taken; the first writer keeps it.
    pub fn insert(&mut self, path: &str, origin: &str, bytes: Vec<u8>) -> Result<(), Clash> {
        let folded = path.to_lowercase();
        if let Some(taken) = self.taken(&folded) {
            let first = self
                .files
                .get(taken)
                .map(|file| file.origin.clone())
                .unwrap_or_default();
            return Err(Clash {
                path: path.to_owned(),
                first,
                second: origin.to_owned(),
            });
        }
        self.folded.insert(folded, path.to_owned());
        if let Entry::Vacant(entry) = self.files.entry(path.to_owned()) {
            entry.insert(Artifact {
                origin: origin.to_owned(),
                bytes,
            });
        }
        Ok(())
    }

    /// The file that stands where this one is to be, above it or below it.
    fn taken(&self, folded: &str) -> Option<&String> {
        let above = folded.match_indices('/').map(|(at, _)| &folded[..at]);
        let mut itself_and_above = above.chain([folded]);
        let within = format!("{folded}/");
        let next = self.folded.range(within.clone()..).next();
        let below = next.filter(|(path, _)| path.starts_with(&within));
        itself_and_above
            .find_map(|path| self.folded.get(path))
            .or(below.map(|(_, taken)| taken))
    }

    /// The bytes of a file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(|file| file.bytes.as_slice())
    }

    /// Paths and bytes, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files
            .iter()
            .map(|(path, file)| (path.as_str(), file.bytes.as_slice()))
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
        let mut files = Artifacts::default();
        files.insert("en/a.html", "one.md", b"1".to_vec()).unwrap();
        let clash = files
            .insert("en/A.html", "two.md", b"2".to_vec())
            .unwrap_err();
        assert_eq!(
            (clash.first.as_str(), clash.second.as_str()),
            ("one.md", "two.md")
        );
        assert_eq!(files.get("en/a.html"), Some(b"1".as_slice()));
        assert_eq!(files.len(), 1);
    }

    #[test]
    fn a_file_where_another_one_needs_a_folder_is_refused() {
        let mut files = Artifacts::default();
        files.insert("en/a/b.html", "one.md", Vec::new()).unwrap();
        for path in ["en", "EN/a", "en/a/b.html/c"] {
            let clash = files.insert(path, "two", Vec::new()).unwrap_err();
            assert_eq!(clash.first, "one.md", "{path}");
        }
        files.insert("en/a.html", "three", Vec::new()).unwrap();
        files.insert("en-x/b", "four", Vec::new()).unwrap();
        assert_eq!(files.len(), 3);
    }
}

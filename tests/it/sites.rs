//! Fixture sites: copied to a folder of their own, changed there, and built in memory.

use shirube::artifact::Artifacts;
use shirube::build::{Built, Options, build};
use shirube::diagnostic::{Finding, Findings};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Names of overlay files that steer the copy and are no part of a site.
const CONTROL: [&str; 3] = ["expected.txt", "removed.txt", "links.txt"];

/// The folder that holds all fixture sites.
pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites")
}

/// A copy of `tests/sites/base/` that a test may change; it is removed when the test has passed.
pub struct Site {
    pub root: PathBuf,
}

impl Site {
    /// A fresh copy. `name` must be of one test only.
    pub fn base(name: &str) -> Self {
        let root =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        if root.exists() {
            fs::remove_dir_all(&root).unwrap();
        }
        let site = Self { root };
        site.overlay(&fixtures().join("base"));
        site
    }

    /// Lays the files of a folder over those that are there. Its `removed.txt` names files to take away, one a line;
    /// its `links.txt` symbolic links to make, as `path -> target`, where `{overlay}` is the folder itself.
    pub fn overlay(&self, from: &Path) {
        for (path, file) in files(from) {
            if !CONTROL.contains(&path.as_str()) {
                self.write(&path, fs::read(file).unwrap());
            }
        }
        for path in lines(&from.join("removed.txt")) {
            fs::remove_file(self.root.join(&path))
                .unwrap_or_else(|error| panic!("{path}: {error}"));
        }
        for link in lines(&from.join("links.txt")) {
            let (path, target) = link.split_once(" -> ").expect("path -> target");
            symbolic_link(
                &target.replace("{overlay}", &from.to_string_lossy()),
                &self.root.join(path),
            );
        }
    }

    /// Writes a file, with the folders it needs.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Replaces text in a file; the text must be there.
    pub fn edit(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.root.join(path)).unwrap();
        assert!(text.contains(from), "{path} does not contain {from:?}");
        self.write(path, text.replace(from, to));
    }

    /// Builds the site as the command line would by default.
    pub fn build(&self) -> Built {
        self.build_with(None)
    }

    /// Builds it for an address on the web.
    pub fn build_with(&self, base_url: Option<&str>) -> Built {
        let options = Options {
            base_url: base_url.map(str::to_owned),
            ..self.options()
        };
        build(&options, &|_| {}).expect("the disk works")
    }

    /// What the command line asks for by default.
    pub fn options(&self) -> Options {
        Options {
            root: self.root.clone(),
            base_url: None,
            drafts: false,
            minify: true,
        }
    }

    /// Adds the one language that is written from right to left, with one page of its own.
    pub fn add_third_language(&self) {
        self.edit(
            "site.toml",
            "theme = \"plain\"\n",
            "theme = \"plain\"\n[[languages]]\ntag = \"ar\"\nname = \"العربية\"\n",
        );
        self.overlay(&fixtures().join("third-language"));
    }

    /// Builds it and takes its files; findings are a failure.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let built = self.build();
        assert!(built.findings.is_empty(), "{}", list(&built.findings));
        contents(&built.artifacts.expect("a site without findings is made"))
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let _ = fs::remove_dir_all(&self.root);
        }
    }
}

#[cfg(unix)]
fn symbolic_link(target: &str, path: &Path) {
    std::os::unix::fs::symlink(target, path).unwrap();
}

#[cfg(not(unix))]
fn symbolic_link(_target: &str, path: &Path) {
    panic!("{}: no symbolic links on this system", path.display());
}

/// All files below a folder, by path relative to it with `/`, in the order of the alphabet.
pub fn files(folder: &Path) -> BTreeMap<String, PathBuf> {
    let walk = WalkDir::new(folder).into_iter().map(|entry| entry.unwrap());
    walk.filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap();
            let parts: Vec<_> = path
                .components()
                .map(|part| part.as_os_str().to_string_lossy())
                .collect();
            (parts.join("/"), entry.path().to_owned())
        })
        .collect()
}

fn lines(path: &Path) -> Vec<String> {
    fs::read_to_string(path)
        .map(|text| text.lines().map(str::to_owned).collect())
        .unwrap_or_default()
}

/// Paths and bytes.
pub fn contents(artifacts: &Artifacts) -> BTreeMap<String, Vec<u8>> {
    artifacts
        .iter()
        .map(|(path, bytes)| (path.to_owned(), bytes.to_vec()))
        .collect()
}

/// Findings as `expected.txt` writes them, one a line.
pub fn list(findings: &Findings) -> String {
    findings
        .iter()
        .map(|finding| line(finding) + "\n")
        .collect()
}

fn line(finding: &Finding) -> String {
    let severity = finding.rule.severity.name();
    match &finding.place {
        Some(place) => format!(
            "{severity} {} {}:{}:{}",
            finding.rule.name, place.path, place.line, place.column
        ),
        None => format!("{severity} {} -", finding.rule.name),
    }
}

/// Fails with the first file that differs, and where.
pub fn assert_same(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) {
    let paths = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(paths(one), paths(other));
    for (path, bytes) in one {
        if *bytes != other[path] {
            let at = bytes
                .iter()
                .zip(&other[path])
                .take_while(|(a, b)| a == b)
                .count();
            let around = |bytes: &[u8]| {
                String::from_utf8_lossy(&bytes[at.saturating_sub(40)..bytes.len().min(at + 40)])
                    .into_owned()
            };
            panic!(
                "{path} differs at byte {at}:\n  {:?}\n  {:?}",
                around(bytes),
                around(&other[path])
            );
        }
    }
}

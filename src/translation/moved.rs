//! A page gets another path: in every language, with what was recorded of it, and with all links.

use super::{page_path, state_path};
use crate::config::Config;
use crate::diagnostic::Text;
use crate::fields::edit;
use crate::language::Tag;
use crate::pages::{addresses, with_alias};
use crate::source::{File, Tree};
use crate::url::{join, relative};

/// What is to be done with files.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// Files to be written, by path.
    pub written: Vec<(String, String)>,
    /// Files to be taken away.
    pub removed: Vec<String>,
}

/// Moves the page at the path `old` to `new`. It keeps its old address, links of all pages lead to the new one, and its own links
/// lead where they led.
#[must_use]
pub fn moved(tree: &Tree, config: &Config, old: &str, new: &str) -> Moved {
    let mut moved = Moved::default();
    for language in &config.languages {
        let language = &language.tag;
        for (path, page, text) in pages(tree, language) {
            let is_it = page == old;
            let to = if is_it { new } else { page };
            let mut said = linked(text, (page, to), (old, new));
            if is_it {
                said = with_alias(&said, old, new).unwrap_or(said);
                moved.removed.push(path.to_owned());
            }
            if is_it || said != *text.text {
                moved.written.push((page_path(language, to), said));
            }
        }
        let state = state_path(language, old);
        if let Some(text) = tree.text(&state) {
            moved
                .written
                .push((state_path(language, new), text.text.to_string()));
            moved.removed.push(state);
        }
    }
    moved
}

/// The pages of a language: the file's path, the page's, and the text.
fn pages<'t>(tree: &'t Tree, language: &Tag) -> Vec<(&'t str, &'t str, &'t Text)> {
    let folder = format!("content/{language}/");
    let files = tree.below(&folder).filter_map(|(path, file)| {
        let page = path.get(folder.len()..)?.strip_suffix(".md")?;
        match file {
            File::Text(text) => Some((path, page, text)),
            File::Bytes(_) => None,
        }
    });
    files.collect()
}

/// The text of a page with links that lead to where things are once `old` is at `new`. `from`, `to`: where the page itself is.
fn linked(text: &Text, (from, to): (&str, &str), (old, new): (&str, &str)) -> String {
    let mut said = text.text.to_string();
    for range in addresses(text).into_iter().rev() {
        let written = &text.text[range.clone()];
        if let Some(other) = address(written, (from, to), (old, new)) {
            said.replace_range(range, &other);
        }
    }
    // Reading paths name pages without a link.
    said.replace(
        &format!("page = {}", edit::quoted(old)),
        &format!("page = {}", edit::quoted(new)),
    )
}

/// An address as it is to be written; `None` where it stays.
fn address(written: &str, (from, to): (&str, &str), (old, new): (&str, &str)) -> Option<String> {
    let end = written.find(['#', '?']).unwrap_or(written.len());
    let (path, rest) = written.split_at(end);
    if let Some(named) = path.strip_prefix("lang:") {
        let (tag, page) = named.split_once(':')?;
        return (page.strip_suffix(".md") == Some(old))
            .then(|| format!("lang:{tag}:{new}.md{rest}"));
    }
    if path.is_empty() || path.starts_with(['/', '<']) || path.contains(':') {
        return None;
    }
    let target = join(from, path)?;
    let is_it = target.strip_suffix(".md") == Some(old);
    let target = if is_it { format!("{new}.md") } else { target };
    (is_it || from != to).then(|| format!("{}{rest}", relative(&format!("{to}.md"), &target)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;
    use crate::diagnostic::Findings;

    #[test]
    fn a_page_moves_with_its_state_and_all_links_follow() {
        let config = "title = \"t\"\nlanguages = [{tag = \"ja\", name = \"a\"}, {tag = \"en\", name = \"b\"}]\n";
        let tree = Tree::from_texts([
            ("site.toml", config),
            (
                "content/ja/kit/one.md",
                "+++\ntitle = \"1\"\n+++\n[a](two.md#x), [b](../index.md), ![c](c.png \"t\"), [d](#y), [e](https://e.example/), [f](doc:f), [self](one.md)\n",
            ),
            (
                "content/en/kit/one.md",
                "+++\ntitle = \"1\"\naliases = [\"first\"]\n[questions]\npage = [\"q\"]\n+++\ntext\n",
            ),
            (
                "content/en/kit/two.md",
                "+++\ntitle = \"2\"\n+++\n[one](one.md?q#z) and [one](../kit/one.md), [ja](lang:ja:kit/one.md#z)\n\n```path\n[[pages]]\npage = \"kit/one\"\nwhy = \"x\"\n```\n",
            ),
            (
                "content/en/index.md",
                "+++\ntitle = \"i\"\n+++\n[two](kit/two.md)\n",
            ),
            ("i18n/state/en/kit/one.toml", "from = \"ja\"\n"),
        ]);
        let config = config::parse(&tree, &mut Findings::default()).unwrap();
        let moved = moved(&tree, &config, "kit/one", "guide/deep/first");
        let written: Vec<(&str, &str)> = moved
            .written
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect();
        assert_eq!(
            written,
            [
                (
                    "content/ja/guide/deep/first.md",
                    "+++\ntitle = \"1\"\naliases = [\"kit/one\"]\n+++\n[a](../../kit/two.md#x), [b](../../index.md), ![c](../../kit/c.png \"t\"), [d](#y), [e](https://e.example/), [f](doc:f), [self](first.md)\n"
                ),
                (
                    "content/en/guide/deep/first.md",
                    "+++\ntitle = \"1\"\naliases = [\"first\", \"kit/one\"]\n[questions]\npage = [\"q\"]\n+++\ntext\n"
                ),
                (
                    "content/en/kit/two.md",
                    "+++\ntitle = \"2\"\n+++\n[one](../guide/deep/first.md?q#z) and [one](../guide/deep/first.md), [ja](lang:ja:guide/deep/first.md#z)\n\n```path\n[[pages]]\npage = \"guide/deep/first\"\nwhy = \"x\"\n```\n"
                ),
                ("i18n/state/en/guide/deep/first.toml", "from = \"ja\"\n"),
            ]
        );
        assert_eq!(
            moved.removed,
            [
                "content/ja/kit/one.md",
                "content/en/kit/one.md",
                "i18n/state/en/kit/one.toml"
            ]
        );
    }
}

//! What the author of a link meant that leads nowhere: the form in which it would lead there.

use super::Context;
use crate::diagnostic::nearest;
use crate::pages::{Link, Page};
use crate::site::relative;
use crate::url::join;

/// Schemes that lead out of the site.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// A path of a page or of a file beside it, by what was written for it; `path` is that, seen from the language's folder.
pub fn by_path(context: &Context<'_>, page: &Page, link: &Link, path: &str) -> Option<String> {
    if link.image {
        return file(context, page, path).or_else(|| file_like(context, page, path));
    }
    elsewhere(&link.destination)
        .or_else(|| known_page(context, page, link, path))
        .or_else(|| file(context, page, path))
        .or_else(|| page_like(context, page, path))
        .or_else(|| file_like(context, page, path))
}

/// What a path from the root, or out of it, should have been.
pub fn within(context: &Context<'_>, page: &Page, link: &Link) -> Option<String> {
    let written = link.destination.replace('\\', "/");
    if let Some(address) = elsewhere(&written) {
        return Some(address).filter(|_| !link.image);
    }
    let own = format!("/{}/", page.language);
    let path = path_of(&written);
    let path = match path.strip_prefix(&own).or_else(|| path.strip_prefix('/')) {
        Some(path) => path.trim_end_matches('/').to_owned(),
        None => join(&page.path, path)?,
    };
    if link.image {
        return file(context, page, &path);
    }
    known_page(context, page, link, &path).or_else(|| file(context, page, &path))
}

/// An address whose scheme is nearly one that leads out of the site.
pub fn scheme(written: &str, rest: &str) -> Option<String> {
    let known = nearest(written, SCHEMES)?;
    Some(format!("{known}:{rest}"))
}

/// A mail or web address without its scheme.
fn elsewhere(written: &str) -> Option<String> {
    if let Some((name, host)) = written.split_once('@')
        && !name.is_empty()
        && !name.contains('/')
        && is_host(host)
    {
        return Some(format!("mailto:{written}"));
    }
    let address = written.strip_prefix("//").unwrap_or(written);
    let host = address.split(['/', '?', '#']).next().unwrap_or_default();
    let is_web = written.starts_with("//")
        || host.starts_with("www.")
        || address[host.len()..].starts_with('/');
    (is_web && is_host(host)).then(|| format!("https://{address}"))
}

/// Whether a word looks like the name of a host on the internet.
fn is_host(word: &str) -> bool {
    let plain =
        |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    word.split('.').all(plain)
        && word
            .rsplit_once('.')
            .is_some_and(|(_, last)| last.len() >= 2 && last.chars().all(char::is_alphabetic))
}

/// A page that is there, by its folder, by its address, or by its name without what a file's name ends in.
fn known_page(context: &Context<'_>, page: &Page, link: &Link, path: &str) -> Option<String> {
    let stem = stem(path).to_ascii_lowercase();
    let index = if stem.is_empty() {
        "index".to_owned()
    } else {
        format!("{stem}/index")
    };
    let found = [stem, index]
        .into_iter()
        .find(|path| context.texts.contains_key(path))?;
    Some(format!(
        "{}.md{}",
        relative(&page.path, &found),
        anchor_of(&link.destination)
    ))
}

/// A page of the same name in another folder, if there is one only, or one whose path and name are nearly the same.
fn page_like(context: &Context<'_>, page: &Page, path: &str) -> Option<String> {
    let stem = stem(path);
    let others = || {
        let paths = context.texts.keys().map(String::as_str);
        paths.filter(|other| *other != page.path)
    };
    let mut same = others().filter(|other| name(other).eq_ignore_ascii_case(name(stem)));
    let only = same.next().filter(|_| same.next().is_none());
    let found = only.map(str::to_owned).or_else(|| like(stem, others()))?;
    Some(format!("{}.md", relative(&page.path, &found)))
}

/// The nearest path whose name is near, too: of two paths in one folder most is the same.
fn like<'a>(path: &str, others: impl Iterator<Item = &'a str>) -> Option<String> {
    nearest(
        path,
        others.filter(|other| nearest(name(path), [name(other)]).is_some()),
    )
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// A file of the same name, whatever its case and folder.
fn file(context: &Context<'_>, page: &Page, path: &str) -> Option<String> {
    let found = files(context, page).find(|other| name(other).eq_ignore_ascii_case(name(path)));
    found.map(|found| relative(&page.path, found))
}

/// A file whose path and name are nearly the same.
fn file_like(context: &Context<'_>, page: &Page, path: &str) -> Option<String> {
    let found = like(path, files(context, page))?;
    Some(relative(&page.path, &found))
}

/// Files beside pages of the page's language, seen from its folder.
fn files<'a>(context: &'a Context<'_>, page: &Page) -> impl Iterator<Item = &'a str> {
    let folder = format!("{}/", page.language);
    let all = context.assets.keys();
    all.filter_map(move |address| address.strip_prefix(&folder))
}

fn stem(path: &str) -> &str {
    let ends = [".md", ".markdown", ".html", ".htm"];
    let end = ends.into_iter().find(|end| {
        path.len()
            .checked_sub(end.len())
            .and_then(|at| path.get(at..))
            .is_some_and(|last| last.eq_ignore_ascii_case(end))
    });
    &path[..path.len() - end.map_or(0, str::len)]
}

fn path_of(destination: &str) -> &str {
    destination.split(['#', '?']).next().unwrap_or_default()
}

fn anchor_of(destination: &str) -> &str {
    destination.find('#').map_or("", |at| &destination[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_without_a_scheme_are_told_from_paths() {
        for (written, meant) in [
            ("me@example.org", Some("mailto:me@example.org")),
            ("//example.org/a", Some("https://example.org/a")),
            ("www.example.org", Some("https://www.example.org")),
            ("example.org/a.html", Some("https://example.org/a.html")),
            ("notes.md", None),
            ("guide.html", None),
            ("notes/a@b.md", None),
            ("../example.org", None),
            ("a@b", None),
        ] {
            assert_eq!(elsewhere(written).as_deref(), meant, "{written}");
        }
        assert_eq!(scheme("htps", "//a.org").as_deref(), Some("https://a.org"));
        assert_eq!(scheme("javascript", "f()"), None);
    }

    #[test]
    fn what_a_files_name_ends_in_is_no_part_of_a_path() {
        assert_eq!(stem("a/Über.HTML"), "a/Über");
    }
}

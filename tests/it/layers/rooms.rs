//! Within a folder of `src/`, files know each other in one direction only: no circles among the modules of one folder.

use super::{each_path, heads, sources};
use std::collections::{BTreeMap, BTreeSet};

/// Module → the modules beside it that it names, by folder.
type Rooms = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

#[test]
fn modules_of_a_folder_know_each_other_in_one_direction() {
    let circles = circles(&rooms(&sources()));
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}

fn rooms(sources: &[(String, String)]) -> Rooms {
    let mut rooms = Rooms::new();
    for (path, text) in sources {
        let modules: Vec<&str> = path.trim_end_matches(".rs").split('/').collect();
        for depth in 1..modules.len() {
            let (folder, own) = (&modules[..depth], modules[depth]);
            let mut named = BTreeSet::new();
            each_path(text, |up, rest| match up {
                Some(up) if up == modules.len() - depth => heads(rest, &mut named),
                None => heads_below(folder, rest, &mut named),
                Some(_) => {}
            });
            named.remove(own);
            let room = rooms.entry(folder.join("/")).or_default();
            room.entry(own.to_owned()).or_default().extend(named);
        }
    }
    rooms
}

/// What follows a path from the top to a folder: `links` of `site::links::resolve`, for `site`.
fn heads_below(folder: &[&str], tokens: &[String], named: &mut BTreeSet<String>) {
    let inside = folder.iter().enumerate().all(|(at, module)| {
        let token = |place: usize| tokens.get(place).map(String::as_str);
        token(2 * at) == Some(*module) && token(2 * at + 1) == Some("::")
    });
    if inside {
        heads(&tokens[2 * folder.len()..], named);
    }
}

/// Each circle, from the module of it that comes first in the alphabet.
fn circles(rooms: &Rooms) -> Vec<String> {
    let mut found = Vec::new();
    for (folder, room) in rooms {
        for start in room.keys() {
            found.extend(circle(room, start).map(|circle| format!("src/{folder}/: {circle}")));
        }
    }
    found
}

fn circle(room: &BTreeMap<String, BTreeSet<String>>, start: &str) -> Option<String> {
    let mut ways = vec![vec![start.to_owned()]];
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop() {
        for next in room
            .get(way.last()?)
            .into_iter()
            .flatten()
            .filter(|next| next.as_str() >= start)
        {
            if next == start {
                return Some(format!("{} → {start}", way.join(" → ")));
            }
            if room.contains_key(next) && seen.insert(next.clone()) {
                ways.push([&way[..], std::slice::from_ref(next)].concat());
            }
        }
    }
    None
}

#[test]
fn the_checker_sees_circles() {
    let sample = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    let rooms = rooms(&[
        sample("site.rs", "mod a; mod b; mod c; use b::x;"),
        sample("site/a.rs", "use super::b::x; use super::Type;"),
        sample(
            "site/b.rs",
            "use crate::site::c::y; mod tests { use super::super::a::z; }",
        ),
        sample("site/c.rs", "use super::d::e;"),
        sample("site/d/e.rs", "use super::super::b::x; use super::f::g;"),
        sample("site/d/f.rs", "use super::h;"),
        sample("pages/a.rs", "use super::b::x;"),
        sample("pages/b.rs", "use crate::site::a::x;"),
    ]);
    assert_eq!(
        circles(&rooms),
        ["src/site/: a → b → a", "src/site/: b → c → d → b"]
    );
}

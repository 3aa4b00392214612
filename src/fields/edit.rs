//! Changes to TOML that somebody wrote: what is not changed stays as it is, comments, order and spaces too.

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Key, Table, TomlError, Value, value};

/// A text that is to be put into a file.
#[derive(Debug, Clone)]
pub struct NewText {
    /// Keys joined by dots: `search.label` is the key `label` in the table `search`.
    pub key: String,
    /// The text.
    pub text: String,
    /// What stands in comments above it, line by line.
    pub comment: String,
}

/// A text as a TOML value.
#[must_use]
pub fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// Adds texts, each in its table, which is made where it is missing. A key that is there already keeps its text.
///
/// # Errors
/// The parser's own, if `toml` is none; nothing where a key leads through something that is no table.
pub fn with_texts(toml: &str, texts: &[NewText]) -> Result<String, TomlError> {
    let mut document: DocumentMut = toml.parse()?;
    for new in texts {
        let mut segments: Vec<&str> = new.key.split('.').collect();
        let Some(last) = segments.pop() else { continue };
        let Some(table) = table_at(document.as_table_mut(), &segments) else {
            continue;
        };
        if table.contains_key(last) {
            continue;
        }
        let comment = new.comment.lines().map(|line| format!("# {line}\n"));
        let key = Key::new(last);
        table.insert_formatted(&key, value(&*new.text));
        if let Some(mut key) = table.key_mut(last) {
            key.leaf_decor_mut().set_prefix(comment.collect::<String>());
        }
    }
    Ok(document.to_string())
}

/// The table that keys lead to.
fn table_at<'d>(table: &'d mut Table, segments: &[&str]) -> Option<&'d mut Table> {
    let Some((first, rest)) = segments.split_first() else {
        return Some(table);
    };
    if !table.contains_key(first) {
        let mut new = Table::new();
        // `[a.b]` needs no `[a]` above it.
        new.set_implicit(!rest.is_empty());
        new.decor_mut().set_prefix("\n");
        table.insert(first, Item::Table(new));
    }
    let next = table.get_mut(first)?.as_table_mut()?;
    if rest.is_empty() {
        next.set_implicit(false);
    }
    table_at(next, rest)
}

/// Adds a table to a list of tables, behind those that are there.
///
/// # Errors
/// The parser's own, if `toml` is none; nothing is added where `list` is something else.
pub fn with_table(toml: &str, list: &str, texts: &[(&str, &str)]) -> Result<String, TomlError> {
    let mut document: DocumentMut = toml.parse()?;
    let known = document
        .entry(list)
        .or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    match known {
        Item::ArrayOfTables(tables) => {
            let mut new = Table::new();
            for (key, text) in texts {
                new.insert(key, value(*text));
            }
            new.decor_mut().set_prefix("\n");
            tables.push(new);
        }
        Item::Value(Value::Array(array)) => {
            let pairs = texts.iter().map(|(key, text)| (*key, Value::from(*text)));
            array.push(Value::InlineTable(pairs.collect()));
        }
        _ => {}
    }
    Ok(document.to_string())
}

/// Takes keys away and says of one that it is true.
///
/// # Errors
/// The parser's own, if `toml` is none.
pub fn marked(toml: &str, without: &[&str], mark: &str) -> Result<String, TomlError> {
    let mut document: DocumentMut = toml.parse()?;
    for key in without {
        document.remove(key);
    }
    document.insert(mark, value(true));
    Ok(document.to_string())
}

/// Adds a text to a list of texts, which is made where it is missing, and takes another one out of it.
///
/// # Errors
/// The parser's own, if `toml` is none; nothing is added where `key` is no list.
pub fn with_listed(toml: &str, key: &str, text: &str, without: &str) -> Result<String, TomlError> {
    let mut document: DocumentMut = toml.parse()?;
    let list = document.entry(key).or_insert(value(Array::new()));
    if let Some(list) = list.as_array_mut() {
        list.retain(|known| known.as_str() != Some(without));
        list.push(text);
    }
    Ok(document.to_string())
}

/// Puts other texts in the place of those that keys lead to (`levels.2`, `tool.steps.0`).
///
/// # Errors
/// The parser's own, if `toml` is none; nothing is put where keys lead to no text.
pub fn with_values(toml: &str, texts: &[(&str, &str)]) -> Result<String, TomlError> {
    let mut document: DocumentMut = toml.parse()?;
    for (path, text) in texts {
        let segments: Vec<&str> = path.split('.').collect();
        if let Some(known) = text_at(document.as_item_mut(), &segments) {
            let decor = known.decor().clone();
            *known = Value::from(*text);
            *known.decor_mut() = decor;
        }
    }
    Ok(document.to_string())
}

/// The text that keys lead to, through tables and lists.
fn text_at<'d>(item: &'d mut Item, segments: &[&str]) -> Option<&'d mut Value> {
    let Some((first, rest)) = segments.split_first() else {
        return item.as_value_mut().filter(|value| value.is_str());
    };
    match item {
        Item::ArrayOfTables(tables) => {
            let (key, rest) = rest.split_first()?;
            text_at(tables.get_mut(first.parse().ok()?)?.get_mut(key)?, rest)
        }
        Item::Value(value) => value_at(value, segments),
        Item::Table(table) => text_at(table.get_mut(first)?, rest),
        Item::None => None,
    }
}

fn value_at<'d>(value: &'d mut Value, segments: &[&str]) -> Option<&'d mut Value> {
    let Some((first, rest)) = segments.split_first() else {
        return Some(value).filter(|value| value.is_str());
    };
    let within = match value {
        Value::Array(array) => array.get_mut(first.parse().ok()?)?,
        Value::InlineTable(table) => table.get_mut(first)?,
        _ => return None,
    };
    value_at(within, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_added_behind_the_others_and_all_else_stays() {
        let toml = "# Settings\ntitle = 'T'   # ours\n\n[[languages]]\ntag = \"ja\"\nname = \"J\"\n\n[markdown]\nhtml = \"refuse\"\n";
        let written = with_table(toml, "languages", &[("tag", "vi"), ("name", "V")]).unwrap();
        let languages = "[[languages]]\ntag = \"ja\"\nname = \"J\"\n\n[[languages]]\ntag = \"vi\"\nname = \"V\"\n";
        assert_eq!(
            written,
            format!(
                "# Settings\ntitle = 'T'   # ours\n\n{languages}\n[markdown]\nhtml = \"refuse\"\n"
            )
        );
        let inline = with_table(
            "languages = [{ tag = \"ja\" }]\n",
            "languages",
            &[("tag", "vi")],
        );
        assert_eq!(
            inline.unwrap(),
            "languages = [{ tag = \"ja\" }, { tag = \"vi\" }]\n"
        );
    }

    #[test]
    fn texts_are_added_to_their_tables_with_what_they_are_for() {
        let new = |key: &str, comment: &str| NewText {
            key: key.to_owned(),
            text: String::new(),
            comment: comment.to_owned(),
        };
        let texts = [
            new("a.b", "one\ntwo"),
            new("a.c.d", "three"),
            new("a.e", "four"),
        ];
        let written = with_texts("# Ours\n[a]\nb = \"there\"\n", &texts).unwrap();
        assert_eq!(
            written,
            "# Ours\n[a]\nb = \"there\"\n# four\ne = \"\"\n\n[a.c]\n# three\nd = \"\"\n"
        );
        let written = with_texts("", &texts).unwrap();
        assert_eq!(
            written,
            "\n[a]\n# one\n# two\nb = \"\"\n# four\ne = \"\"\n\n[a.c]\n# three\nd = \"\"\n"
        );
    }

    #[test]
    fn what_is_marked_keeps_all_but_what_is_taken_away() {
        let toml = "title = \"a\"\nreading = \"b\"\n\n[levels]\n\"0\" = \"c\"\n\n# Asked\n[questions]\npage = [\"d\"]\n";
        let written = marked(toml, &["reading", "questions"], "draft").unwrap();
        assert_eq!(
            written,
            "title = \"a\"\ndraft = true\n\n[levels]\n\"0\" = \"c\"\n"
        );
    }

    #[test]
    fn texts_are_exchanged_where_their_keys_lead() {
        let toml = "title = 'a'  # ours\nsteps = [ \"b\", \"c\" ]\n[levels]\n\"0\" = \"d\"\n[[pages]]\npage = \"x\"\nwhy = \"e\"\n";
        let new = [
            ("title", "A"),
            ("steps.1", "C \"c\""),
            ("levels.0", "D"),
            ("pages.0.why", "E"),
            ("none.1", "F"),
            ("pages.3.why", "G"),
        ];
        assert_eq!(
            with_values(toml, &new).unwrap(),
            "title = \"A\"  # ours\nsteps = [ \"b\", 'C \"c\"' ]\n[levels]\n\"0\" = \"D\"\n[[pages]]\npage = \"x\"\nwhy = \"E\"\n"
        );
    }
}

//! Which interface texts the script of the tools asks for, and by what.

/// The interface texts that a script asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AskedTexts {
    /// Keys that the script puts together as it runs (`` `tool.plan.${end}` ``, or from a beginning such as `"tool.sheet."` or
    /// `"tool.anew"`, which is no key itself): they are found by their names.
    pub named: Vec<String>,
    /// Keys that the script names whole: they are found by their place here, counted from 1.
    pub listed: Vec<String>,
}

/// Puts short names in the place of those text keys that a script names whole (`"tool.save"` → `"7"`), because keys are as
/// long as many a text. Keys that it does not ask for are in neither list.
pub fn name_texts(script: &str, keys: &[String]) -> (String, AskedTexts) {
    let patterns = key_patterns(script, keys);
    let built = |key: &String| patterns.iter().any(|pattern| pattern.fits(key));
    let named: Vec<String> = keys.iter().filter(|key| built(key)).cloned().collect();
    let mut asked = AskedTexts {
        named,
        listed: Vec::new(),
    };
    let mut short = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(at) = rest.find("\"tool.") {
        let (before, from) = rest.split_at(at);
        let end = from[1..].find('"').map_or(from.len(), |end| end + 2);
        let literal = &from[..end];
        short.push_str(before);
        match keys
            .iter()
            .find(|key| key.as_str() == literal.trim_matches('"') && !built(key))
        {
            Some(key) => {
                let place = asked
                    .listed
                    .iter()
                    .position(|listed| listed == key)
                    .unwrap_or_else(|| {
                        asked.listed.push(key.clone());
                        asked.listed.len() - 1
                    });
                short.extend(["\"", &(place + 1).to_string(), "\""]);
            }
            None => short.push_str(literal),
        }
        rest = &from[end..];
    }
    short.push_str(rest);
    (short, asked)
}

/// Keys that a script puts together: how they begin and end.
struct KeyPattern<'a> {
    begin: &'a str,
    end: &'a str,
}

impl KeyPattern<'_> {
    fn fits(&self, key: &str) -> bool {
        key.len() > self.begin.len() + self.end.len()
            && key.starts_with(self.begin)
            && key.ends_with(self.end)
    }
}

fn key_patterns<'a>(script: &'a str, keys: &[String]) -> Vec<KeyPattern<'a>> {
    let templates = script.match_indices("`tool.").filter_map(|(at, _)| {
        let inside = &script[at + 1..];
        let hole = inside
            .find("${")
            .filter(|hole| !inside[..*hole].contains('`'))?;
        let after = after_hole(&inside[hole + 2..]);
        // What follows a second hole is not looked at: the pattern then fits more keys, never fewer.
        let end = after.find('`').map_or("", |end| &after[..end]);
        Some(KeyPattern {
            begin: &inside[..hole],
            end: if end.contains("${") { "" } else { end },
        })
    });
    let beginnings = script.match_indices("\"tool.").filter_map(|(at, _)| {
        let inside = &script[at + 1..];
        let begin = &inside[..inside.find('"')?];
        let is_key = keys.iter().any(|key| key == begin);
        (!is_key).then_some(KeyPattern { begin, end: "" })
    });
    templates.chain(beginnings).collect()
}

/// What stands behind the brace that ends an expression in a template.
fn after_hole(expression: &str) -> &str {
    let mut depth = 1;
    for (at, sign) in expression.char_indices() {
        depth += i32::from(sign == '{') - i32::from(sign == '}');
        if depth == 0 {
            return &expression[at + 1..];
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_keys_named_whole_become_places() {
        let keys = [
            "tool.a.one",
            "tool.a.two",
            "tool.b",
            "tool.c.x.done",
            "tool.c.x",
            "tool.unused",
        ]
        .map(str::to_owned);
        let script = "say(\"tool.b\"); say(`tool.a.${`${x}`}`); say(\"tool.b\"); say(`tool.${id === \"\" ? {} : id}.done`); say(\"tool.a.one\"); say(\"tool.c.x\"); \"tool.no\"";
        let (short, asked) = name_texts(script, &keys);
        assert_eq!(asked.named, ["tool.a.one", "tool.a.two", "tool.c.x.done"]);
        assert_eq!(asked.listed, ["tool.b", "tool.c.x"]);
        assert_eq!(
            short,
            "say(\"1\"); say(`tool.a.${`${x}`}`); say(\"1\"); say(`tool.${id === \"\" ? {} : id}.done`); say(\"tool.a.one\"); say(\"2\"); \"tool.no\""
        );
    }

    #[test]
    fn a_beginning_in_quotes_is_completed_as_the_script_runs() {
        let keys = ["tool.anew.ask", "tool.sheet.level", "tool.sheets"].map(str::to_owned);
        let asked = name_texts(
            "const LABELS = \"tool.sheet.\"; say(\"tool.sheets\"); ask(\"tool.anew\")",
            &keys,
        )
        .1;
        assert_eq!(
            (asked.named.as_slice(), asked.listed),
            (&keys[..2], vec![keys[2].clone()])
        );
    }
}

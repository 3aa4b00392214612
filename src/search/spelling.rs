//! British and American spelling: both are one stem, and each is found by the other.

/// Roots and words as they are spelt on either side. What is longer comes before what it contains.
const SPELLINGS: [(&str, &str); 37] = [
    ("acknowledgement", "acknowledgment"),
    ("ageing", "aging"),
    ("analogue", "analog"),
    ("analyse", "analyze"),
    ("analysing", "analyzing"),
    ("armour", "armor"),
    ("artefact", "artifact"),
    ("behaviour", "behavior"),
    ("cancelled", "canceled"),
    ("cancelling", "canceling"),
    ("catalogue", "catalog"),
    ("centre", "center"),
    ("colour", "color"),
    ("defence", "defense"),
    ("dialogue", "dialog"),
    ("endeavour", "endeavor"),
    ("favour", "favor"),
    ("fibre", "fiber"),
    ("fulfilment", "fulfillment"),
    ("harbour", "harbor"),
    ("honour", "honor"),
    ("judgement", "judgment"),
    ("labelled", "labeled"),
    ("labelling", "labeling"),
    ("labour", "labor"),
    ("learnt", "learned"),
    ("licence", "license"),
    ("manoeuvre", "maneuver"),
    ("modelled", "modeled"),
    ("modelling", "modeling"),
    ("neighbour", "neighbor"),
    ("offence", "offense"),
    ("organis", "organiz"),
    ("practise", "practice"),
    ("programmes", "programs"),
    ("rumour", "rumor"),
    ("skilful", "skillful"),
];

/// Endings, longest first.
const ENDINGS: [(&str, &str); 9] = [
    ("isations", "izations"),
    ("isation", "ization"),
    ("isers", "izers"),
    ("ising", "izing"),
    ("iser", "izer"),
    ("ised", "ized"),
    ("ises", "izes"),
    ("ise", "ize"),
    ("programme", "program"),
];

/// The American spelling of a word; of `exercise` too, which does no harm where all its forms are spelt alike.
pub fn american(word: &str) -> String {
    respelt(word, |(british, american)| (british, american))
}

/// Other spellings of a word.
pub fn spellings(word: &str) -> Vec<String> {
    let british = respelt(word, |(british, american)| (american, british));
    [american(word), british]
        .into_iter()
        .filter(|spelling| spelling != word)
        .collect()
}

type Pair = (&'static str, &'static str);

fn respelt(word: &str, side: fn(Pair) -> Pair) -> String {
    let root = SPELLINGS.into_iter().map(side);
    let word = root
        .into_iter()
        .find(|(from, _)| word.contains(from))
        .map_or_else(|| word.to_owned(), |(from, to)| word.replacen(from, to, 1));
    let ending = ENDINGS.into_iter().map(side);
    let found = ending
        .into_iter()
        .find_map(|(from, to)| Some((word.strip_suffix(from).filter(|it| it.len() > 2)?, to)));
    found.map_or_else(|| word.clone(), |(root, to)| format!("{root}{to}"))
}

#[cfg(test)]
mod tests {
    use super::{american, spellings};

    #[test]
    fn both_sides_of_the_ocean_are_one() {
        assert_eq!(american("organisations"), "organizations");
        assert_eq!(american("behavioural"), "behavioral");
        assert_eq!(american("programmes"), "programs");
        assert_eq!(american("programmed"), "programmed");
        assert_eq!(american("rise"), "rise");
        assert_eq!(spellings("defense"), ["defence"]);
        assert_eq!(spellings("prioritise"), ["prioritize"]);
        assert_eq!(spellings("team"), [""; 0]);
    }
}

//! The HTML that an author may write: elements of text, and the attributes that say something of them. What is not listed
//! here is not written.

/// Elements that hold text or shape it.
const ELEMENTS: &str = "\
    a abbr aside b bdi bdo blockquote br caption cite code col colgroup data dd del details \
    dfn div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp \
    rt ruby s samp section small span strong sub summary sup table tbody td tfoot th thead \
    time tr u ul var wbr";
/// Elements without content.
const VOID: &str = "br col hr img wbr";
/// Elements whose end HTML lets authors leave out.
const OPTIONAL_END: &str = "caption colgroup dd dt li p rp rt tbody td tfoot th thead tr";
/// Elements of HTML that a page may not have: they run, load, ask, look like the site itself, or are written in Markdown.
const REFUSED: &str = "\
    acronym address applet area article audio base basefont big body button canvas center \
    circle datalist defs dialog ellipse embed fieldset font footer form frame frameset g h1 \
    head header hgroup html iframe input label legend line link main map marquee math menu \
    meta meter mfrac mi mn mo mrow msqrt msub msup mtext nav noembed noframes noscript object \
    optgroup option output param path picture plaintext polygon polyline progress rect script \
    search select slot source strike style svg template textarea title track tt video";
/// Elements whose content is no text of the page, and goes with them.
const WITHOUT_TEXT: &str = "iframe noembed noframes noscript script style textarea title";

/// Attributes of any element.
const ATTRIBUTES: &str = "\
    aria-describedby aria-hidden aria-label aria-labelledby class dir id lang role tabindex \
    title translate";
/// Attributes of some elements.
const OWN_ATTRIBUTES: [(&str, &str); 14] = [
    ("a", "hreflang"),
    ("col", "span"),
    ("colgroup", "span"),
    ("data", "value"),
    ("del", "datetime"),
    ("details", "name open"),
    ("img", "alt height width"),
    ("ins", "datetime"),
    ("li", "value"),
    ("ol", "reversed start type"),
    ("td", "align colspan headers rowspan"),
    ("th", "abbr align colspan headers rowspan scope"),
    ("time", "datetime"),
    ("tr", "align"),
];

/// What becomes of an element, by its name in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is written.
    Kept(&'static str),
    /// It is left out; what stands within it stays.
    Refused,
    /// HTML has no such element: its author meant the words.
    Text,
}

/// What becomes of an element.
pub fn fate(name: &str) -> Fate {
    match listed(ELEMENTS, name) {
        Some(kept) => Fate::Kept(kept),
        None if listed(REFUSED, name).is_some() => Fate::Refused,
        None => Fate::Text,
    }
}

/// Whether the content of an element goes with it.
pub fn has_no_text(name: &str) -> bool {
    listed(WITHOUT_TEXT, name).is_some()
}

/// Whether an element has no content and no end.
pub fn is_void(name: &str) -> bool {
    listed(VOID, name).is_some()
}

/// Whether its end may be left out.
pub fn may_stay_open(name: &str) -> bool {
    listed(OPTIONAL_END, name).is_some()
}

/// An attribute's name, if an element may have it.
pub fn attribute(element: &str, name: &str) -> Option<&'static str> {
    let own = OWN_ATTRIBUTES.iter().find(|(known, _)| *known == element);
    listed(ATTRIBUTES, name).or_else(|| listed(own?.1, name))
}

/// The attribute of an element that is a link: where it leads, or what it shows.
pub fn link_attribute(element: &str) -> Option<&'static str> {
    match element {
        "a" => Some("href"),
        "img" => Some("src"),
        _ => None,
    }
}

/// A word of a list, as it stands there.
fn listed(list: &'static str, word: &str) -> Option<&'static str> {
    list.split_whitespace().find(|known| *known == word)
}

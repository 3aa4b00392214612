//! Every rule, once. The words of a rule (message, hint, explanation, example) are in `src/messages/<lang>.toml`;
//! a test asserts that each rule has them, and that there is a fixture site in `tests/sites/bad/` or another test for it.

use super::{Rule, Severity};

macro_rules! rules {
    ($($severity:ident $constant:ident $name:literal;)*) => {
        $(
            #[doc = concat!("`", $name, "`; see `shirube check --explain ", $name, "`.")]
            pub static $constant: Rule = Rule { name: $name, severity: Severity::$severity };
        )*
        /// All rules, by name.
        pub static ALL: &[&Rule] = &[$(&$constant),*];
    };
}

rules! {
    // Files
    Error   CONFIG_MISSING        "config-missing";
    Error   INVALID_UTF8          "invalid-utf8";
    Error   PATH_SEGMENT          "path-segment";
    Error   LINK_OUTSIDE_ROOT     "link-outside-root";
    Error   UNSUPPORTED_FILE      "unsupported-file";
    // Texts and names of any kind
    Error   INVISIBLE_CHARACTER   "invisible-character";
    Warning DIRECTION_OPEN        "direction-open";
    // TOML of any kind
    Error   TOML_SYNTAX           "toml-syntax";
    Error   UNKNOWN_KEY           "unknown-key";
    Error   WRONG_TYPE            "wrong-type";
    Error   MISSING_KEY           "missing-key";
    Error   INVALID_VALUE         "invalid-value";
    // Languages and interface texts
    Error   LANGUAGE_TAG          "language-tag";
    Error   UNKNOWN_LANGUAGE      "unknown-language";
    Error   TEXT_MISSING          "text-missing";
    Warning TEXT_UNTRANSLATED     "text-untranslated";
    Error   TEXT_UNKNOWN          "text-unknown";
    Error   TEXT_PLACEHOLDER      "text-placeholder";
    Warning WORD_VARIANT          "word-variant";
    // Pages
    Error   FRONT_MATTER_MISSING  "front-matter-missing";
    Error   MISSING_TITLE         "missing-title";
    Error   EMPHASIS_NOT_RENDERED "emphasis-not-rendered";
    Error   RAW_HTML_REFUSED      "raw-html-refused";
    Warning RAW_HTML_REMOVED      "raw-html-removed";
    Warning RAW_HTML_TEXT         "raw-html-text";
    Warning RAW_HTML_UNPAIRED     "raw-html-unpaired";
    Error   FOOTNOTE_UNDEFINED    "footnote-undefined";
    Error   FOOTNOTE_REPEATED     "footnote-repeated";
    Warning FOOTNOTE_UNCITED      "footnote-uncited";
    Error   REFERENCE_UNDEFINED   "reference-undefined";
    Error   DEFINITION_COLON      "definition-colon";
    Warning ANCHOR_UNTRANSLATED   "anchor-untranslated";
    Warning FOREIGN_NOTATION      "foreign-notation";
    Error   NESTING_TOO_DEEP      "nesting-too-deep";
    Error   NOTICE_PARAGRAPH      "notice-paragraph";
    Error   DUPLICATE_ANCHOR      "duplicate-anchor";
    Error   HEADING_LEVEL         "heading-level";
    Error   UNKNOWN_BLOCK         "unknown-block";
    Error   UNKNOWN_CALLOUT       "unknown-callout";
    Error   UNKNOWN_FIGURE        "unknown-figure";
    Error   FIGURE_WORDS          "figure-words";
    Error   FIGURE_ELEMENT        "figure-element";
    Error   IMAGE_ALT             "image-alt";
    Error   IMAGE_MISSING         "image-missing";
    Error   IMAGE_REFUSED         "image-refused";
    Error   IMAGE_UNREADABLE      "image-unreadable";
    // The site as a whole
    Error   DUPLICATE_ADDRESS     "duplicate-address";
    Error   HOME_MISSING          "home-missing";
    Error   LIST_MISSING          "list-missing";
    Error   DUPLICATE_ID          "duplicate-id";
    Error   BROKEN_LINK           "broken-link";
    Error   LINK_TO_DRAFT         "link-to-draft";
    Error   BROKEN_ANCHOR         "broken-anchor";
    Error   UNSAFE_LINK           "unsafe-link";
    Error   LINK_OUT_OF_ROOT      "link-out-of-root";
    Warning LINK_UNTRANSLATED     "link-untranslated";
    Warning TRANSLATION_DIFFERS   "translation-differs";
    Warning TRANSLATION_STALE     "translation-stale";
    Warning TRANSLATION_STATE     "translation-state";
    Error   UNKNOWN_ITEM          "unknown-item";
    Error   UNKNOWN_DOCUMENT      "unknown-document";
    Error   MISSING_LEVEL_TEXT    "missing-level-text";
    Error   MISSING_WORDS         "missing-words";
    // Theme
    Error   THEME_MISSING         "theme-missing";
    Error   THEME_API             "theme-api";
    Error   THEME_PART            "theme-part";
    Error   UNKNOWN_TEMPLATE      "unknown-template";
    Error   TEMPLATE_ERROR        "template-error";
    Error   TEMPLATE_IN_TAG       "template-in-tag";
    Error   STYLE_ERROR           "style-error";
    Error   SCRIPT_ERROR          "script-error";
    Error   SCRIPT_IMPORT         "script-import";
    Error   SCRIPT_EXPORT         "script-export";
    Error   SCRIPT_CIRCLE         "script-circle";
    Error   SCRIPT_NAME           "script-name";
    Error   SCRIPT_TEMPLATE       "script-template";
    // Files made of a model
    Error   FILE_NOT_MADE         "file-not-made";
    // Assessment files
    Error   ASSESSMENT_JSON       "assessment-json";
    Error   ASSESSMENT_FORMAT     "assessment-format";
    Error   ASSESSMENT_NEWER      "assessment-newer";
    Error   ASSESSMENT_LIMIT      "assessment-limit";
    Error   ASSESSMENT_REPEATED   "assessment-repeated";
    Error   ASSESSMENT_VALUE      "assessment-value";
    Error   ASSESSMENT_LEVEL      "assessment-level";
    Error   ASSESSMENT_MODEL      "assessment-model";
    Error   ASSESSMENT_MODEL_FILE "assessment-model-file";
    Error   ASSESSMENT_PROFILE_FILE "assessment-profile-file";
    Warning ASSESSMENT_EARLIER    "assessment-earlier";
    Warning ASSESSMENT_VERSION    "assessment-version";
    Warning ASSESSMENT_HASH       "assessment-hash";
    Warning ASSESSMENT_OWN        "assessment-own";
    Warning ASSESSMENT_ITEM       "assessment-item";
    Warning ASSESSMENT_SIDE       "assessment-side";
    // Files of translators' tools
    Error   EXCHANGE_SYNTAX       "exchange-syntax";
    Error   EXCHANGE_REFUSED      "exchange-refused";
    // Tables and protected files
    Error   WORKBOOK_DAMAGED      "workbook-damaged";
    Error   WORKBOOK_LOCKED       "workbook-locked";
    Error   TABLE_HEADING         "table-heading";
    Error   TABLE_MODEL           "table-model";
    Error   TABLE_QUOTE           "table-quote";
    Error   TABLE_CUT             "table-cut";
    Error   TABLE_ITEM            "table-item";
    Error   TABLE_REPEATED        "table-repeated";
    Error   TABLE_SIDE            "table-side";
    Error   TABLE_FORMULA         "table-formula";
    Error   TABLE_MERGED          "table-merged";
    Error   TABLE_DATES           "table-dates";
    Error   TABLE_DAY_ORDER       "table-day-order";
    Warning TABLE_ENCODING        "table-encoding";
    Error   PASSPHRASE_NEEDED     "passphrase-needed";
    Error   PASSPHRASE_WRONG      "passphrase-wrong";
    Error   PROTECTED_DAMAGED     "protected-damaged";
    Error   PROTECTED_UNKNOWN     "protected-unknown";
    // All of them
    Warning MORE_FINDINGS         "more-findings";
    // Output
    Error   OUTPUT_NOT_OURS       "output-not-ours";
    Error   OUTPUT_INSIDE_SOURCE  "output-inside-source";
    Warning OUTPUT_FOREIGN_FILE   "output-foreign-file";
}

/// The rule of that name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.name == name)
}

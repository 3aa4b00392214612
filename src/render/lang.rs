//! The `lang` attribute of words that are not in the language of the page that they stand on.

use super::escape::escape;
use crate::site::SitePage;

/// A `lang` attribute where words are in another language than the page's text.
pub fn lang(page: &SitePage, language: &str) -> String {
    if page.page.language.as_str() == language {
        String::new()
    } else {
        format!(" lang=\"{}\"", escape(language))
    }
}

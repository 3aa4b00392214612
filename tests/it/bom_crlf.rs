//! Files as Windows editors save them, with a byte order mark and CRLF, make the same site.

use crate::sites::{Site, assert_same, files};
use std::fs;

const TEXTS: [&str; 8] = ["md", "toml", "html", "xml", "txt", "css", "js", "svg"];

#[test]
fn a_byte_order_mark_and_crlf_change_nothing() {
    let (plain, windows) = (Site::base("unix"), Site::base("windows"));
    let mut changed = 0;
    for (path, file) in files(&windows.root) {
        if TEXTS.contains(&path.rsplit_once('.').unwrap().1) {
            let text = fs::read_to_string(file).unwrap();
            windows.write(&path, format!("\u{FEFF}{}", text.replace('\n', "\r\n")));
            changed += 1;
        }
    }
    assert!(changed > 20, "only {changed} texts were changed");
    assert_same(&plain.files(), &windows.files());
}

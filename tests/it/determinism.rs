//! The same input gives the same bytes, on one core or several.

use crate::sites::{Site, assert_same};

#[test]
fn one_thread_and_four_make_the_same_bytes() {
    let site = Site::base("threads");
    let with_threads = |count| {
        rayon::ThreadPoolBuilder::new()
            .num_threads(count)
            .build()
            .unwrap()
            .install(|| site.files())
    };
    let one = with_threads(1);
    for _ in 0..3 {
        assert_same(&one, &with_threads(4));
    }
}

#[test]
fn another_folder_makes_the_same_bytes() {
    assert_same(&Site::base("here").files(), &Site::base("there").files());
}

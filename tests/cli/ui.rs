//! The page in the program. Builds with it are tried by `cargo xtask dist-test`.

use crate::support::{Folder, arg, phuluc};

#[test]
fn a_build_without_the_page_says_where_it_is() {
    let folder = Folder::new();
    let out = arg(folder.path("page.html"));
    let en = phuluc(["ui"]).code(2);
    assert!(en.out.is_empty() && en.err.contains("phuluc.html"), "{}", en.err);
    assert_eq!(en.err.lines().count(), 1);
    let vi = phuluc(["ui", "--lang", "vi", "-o", &out]).code(2);
    assert!(vi.err.contains("bản này không có sẵn trang"), "{}", vi.err);
    assert!(folder.names().is_empty());
}

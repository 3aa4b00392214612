//! The moment at which a site changes: one atomic exchange where the system has one, two renames where it has none.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::{PublishError, at};
use super::folder::{self, Occupant};
use super::place::OutputPlace;

/// Puts the new site in its place. Returns where the old one lies now, if there was one.
pub(super) fn replace(place: &OutputPlace) -> Result<Option<PathBuf>, PublishError> {
    if folder::look(&place.out)? == Occupant::Nothing {
        fs::rename(&place.new, &place.out).map_err(at(&place.out))?;
        return Ok(None);
    }
    match exchange(&place.new, &place.out) {
        Ok(()) => Ok(Some(place.new.clone())),
        Err(error) if is_unsupported(&error) => two_renames(place).map(Some),
        Err(error) => Err(at(&place.out)(error)),
    }
}

#[cfg(any(target_os = "linux", target_os = "android", target_os = "macos"))]
fn exchange(new: &Path, out: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, new, CWD, out, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Old kernels do not know the call; file systems without it answer "invalid argument".
fn is_unsupported(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput
    )
}

/// Moves the old site aside and the new one in. If the second step fails, the first is taken back.
fn two_renames(place: &OutputPlace) -> Result<PathBuf, PublishError> {
    fs::rename(&place.out, &place.old).map_err(at(&place.old))?;
    match fs::rename(&place.new, &place.out) {
        Ok(()) => Ok(place.old.clone()),
        Err(error) => {
            fs::rename(&place.old, &place.out).map_err(at(&place.old))?;
            Err(at(&place.out)(error))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A site with one file in it, and beside it what is to become the next one.
    fn place(name: &str) -> OutputPlace {
        let folder =
            std::env::temp_dir().join(format!("shirube-swap-{}-{name}", std::process::id()));
        fs::create_dir(&folder).unwrap();
        let place = OutputPlace::find(&folder.join("site"), &[]).unwrap();
        for (folder, text) in [(&place.out, "old"), (&place.new, "new")] {
            folder::create(folder).unwrap();
            fs::write(folder.join("page"), text).unwrap();
        }
        place
    }

    fn page(folder: &Path) -> String {
        fs::read_to_string(folder.join("page")).unwrap_or_default()
    }

    #[test]
    fn two_renames_do_what_one_exchange_does() {
        let place = place("both");
        assert_eq!(two_renames(&place).unwrap(), place.old);
        assert_eq!(
            (page(&place.out), page(&place.old), place.new.exists()),
            ("new".into(), "old".into(), false)
        );
        fs::remove_dir_all(&place.parent).unwrap();
    }

    #[test]
    fn a_second_rename_that_fails_takes_the_first_back() {
        let place = place("back");
        fs::remove_dir_all(&place.new).unwrap();
        two_renames(&place).unwrap_err();
        assert_eq!(
            (page(&place.out), place.old.exists()),
            ("old".into(), false)
        );
        fs::remove_dir_all(&place.parent).unwrap();
    }
}

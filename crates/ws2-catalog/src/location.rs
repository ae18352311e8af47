//! Where catalog files lie.
//!
//! | file | ids | who may write |
//! |---|---|---|
//! | built-in entries: none | 1001 to 1100 | nobody |
//! | `/etc/openwinsock/catalog.toml` | from 1101 | root |
//! | `$XDG_CONFIG_HOME/openwinsock/catalog.toml`, or below `~/.config` | from 100001 | the user |
//! | `$WINSOCK_CATALOG/catalog.toml`, in place of both, for tests | from 1101 | its owner |
//!
//! A process that has more rights than its user looks at the system file only.

use std::ffi::OsString;
use std::ops::Range;
use std::path::PathBuf;

use crate::secure_raw::is_secure;

/// The name of a catalog file in its folder.
pub const FILE_NAME: &str = "catalog.toml";
const FOLDER_NAME: &str = "openwinsock";
const SYSTEM_FOLDER: &str = "/etc/openwinsock";
/// Names a folder whose catalog is used in place of the system's and the user's.
const VARIABLE: &str = "WINSOCK_CATALOG";
const SYSTEM_IDS: Range<u32> = 1101..100_001;
const USER_IDS: Range<u32> = 100_001..u32::MAX;
const _: () = assert!(SYSTEM_IDS.end <= USER_IDS.start, "ids of two files never meet");

/// Who brings an entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// The library itself.
    BuiltIn,
    /// The system file.
    System,
    /// The user's file.
    User,
    /// The file of `WINSOCK_CATALOG`.
    Environment,
}

/// A folder with a catalog file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Location {
    /// Whose it is.
    pub source: Source,
    /// The folder.
    pub folder: PathBuf,
}

impl Location {
    /// The catalog file.
    pub fn file(&self) -> PathBuf {
        self.folder.join(FILE_NAME)
    }

    /// The ids its entries have. Those of two files never meet.
    pub fn ids(&self) -> Range<u32> {
        if self.source == Source::User { USER_IDS } else { SYSTEM_IDS }
    }
}

/// The folders that make up a catalog, weakest first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Locations(pub Vec<Location>);

impl Locations {
    /// Those of this process.
    pub fn of_process() -> Locations {
        Locations::of(is_secure(), |name| std::env::var_os(name).filter(|value| !value.is_empty()))
    }

    fn of(secure: bool, variable: impl Fn(&str) -> Option<OsString>) -> Locations {
        let location = |source, folder| Location { source, folder };
        let system = location(Source::System, PathBuf::from(SYSTEM_FOLDER));
        if secure {
            return Locations(vec![system]);
        }
        if let Some(folder) = variable(VARIABLE) {
            return Locations(vec![location(Source::Environment, folder.into())]);
        }
        // The base directory specification has relative paths ignored.
        let absolute = |path: PathBuf| path.is_absolute().then_some(path);
        let home = || variable("HOME").map(PathBuf::from).and_then(absolute);
        let config = variable("XDG_CONFIG_HOME").map(PathBuf::from).and_then(absolute);
        let config = config.or_else(|| Some(home()?.join(".config")));
        let user = config.map(|config| location(Source::User, config.join(FOLDER_NAME)));
        Locations([Some(system), user].into_iter().flatten().collect())
    }

    /// The one this process changes: the system's if it is root, else the user's.
    pub fn writable(&self) -> Option<&Location> {
        let wanted = if rustix::process::geteuid().is_root() { Source::System } else { Source::User };
        self.by_source(Source::Environment).or_else(|| self.by_source(wanted))
    }

    /// The location of a source.
    pub fn by_source(&self, source: Source) -> Option<&Location> {
        self.0.iter().find(|location| location.source == source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folders(secure: bool, variables: &[(&str, &str)]) -> Vec<(Source, String)> {
        let value = |name: &str| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value))
        };
        let locations = Locations::of(secure, value).0;
        locations.into_iter().map(|one| (one.source, one.folder.to_string_lossy().into_owned())).collect()
    }

    #[test]
    fn files_lie_where_the_table_says() {
        let system = (Source::System, "/etc/openwinsock".to_owned());
        let user = |folder: &str| (Source::User, folder.to_owned());
        assert_eq!(folders(false, &[]), std::slice::from_ref(&system));
        let home = [("HOME", "/home/a")];
        assert_eq!(folders(false, &home), [system.clone(), user("/home/a/.config/openwinsock")]);
        let config = [("HOME", "/home/a"), ("XDG_CONFIG_HOME", "/b")];
        assert_eq!(folders(false, &config), [system.clone(), user("/b/openwinsock")]);
        let relative = [("HOME", "/home/a"), ("XDG_CONFIG_HOME", "b")];
        assert_eq!(folders(false, &relative), [system, user("/home/a/.config/openwinsock")]);
        let other = [("HOME", "/home/a"), ("WINSOCK_CATALOG", "/c")];
        assert_eq!(folders(false, &other), [(Source::Environment, "/c".to_owned())]);
    }

    #[test]
    fn more_rights_than_the_user_has_mean_the_system_file_alone() {
        let variables = [("HOME", "/h"), ("XDG_CONFIG_HOME", "/x"), ("WINSOCK_CATALOG", "/c")];
        assert_eq!(folders(true, &variables), [(Source::System, "/etc/openwinsock".to_owned())]);
    }
}

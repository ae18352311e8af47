//! Where layers find their settings.

use std::path::PathBuf;

use crate::library_raw::own_file;

/// A variable of the environment. A process with more rights than its user has none for a layer.
pub fn setting(name: &str) -> Option<String> {
    // SAFETY: it takes a number and returns one.
    let secure = unsafe { libc::getauxval(libc::AT_SECURE) } != 0;
    std::env::var(name).ok().filter(|_| !secure)
}

/// Where a settings file of this name may be: the user's folder, then the system's.
pub fn settings_files(name: &str) -> Vec<PathBuf> {
    let absolute = |value: String| Some(PathBuf::from(value)).filter(|path| path.is_absolute());
    let users = setting("XDG_CONFIG_HOME").and_then(absolute);
    let users = users.or_else(|| Some(setting("HOME").and_then(absolute)?.join(".config")));
    let folders = users.into_iter().chain([PathBuf::from("/etc")]);
    folders.map(|folder| folder.join("openwinsock").join(name)).collect()
}

/// The file beside the layer's own that ends in `extension` in place of `so`. `own` is anything of the layer.
pub fn beside<T>(own: &'static T, extension: &str) -> Option<PathBuf> {
    let file = PathBuf::from(own_file(std::ptr::from_ref(own).cast())?);
    file.is_absolute().then(|| file.with_extension(extension))
}

//! Making, removing, moving and copying files and folders by name.

use std::path::Path;

use rustix::fs::{AtFlags, CWD, Mode, RenameFlags};
use rustix::io::Errno;
use ws2_types::WsaResult;
use ws2_types::abi::file_system::{MOVEFILE_COPY_ALLOWED, MOVEFILE_REPLACE_EXISTING, MOVEFILE_WRITE_THROUGH};
use ws2_types::abi::foundation;

use super::file_attributes_ffi::named;
use super::file_ffi::open_error;
use super::{bool_call, narrow, wide, win32};

/// The narrow and the wide form of a call that takes one name.
macro_rules! by_name {
    ($($(#[$doc:meta])* ($narrow:ident, $wide:ident $(, $extra:ty)?) $action:expr;)*) => {$(
        $(#[$doc])*
        ///
        /// # Safety
        /// `name` is NULL or ends in NUL.
        #[unsafe(export_name = concat!("ws2_32_", stringify!($narrow)))]
        pub unsafe extern "C" fn $narrow(name: *const u8 $(, _: $extra)?) -> i32 {
            // SAFETY: passed on.
            bool_call(|| $action(&*named(unsafe { narrow(name) })?))
        }

        $(#[$doc])*
        ///
        /// # Safety
        /// `name` is NULL or ends in NUL.
        #[unsafe(export_name = concat!("ws2_32_", stringify!($wide)))]
        pub unsafe extern "C" fn $wide(name: *const u16 $(, _: $extra)?) -> i32 {
            // SAFETY: passed on.
            bool_call(|| $action(&*named(unsafe { wide(name) })?))
        }
    )*};
}

by_name! {
    /// # Errors
    /// `ERROR_FILE_NOT_FOUND`, `ERROR_PATH_NOT_FOUND`; `ERROR_ACCESS_DENIED`, for a folder too.
    (DeleteFileA, DeleteFileW) delete_file;
    /// Who may use the folder follows the process's file mode mask.
    ///
    /// # Errors
    /// `ERROR_ALREADY_EXISTS`, `ERROR_PATH_NOT_FOUND`, `ERROR_ACCESS_DENIED`.
    (CreateDirectoryA, CreateDirectoryW, *const std::ffi::c_void) create_folder;
    /// # Errors
    /// `ERROR_DIR_NOT_EMPTY`; `ERROR_DIRECTORY`: no folder; `ERROR_FILE_NOT_FOUND`, `ERROR_PATH_NOT_FOUND`.
    (RemoveDirectoryA, RemoveDirectoryW) remove_folder;
}

fn delete_file(path: &Path) -> WsaResult<()> {
    rustix::fs::unlink(path).map_err(|error| open_error(error, path))
}

fn create_folder(path: &Path) -> WsaResult<()> {
    rustix::fs::mkdir(path, Mode::from_raw_mode(0o777)).map_err(|error| match error {
        Errno::EXIST => win32(foundation::ERROR_ALREADY_EXISTS),
        Errno::NOENT => win32(foundation::ERROR_PATH_NOT_FOUND),
        error => open_error(error, path),
    })
}

fn remove_folder(path: &Path) -> WsaResult<()> {
    rustix::fs::unlinkat(CWD, path, AtFlags::REMOVEDIR).map_err(|error| match error {
        Errno::NOTEMPTY => win32(foundation::ERROR_DIR_NOT_EMPTY),
        Errno::NOTDIR => win32(foundation::ERROR_DIRECTORY),
        error => open_error(error, path),
    })
}

fn move_file(from: Option<String>, to: Option<String>, flags: u32) -> i32 {
    bool_call(|| {
        let known = MOVEFILE_REPLACE_EXISTING | MOVEFILE_COPY_ALLOWED | MOVEFILE_WRITE_THROUGH;
        if flags & !known != 0 {
            return Err(win32(foundation::ERROR_NOT_SUPPORTED));
        }
        let (from, to) = (named(from)?, named(to)?);
        let replaces = flags & MOVEFILE_REPLACE_EXISTING != 0;
        if replaces && to.is_dir() {
            return Err(win32(foundation::ERROR_ACCESS_DENIED));
        }
        let how = if replaces { RenameFlags::empty() } else { RenameFlags::NOREPLACE };
        match rustix::fs::renameat_with(CWD, &from, CWD, &to, how) {
            Err(Errno::EXIST) => Err(win32(foundation::ERROR_ALREADY_EXISTS)),
            Err(Errno::XDEV) if flags & MOVEFILE_COPY_ALLOWED != 0 && !from.is_dir() => {
                copy(&from, &to, !replaces)?;
                delete_file(&from)
            }
            Err(Errno::XDEV) => Err(win32(foundation::ERROR_NOT_SAME_DEVICE)),
            Err(error) if error == Errno::NOENT && from.exists() => {
                Err(win32(foundation::ERROR_PATH_NOT_FOUND))
            }
            result => result.map_err(|error| open_error(error, &from)),
        }
    })
}

/// # Errors
/// `ERROR_FILE_NOT_FOUND`, `ERROR_PATH_NOT_FOUND`, `ERROR_ALREADY_EXISTS`, `ERROR_ACCESS_DENIED`,
/// `ERROR_NOT_SAME_DEVICE`; `ERROR_NOT_SUPPORTED`: a flag that is not offered.
///
/// # Safety
/// Both names are NULL or end in NUL.
#[unsafe(export_name = "ws2_32_MoveFileExA")]
pub unsafe extern "C" fn MoveFileExA(from: *const u8, to: *const u8, flags: u32) -> i32 {
    // SAFETY: passed on.
    unsafe { move_file(narrow(from), narrow(to), flags) }
}

/// # Errors
/// As [`MoveFileExA`].
///
/// # Safety
/// Both names are NULL or end in NUL.
#[unsafe(export_name = "ws2_32_MoveFileExW")]
pub unsafe extern "C" fn MoveFileExW(from: *const u16, to: *const u16, flags: u32) -> i32 {
    // SAFETY: passed on.
    unsafe { move_file(wide(from), wide(to), flags) }
}

/// # Errors
/// As [`MoveFileExA`].
///
/// # Safety
/// Both names are NULL or end in NUL.
#[unsafe(export_name = "ws2_32_MoveFileA")]
pub unsafe extern "C" fn MoveFileA(from: *const u8, to: *const u8) -> i32 {
    // SAFETY: passed on.
    unsafe { move_file(narrow(from), narrow(to), MOVEFILE_COPY_ALLOWED) }
}

/// # Errors
/// As [`MoveFileExA`].
///
/// # Safety
/// Both names are NULL or end in NUL.
#[unsafe(export_name = "ws2_32_MoveFileW")]
pub unsafe extern "C" fn MoveFileW(from: *const u16, to: *const u16) -> i32 {
    // SAFETY: passed on.
    unsafe { move_file(wide(from), wide(to), MOVEFILE_COPY_ALLOWED) }
}

fn copy(from: &Path, to: &Path, must_be_new: bool) -> WsaResult<()> {
    let failed = |error: std::io::Error, path: &Path| match error.raw_os_error() {
        Some(code) => open_error(Errno::from_raw_os_error(code), path),
        None => win32(foundation::ERROR_GEN_FAILURE),
    };
    let mut source = std::fs::File::open(from).map_err(|error| failed(error, from))?;
    let status = source.metadata().map_err(|error| failed(error, from))?;
    if status.is_dir() {
        return Err(win32(foundation::ERROR_ACCESS_DENIED));
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).create_new(must_be_new);
    let mut target = options.open(to).map_err(|error| failed(error, to))?;
    let same = {
        use std::os::unix::fs::MetadataExt;
        let other = target.metadata().map_err(|error| failed(error, to))?;
        (status.dev(), status.ino()) == (other.dev(), other.ino())
    };
    if same {
        return Err(win32(foundation::ERROR_SHARING_VIOLATION));
    }
    let copied = target
        .set_len(0)
        .and_then(|()| std::io::copy(&mut source, &mut target))
        .and_then(|_| target.set_permissions(status.permissions()));
    copied.map_err(|error| failed(error, to))
}

fn copy_file(from: Option<String>, to: Option<String>, must_be_new: bool) -> i32 {
    bool_call(|| copy(&named(from)?, &named(to)?, must_be_new))
}

/// # Errors
/// `ERROR_FILE_NOT_FOUND`, `ERROR_PATH_NOT_FOUND`, `ERROR_ACCESS_DENIED`; `ERROR_FILE_EXISTS`: it must be new;
/// `ERROR_SHARING_VIOLATION`: onto itself.
///
/// # Safety
/// Both names are NULL or end in NUL.
#[unsafe(export_name = "ws2_32_CopyFileA")]
pub unsafe extern "C" fn CopyFileA(from: *const u8, to: *const u8, must_be_new: i32) -> i32 {
    // SAFETY: passed on.
    unsafe { copy_file(narrow(from), narrow(to), must_be_new != 0) }
}

/// # Errors
/// As [`CopyFileA`].
///
/// # Safety
/// Both names are NULL or end in NUL.
#[unsafe(export_name = "ws2_32_CopyFileW")]
pub unsafe extern "C" fn CopyFileW(from: *const u16, to: *const u16, must_be_new: i32) -> i32 {
    // SAFETY: passed on.
    unsafe { copy_file(wide(from), wide(to), must_be_new != 0) }
}

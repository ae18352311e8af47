//! Paths in parts: `_splitpath` and `_makepath`. Both `/` and `\` separate directories.

use crate::encoding::units;

/// The size of each buffer `_splitpath` fills, `_MAX_DIR` and kin; there is no drive.
const PART_SIZE: usize = 256;

/// # Safety
/// `buffer` is null or has [`PART_SIZE`] bytes.
unsafe fn store(buffer: *mut u8, part: &[u8]) {
    if buffer.is_null() {
        return;
    }
    let part = &part[..part.len().min(PART_SIZE - 1)];
    // SAFETY: the part and its terminator fit.
    unsafe {
        std::ptr::copy_nonoverlapping(part.as_ptr(), buffer, part.len());
        buffer.add(part.len()).write(0);
    }
}

/// A path's drive with its colon, directory with its last separator, name, and extension with its dot.
fn split(path: &[u8]) -> [&[u8]; 4] {
    let drive = match path {
        [letter, b':', ..] if letter.is_ascii_alphabetic() => 2,
        _ => 0,
    };
    let (drive, rest) = path.split_at(drive);
    let name = rest.iter().rposition(|byte| matches!(byte, b'/' | b'\\')).map_or(0, |at| at + 1);
    let (directory, name) = rest.split_at(name);
    let extension = name.iter().rposition(|&byte| byte == b'.').unwrap_or(name.len());
    let (name, extension) = name.split_at(extension);
    [drive, directory, name, extension]
}

/// `_splitpath`.
///
/// # Safety
/// `path` is null or terminated; the buffers are null or have `_MAX_DRIVE`, `_MAX_DIR`, … bytes.
#[unsafe(export_name = "msvcrt__splitpath")]
pub unsafe extern "C" fn splitpath(
    path: *const u8,
    drive: *mut u8,
    directory: *mut u8,
    name: *mut u8,
    extension: *mut u8,
) {
    // SAFETY: as the caller promised; a drive is two bytes.
    unsafe {
        let [a, b, c, d] = split(units(path));
        store(drive, a);
        store(directory, b);
        store(name, c);
        store(extension, d);
    }
}

/// `_makepath`: joins the parts, with the separators they lack.
///
/// # Safety
/// The parts are null or terminated, `path` has room for the result, at most `_MAX_PATH` bytes.
#[unsafe(export_name = "msvcrt__makepath")]
pub unsafe extern "C" fn makepath(
    path: *mut u8,
    drive: *const u8,
    directory: *const u8,
    name: *const u8,
    extension: *const u8,
) {
    // SAFETY: as the caller promised.
    let [drive, directory, name, extension] =
        unsafe { [units(drive), units(directory), units(name), units(extension)] };
    let mut joined = Vec::new();
    if let Some(&letter) = drive.first() {
        joined.extend_from_slice(&[letter, b':']);
    }
    joined.extend_from_slice(directory);
    if !directory.is_empty() && !directory.ends_with(b"/") && !directory.ends_with(b"\\") {
        joined.push(b'/');
    }
    joined.extend_from_slice(name);
    if !extension.is_empty() && !extension.starts_with(b".") {
        joined.push(b'.');
    }
    joined.extend_from_slice(extension);
    joined.push(0);
    // SAFETY: as the caller promised.
    unsafe { std::ptr::copy_nonoverlapping(joined.as_ptr(), path, joined.len()) };
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn parts() {
        assert_eq!(split(b"c:\\a\\b.tar.gz"), [&b"c:"[..], b"\\a\\", b"b.tar", b".gz"]);
        assert_eq!(split(b"/usr/lib"), [&b""[..], b"/usr/", b"lib", b""]);
        assert_eq!(split(b""), [&b""[..]; 4]);
    }
}

//! Files, as C programs use them.

use std::ffi::CString;
use std::ptr::null_mut;

use win32_wait::last_error::last_error;

use super::super::file_io_ffi::{ReadFile, WriteFile};
use super::super::handle_ffi::CloseHandle;
use super::*;

fn create(path: &Path, access: u32, disposition: u32) -> Result<HANDLE, u32> {
    let name = CString::new(path.to_str().unwrap().replace('/', "\\")).unwrap();
    // SAFETY: the name ends in NUL.
    let file =
        unsafe { CreateFileA(name.as_ptr().cast(), access, 0, null_mut(), disposition, 0, null_mut()) };
    if file == INVALID_HANDLE_VALUE { Err(last_error()) } else { Ok(file) }
}

fn write(file: HANDLE, bytes: &[u8]) -> (i32, u32) {
    let mut written = 99;
    // SAFETY: the buffer has the stated length.
    let done = unsafe { WriteFile(file, bytes.as_ptr(), bytes.len() as u32, &mut written, null_mut()) };
    (done, written)
}

fn read(file: HANDLE) -> Result<Vec<u8>, u32> {
    let (mut buffer, mut count) = ([0; 64], 0);
    // SAFETY: the buffer has the stated length.
    let done = unsafe { ReadFile(file, buffer.as_mut_ptr(), 64, &mut count, null_mut()) };
    if done == 0 { Err(last_error()) } else { Ok(buffer[..count as usize].to_vec()) }
}

#[test]
fn a_file_is_made_written_and_read_by_its_disposition() {
    let folder = std::env::temp_dir().join(format!("ws2_32-file-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("file");
    let (reads, writes) = (foundation::GENERIC_READ, foundation::GENERIC_WRITE);
    assert_eq!(create(&path, reads, fs::OPEN_EXISTING), Err(foundation::ERROR_FILE_NOT_FOUND));
    let elsewhere = folder.join("no/file");
    assert_eq!(create(&elsewhere, reads, fs::OPEN_EXISTING), Err(foundation::ERROR_PATH_NOT_FOUND));
    let file = create(&path, writes, fs::CREATE_ALWAYS).unwrap();
    assert_eq!(last_error(), 0);
    assert_eq!(write(file, b"hello"), (1, 5));
    assert_eq!((CloseHandle(file), CloseHandle(file)), (1, 0));
    assert_eq!(create(&path, writes, fs::CREATE_NEW), Err(foundation::ERROR_FILE_EXISTS));
    let file = create(&path, reads, fs::OPEN_ALWAYS).unwrap();
    assert_eq!(last_error(), foundation::ERROR_ALREADY_EXISTS);
    assert_eq!(read(file), Ok(b"hello".to_vec()));
    assert_eq!(read(file), Ok(vec![]), "the end of a file is no error");
    assert_eq!(GetFileType(file), fs::FILE_TYPE_DISK);
    CloseHandle(file);
    assert_eq!(create(&folder, reads, fs::OPEN_EXISTING), Err(foundation::ERROR_ACCESS_DENIED));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn bytes_go_through_a_pipe_and_its_end_is_seen() {
    let (mut reader, mut writer) = (null_mut(), null_mut());
    // SAFETY: the pointers are to locals.
    assert_eq!(unsafe { CreatePipe(&mut reader, &mut writer, null_mut(), 0) }, 1);
    assert_eq!(write(writer, b"through"), (1, 7));
    assert_eq!(read(reader), Ok(b"through".to_vec()));
    CloseHandle(writer);
    assert_eq!(read(reader), Err(foundation::ERROR_BROKEN_PIPE));
    CloseHandle(reader);
    assert_eq!(read(reader), Err(foundation::ERROR_INVALID_HANDLE));
}

#[test]
fn standard_handles_are_the_same_each_time() {
    let output = GetStdHandle(STD_OUTPUT_HANDLE);
    assert_eq!(output, GetStdHandle(STD_OUTPUT_HANDLE));
    assert_ne!(output, GetStdHandle(STD_ERROR_HANDLE));
    assert_eq!(GetStdHandle(5), INVALID_HANDLE_VALUE);
}

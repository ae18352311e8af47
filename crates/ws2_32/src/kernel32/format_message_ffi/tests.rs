//! `FormatMessage`, as C programs call it.

use std::ptr::{null, null_mut};

use win32_wait::last_error::last_error;

use super::*;

fn system(flags: u32, code: u32, room: usize) -> Result<String, u32> {
    let mut buffer = vec![0xee_u8; room];
    let flags = FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS | flags;
    // SAFETY: the buffer has the stated room.
    let len = unsafe { FormatMessageA(flags, null(), code, 0, buffer.as_mut_ptr(), room as u32, null_mut()) };
    if len == 0 {
        return Err(last_error());
    }
    assert_eq!(buffer[len as usize], 0);
    buffer.truncate(len as usize);
    Ok(String::from_utf8(buffer).unwrap())
}

#[test]
fn a_winsock_code_is_a_sentence_with_a_line_break() {
    let text = system(0, 10_054, 512).unwrap();
    assert_eq!(text, format!("{}\r\n", WsaError::WSAECONNRESET.text().unwrap()));
    assert!(system(FORMAT_MESSAGE_MAX_WIDTH_MASK, 10_054, 512).unwrap().ends_with(". "));
    assert_eq!(system(0, 0x8007_2746, 512), Ok(text), "an HRESULT that carries the code");
    assert!(system(0, 0, 512).is_ok());
}

#[test]
fn unknown_codes_and_small_buffers_fail() {
    assert_eq!(system(0, 0x7654_3210, 512), Err(foundation::ERROR_MR_MID_NOT_FOUND));
    let text = system(0, 10_035, 512).unwrap();
    assert_eq!(system(0, 10_035, text.len()), Err(foundation::ERROR_INSUFFICIENT_BUFFER));
    assert_eq!(system(0, 10_035, text.len() + 1), Ok(text));
}

#[test]
fn an_allocated_buffer_is_freed_with_local_free() {
    let mut memory: *mut u16 = null_mut();
    let flags = FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_ALLOCATE_BUFFER;
    // SAFETY: with the flag the buffer is the place of a pointer.
    let text = unsafe {
        let len = FormatMessageW(flags, null(), 10_060, 0, (&raw mut memory).cast(), 0, null_mut());
        let units = std::slice::from_raw_parts(memory, len as usize);
        assert_eq!(*memory.add(len as usize), 0);
        String::from_utf16(units).unwrap()
    };
    assert_eq!(Ok(text), system(0, 10_060, 512));
    // SAFETY: the block came from the call above.
    unsafe { super::super::heap_ffi::LocalFree(memory.cast()) };
}

fn own(template: &std::ffi::CStr, words: &[usize]) -> Result<String, u32> {
    let mut buffer = [0_u8; 256];
    let flags = FORMAT_MESSAGE_FROM_STRING | FORMAT_MESSAGE_ARGUMENT_ARRAY;
    let arguments = if words.is_empty() { null_mut() } else { words.as_ptr().cast_mut().cast() };
    // SAFETY: the tests pass the words their templates name.
    let len =
        unsafe { FormatMessageA(flags, template.as_ptr().cast(), 0, 0, buffer.as_mut_ptr(), 256, arguments) };
    if len == 0 { Err(last_error()) } else { Ok(String::from_utf8_lossy(&buffer[..len as usize]).into()) }
}

#[test]
fn inserts_are_printed_in_their_form() {
    let name = c"echo".as_ptr().expose_provenance();
    assert_eq!(own(c"%1: %2!d!%n", &[name, -5_isize as usize]), Ok("echo: -5\r\n".into()));
    assert_eq!(own(c"%2!u! %1!.2s! 100%%%0 unseen", &[name, 7]), Ok("7 ec 100%".into()));
    assert_eq!(own(c"[%1!08X!] [%1!-6u!] [%1!#x!]", &[255]), Ok("[000000FF] [255   ] [0xff]".into()));
    assert_eq!(own(c"[%1!*d!]", &[5, 42]), Ok("[   42]".into()));
    assert_eq!(own(c"%1!I64u!", &[usize::MAX]), Ok("18446744073709551615".into()));
}

#[test]
fn an_insert_without_arguments_fails() {
    assert_eq!(own(c"%1", &[]), Err(foundation::ERROR_INVALID_PARAMETER));
    assert_eq!(own(c"%", &[]), Err(foundation::ERROR_INVALID_PARAMETER));
    assert_eq!(own(c"one\ntwo", &[]), Ok("one\r\ntwo".into()));
}

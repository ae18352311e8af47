//! Conversions, as C programs call them.

use std::ptr::{null, null_mut};

use win32_wait::last_error::{last_error, set_last_error};

use super::*;

fn to_wide(code_page: u32, flags: u32, text: &[u8], len: i32, room: usize) -> Result<Vec<u16>, u32> {
    let mut buffer = vec![0xeeee; room];
    set_last_error(0);
    // SAFETY: the pointers are to locals of the stated lengths.
    let count = unsafe {
        MultiByteToWideChar(code_page, flags, text.as_ptr(), len, buffer.as_mut_ptr(), room as i32)
    };
    buffer.truncate(count as usize);
    if count == 0 { Err(last_error()) } else { Ok(buffer) }
}

#[test]
fn a_length_of_minus_one_counts_the_nul() {
    assert_eq!(to_wide(CP_ACP, 0, "h\u{e9}\0".as_bytes(), -1, 8), Ok(vec![u16::from(b'h'), 0xe9, 0]));
    assert_eq!(to_wide(CP_ACP, 0, "h\u{e9}\0".as_bytes(), 3, 8), Ok(vec![u16::from(b'h'), 0xe9]));
}

#[test]
fn no_room_asks_for_the_length_and_too_little_fails() {
    // SAFETY: the string is static; no buffer is given.
    let needed = unsafe { MultiByteToWideChar(CP_UTF8, 0, c"abc".as_ptr().cast(), -1, null_mut(), 0) };
    assert_eq!(needed, 4);
    assert_eq!(to_wide(CP_UTF8, 0, b"abc\0", -1, 3), Err(foundation::ERROR_INSUFFICIENT_BUFFER));
    // SAFETY: NULL is refused.
    assert_eq!(unsafe { MultiByteToWideChar(CP_UTF8, 0, null(), -1, null_mut(), 0) }, 0);
    assert_eq!(last_error(), foundation::ERROR_INVALID_PARAMETER);
}

#[test]
fn bad_bytes_are_replaced_or_refused() {
    assert_eq!(to_wide(CP_UTF8, 0, b"a\xff", 2, 8), Ok(vec![u16::from(b'a'), 0xfffd]));
    let refused = to_wide(CP_UTF8, MB_ERR_INVALID_CHARS, b"a\xff", 2, 8);
    assert_eq!(refused, Err(foundation::ERROR_NO_UNICODE_TRANSLATION));
    assert_eq!(to_wide(CP_LATIN_1, 0, b"\xff", 1, 8), Ok(vec![0xff]));
    assert_eq!(to_wide(1251, 0, b"a", 1, 8), Err(foundation::ERROR_INVALID_PARAMETER));
}

#[test]
fn letters_a_code_page_lacks_become_its_default() {
    let text: Vec<u16> = "a\u{20ac}\0".encode_utf16().collect();
    let mut buffer = [0; 8];
    let mut used = 0;
    let mut convert = |code_page| {
        // SAFETY: the pointers are to locals of the stated lengths.
        let len = unsafe {
            WideCharToMultiByte(code_page, 0, text.as_ptr(), -1, buffer.as_mut_ptr(), 8, null(), &mut used)
        };
        (buffer[..len as usize].to_vec(), used)
    };
    assert_eq!(convert(CP_ASCII), (b"a?\0".to_vec(), 1));
    assert_eq!(convert(CP_ACP), ("a\u{20ac}\0".as_bytes().to_vec(), 0));
}

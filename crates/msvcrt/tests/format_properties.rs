//! Properties of the printf functions, called as C calls them.

use std::ffi::{CString, c_char, c_int};

use proptest::prelude::*;

// The package's own exports; naming the crate links them.
extern crate msvcrt as _;

unsafe extern "C" {
    fn msvcrt_snprintf(buffer: *mut c_char, size: usize, format: *const c_char, ...) -> c_int;
    fn msvcrt__snprintf(buffer: *mut c_char, size: usize, format: *const c_char, ...) -> c_int;
    fn msvcrt__snwprintf(buffer: *mut u16, size: usize, format: *const u16, ...) -> c_int;
    fn msvcrt_swprintf_s(buffer: *mut u16, size: usize, format: *const u16, ...) -> c_int;
}

const GUARD: u8 = 0xA5;
const CAPACITY: usize = 64;

/// Text that is terminated whether it is read as bytes or as 16-bit units.
static TEXT: [u16; 4] = [0x20ac, 0x4241, 0, 0];

/// Formats made of specifications, right and wrong; no `*`, as an address is no width.
fn formats() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "%[-+ #0]{0,3}[0-9]{0,2}(\\.[0-9]{0,2})?(h|hh|l|ll|I64|I32|I|w|z)?[diouxXcCsSpy%]",
        "[a-z%.0-9 -]{0,6}".prop_map(|text| text.replace('n', "")),
        "%[0-9.]{0,3}",
    ];
    // `%n` stores; it is refused, but not to be relied on with these arguments.
    proptest::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat().replace('n', "m"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn nothing_beyond_the_size_is_written(format in formats(), size in 0usize..CAPACITY) {
        let narrow = CString::new(format.as_str()).unwrap();
        let wide: Vec<u16> = format.encode_utf16().chain([0]).collect();
        let text = TEXT.as_ptr();

        let mut buffer = [GUARD; CAPACITY];
        // SAFETY: each argument is an address of terminated text, or its bits as a number.
        let c99 = unsafe {
            msvcrt_snprintf(buffer.as_mut_ptr().cast(), size, narrow.as_ptr(), text, text, text, text, text, text)
        };
        prop_assert!(buffer[size..].iter().all(|&byte| byte == GUARD));
        if size > 0 {
            prop_assert!(buffer[..size].contains(&0));
        }

        let mut buffer = [GUARD; CAPACITY];
        // SAFETY: as above.
        let old = unsafe {
            msvcrt__snprintf(buffer.as_mut_ptr().cast(), size, narrow.as_ptr(), text, text, text, text, text, text)
        };
        prop_assert!(buffer[size..].iter().all(|&byte| byte == GUARD));
        prop_assert_eq!(old, if c99 as usize <= size { c99 } else { -1 });

        let mut buffer = [u16::from(GUARD); CAPACITY];
        // SAFETY: as above.
        let old = unsafe {
            msvcrt__snwprintf(buffer.as_mut_ptr(), size, wide.as_ptr(), text, text, text, text, text, text)
        };
        prop_assert!(buffer[size..].iter().all(|&unit| unit == u16::from(GUARD)));

        let mut buffer = [u16::from(GUARD); CAPACITY];
        // SAFETY: as above.
        let secure = unsafe {
            msvcrt_swprintf_s(buffer.as_mut_ptr(), size, wide.as_ptr(), text, text, text, text, text, text)
        };
        prop_assert!(buffer[size..].iter().all(|&unit| unit == u16::from(GUARD)));
        let fits = usize::try_from(old).is_ok_and(|length| length < size);
        prop_assert_eq!(secure, if fits { old } else { -1 });
    }

    #[test]
    fn integers_are_printed_as_libc_prints_them(
        value in any::<i64>(),
        flags in "[-+ #0]{0,4}",
        width in "([0-9]{1,2})?",
        precision in "(\\.[0-9]{0,2})?",
        conversion in "[diouxX]",
    ) {
        let format = CString::new(format!("{flags}{width}{precision}")).unwrap();
        let specification = format.to_str().unwrap();
        let ours = CString::new(format!("%{specification}I64{conversion}")).unwrap();
        let libc_format = CString::new(format!("%{specification}ll{conversion}")).unwrap();
        let (mut printed, mut expected) = ([0u8; 256], [0u8; 256]);
        // SAFETY: one 64-bit argument for one 64-bit conversion, and both buffers are large enough.
        let lengths = unsafe {
            (
                msvcrt_snprintf(printed.as_mut_ptr().cast(), 256, ours.as_ptr(), value),
                libc::snprintf(expected.as_mut_ptr().cast(), 256, libc_format.as_ptr(), value),
            )
        };
        prop_assert_eq!(lengths.0, lengths.1);
        prop_assert_eq!(printed, expected);
    }

    #[test]
    fn numbers_are_printed_as_libc_prints_them(
        value in any::<f64>().prop_filter("names of what is no number differ", |value| !value.is_nan()),
        flags in "[-+ #0]{0,4}",
        width in "([0-9]{1,2})?",
        precision in "(\\.[0-9]{0,2})?",
        conversion in "[eEfFgG]",
    ) {
        let format = CString::new(format!("%{flags}{width}{precision}{conversion}")).unwrap();
        let (mut printed, mut expected) = ([0u8; 1024], [0u8; 1024]);
        // SAFETY: one double for one conversion, and both buffers are large enough.
        let lengths = unsafe {
            (
                msvcrt_snprintf(printed.as_mut_ptr().cast(), 1024, format.as_ptr(), value),
                libc::snprintf(expected.as_mut_ptr().cast(), 1024, format.as_ptr(), value),
            )
        };
        prop_assert_eq!(lengths.0, lengths.1);
        prop_assert_eq!(&printed[..], &expected[..]);
    }
}

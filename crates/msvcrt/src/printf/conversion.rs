//! Formats arguments as a format string says.

use std::ffi::c_int;

use super::arguments::{Arguments, LongDouble};
use super::spec::{Amount, Flags, Piece, Size, Spec, pieces};
use crate::encoding::{CodeUnit, terminated};

/// Why a format cannot be carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormatError {
    /// `%n`, which Microsoft's library refuses.
    InvalidFormat,
    /// The text does not fit in memory.
    OutOfMemory,
}

/// Text longer than this fails: the count of characters printed is an int.
const MAX_LENGTH: usize = i32::MAX as usize;

/// The text `format` and `arguments` make.
///
/// # Safety
/// Pointers among the arguments must be what their conversions say: null or a string of the conversion's
/// kind, readable to its terminator or for as many elements as its precision.
pub unsafe fn format<C: CodeUnit>(
    format: &[C],
    arguments: &mut impl Arguments,
) -> Result<Vec<C>, FormatError> {
    let mut output = Vec::with_capacity(format.len() + 64);
    for piece in pieces(format) {
        match piece {
            Piece::Literal(text) => output.extend_from_slice(text),
            // SAFETY: the caller vouches for the pointers.
            Piece::Conversion(spec) => unsafe { convert(spec, arguments, &mut output) }?,
        }
        if output.len() > MAX_LENGTH {
            return Err(FormatError::OutOfMemory);
        }
    }
    Ok(output)
}

/// Width and precision with their `*` resolved.
struct Extent {
    flags: Flags,
    width: usize,
    precision: Option<usize>,
}

impl Extent {
    fn resolve(spec: &Spec, arguments: &mut impl Arguments) -> Extent {
        let mut flags = spec.flags;
        let mut resolve = |amount| match amount {
            Amount::Given(amount) => amount,
            Amount::Argument => arguments.int32(),
        };
        let width = spec.width.map_or(0, &mut resolve);
        // A negative `*` width is the flag `-` and a width, a negative precision is none.
        flags.left |= width < 0;
        let precision = spec.precision.map(resolve).and_then(|precision| usize::try_from(precision).ok());
        Extent { flags, width: width.unsigned_abs() as usize, precision }
    }
}

/// # Safety
/// As [`format`].
unsafe fn convert<C: CodeUnit>(
    spec: Spec,
    arguments: &mut impl Arguments,
    output: &mut Vec<C>,
) -> Result<(), FormatError> {
    let extent = Extent::resolve(&spec, arguments);
    match spec.conversion {
        // SAFETY: as the caller promised.
        b's' | b'S' => unsafe { string(spec, &extent, arguments.pointer(), output) },
        b'c' | b'C' => character(spec, &extent, arguments.int32(), output),
        b'p' => {
            // Sixteen digits whatever precision is given.
            let flags =
                Flags { alternate: extent.flags.alternate, left: extent.flags.left, ..Flags::default() };
            let extent = Extent { flags, precision: Some(16), ..extent };
            number(&extent, "ll", b'X', Value::Int(arguments.pointer() as i64), output)
        }
        b'n' => Err(FormatError::InvalidFormat),
        b'a' | b'A' | b'e' | b'E' | b'f' | b'F' | b'g' | b'G' => float(spec, extent, arguments, output),
        conversion => {
            let value = match spec.size {
                Size::Int64 => arguments.int64(),
                Size::Char if conversion == b'd' || conversion == b'i' => arguments.int32() as i8 as i64,
                Size::Short if conversion == b'd' || conversion == b'i' => arguments.int32() as i16 as i64,
                Size::Char => arguments.int32() as u8 as i64,
                Size::Short => arguments.int32() as u16 as i64,
                _ if conversion == b'd' || conversion == b'i' => arguments.int32() as i64,
                _ => arguments.int32() as u32 as i64,
            };
            number(&extent, "ll", conversion, Value::Int(value), output)
        }
    }
}

/// Whether a text conversion takes a wide argument.
fn is_wide<C: CodeUnit>(spec: &Spec) -> bool {
    match spec.size {
        Size::Char | Size::Short => false,
        Size::Long | Size::Int64 | Size::Wide => true,
        _ if spec.conversion.is_ascii_uppercase() => !C::WIDE,
        _ => C::WIDE,
    }
}

/// # Safety
/// As [`format`].
unsafe fn string<C: CodeUnit>(
    spec: Spec,
    extent: &Extent,
    text: *mut std::ffi::c_void,
    output: &mut Vec<C>,
) -> Result<(), FormatError> {
    let limit = extent.precision.unwrap_or(usize::MAX);
    let start = output.len();
    if text.is_null() {
        C::append_narrow(b"(null)".iter().copied(), limit, output);
    } else if is_wide::<C>(&spec) {
        // SAFETY: as the caller promised; no more is read than the limit asks for.
        C::append_wide(unsafe { terminated(text.cast::<u16>()) }, limit, output);
    } else {
        // SAFETY: as the caller promised; no more is read than the limit asks for.
        C::append_narrow(unsafe { terminated(text.cast::<u8>()) }, limit, output);
    }
    pad(extent, start, output)
}

fn character<C: CodeUnit>(
    spec: Spec,
    extent: &Extent,
    value: i32,
    output: &mut Vec<C>,
) -> Result<(), FormatError> {
    let start = output.len();
    if is_wide::<C>(&spec) {
        C::append_wide(std::iter::once(value as u16), usize::MAX, output);
    } else {
        C::append_narrow(std::iter::once(value as u8), usize::MAX, output);
    }
    pad(extent, start, output)
}

/// Fills what was appended since `start` up to the width; with `0` by zeros, as Microsoft's library does.
fn pad<C: CodeUnit>(extent: &Extent, start: usize, output: &mut Vec<C>) -> Result<(), FormatError> {
    let missing = extent.width.saturating_sub(output.len() - start);
    output.try_reserve(missing).map_err(|_| FormatError::OutOfMemory)?;
    let left = extent.flags.left;
    let fill = C::from_ascii(if extent.flags.zero && !left { b'0' } else { b' ' });
    output.extend(std::iter::repeat_n(fill, missing));
    if !left {
        output[start..].rotate_right(missing);
    }
    Ok(())
}

fn float<C: CodeUnit>(
    spec: Spec,
    mut extent: Extent,
    arguments: &mut impl Arguments,
    output: &mut Vec<C>,
) -> Result<(), FormatError> {
    if spec.size == Size::LongDouble {
        let value = Value::LongDouble(arguments.long_double());
        return number(&extent, "L", spec.conversion, value, output);
    }
    let value = arguments.double();
    if value.is_nan() {
        return not_a_number(spec, &extent, value, output);
    }
    if extent.precision.is_none() && spec.conversion.eq_ignore_ascii_case(&b'a') {
        extent.precision = Some(13);
    }
    number(&extent, "", spec.conversion, Value::Double(value), output)
}

/// `nan`, `nan(snan)`, or `-nan(ind)`, which is what x86 makes of 0.0 / 0.0.
fn not_a_number<C: CodeUnit>(
    spec: Spec,
    extent: &Extent,
    value: f64,
    output: &mut Vec<C>,
) -> Result<(), FormatError> {
    const QUIET: u64 = 1 << 51;
    let fraction = value.to_bits() & ((1 << 52) - 1);
    let sign = match (value.is_sign_negative(), extent.flags) {
        (true, _) => "-",
        (_, Flags { plus: true, .. }) => "+",
        (_, Flags { space: true, .. }) => " ",
        _ => "",
    };
    let kind = if fraction & QUIET == 0 {
        "nan(snan)"
    } else if value.is_sign_negative() && fraction == QUIET {
        "nan(ind)"
    } else {
        "nan"
    };
    let mut text = format!("{sign}{kind}");
    if spec.conversion.is_ascii_uppercase() {
        text.make_ascii_uppercase();
    }
    let start = output.len();
    C::append_narrow(text.bytes(), usize::MAX, output);
    let flags = Flags { zero: false, ..extent.flags };
    pad(&Extent { flags, ..*extent }, start, output)
}

enum Value {
    Int(i64),
    Double(f64),
    LongDouble(LongDouble),
}

/// Lets libc write one number.
fn number<C: CodeUnit>(
    extent: &Extent,
    size: &str,
    conversion: u8,
    value: Value,
    output: &mut Vec<C>,
) -> Result<(), FormatError> {
    let too_long = |_| FormatError::OutOfMemory;
    let width = c_int::try_from(extent.width).map_err(too_long)?;
    let precision = extent.precision.map_or(Ok(-1), c_int::try_from).map_err(too_long)?;
    let format = libc_format(extent.flags, size, conversion);
    let print = |buffer: &mut [u8]| match &value {
        // SAFETY: the buffer's length is passed, the format ends in zero and asks for these arguments.
        Value::Int(value) => unsafe {
            let format = format.as_ptr().cast();
            libc::snprintf(buffer.as_mut_ptr().cast(), buffer.len(), format, width, precision, *value)
        },
        // SAFETY: as above.
        Value::Double(value) => unsafe {
            let format = format.as_ptr().cast();
            libc::snprintf(buffer.as_mut_ptr().cast(), buffer.len(), format, width, precision, *value)
        },
        Value::LongDouble(value) => value.snprintf(buffer, &format, width, precision),
    };

    let mut short = [0; 128];
    let length = usize::try_from(print(&mut short)).map_err(too_long)?;
    if length < short.len() {
        C::append_narrow(short[..length].iter().copied(), usize::MAX, output);
        return Ok(());
    }
    let mut long = Vec::new();
    long.try_reserve_exact(length + 1).map_err(|_| FormatError::OutOfMemory)?;
    output.try_reserve(length).map_err(|_| FormatError::OutOfMemory)?;
    long.resize(length + 1, 0);
    print(&mut long);
    long.truncate(length);
    C::append_narrow(long.into_iter(), usize::MAX, output);
    Ok(())
}

/// `%<flags>*.*<size><conversion>` and a terminator, at most twelve bytes.
fn libc_format(flags: Flags, size: &str, conversion: u8) -> Vec<u8> {
    let mut format = Vec::with_capacity(16);
    format.push(b'%');
    let all = [
        (flags.left, b'-'),
        (flags.plus, b'+'),
        (flags.space, b' '),
        (flags.alternate, b'#'),
        (flags.zero, b'0'),
    ];
    format.extend(all.iter().filter(|(set, _)| *set).map(|&(_, flag)| flag));
    format.extend_from_slice(b"*.*");
    format.extend_from_slice(size.as_bytes());
    format.extend_from_slice(&[conversion, 0]);
    format
}

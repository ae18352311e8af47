//! Icons, cursors and brushes that window classes are registered with. They are handles without a picture.

use std::ffi::c_void;

use ws2_types::WsaResult;
use ws2_types::abi::foundation::{self, HINSTANCE};

use crate::kernel32::{base_call, win32};

/// The numbers of the system's own icons and cursors.
const SYSTEM_PICTURES: std::ops::RangeInclusive<usize> = 32512..=32672;
/// The numbers of stock objects.
const STOCK_OBJECTS: std::ops::RangeInclusive<i32> = 0..=19;
/// What handles of pictures and of stock objects begin with.
const PICTURE: usize = 0x0001_0000;
const STOCK: usize = 0x0190_0000;

/// # Errors
/// `ERROR_RESOURCE_NAME_NOT_FOUND`: a picture of the program's own; there are no resources.
fn load(instance: HINSTANCE, name: usize) -> WsaResult<*mut c_void> {
    if instance.is_null() && SYSTEM_PICTURES.contains(&name) {
        return Ok(std::ptr::without_provenance_mut(PICTURE | name));
    }
    Err(win32(foundation::ERROR_RESOURCE_NAME_NOT_FOUND))
}

/// # Errors
/// `ERROR_RESOURCE_NAME_NOT_FOUND`: not one of the system's.
#[unsafe(export_name = "ws2_32_LoadIconA")]
pub extern "C" fn LoadIconA(instance: HINSTANCE, name: *const u8) -> *mut c_void {
    base_call(std::ptr::null_mut(), || load(instance, name.addr()))
}

/// # Errors
/// As [`LoadIconA`].
#[unsafe(export_name = "ws2_32_LoadIconW")]
pub extern "C" fn LoadIconW(instance: HINSTANCE, name: *const u16) -> *mut c_void {
    base_call(std::ptr::null_mut(), || load(instance, name.addr()))
}

/// # Errors
/// As [`LoadIconA`].
#[unsafe(export_name = "ws2_32_LoadCursorA")]
pub extern "C" fn LoadCursorA(instance: HINSTANCE, name: *const u8) -> *mut c_void {
    base_call(std::ptr::null_mut(), || load(instance, name.addr()))
}

/// # Errors
/// As [`LoadIconA`].
#[unsafe(export_name = "ws2_32_LoadCursorW")]
pub extern "C" fn LoadCursorW(instance: HINSTANCE, name: *const u16) -> *mut c_void {
    base_call(std::ptr::null_mut(), || load(instance, name.addr()))
}

/// NULL for a number that is no stock object.
#[unsafe(export_name = "ws2_32_GetStockObject")]
pub extern "C" fn GetStockObject(which: i32) -> *mut c_void {
    if STOCK_OBJECTS.contains(&which) {
        std::ptr::without_provenance_mut(STOCK | (which as usize + 1) << 4)
    } else {
        std::ptr::null_mut()
    }
}

/// Stock objects are not to be deleted, and it does no harm; there are no others.
#[unsafe(export_name = "ws2_32_DeleteObject")]
pub extern "C" fn DeleteObject(object: *mut c_void) -> i32 {
    i32::from(!object.is_null())
}

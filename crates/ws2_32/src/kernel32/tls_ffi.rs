//! Thread-local slots of the program, and fiber-local ones, which are the same here.
//!
//! A slot's number can be used again after it was freed. Values remember the allotment they belong to, so a
//! new owner finds NULL in every thread.

use std::cell::RefCell;
use std::ffi::c_void;

use parking_lot::Mutex;
use win32_wait::last_error::set_last_error;
use ws2_types::{WsaError, WsaResult};

use super::{base_call, bool_call};

/// What Windows offers a process.
const MOST_SLOTS: usize = 1088;
const OUT_OF_INDEXES: u32 = u32::MAX;

/// `PFLS_CALLBACK_FUNCTION`, called with a value that is not NULL when its thread ends.
pub type SlotCallback = unsafe extern "C" fn(*mut c_void);

#[derive(Clone, Copy)]
struct Slot {
    /// Counts allotments; odd while the slot is in use.
    allotment: u32,
    callback: Option<SlotCallback>,
}

static SLOTS: Mutex<Vec<Slot>> = Mutex::new(Vec::new());

#[derive(Clone, Copy)]
struct Value {
    allotment: u32,
    value: *mut c_void,
}

#[derive(Default)]
struct Values(RefCell<Vec<Value>>);

thread_local! {
    static VALUES: Values = Values::default();
}

impl Drop for Values {
    fn drop(&mut self) {
        for (index, value) in self.0.take().into_iter().enumerate() {
            let slot = SLOTS.lock().get(index).copied();
            let Some(slot) = slot.filter(|slot| slot.allotment == value.allotment) else { continue };
            if let Some(callback) = slot.callback.filter(|_| !value.value.is_null()) {
                // SAFETY: the program gave the callback for values of this slot.
                unsafe { callback(value.value) };
            }
        }
    }
}

fn allot(callback: Option<SlotCallback>) -> WsaResult<u32> {
    let mut slots = SLOTS.lock();
    let free = slots.iter().position(|slot| slot.allotment % 2 == 0);
    let index = free.unwrap_or(slots.len());
    if index == MOST_SLOTS {
        return Err(WsaError::WSA_NOT_ENOUGH_MEMORY);
    }
    if free.is_none() {
        slots.push(Slot { allotment: 0, callback: None });
    }
    slots[index] = Slot { allotment: slots[index].allotment + 1, callback };
    Ok(index as u32)
}

fn free(index: u32) -> WsaResult<()> {
    let mut slots = SLOTS.lock();
    let slot = slots.get_mut(index as usize).filter(|slot| slot.allotment % 2 == 1);
    let slot = slot.ok_or(WsaError::WSA_INVALID_PARAMETER)?;
    *slot = Slot { allotment: slot.allotment.wrapping_add(1), callback: None };
    Ok(())
}

fn allotment(index: u32) -> WsaResult<u32> {
    let slots = SLOTS.lock();
    let slot = slots.get(index as usize).filter(|slot| slot.allotment % 2 == 1);
    slot.map(|slot| slot.allotment).ok_or(WsaError::WSA_INVALID_PARAMETER)
}

fn set(index: u32, value: *mut c_void) -> WsaResult<()> {
    let allotment = allotment(index)?;
    let stored = VALUES.try_with(|values| {
        let mut values = values.0.borrow_mut();
        if values.len() <= index as usize {
            values.resize(index as usize + 1, Value { allotment: 0, value: std::ptr::null_mut() });
        }
        values[index as usize] = Value { allotment, value };
    });
    stored.map_err(|_| WsaError::WSA_NOT_ENOUGH_MEMORY) // the thread's values are gone already
}

fn get(index: u32) -> WsaResult<*mut c_void> {
    let allotment = allotment(index)?;
    let value = VALUES.try_with(|values| values.0.borrow().get(index as usize).copied());
    let value = value.ok().flatten().filter(|value| value.allotment == allotment);
    Ok(value.map_or(std::ptr::null_mut(), |value| value.value))
}

#[unsafe(export_name = "ws2_32_TlsAlloc")]
pub extern "C" fn TlsAlloc() -> u32 {
    base_call(OUT_OF_INDEXES, || allot(None))
}

/// # Errors
/// `ERROR_INVALID_PARAMETER`: the slot is not in use.
#[unsafe(export_name = "ws2_32_TlsFree")]
pub extern "C" fn TlsFree(index: u32) -> i32 {
    bool_call(|| free(index))
}

/// # Errors
/// `ERROR_INVALID_PARAMETER`: the slot is not in use.
#[unsafe(export_name = "ws2_32_TlsSetValue")]
pub extern "C" fn TlsSetValue(index: u32, value: *mut c_void) -> i32 {
    bool_call(|| set(index, value))
}

/// The thread's value, NULL before the first one is set. Success clears the last error, since NULL can be both.
///
/// # Errors
/// `ERROR_INVALID_PARAMETER`: the slot is not in use.
#[unsafe(export_name = "ws2_32_TlsGetValue")]
pub extern "C" fn TlsGetValue(index: u32) -> *mut c_void {
    base_call(std::ptr::null_mut(), || {
        let value = get(index)?;
        set_last_error(0);
        Ok(value)
    })
}

#[unsafe(export_name = "ws2_32_FlsAlloc")]
pub extern "C" fn FlsAlloc(callback: Option<SlotCallback>) -> u32 {
    base_call(OUT_OF_INDEXES, || allot(callback))
}

#[unsafe(export_name = "ws2_32_FlsFree")]
pub extern "C" fn FlsFree(index: u32) -> i32 {
    TlsFree(index)
}

#[unsafe(export_name = "ws2_32_FlsSetValue")]
pub extern "C" fn FlsSetValue(index: u32, value: *mut c_void) -> i32 {
    TlsSetValue(index, value)
}

#[unsafe(export_name = "ws2_32_FlsGetValue")]
pub extern "C" fn FlsGetValue(index: u32) -> *mut c_void {
    TlsGetValue(index)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn number(value: usize) -> *mut c_void {
        std::ptr::without_provenance_mut(value)
    }

    #[test]
    fn each_thread_has_its_own_value_and_a_reused_slot_has_none() {
        let slot = TlsAlloc();
        assert_eq!(TlsSetValue(slot, number(1)), 1);
        std::thread::scope(|scope| {
            scope.spawn(move || assert!(TlsGetValue(slot).is_null()));
        });
        assert_eq!(TlsGetValue(slot).addr(), 1);
        assert_eq!((TlsFree(slot), TlsFree(slot)), (1, 0));
        assert_eq!(TlsSetValue(slot, number(2)), 0);
        // Other tests may take the slot first; whoever gets it finds it empty.
        assert!(TlsGetValue(TlsAlloc()).is_null());
    }

    #[test]
    fn a_callback_gets_the_value_of_a_thread_that_ends() {
        static SUM: AtomicUsize = AtomicUsize::new(0);
        unsafe extern "C" fn add(value: *mut c_void) {
            SUM.fetch_add(value.addr(), Ordering::SeqCst);
        }
        let slot = FlsAlloc(Some(add));
        std::thread::spawn(move || FlsSetValue(slot, number(40))).join().unwrap();
        std::thread::spawn(move || FlsSetValue(slot, number(0))).join().unwrap();
        assert_eq!(SUM.load(Ordering::SeqCst), 40);
        FlsFree(slot);
    }
}

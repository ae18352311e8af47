//! Memory: the heap, `LocalAlloc` and `GlobalAlloc`, all on libc's allocator.
//!
//! Every heap is the process heap: memory of `HeapCreate` is freed block by block, not with `HeapDestroy`.
//! Movable memory does not move, so its handle is its address.

use std::ffi::c_void;

use ws2_types::WsaError;
use ws2_types::abi::foundation::{self, HANDLE};
use ws2_types::abi::memory::{HEAP_ZERO_MEMORY, LMEM_ZEROINIT};

use super::{base_call, bool_call};

type Memory = *mut c_void;

const LMEM_MODIFY: u32 = 0x80;

/// The handle of the process heap, and of every other.
const PROCESS_HEAP: usize = 0x10_0000;

fn allocate(zeroed: bool, bytes: usize) -> Memory {
    // An empty block must still be told from a failure.
    let bytes = bytes.max(1);
    // SAFETY: no condition; the block is the program's from here on.
    unsafe { if zeroed { libc::calloc(1, bytes) } else { libc::malloc(bytes) } }
}

/// # Safety
/// `memory` is a block of this allocator.
unsafe fn reallocate(zeroed: bool, memory: Memory, bytes: usize) -> Memory {
    // SAFETY: the caller vouches for the block.
    let before = unsafe { libc::malloc_usable_size(memory) };
    // SAFETY: as above.
    let moved = unsafe { libc::realloc(memory, bytes.max(1)) };
    if zeroed && !moved.is_null() && bytes > before {
        // SAFETY: the block has `bytes` bytes, of which those from `before` on are new.
        unsafe { moved.cast::<u8>().add(before).write_bytes(0, bytes - before) };
    }
    moved
}

fn or_out_of_memory(memory: Memory) -> Memory {
    base_call(std::ptr::null_mut(), || {
        if memory.is_null() { Err(WsaError::WSA_NOT_ENOUGH_MEMORY) } else { Ok(memory) }
    })
}

#[unsafe(export_name = "ws2_32_GetProcessHeap")]
pub extern "C" fn GetProcessHeap() -> HANDLE {
    std::ptr::without_provenance_mut(PROCESS_HEAP)
}

#[unsafe(export_name = "ws2_32_HeapCreate")]
pub extern "C" fn HeapCreate(_options: u32, _initial_bytes: usize, _maximum_bytes: usize) -> HANDLE {
    GetProcessHeap()
}

#[unsafe(export_name = "ws2_32_HeapDestroy")]
pub extern "C" fn HeapDestroy(heap: HANDLE) -> i32 {
    bool_call(|| if heap.addr() == PROCESS_HEAP { Ok(()) } else { Err(WsaError::WSA_INVALID_HANDLE) })
}

#[unsafe(export_name = "ws2_32_HeapAlloc")]
pub extern "C" fn HeapAlloc(_heap: HANDLE, flags: u32, bytes: usize) -> Memory {
    or_out_of_memory(allocate(flags & HEAP_ZERO_MEMORY != 0, bytes))
}

/// # Errors
/// `ERROR_NOT_ENOUGH_MEMORY`; the old block stays. `HEAP_REALLOC_IN_PLACE_ONLY` counts as such.
///
/// # Safety
/// `memory` is a block of this allocator.
#[unsafe(export_name = "ws2_32_HeapReAlloc")]
pub unsafe extern "C" fn HeapReAlloc(_heap: HANDLE, flags: u32, memory: Memory, bytes: usize) -> Memory {
    let in_place = flags & ws2_types::abi::memory::HEAP_REALLOC_IN_PLACE_ONLY != 0;
    if memory.is_null() || in_place {
        return or_out_of_memory(std::ptr::null_mut());
    }
    // SAFETY: passed on.
    or_out_of_memory(unsafe { reallocate(flags & HEAP_ZERO_MEMORY != 0, memory, bytes) })
}

/// # Safety
/// `memory` is NULL or a block of this allocator, which ends here.
#[unsafe(export_name = "ws2_32_HeapFree")]
pub unsafe extern "C" fn HeapFree(_heap: HANDLE, _flags: u32, memory: Memory) -> i32 {
    // SAFETY: passed on.
    unsafe { libc::free(memory) };
    foundation::TRUE
}

/// The size of a block, which may be a little more than was asked for.
///
/// # Safety
/// `memory` is a block of this allocator.
#[unsafe(export_name = "ws2_32_HeapSize")]
pub unsafe extern "C" fn HeapSize(_heap: HANDLE, _flags: u32, memory: Memory) -> usize {
    base_call(usize::MAX, || {
        if memory.is_null() {
            return Err(WsaError::WSA_INVALID_PARAMETER);
        }
        // SAFETY: passed on.
        Ok(unsafe { libc::malloc_usable_size(memory) })
    })
}

#[unsafe(export_name = "ws2_32_LocalAlloc")]
pub extern "C" fn LocalAlloc(flags: u32, bytes: usize) -> Memory {
    or_out_of_memory(allocate(flags & LMEM_ZEROINIT != 0, bytes))
}

/// # Safety
/// `memory` is a block of this allocator.
#[unsafe(export_name = "ws2_32_LocalReAlloc")]
pub unsafe extern "C" fn LocalReAlloc(memory: Memory, bytes: usize, flags: u32) -> Memory {
    if flags & LMEM_MODIFY != 0 {
        return memory; // only attributes change, and none means anything here
    }
    if memory.is_null() {
        return or_out_of_memory(memory);
    }
    // SAFETY: passed on.
    or_out_of_memory(unsafe { reallocate(flags & LMEM_ZEROINIT != 0, memory, bytes) })
}

/// Frees a block and returns NULL.
///
/// # Safety
/// `memory` is NULL or a block of this allocator, which ends here.
#[unsafe(export_name = "ws2_32_LocalFree")]
pub unsafe extern "C" fn LocalFree(memory: Memory) -> Memory {
    // SAFETY: passed on.
    unsafe { libc::free(memory) };
    std::ptr::null_mut()
}

#[unsafe(export_name = "ws2_32_GlobalAlloc")]
pub extern "C" fn GlobalAlloc(flags: u32, bytes: usize) -> Memory {
    LocalAlloc(flags, bytes)
}

/// # Safety
/// As [`LocalFree`].
#[unsafe(export_name = "ws2_32_GlobalFree")]
pub unsafe extern "C" fn GlobalFree(memory: Memory) -> Memory {
    // SAFETY: passed on.
    unsafe { LocalFree(memory) }
}

#[unsafe(export_name = "ws2_32_GlobalLock")]
pub extern "C" fn GlobalLock(memory: Memory) -> Memory {
    memory
}

#[unsafe(export_name = "ws2_32_GlobalUnlock")]
pub extern "C" fn GlobalUnlock(_memory: Memory) -> i32 {
    foundation::TRUE
}

#[unsafe(export_name = "ws2_32_LocalLock")]
pub extern "C" fn LocalLock(memory: Memory) -> Memory {
    memory
}

#[unsafe(export_name = "ws2_32_LocalUnlock")]
pub extern "C" fn LocalUnlock(_memory: Memory) -> i32 {
    foundation::TRUE
}

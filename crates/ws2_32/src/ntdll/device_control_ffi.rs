//! `NtDeviceIoControlFile`: the poll of sockets.

use std::sync::Arc;

use win32_wait::alarm::Due;
use win32_wait::completion::{LOWEST_ADDRESS, Lent, Outcome, Routine};
use win32_wait::event::{Event, Reset};
use win32_wait::handle_table::Object;
use win32_wait::wait::{self, INFINITE, object_of, wait_any};
use ws2_base::afd::{self, Answer, Asked, Begun, Found, Limit, Manner, Told};
use ws2_types::abi::foundation::{self, HANDLE, NTSTATUS};
use ws2_types::abi::io::{IO_STATUS_BLOCK, OVERLAPPED, PIO_APC_ROUTINE};
use ws2_types::status::STATUS_PENDING;

use super::{Refusal, native_call};
use crate::kernel32::time_ffi::{of_steps, since_unix_epoch};
use crate::lent;

const IOCTL_AFD_POLL: u32 = 0x12024;

/// The head of AFD_POLL_INFO; entries follow.
#[derive(Clone, Copy)]
#[repr(C)]
struct PollHead {
    /// In steps of 100 ns: negative from now on, positive since 1601; the highest number is no limit.
    timeout: i64,
    count: u32,
    exclusive: u32,
}

/// AFD_POLL_HANDLE_INFO.
#[derive(Clone, Copy)]
#[repr(C)]
struct PollEntry {
    handle: usize,
    events: u32,
    status: NTSTATUS,
}

/// Carries out a control code of the device under Windows Sockets, on a handle of it or on a socket. There is one:
/// `IOCTL_AFD_POLL`, which ends when one of its sockets is ready; input and output are an AFD_POLL_INFO, and the output has
/// those sockets that are. `STATUS_PENDING` says that status block, event, routine and port will tell; the port does unless
/// `context` is NULL.
///
/// # Errors
/// `STATUS_INVALID_HANDLE` (no such handle; an entry that is no socket), `STATUS_OBJECT_TYPE_MISMATCH` (the event is none),
/// `STATUS_INVALID_DEVICE_REQUEST` (another code, or a handle that does no such thing), `STATUS_INVALID_PARAMETER` (less
/// input than it says, no entries, a routine beside a port), `STATUS_BUFFER_TOO_SMALL` (less output than input),
/// `STATUS_ACCESS_VIOLATION` (NULL), `STATUS_INSUFFICIENT_RESOURCES`.
///
/// # Blocking
/// On a handle that was opened for synchronous calls, until the poll ends; else not at all.
///
/// # Safety
/// Pointers are NULL or valid for their lengths; status block and output until the poll has ended.
#[unsafe(export_name = "ws2_32_NtDeviceIoControlFile")]
pub unsafe extern "C" fn NtDeviceIoControlFile(
    file: HANDLE,
    event: HANDLE,
    routine: PIO_APC_ROUTINE,
    context: *mut core::ffi::c_void,
    block: *mut IO_STATUS_BLOCK,
    code: u32,
    input: *const u8,
    input_len: u32,
    output: *mut u8,
    output_len: u32,
) -> NTSTATUS {
    native_call(|| {
        // SAFETY: the caller lends it until the poll has ended; nothing behind it is looked at.
        let lent = unsafe { Lent::new(block.cast::<OVERLAPPED>()) };
        let lent = lent.filter(|lent| lent.is_plausible()).ok_or(ACCESS_VIOLATION)?;
        object_of(file.addr())?;
        let manner = afd::manner(file.addr()).map_err(|_| INVALID_DEVICE_REQUEST)?;
        let event = match event.addr() {
            0 => None,
            raw => {
                object_of(raw)?;
                Some(
                    Event::of_handle(raw)
                        .map_err(|_| Refusal::Status(foundation::STATUS_OBJECT_TYPE_MISMATCH))?,
                )
            }
        };
        if code != IOCTL_AFD_POLL {
            return Err(INVALID_DEVICE_REQUEST);
        }
        // SAFETY: the caller's promise.
        let (head, asked) = unsafe { poll_info(input, input_len) }?;
        if output_len < input_len.min(room_for(head.count)) {
            return Err(Refusal::Status(foundation::STATUS_BUFFER_TOO_SMALL));
        }
        if output.addr() < LOWEST_ADDRESS {
            return Err(ACCESS_VIOLATION);
        }
        let answer = Box::new(Room { head, output });
        let context = context.expose_provenance();
        let routine = routine.map(|routine| {
            let block = lent;
            Box::new(move |_: Outcome| {
                let context = std::ptr::with_exposed_provenance_mut(context);
                // SAFETY: the program's own routine, with what it gave along.
                unsafe { routine(context, block.as_ptr().cast(), 0) };
            }) as Routine
        });
        let (event, to_wait_for) = match manner {
            Manner::Overlapped => (event, None),
            Manner::Synchronous { alertable } => {
                let event = event.unwrap_or_else(|| Event::new(Reset::Manual, false));
                (Some(Arc::clone(&event)), Some((event, alertable)))
            }
        };
        let told = Told { block: lent, context, event, routine };
        let begun = afd::poll(file.addr(), &asked, limit(head.timeout), head.exclusive != 0, answer, told)?;
        Ok(match (begun, to_wait_for) {
            (Begun::Ended { status }, _) => status as NTSTATUS,
            (Begun::Pending, None) => STATUS_PENDING as NTSTATUS,
            (Begun::Pending, Some((event, alertable))) => wait_until_ended(lent, &event, alertable)?,
        })
    })
}

const ACCESS_VIOLATION: Refusal = Refusal::Status(foundation::STATUS_ACCESS_VIOLATION);
const INVALID_DEVICE_REQUEST: Refusal = Refusal::Status(foundation::STATUS_INVALID_DEVICE_REQUEST);

/// The status in the end. APCs that run meanwhile do not end the wait: the status block would be left behind.
fn wait_until_ended(block: Lent, event: &Arc<Event>, alertable: bool) -> Result<NTSTATUS, Refusal> {
    loop {
        let object = Arc::clone(event) as Arc<dyn Object>;
        match wait_any(&[object], INFINITE, alertable)? {
            wait::Outcome::ApcsRan => {}
            // The event is the program's: somebody else may have set it.
            _ if block.result().0 == STATUS_PENDING => {}
            _ => return Ok(block.result().0 as NTSTATUS),
        }
    }
}

fn room_for(count: u32) -> u32 {
    let entries = u64::from(count) * size_of::<PollEntry>() as u64;
    u32::try_from(size_of::<PollHead>() as u64 + entries).unwrap_or(u32::MAX)
}

/// # Safety
/// `input` is NULL or valid for reads of `len` bytes.
unsafe fn poll_info(input: *const u8, len: u32) -> Result<(PollHead, Vec<Asked>), Refusal> {
    const INVALID_PARAMETER: Refusal = Refusal::Status(foundation::STATUS_INVALID_PARAMETER);
    if (len as usize) < size_of::<PollHead>() {
        return Err(INVALID_PARAMETER);
    }
    // SAFETY: long enough; the caller vouches for the rest.
    let head: PollHead = unsafe { lent::read(input.cast()) }?;
    if head.count == 0 || len < room_for(head.count) {
        return Err(INVALID_PARAMETER);
    }
    // SAFETY: as before.
    let entries =
        unsafe { lent::array(input.add(size_of::<PollHead>()).cast::<PollEntry>(), head.count as usize) };
    let asked = entries.iter().map(|entry| Asked { socket: entry.handle, events: entry.events });
    Ok((head, asked.collect()))
}

fn limit(steps: i64) -> Limit {
    match steps {
        0 => Limit::Now,
        i64::MAX => Limit::Never,
        ..0 => Limit::Until(Due::after(of_steps(steps.unsigned_abs()))),
        _ => Limit::Until(Due::Wall(since_unix_epoch(steps))),
    }
}

/// The program's AFD_POLL_INFO, to be filled.
struct Room {
    head: PollHead,
    output: *mut u8,
}

// SAFETY: the program lends the memory to the library as a whole, whichever thread the poll ends on.
unsafe impl Send for Room {}

impl Answer for Room {
    fn fill(&mut self, found: &[Found]) -> u32 {
        let head = PollHead { count: found.len() as u32, ..self.head };
        // SAFETY: lent until the poll has ended, with room for every entry that was asked for.
        unsafe { self.output.cast::<PollHead>().write_unaligned(head) };
        for (index, found) in found.iter().enumerate() {
            let entry =
                PollEntry { handle: found.socket, events: found.events, status: foundation::STATUS_SUCCESS };
            // SAFETY: as before.
            unsafe {
                let first = self.output.add(size_of::<PollHead>()).cast::<PollEntry>();
                first.add(index).write_unaligned(entry);
            }
        }
        room_for(head.count)
    }
}

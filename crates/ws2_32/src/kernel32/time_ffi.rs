//! Clocks.

use std::time::Duration;

use rustix::time::{ClockId, Timespec, clock_gettime};
use ws2_types::WsaError;
use ws2_types::abi::foundation::{FILETIME, SYSTEMTIME};

use super::bool_call;

/// Ticks of the performance counter in a second, as on today's Windows.
const COUNTER_HZ: i64 = 10_000_000;
/// 100 ns steps in a second.
const FILETIME_HZ: i64 = 10_000_000;
/// From 1601, where file times begin, to 1970.
const SECONDS_TO_UNIX_EPOCH: i64 = 11_644_473_600;
const MMSYSERR_NOERROR: u32 = 0;
const TIMERR_NOCANDO: u32 = 97;

/// Milliseconds since the system started, time asleep included.
#[unsafe(export_name = "ws2_32_GetTickCount64")]
pub extern "C" fn GetTickCount64() -> u64 {
    let Timespec { tv_sec, tv_nsec } = clock_gettime(ClockId::Boottime);
    tv_sec as u64 * 1000 + tv_nsec as u64 / 1_000_000
}

/// The same in 32 bits; it begins anew every 49.7 days.
#[unsafe(export_name = "ws2_32_GetTickCount")]
pub extern "C" fn GetTickCount() -> u32 {
    GetTickCount64() as u32
}

#[unsafe(export_name = "ws2_32_timeGetTime")]
pub extern "C" fn timeGetTime() -> u32 {
    GetTickCount()
}

/// Accepts any resolution from 1 ms up: waits are always that exact here.
#[unsafe(export_name = "ws2_32_timeBeginPeriod")]
pub extern "C" fn timeBeginPeriod(period_ms: u32) -> u32 {
    if period_ms == 0 { TIMERR_NOCANDO } else { MMSYSERR_NOERROR }
}

#[unsafe(export_name = "ws2_32_timeEndPeriod")]
pub extern "C" fn timeEndPeriod(period_ms: u32) -> u32 {
    timeBeginPeriod(period_ms)
}

/// `TIMECAPS`.
#[repr(C)]
pub struct TimerCapabilities {
    least_ms: u32,
    most_ms: u32,
}

/// # Safety
/// `capabilities` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_timeGetDevCaps")]
pub unsafe extern "C" fn timeGetDevCaps(capabilities: *mut TimerCapabilities, size: u32) -> u32 {
    if capabilities.is_null() || (size as usize) < size_of::<TimerCapabilities>() {
        return TIMERR_NOCANDO;
    }
    // SAFETY: not NULL, and the caller vouches for the size.
    unsafe { *capabilities = TimerCapabilities { least_ms: 1, most_ms: 1_000_000 } };
    MMSYSERR_NOERROR
}

/// # Safety
/// `count` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_QueryPerformanceCounter")]
pub unsafe extern "C" fn QueryPerformanceCounter(count: *mut i64) -> i32 {
    let Timespec { tv_sec, tv_nsec } = clock_gettime(ClockId::Monotonic);
    // SAFETY: passed on.
    unsafe { answer(count, tv_sec * COUNTER_HZ + tv_nsec / (1_000_000_000 / COUNTER_HZ)) }
}

/// # Safety
/// `frequency` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_QueryPerformanceFrequency")]
pub unsafe extern "C" fn QueryPerformanceFrequency(frequency: *mut i64) -> i32 {
    // SAFETY: passed on.
    unsafe { answer(frequency, COUNTER_HZ) }
}

/// # Safety
/// `place` is NULL or valid for writes.
unsafe fn answer(place: *mut i64, value: i64) -> i32 {
    bool_call(|| {
        // SAFETY: NULL or the caller's to write.
        *unsafe { place.as_mut() }.ok_or(WsaError::WSA_INVALID_PARAMETER)? = value;
        Ok(())
    })
}

fn file_time() -> FILETIME {
    let Timespec { tv_sec, tv_nsec } = clock_gettime(ClockId::Realtime);
    file_time_of(tv_sec, tv_nsec)
}

/// A time since 1970 as one since 1601.
pub(super) fn file_time_of(seconds: i64, nanoseconds: i64) -> FILETIME {
    let steps = (seconds + SECONDS_TO_UNIX_EPOCH) * FILETIME_HZ + nanoseconds / 100;
    FILETIME { dwLowDateTime: steps as u32, dwHighDateTime: (steps >> 32) as u32 }
}

/// A time of a file time's clock, in steps of 100 ns since 1601, as one since 1970; earlier ones are 1970.
pub(crate) fn since_unix_epoch(steps: i64) -> Duration {
    let unix_steps = steps.saturating_sub(SECONDS_TO_UNIX_EPOCH * FILETIME_HZ);
    of_steps(unix_steps.try_into().unwrap_or(0))
}

/// So many steps of 100 ns.
pub(crate) fn of_steps(steps: u64) -> Duration {
    let hz = FILETIME_HZ as u64;
    Duration::new(steps / hz, (steps % hz) as u32 * 100)
}

/// # Safety
/// `time` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_GetSystemTimeAsFileTime")]
pub unsafe extern "C" fn GetSystemTimeAsFileTime(time: *mut FILETIME) {
    // SAFETY: NULL or the caller's to write.
    if let Some(time) = unsafe { time.as_mut() } {
        *time = file_time();
    }
}

/// # Safety
/// `time` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_GetSystemTimePreciseAsFileTime")]
pub unsafe extern "C" fn GetSystemTimePreciseAsFileTime(time: *mut FILETIME) {
    // SAFETY: passed on.
    unsafe { GetSystemTimeAsFileTime(time) }
}

/// # Safety
/// `time` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_GetSystemTime")]
pub unsafe extern "C" fn GetSystemTime(time: *mut SYSTEMTIME) {
    // SAFETY: passed on.
    unsafe { broken_down(time, libc::gmtime_r) }
}

/// # Safety
/// `time` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_GetLocalTime")]
pub unsafe extern "C" fn GetLocalTime(time: *mut SYSTEMTIME) {
    // SAFETY: passed on.
    unsafe { broken_down(time, libc::localtime_r) }
}

type BreakDown = unsafe extern "C" fn(*const libc::time_t, *mut libc::tm) -> *mut libc::tm;

/// # Safety
/// `time` is NULL or valid for writes.
unsafe fn broken_down(time: *mut SYSTEMTIME, break_down: BreakDown) {
    let Timespec { tv_sec, tv_nsec } = clock_gettime(ClockId::Realtime);
    // SAFETY: `tm` is plain numbers and a pointer that may be NULL.
    let mut parts: libc::tm = unsafe { std::mem::zeroed() };
    // SAFETY: both pointers are to locals.
    unsafe { break_down(&tv_sec, &mut parts) };
    // SAFETY: NULL or the caller's to write.
    let Some(time) = (unsafe { time.as_mut() }) else { return };
    *time = SYSTEMTIME {
        wYear: (parts.tm_year + 1900) as u16,
        wMonth: (parts.tm_mon + 1) as u16,
        wDayOfWeek: parts.tm_wday as u16,
        wDay: parts.tm_mday as u16,
        wHour: parts.tm_hour as u16,
        wMinute: parts.tm_min as u16,
        wSecond: parts.tm_sec as u16,
        wMilliseconds: (tv_nsec / 1_000_000) as u16,
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_performance_counter_runs_at_ten_megahertz_beside_the_tick_count() {
        let (mut frequency, mut before, mut after) = (0, 0, 0);
        // SAFETY: the pointers are to locals.
        unsafe {
            assert_eq!(QueryPerformanceFrequency(&mut frequency), 1);
            assert_eq!(QueryPerformanceCounter(&mut before), 1);
            assert_eq!(QueryPerformanceCounter(&mut after), 1);
            assert_eq!(QueryPerformanceCounter(std::ptr::null_mut()), 0);
        }
        assert_eq!(frequency, 10_000_000);
        assert!(after >= before && before > 0);
    }

    #[test]
    fn file_time_and_system_time_agree_on_the_day() {
        let FILETIME { dwLowDateTime, dwHighDateTime } = file_time();
        let steps = i64::from(dwHighDateTime) << 32 | i64::from(dwLowDateTime);
        // SAFETY: `SYSTEMTIME` is plain numbers.
        let mut time: SYSTEMTIME = unsafe { std::mem::zeroed() };
        // SAFETY: the pointer is to a local.
        unsafe { GetSystemTime(&mut time) };
        // 1601-01-01 was a Monday. Around midnight the two calls may fall on two days.
        let day_of_week = (steps / FILETIME_HZ / 86_400 + 1) % 7;
        assert!([0, 1].contains(&((i64::from(time.wDayOfWeek) - day_of_week).rem_euclid(7))));
        assert!(time.wYear >= 2024);
    }
}

//! Processes: this one's pseudo handle and end, and starting others.

use std::any::Any;
use std::collections::BTreeMap;
use std::ffi::c_void;
use std::process::{Command, Stdio};
use std::sync::{Arc, LazyLock};

use win32_wait::handle_table::Object;
use win32_wait::wait::object_of;
use ws2_types::abi::foundation::{self, HANDLE};
use ws2_types::abi::threading::{
    CREATE_SUSPENDED, CREATE_UNICODE_ENVIRONMENT, PROCESS_INFORMATION, STARTF_USESTDHANDLES, STARTUPINFOA,
    STARTUPINFOW,
};
use ws2_types::{WsaError, WsaResult};

use super::file::{File, win32_error};
use super::process::{Process, split_command_line};
use super::{bool_call, handle_call, lstr_ffi, narrow, open_handle, wide, win32, with_object};

/// What `GetCurrentProcess` returns.
pub(super) const CURRENT_PROCESS: usize = usize::MAX;
/// What `GetCurrentThread` returns.
pub(super) const CURRENT_THREAD: usize = usize::MAX - 1;

/// The object behind the pseudo handle.
pub(super) fn current() -> Arc<Process> {
    static OWN: LazyLock<Arc<Process>> = LazyLock::new(Process::own);
    Arc::clone(&OWN)
}

fn process_of(handle: HANDLE) -> WsaResult<Arc<Process>> {
    if handle.addr() == CURRENT_PROCESS {
        return Ok(current());
    }
    let object: Arc<dyn Any + Send + Sync> = object_of(handle.addr())?;
    object.downcast().map_err(|_| WsaError::WSA_INVALID_HANDLE)
}

/// # Errors
/// `ERROR_INVALID_HANDLE` for what is no process; `ERROR_ACCESS_DENIED` for another process.
pub(super) fn require_own_process(process: HANDLE) -> WsaResult<()> {
    let own = process_of(process)?.is_own();
    if own { Ok(()) } else { Err(win32(foundation::ERROR_ACCESS_DENIED)) }
}

#[unsafe(export_name = "ws2_32_GetCurrentProcess")]
pub extern "C" fn GetCurrentProcess() -> HANDLE {
    std::ptr::without_provenance_mut(CURRENT_PROCESS)
}

#[unsafe(export_name = "ws2_32_GetCurrentProcessId")]
pub extern "C" fn GetCurrentProcessId() -> u32 {
    std::process::id()
}

#[unsafe(export_name = "ws2_32_GetProcessId")]
pub extern "C" fn GetProcessId(process: HANDLE) -> u32 {
    super::base_call(0, || Ok(process_of(process)?.id()))
}

/// Ends the process; exit handlers run and streams are flushed. Linux keeps the low 8 bits of the code.
#[unsafe(export_name = "ws2_32_ExitProcess")]
pub extern "C" fn ExitProcess(exit_code: u32) -> ! {
    std::process::exit(exit_code as i32)
}

/// Ends a process at once, without its exit handlers: this one, or one it started.
///
/// # Errors
/// `ERROR_INVALID_HANDLE`; `ERROR_ACCESS_DENIED`: it has ended.
#[unsafe(export_name = "ws2_32_TerminateProcess")]
pub extern "C" fn TerminateProcess(process: HANDLE, exit_code: u32) -> i32 {
    bool_call(|| {
        let process = process_of(process)?;
        if process.is_own() {
            // SAFETY: ends the process; nothing is used afterwards.
            unsafe { libc::_exit(exit_code as i32) }
        }
        process.terminate(exit_code)
    })
}

/// # Safety
/// `exit_code` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_GetExitCodeProcess")]
pub unsafe extern "C" fn GetExitCodeProcess(process: HANDLE, exit_code: *mut u32) -> i32 {
    bool_call(|| {
        let process = process_of(process)?;
        // SAFETY: NULL or the caller's to write.
        let exit_code = unsafe { exit_code.as_mut() }.ok_or(win32(foundation::ERROR_NOACCESS))?;
        *exit_code = process.exit_code();
        Ok(())
    })
}

/// Opens this process by its id. Others cannot be opened.
///
/// # Errors
/// `ERROR_ACCESS_DENIED`: another process. `ERROR_INVALID_PARAMETER`: none has this id.
#[unsafe(export_name = "ws2_32_OpenProcess")]
pub extern "C" fn OpenProcess(_access: u32, _inherit: i32, id: u32) -> HANDLE {
    handle_call(|| {
        if id == std::process::id() {
            return open_handle(current());
        }
        let pid = i32::try_from(id).ok().and_then(rustix::process::Pid::from_raw);
        let exists =
            pid.is_some_and(|pid| rustix::process::test_kill_process(pid) != Err(rustix::io::Errno::SRCH));
        Err(if exists { win32(foundation::ERROR_ACCESS_DENIED) } else { WsaError::WSA_INVALID_PARAMETER })
    })
}

/// Starts a Linux program. Its standard streams are those of `STARTF_USESTDHANDLES`, else this process's own; it
/// inherits nothing else.
///
/// # Errors
/// `ERROR_FILE_NOT_FOUND`, `ERROR_ACCESS_DENIED`, `ERROR_BAD_EXE_FORMAT`: the program.
/// `ERROR_INVALID_HANDLE`: a standard handle that is no file or pipe. `ERROR_NOT_SUPPORTED`: `CREATE_SUSPENDED`.
/// `ERROR_INVALID_PARAMETER`: no program, or NULL.
///
/// # Safety
/// The strings are NULL or end in NUL, `environment` in two; `startup` is NULL or valid for reads, `information`
/// for writes.
#[unsafe(export_name = "ws2_32_CreateProcessA")]
pub unsafe extern "C" fn CreateProcessA(
    application: *const u8,
    command_line: *mut u8,
    _process_security: *const c_void,
    _thread_security: *const c_void,
    _inherit: i32,
    flags: u32,
    environment: *const c_void,
    folder: *const u8,
    startup: *const STARTUPINFOA,
    information: *mut PROCESS_INFORMATION,
) -> i32 {
    bool_call(|| {
        // SAFETY: passed on.
        let (application, line, folder) =
            unsafe { (narrow(application), narrow(command_line), narrow(folder)) };
        // SAFETY: NULL or the caller's to read.
        let standard = unsafe { startup.as_ref() }
            .filter(|startup| startup.dwFlags & STARTF_USESTDHANDLES != 0)
            .map(|startup| [startup.hStdInput, startup.hStdOutput, startup.hStdError]);
        // SAFETY: passed on.
        let environment = unsafe { environment_block(environment, flags) };
        // SAFETY: passed on.
        unsafe { create(application, line, folder, flags, environment, standard, information) }
    })
}

/// # Errors
/// As [`CreateProcessA`].
///
/// # Safety
/// As [`CreateProcessA`].
#[unsafe(export_name = "ws2_32_CreateProcessW")]
pub unsafe extern "C" fn CreateProcessW(
    application: *const u16,
    command_line: *mut u16,
    _process_security: *const c_void,
    _thread_security: *const c_void,
    _inherit: i32,
    flags: u32,
    environment: *const c_void,
    folder: *const u16,
    startup: *const STARTUPINFOW,
    information: *mut PROCESS_INFORMATION,
) -> i32 {
    bool_call(|| {
        // SAFETY: passed on.
        let (application, line, folder) = unsafe { (wide(application), wide(command_line), wide(folder)) };
        // SAFETY: NULL or the caller's to read.
        let standard = unsafe { startup.as_ref() }
            .filter(|startup| startup.dwFlags & STARTF_USESTDHANDLES != 0)
            .map(|startup| [startup.hStdInput, startup.hStdOutput, startup.hStdError]);
        // SAFETY: passed on.
        let environment = unsafe { environment_block(environment, flags) };
        // SAFETY: passed on.
        unsafe { create(application, line, folder, flags, environment, standard, information) }
    })
}

/// # Safety
/// `information` is NULL or valid for writes.
unsafe fn create(
    application: Option<String>,
    line: Option<String>,
    folder: Option<String>,
    flags: u32,
    environment: Option<BTreeMap<String, String>>,
    standard: Option<[HANDLE; 3]>,
    information: *mut PROCESS_INFORMATION,
) -> WsaResult<()> {
    // SAFETY: NULL or the caller's to write.
    let information = unsafe { information.as_mut() }.ok_or(WsaError::WSA_INVALID_PARAMETER)?;
    if flags & CREATE_SUSPENDED != 0 {
        return Err(win32(foundation::ERROR_NOT_SUPPORTED));
    }
    let mut words = split_command_line(&line.unwrap_or_default());
    let program = match application {
        Some(application) => application.into(),
        None => words.first().cloned().ok_or(WsaError::WSA_INVALID_PARAMETER)?,
    };
    let mut command = Command::new(program);
    command.args(words.drain(..).skip(1));
    if let Some(folder) = folder {
        command.current_dir(folder);
    }
    if let Some(environment) = environment {
        command.env_clear().envs(environment);
    }
    if let Some([input, output, error]) = standard {
        command.stdin(stream(input)?).stdout(stream(output)?).stderr(stream(error)?);
    }
    let process = Process::start(command)?;
    let object: Arc<dyn Object> = process.clone();
    *information = PROCESS_INFORMATION {
        hProcess: open_handle(Arc::clone(&object))?,
        // Its first thread ends with it, so the same object serves a wait for either.
        hThread: open_handle(object)?,
        dwProcessId: process.id(),
        dwThreadId: process.id(),
    };
    Ok(())
}

fn stream(handle: HANDLE) -> WsaResult<Stdio> {
    if handle.is_null() || handle == foundation::INVALID_HANDLE_VALUE {
        return Ok(Stdio::null());
    }
    with_object(handle, |file: &File| {
        let copy = rustix::io::fcntl_dupfd_cloexec(file.descriptor(), 3).map_err(win32_error)?;
        Ok(Stdio::from(copy))
    })
}

/// The variables of a block of `NAME=value` strings.
///
/// # Safety
/// `block` is NULL or ends in two NULs of the width that `flags` say.
unsafe fn environment_block(block: *const c_void, flags: u32) -> Option<BTreeMap<String, String>> {
    if block.is_null() {
        return None;
    }
    let mut variables = BTreeMap::new();
    let mut add = |entry: String| {
        // A name may begin with '=' (the folders of drives); those mean nothing here.
        if let Some((name, value)) = entry.split_once('=').filter(|(name, _)| !name.is_empty()) {
            variables.insert(name.to_owned(), value.to_owned());
        }
    };
    if flags & CREATE_UNICODE_ENVIRONMENT != 0 {
        let mut at: *const u16 = block.cast();
        // SAFETY: reading stops at the empty string at the end.
        while let Some(entry) = unsafe { wide(at) }.filter(|entry| !entry.is_empty()) {
            at = at.wrapping_add(lstr_ffi::wide_len(at) + 1);
            add(entry);
        }
    } else {
        let mut at: *const u8 = block.cast();
        // SAFETY: as above.
        while let Some(entry) = unsafe { narrow(at) }.filter(|entry| !entry.is_empty()) {
            at = at.wrapping_add(lstr_ffi::narrow_len(at) + 1);
            add(entry);
        }
    }
    Some(variables)
}

#[cfg(test)]
mod tests {
    use std::ptr::{null, null_mut};

    use super::super::file_ffi::CreatePipe;
    use super::super::file_io_ffi::ReadFile;
    use super::super::handle_ffi::CloseHandle;
    use super::super::wait_ffi::WaitForSingleObject;
    use super::*;

    fn start(line: &std::ffi::CStr, output: HANDLE) -> Result<PROCESS_INFORMATION, u32> {
        let mut line = line.to_bytes_with_nul().to_vec();
        // SAFETY: both structures are numbers and pointers that may be NULL.
        let (mut startup, mut information): (STARTUPINFOA, PROCESS_INFORMATION) =
            unsafe { (std::mem::zeroed(), std::mem::zeroed()) };
        startup.dwFlags = STARTF_USESTDHANDLES;
        startup.hStdOutput = output;
        // SAFETY: all pointers are to locals.
        let started = unsafe {
            CreateProcessA(
                null(),
                line.as_mut_ptr(),
                null(),
                null(),
                1,
                0,
                null(),
                null(),
                &startup,
                &mut information,
            )
        };
        if started == 0 { Err(win32_wait::last_error::last_error()) } else { Ok(information) }
    }

    fn exit_code(process: HANDLE) -> u32 {
        let mut code = 0;
        // SAFETY: the pointer is to a local.
        assert_eq!(unsafe { GetExitCodeProcess(process, &mut code) }, 1);
        code
    }

    #[test]
    fn a_program_writes_to_its_pipe_and_is_signaled_with_its_exit_code() {
        let (mut reader, mut writer) = (null_mut(), null_mut());
        // SAFETY: the pointers are to locals.
        assert_eq!(unsafe { CreatePipe(&mut reader, &mut writer, null(), 0) }, 1);
        let child = start(c"sh -c \"echo out; exit 7\"", writer).unwrap();
        CloseHandle(writer);
        assert_eq!(WaitForSingleObject(child.hProcess, u32::MAX), 0);
        assert_eq!(WaitForSingleObject(child.hThread, 0), 0);
        assert_eq!(exit_code(child.hProcess), 7);
        let (mut buffer, mut count) = ([0; 16], 0);
        // SAFETY: the buffer has the stated length.
        assert_eq!(unsafe { ReadFile(reader, buffer.as_mut_ptr(), 16, &mut count, null_mut()) }, 1);
        assert_eq!(&buffer[..count as usize], b"out\n");
        for handle in [reader, child.hProcess, child.hThread] {
            assert_eq!(CloseHandle(handle), 1);
        }
    }

    #[test]
    fn a_terminated_program_has_the_code_it_was_terminated_with() {
        let child = start(c"sleep 1000", null_mut()).unwrap();
        assert_eq!(exit_code(child.hProcess), foundation::STILL_ACTIVE as u32);
        assert_eq!(TerminateProcess(child.hProcess, 42), 1);
        assert_eq!(WaitForSingleObject(child.hProcess, u32::MAX), 0);
        assert_eq!(exit_code(child.hProcess), 42);
        assert_eq!(TerminateProcess(child.hProcess, 43), 0);
    }

    #[test]
    fn a_program_that_is_not_there_is_not_found() {
        assert_eq!(start(c"no-such-program-here", null_mut()).err(), Some(foundation::ERROR_FILE_NOT_FOUND));
    }
}

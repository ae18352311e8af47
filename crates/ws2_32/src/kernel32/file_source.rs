//! Files as `TransmitFile` and `TransmitPackets` read them.

use std::any::Any;
use std::sync::Arc;

use win32_wait::handle_table::Object;
use win32_wait::wait::object_of;
use ws2_spi::overlapped::FileSource;
use ws2_types::abi::foundation::HANDLE;
use ws2_types::{WsaError, WsaResult};

use super::file::{File, Kind, win32_error};

struct Section {
    file: Arc<dyn Object>,
    /// Where to read next; `None` leaves that to the file's own position.
    offset: Option<u64>,
    left: u64,
}

/// Part of a file: from an offset, or from the file's own position, which then moves along; a length of 0 goes
/// up to the end.
///
/// # Errors
/// `WSA_INVALID_HANDLE`: no file.
pub(crate) fn section(file: HANDLE, offset: Option<u64>, len: u64) -> WsaResult<Box<dyn FileSource>> {
    let file = object_of(file.addr())?;
    let kind = as_file(&*file).ok_or(WsaError::WSA_INVALID_HANDLE)?.kind();
    // Only a disk file has places.
    let offset = offset.filter(|_| kind == Kind::Disk);
    Ok(Box::new(Section { file, offset, left: if len == 0 { u64::MAX } else { len } }))
}

fn as_file(object: &dyn Object) -> Option<&File> {
    let object: &dyn Any = object;
    object.downcast_ref()
}

impl FileSource for Section {
    fn read(&mut self, buffer: &mut [u8]) -> WsaResult<usize> {
        let file = as_file(&*self.file).ok_or(WsaError::WSA_INVALID_HANDLE)?;
        let room = buffer.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        let buffer = &mut buffer[..room];
        let read = match &mut self.offset {
            None => file.read(buffer)?,
            Some(offset) => {
                let read =
                    rustix::io::retry_on_intr(|| rustix::io::pread(file.descriptor(), &mut *buffer, *offset));
                let read = read.map_err(win32_error)?;
                *offset += read as u64;
                read
            }
        };
        self.left -= read as u64;
        Ok(read)
    }
}

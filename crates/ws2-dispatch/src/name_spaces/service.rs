//! Services and their classes: `WSASetService`, `WSAInstallServiceClass` and its kin.

use ws2_catalog::{Catalog, Error, Patience, ServiceClassValue, uuid_of};
use ws2_namespace::query_set::read_raw;
use ws2_namespace::query_set::{Pack, QuerySet};
use ws2_namespace::service_class::{ClassId, ClassInfo, ServiceClass};
use ws2_types::abi::GUID;
use ws2_types::abi::winsock::NS_ALL;
use ws2_types::{WsaError, WsaResult};

use super::{Provider, ask_all, ask_for};
use crate::catalog;

/// What a first try has room for; most classes fit.
const USUAL_BYTES: usize = 1024;
const MOST_TRIES: usize = 4;
/// Nobody's class is larger.
const MOST_BYTES: u32 = 1 << 20;

/// Registers or removes a service in every provider the set is for; `operation` is `RNRSERVICE_…`.
///
/// # Errors
/// `WSAEINVAL`: the provider that is named is not there; `WSASERVICE_NOT_FOUND`: nobody has the name space; if no
/// provider does it, what the first says.
///
/// # Blocking
/// As long as the providers do.
pub fn set(registration: &QuerySet, operation: i32, flags: u32) -> WsaResult<()> {
    let class = class_of(registration);
    let set = |provider: &_| Provider::set_service(provider, &class, registration, operation, flags);
    ask_for(registration, |provider| set(provider)).map(drop)
}

/// Installs a class in every provider.
///
/// # Errors
/// `WSAEALREADY`: it is there; `WSAEACCES`: no permission; `WSAEINVAL`; if no provider does it, what the first says.
///
/// # Blocking
/// As long as the providers do.
pub fn install_class(class: &ServiceClass) -> WsaResult<()> {
    ask_all(None, NS_ALL, |provider| provider.install_class(class)).map(drop)
}

/// Removes a class from every provider.
///
/// # Errors
/// `WSATYPE_NOT_FOUND`: nobody has it; `WSAEACCES`: no permission; if no provider does it, what the first says.
///
/// # Blocking
/// As long as the providers do.
pub fn remove_class(class: ClassId) -> WsaResult<()> {
    ask_all(None, NS_ALL, |provider| provider.remove_class(class)).map(drop)
}

/// What a provider knows of a class.
///
/// # Errors
/// `WSAEINVAL`: there is no such provider; else what it says, `WSATYPE_NOT_FOUND` for instance.
///
/// # Blocking
/// As long as the provider does.
pub fn class_info(provider: u128, class: ClassId) -> WsaResult<ServiceClass> {
    let mut found = ask_all(Some(provider), NS_ALL, |provider| ask_class(provider, class))?;
    found.pop().ok_or(WsaError::WSATYPE_NOT_FOUND)
}

/// The name of a class, from the first provider that has one.
///
/// # Errors
/// `WSATYPE_NOT_FOUND`: nobody has it.
///
/// # Blocking
/// As long as the providers do.
pub fn class_name(class: ClassId) -> WsaResult<String> {
    let found = ask_all(None, NS_ALL, |provider| ask_class(provider, class));
    let name = found.ok().and_then(|found| found.into_iter().find_map(|class| class.name));
    name.ok_or(WsaError::WSATYPE_NOT_FOUND)
}

/// The class of a name, of those that are installed and of the well-known services.
///
/// # Errors
/// `WSATYPE_NOT_FOUND`
pub fn class_by_name(name: &str) -> WsaResult<ServiceClass> {
    let installed = catalog::look().service_classes;
    let found = installed.iter().find(|class| class.name.eq_ignore_ascii_case(name)).map(from_catalog);
    found.or_else(|| ServiceClass::well_known_by_name(name)).ok_or(WsaError::WSATYPE_NOT_FOUND)
}

fn ask_class(provider: &Provider, class: ClassId) -> WsaResult<ServiceClass> {
    let question = ServiceClass { id: class, ..ServiceClass::default() };
    let mut bytes = USUAL_BYTES;
    for _ in 0..MOST_TRIES {
        let mut memory = vec![0_u64; bytes.div_ceil(size_of::<u64>())];
        let mut question = question.lay::<u16>();
        let buffer = memory.as_mut_ptr().cast::<ws2_types::abi::winsock::WSASERVICECLASSINFOW>();
        let mut length = size_of_val(memory.as_slice()) as u32;
        // SAFETY: both are whole structures, the buffer is larger than one, and the GUID that its copy leads to outlives
        // the call.
        let result = unsafe {
            buffer.write(*question.pointer());
            provider.class_info(&mut length, buffer)
        };
        match result {
            // SAFETY: a provider fills in a whole class, and all it leads to is in the buffer or what it was given.
            Ok(()) => return unsafe { read_raw::service_class::<u16>(buffer) },
            Err(WsaError::WSAEFAULT) if length <= MOST_BYTES => bytes = (length as usize).max(USUAL_BYTES),
            Err(error) => return Err(error),
        }
    }
    Err(WsaError::WSANO_RECOVERY)
}

/// What is known of the class of a set; providers get it with the set.
pub(super) fn class_of(set: &QuerySet) -> ServiceClass {
    let id = set.class.unwrap_or_default();
    known(id, &catalog::look()).unwrap_or(ServiceClass { id, ..ServiceClass::default() })
}

/// A class that is installed, or of a well-known service.
pub(super) fn known(class: ClassId, catalog: &Catalog) -> Option<ServiceClass> {
    let installed = catalog.service_class(uuid_of(&GUID::from_u128(class))).map(from_catalog);
    installed.or_else(|| ServiceClass::well_known(class))
}

fn from_catalog(class: &ws2_catalog::ServiceClass) -> ServiceClass {
    let info = |value: &ServiceClassValue| ClassInfo {
        name: value.name.clone(),
        name_space: value.name_space,
        value_type: value.value_type,
        value: value.bytes.clone(),
    };
    ServiceClass {
        id: class.guid.as_u128(),
        name: Some(class.name.clone()),
        infos: class.values.iter().map(info).collect(),
    }
}

/// Puts a class into the catalog.
///
/// # Errors
/// `WSAEINVAL`: it has no name, or says too much; `WSAEALREADY`, `WSAEACCES`, `WSASYSCALLFAILURE`.
pub(super) fn store(class: &ServiceClass) -> WsaResult<()> {
    let value = |info: &ClassInfo| ServiceClassValue {
        name: info.name.clone(),
        name_space: info.name_space,
        value_type: info.value_type,
        bytes: info.value.clone(),
    };
    let class = ws2_catalog::ServiceClass {
        guid: uuid_of(&GUID::from_u128(class.id)),
        name: class.name.clone().filter(|name| !name.is_empty()).ok_or(WsaError::WSAEINVAL)?,
        values: class.infos.iter().map(value).collect(),
    };
    catalog::change(Patience::Wait, |change| change.install_service_class(class))
        .map_err(|error| code(&error))
}

/// Takes a class out of the catalog.
///
/// # Errors
/// `WSATYPE_NOT_FOUND`: it is not there; `WSAEACCES`, `WSASYSCALLFAILURE`.
pub(super) fn discard(class: ClassId) -> WsaResult<()> {
    let guid = uuid_of(&GUID::from_u128(class));
    catalog::change(Patience::Wait, |change| change.remove_service_class(guid)).map_err(|error| code(&error))
}

fn code(error: &Error) -> WsaError {
    match error {
        Error::Installed(_) => WsaError::WSAEALREADY,
        Error::Unknown(_) => WsaError::WSATYPE_NOT_FOUND,
        Error::Invalid(_) => WsaError::WSAEINVAL,
        Error::NotOurs(_) | Error::NotTrusted { .. } => WsaError::WSAEACCES,
        Error::Io { source, .. } if source.kind() == std::io::ErrorKind::PermissionDenied => {
            WsaError::WSAEACCES
        }
        _ => WsaError::WSASYSCALLFAILURE,
    }
}

//! GUIDs between Microsoft's layout and text.

use uuid::Uuid;
use ws2_types::abi::GUID;

/// Reads Microsoft's layout.
pub fn uuid_of(guid: &GUID) -> Uuid {
    Uuid::from_fields(guid.data1, guid.data2, guid.data3, &guid.data4)
}

/// The inverse of [`uuid_of`].
pub fn guid_of(uuid: Uuid) -> GUID {
    let (data1, data2, data3, data4) = uuid.as_fields();
    GUID { data1, data2, data3, data4: *data4 }
}

/// The usual form, in braces.
pub fn text_of(uuid: Uuid) -> String {
    uuid.braced().to_string().to_uppercase()
}

//! Where the layer stands in a chain, and who comes next.

use ws2_types::abi::GUID;
use ws2_types::abi::winsock::WSAPROTOCOL_INFOW;
use ws2_types::{WsaError, WsaResult};

/// The catalog as a layer looks at it.
pub(crate) struct Entries(pub(crate) Vec<WSAPROTOCOL_INFOW>);

/// Who comes next in a chain.
pub(crate) struct Below {
    /// Its provider.
    pub(crate) provider: GUID,
    /// What it is to be handed: the chain's description, or a base's own.
    pub(crate) info: WSAPROTOCOL_INFOW,
}

impl Entries {
    /// The id of the layer's own entry, the hidden one with chain length 0.
    pub(crate) fn layer_of(&self, provider: &GUID) -> Option<u32> {
        let own = self
            .0
            .iter()
            .find(|entry| entry.ProtocolChain.ChainLen == 0 && same(&entry.ProviderId, provider));
        own.map(|entry| entry.dwCatalogEntryId)
    }

    /// Who comes after the layer `own` in `chain`.
    ///
    /// # Errors
    /// `WSAEINVAL`: the layer is not in the chain, or its last. `WSASYSNOTREADY`: the next entry is not in the catalog.
    pub(crate) fn below(&self, chain: &WSAPROTOCOL_INFOW, own: u32) -> WsaResult<Below> {
        let len = usize::try_from(chain.ProtocolChain.ChainLen).unwrap_or(0);
        let ids = chain.ProtocolChain.ChainEntries.get(..len).ok_or(WsaError::WSAEINVAL)?;
        let at = ids.iter().position(|id| *id == own).ok_or(WsaError::WSAEINVAL)?;
        let next = *ids.get(at + 1).ok_or(WsaError::WSAEINVAL)?;
        let entry =
            self.0.iter().find(|entry| entry.dwCatalogEntryId == next).ok_or(WsaError::WSASYSNOTREADY)?;
        // Only the lowest is a base; a chain as an entry of a chain would be neither.
        let info = match entry.ProtocolChain.ChainLen {
            1 => WSAPROTOCOL_INFOW {
                dwProviderReserved: chain.dwProviderReserved,
                dwServiceFlags1: entry.dwServiceFlags1,
                ..*entry
            },
            _ => *chain,
        };
        Ok(Below { provider: entry.ProviderId, info })
    }
}

pub(crate) fn same(one: &GUID, other: &GUID) -> bool {
    key(one) == key(other)
}

/// A GUID as a number.
pub(crate) fn key(guid: &GUID) -> u128 {
    let tail = u64::from_be_bytes(guid.data4);
    u128::from(guid.data1) << 96
        | u128::from(guid.data2) << 80
        | u128::from(guid.data3) << 64
        | u128::from(tail)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: u32, provider: u128, chain: &[u32]) -> WSAPROTOCOL_INFOW {
        let mut info = WSAPROTOCOL_INFOW {
            dwCatalogEntryId: id,
            ProviderId: GUID::from_u128(provider),
            ..WSAPROTOCOL_INFOW::default()
        };
        info.ProtocolChain.ChainLen = chain.len() as i32;
        info.ProtocolChain.ChainEntries[..chain.len()].copy_from_slice(chain);
        info
    }

    fn catalog() -> Entries {
        let base = entry(1001, 1, &[0]);
        Entries(vec![base, entry(1101, 2, &[]), entry(1102, 3, &[]), entry(1103, 2, &[1101, 1102, 1001])])
    }

    #[test]
    fn a_layer_hands_the_chain_to_a_layer_and_its_own_entry_to_a_base() {
        let catalog = catalog();
        let mut chain = catalog.0[3];
        chain.dwProviderReserved = 77;
        assert_eq!(catalog.layer_of(&GUID::from_u128(2)), Some(1101));
        let below = catalog.below(&chain, 1101).unwrap();
        assert_eq!((key(&below.provider), below.info.dwCatalogEntryId), (3, 1103));
        let base = catalog.below(&chain, 1102).unwrap();
        assert_eq!((key(&base.provider), base.info.dwCatalogEntryId), (1, 1001));
        assert_eq!(base.info.dwProviderReserved, 77);
    }

    #[test]
    fn broken_chains_are_refused() {
        let catalog = catalog();
        let chain = catalog.0[3];
        assert_eq!(catalog.below(&chain, 1001).err(), Some(WsaError::WSAEINVAL), "the last one");
        assert_eq!(catalog.below(&chain, 9).err(), Some(WsaError::WSAEINVAL), "not in it");
        for len in [-1, 0, 8, i32::MAX] {
            let mut broken = chain;
            broken.ProtocolChain.ChainLen = len;
            assert_eq!(catalog.below(&broken, 1101).err(), Some(WsaError::WSAEINVAL), "length {len}");
        }
        let mut dangling = chain;
        dangling.ProtocolChain.ChainEntries[1] = 5;
        assert_eq!(catalog.below(&dangling, 1101).err(), Some(WsaError::WSASYSNOTREADY));
    }
}

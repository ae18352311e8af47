//! The rules of the `WSC…` functions.

use ws2_catalog::{
    BuiltIns, Catalog, Entry, Error, Kind, Location, Locations, NameSpaceProvider, Patience, ProtocolKey,
    Result, Source, Store, Transaction, Uuid, Wanted,
};
use ws2_types::WsaError;
use ws2_types::abi::winsock as ws;

use crate::merged::{TCP, layer};
use crate::support::{BASE, BUILT_INS, locations};

struct Scratch {
    _folder: tempfile::TempDir,
    locations: Locations,
    built_ins: BuiltIns,
}

impl Scratch {
    fn new() -> Scratch {
        let folder = tempfile::tempdir().unwrap();
        let location = Location { source: Source::Environment, folder: folder.path().join("c") };
        Scratch { _folder: folder, locations: Locations(vec![location]), built_ins: BUILT_INS }
    }

    fn change<R>(&self, change: impl FnOnce(&mut Transaction<'_>) -> Result<R>) -> Result<R> {
        Store::new(&self.built_ins, &self.locations, &self.locations.0[0]).change(Patience::Wait, change)
    }

    fn catalog(&self) -> Catalog {
        let catalog = Catalog::read(&self.built_ins, &self.locations);
        assert!(catalog.problems.is_empty(), "{:?}", catalog.problems);
        catalog
    }
}

fn info(chain: &[u32]) -> ws::WSAPROTOCOL_INFOW {
    let mut info =
        ws::WSAPROTOCOL_INFOW { iAddressFamily: 2, iSocketType: 1, iProtocol: 6, ..Default::default() };
    info.ProtocolChain.ChainLen = chain.len() as i32;
    info.ProtocolChain.ChainEntries[..chain.len()].copy_from_slice(chain);
    info
}

fn refused<R: std::fmt::Debug>(result: Result<R>, code: WsaError) {
    assert_eq!(result.as_ref().map_err(Error::code).unwrap_err(), code, "{result:?}");
}

#[test]
fn chains_go_first_and_the_hidden_layer_last() {
    let scratch = Scratch::new();
    let wanted = Wanted { over: None, ..layer(1, "spy") };
    let id = scratch.change(|change| change.install_with_chains(&wanted)).unwrap();
    let catalog = scratch.catalog();
    assert_eq!(catalog.order(), [1102, 1103, 1001, 1002, 1101]);
    assert_eq!(id, 1101);
    let layer = &catalog.by_id(id).unwrap().entry;
    assert_eq!((layer.kind(), layer.name.as_str()), (Kind::Layer, "spy"));
    assert_eq!(layer.provider_flags, ws::PFL_HIDDEN);
    let over_tcp = &catalog.by_id(1102).unwrap().entry;
    assert_eq!((over_tcp.name.as_str(), &over_tcp.chain[..]), ("spy over [t]", &[1101, 1001][..]));
    assert_eq!(over_tcp.service_flags[0], ws::XP1_GRACEFUL_CLOSE);
    assert_eq!(catalog.by_id(1103).unwrap().entry.chain, [1101, 1002]);
}

#[test]
fn an_ifs_layer_keeps_the_flag() {
    let scratch = Scratch::new();
    let wanted = Wanted { service_flags: ws::XP1_IFS_HANDLES, ..layer(1, "spy") };
    scratch.change(|change| change.install_with_chains(&wanted)).unwrap();
    let catalog = scratch.catalog();
    assert!(catalog.by_id(1102).unwrap().entry.service_flags[0] & ws::XP1_IFS_HANDLES != 0);
    assert_eq!(catalog.by_id(1101).unwrap().entry.service_flags[0], ws::XP1_IFS_HANDLES);
}

#[test]
fn a_chain_has_seven_entries_and_not_eight() {
    let scratch = Scratch::new();
    let names = ["a", "b", "c", "d", "e", "f", "g"];
    for (guid, name) in (1..).zip(&names[..6]) {
        scratch.change(|change| change.install_with_chains(&layer(guid, name))).unwrap();
    }
    assert_eq!(scratch.catalog().entries[0].entry.chain.len(), 7);
    refused(scratch.change(|change| change.install_with_chains(&layer(7, "g"))), WsaError::WSANO_RECOVERY);
    let full = scratch.catalog().entries[0].entry.chain.clone();
    scratch.change(|change| change.install(Uuid::from_u128(8), "/x", &[info(&full)])).unwrap();
    let mut eight = info(&full);
    eight.ProtocolChain.ChainLen = 8;
    refused(scratch.change(|change| change.install(Uuid::from_u128(9), "/x", &[eight])), WsaError::WSAEINVAL);
}

#[test]
fn wrong_arguments_change_nothing() {
    let scratch = Scratch::new();
    scratch.change(|change| change.install_with_chains(&layer(1, "spy"))).unwrap();
    let before = scratch.catalog();
    let good = layer(2, "other");
    let long = "x".repeat(256);
    let nobody = [ProtocolKey { family: 22, ..TCP }];
    for bad in [
        Wanted { path: "layer.so", ..good.clone() },
        Wanted { path: "builtin:tcpip", ..good.clone() },
        Wanted { name: "", ..good.clone() },
        Wanted { name: &long, ..good.clone() },
        Wanted { name: "spy", ..good.clone() },
        Wanted { guid: Uuid::from_u128(1), ..good.clone() },
        Wanted { guid: Uuid::from_u128(BASE), ..good.clone() },
        Wanted { service_flags: 1, ..good.clone() },
        Wanted { over: Some(&[]), ..good.clone() },
        Wanted { over: Some(&nobody), ..good },
    ] {
        refused(scratch.change(|change| change.install_with_chains(&bad)), WsaError::WSAEINVAL);
    }
    let guid = Uuid::from_u128(5);
    for bad in [vec![], vec![info(&[1101, 1101])], vec![info(&[1101, 77])]] {
        refused(scratch.change(|change| change.install(guid, "/x", &bad)), WsaError::WSAEINVAL);
    }
    for known in [1, BASE].map(Uuid::from_u128) {
        refused(scratch.change(|change| change.install(known, "/x", &[info(&[])])), WsaError::WSANO_RECOVERY);
    }
    for ids in [&[1001, 1002, 1101][..], &[1001, 1002, 1101, 1102, 1102], &[1001, 1001, 1101, 1102]] {
        refused(scratch.change(|change| change.set_order(ids)), WsaError::WSAEINVAL);
    }
    assert_eq!(scratch.catalog().entries, before.entries);
}

#[test]
fn nothing_to_go_over_is_no_place() {
    let mut scratch = Scratch::new();
    scratch.built_ins.transports = &[];
    let wanted = Wanted { over: None, ..layer(1, "spy") };
    refused(scratch.change(|change| change.install_with_chains(&wanted)), WsaError::WSANO_RECOVERY);
}

#[test]
fn an_update_keeps_the_ids_of_what_stays() {
    let scratch = Scratch::new();
    let guid = Uuid::from_u128(1);
    scratch.change(|change| change.install_with_chains(&layer(1, "spy"))).unwrap();
    let mut again: Vec<_> = [1101, 1102].map(|id| scratch.catalog().by_id(id).unwrap().info()).into();
    again[0].dwCatalogEntryId = 0;
    again.push(ws::WSAPROTOCOL_INFOW { iProtocol: 9, ..info(&[0]) });
    scratch.change(|change| change.update(guid, "/new.so", &again)).unwrap();
    let catalog = scratch.catalog();
    assert_eq!(catalog.order(), [1102, 1001, 1002, 1101, 1103]);
    assert!(catalog.entries.iter().filter(|listed| listed.provider == guid).all(|one| one.path == "/new.so"));
    assert_eq!(catalog.by_id(1103).unwrap().entry.chain, [1103]);
    scratch.change(|change| change.update(guid, "/new.so", &again[2..])).unwrap();
    assert_eq!(scratch.catalog().order(), [1001, 1002, 1103]);
    refused(scratch.change(|change| change.update(Uuid::from_u128(3), "/x", &again)), WsaError::WSAEINVAL);
}

#[test]
fn chains_of_others_outlive_a_layer() {
    let scratch = Scratch::new();
    scratch.change(|change| change.install_with_chains(&layer(1, "lower"))).unwrap();
    scratch.change(|change| change.install_with_chains(&layer(2, "upper"))).unwrap();
    scratch.change(|change| change.remove(Uuid::from_u128(1))).unwrap();
    let catalog = scratch.catalog();
    assert_eq!(catalog.order(), [1104, 1001, 1002, 1103]);
    assert_eq!(catalog.by_id(1104).unwrap().entry.chain, [1103, 1101, 1001]);
}

#[test]
fn categories_of_an_application_add_up() {
    let scratch = Scratch::new();
    let permit = |bits| scratch.change(|change| Ok(change.permit("/bin/a", "-k x", bits))).unwrap();
    assert_eq!(scratch.catalog().application("/bin/a", "-k x"), None);
    assert_eq!(permit(1), None);
    assert_eq!(permit(4), Some(1));
    assert_eq!(scratch.catalog().application("/bin/a", "-k x"), Some(5));
    assert_eq!(scratch.catalog().application("/bin/a", ""), None);
    scratch.change(|change| change.forget_application("/bin/a", "-k x")).unwrap();
    refused(scratch.change(|change| change.forget_application("/bin/a", "-k x")), WsaError::WSAEINVAL);
}

#[test]
fn categories_belong_to_a_provider() {
    let scratch = Scratch::new();
    let guid = Uuid::from_u128(1);
    scratch.change(|change| change.install_with_chains(&layer(1, "spy"))).unwrap();
    scratch.change(|change| change.set_categories(guid, ws::LSP_PROXY)).unwrap();
    assert_eq!(scratch.catalog().of_provider(guid).unwrap().categories, ws::LSP_PROXY);
    let base = scratch.change(|change| change.set_categories(Uuid::from_u128(BASE), 1));
    refused(base, WsaError::WSANO_RECOVERY);
}

#[test]
fn name_spaces_have_an_order_and_a_switch() {
    let scratch = Scratch::new();
    let provider = |guid: u128| NameSpaceProvider {
        guid: Uuid::from_u128(guid),
        name: format!("names {guid}"),
        path: "/lib/names.so".to_owned(),
        name_space: ws::NS_LOCALNAME,
        version: 3,
        provider_specific: vec![1, 2, 3],
    };
    for guid in [1, 2] {
        scratch.change(|change| change.install_name_space(provider(guid))).unwrap();
    }
    let order = || {
        let catalog = scratch.catalog();
        catalog.name_spaces.iter().map(|one| (one.provider.guid.as_u128(), one.enabled)).collect::<Vec<_>>()
    };
    assert_eq!(order(), [(0xd25, true), (1, true), (2, true)]);
    refused(scratch.change(|change| change.install_name_space(provider(1))), WsaError::WSANO_RECOVERY);
    let guids = [2, 0xd25, 1].map(Uuid::from_u128);
    scratch.change(|change| change.set_name_space_order(&guids)).unwrap();
    scratch.change(|change| change.enable_name_space(guids[1], false)).unwrap();
    assert_eq!(order(), [(2, true), (0xd25, false), (1, true)]);
    refused(scratch.change(|change| change.set_name_space_order(&guids[1..])), WsaError::WSAEINVAL);
    refused(scratch.change(|change| change.remove_name_space(guids[1])), WsaError::WSANO_RECOVERY);
    scratch.change(|change| change.remove_name_space(guids[0])).unwrap();
    refused(scratch.change(|change| change.remove_name_space(guids[0])), WsaError::WSAEINVAL);
    refused(scratch.change(|change| change.enable_name_space(guids[0], true)), WsaError::WSAEINVAL);
    assert_eq!(order(), [(0xd25, false), (1, true)]);
}

#[test]
fn built_in_entries_say_what_they_are() {
    let catalog = Scratch::new().catalog();
    assert_eq!(catalog.by_id(1001).unwrap().source, Source::BuiltIn);
    assert!(catalog.entries.iter().all(|listed| listed.entry.kind() == Kind::Base));
    assert_eq!(Entry::from_info(&catalog.entries[1].info()).unwrap(), catalog.entries[1].entry);
}

#[test]
fn chains_of_others_go_on_without_a_layer() {
    let scratch = tempfile::tempdir().unwrap();
    let locations = locations(scratch.path());
    let store = Store::new(&BUILT_INS, &locations, &locations.0[0]);
    for (guid, name, service_flags) in
        [(1, "low", ws::XP1_IFS_HANDLES), (2, "middle", ws::XP1_IFS_HANDLES), (3, "top", ws::XP1_IFS_HANDLES)]
    {
        let wanted = Wanted { service_flags, ..layer(guid, name) };
        store.change(Patience::Wait, |change| change.install_with_chains(&wanted)).unwrap();
    }
    let entry = |id| Catalog::read(&BUILT_INS, &locations).by_id(id).unwrap().entry.clone();
    assert_eq!(entry(1106).chain, [1105, 1103, 1101, 1001]);
    assert_ne!(entry(1106).service_flags[0] & ws::XP1_IFS_HANDLES, 0);
    let remove = |guid| {
        store.change(Patience::Wait, |change| change.remove_from_chains(Uuid::from_u128(guid))).unwrap();
    };
    remove(2);
    assert_eq!(Catalog::read(&BUILT_INS, &locations).order(), [1106, 1102, 1001, 1002, 1101, 1105]);
    assert_eq!(entry(1106).chain, [1105, 1101, 1001]);
    assert_eq!(entry(1106).name, "top over [low over [t]]");
    assert_ne!(entry(1106).service_flags[0] & ws::XP1_IFS_HANDLES, 0);
    remove(1);
    assert_eq!(entry(1106).chain, [1105, 1001]);
    assert_eq!(entry(1106).name, "top over [t]");
    assert_ne!(entry(1106).service_flags[0] & ws::XP1_IFS_HANDLES, 0);
    remove(3);
    assert_eq!(Catalog::read(&BUILT_INS, &locations).order(), [1001, 1002]);
}

#[test]
fn a_layer_that_hands_on_handles_stands_over_no_other() {
    let scratch = tempfile::tempdir().unwrap();
    let locations = locations(scratch.path());
    let store = Store::new(&BUILT_INS, &locations, &locations.0[0]);
    let install = |guid, name, service_flags| {
        let wanted = Wanted { service_flags, ..layer(guid, name) };
        store.change(Patience::Wait, |change| change.install_with_chains(&wanted))
    };
    install(1, "low", 0).unwrap();
    let refused = install(2, "top", ws::XP1_IFS_HANDLES);
    assert!(matches!(refused, Err(Error::Invalid(message)) if message.contains("low over [t]")));
    install(3, "other", 0).unwrap();
}

#[test]
fn a_chain_without_base_goes_with_it() {
    let scratch = tempfile::tempdir().unwrap();
    let locations = locations(scratch.path());
    let store = Store::new(&BUILT_INS, &locations, &locations.0[0]);
    let mut base = Catalog::read(&BUILT_INS, &locations).by_id(1001).unwrap().info();
    base.iProtocol = 99;
    let guid = Uuid::from_u128;
    store.change(Patience::Wait, |change| change.install(guid(1), "/lib/base.so", &[base])).unwrap();
    let over = [TCP, ProtocolKey { protocol: 99, ..TCP }];
    let wanted = Wanted { over: Some(&over), ..layer(2, "layer") };
    store.change(Patience::Wait, |change| change.install_with_chains(&wanted)).unwrap();
    assert_eq!(Catalog::read(&BUILT_INS, &locations).order(), [1103, 1104, 1001, 1002, 1101, 1102]);
    store.change(Patience::Wait, |change| change.remove_from_chains(guid(1))).unwrap();
    assert_eq!(Catalog::read(&BUILT_INS, &locations).order(), [1103, 1001, 1002, 1102]);
}

//! Three sources, one order; files that cannot be believed.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use ws2_catalog::{
    Catalog, CatalogFile, Error, FILE_NAME, Location, Locations, Patience, ProtocolKey, Source, Store, Uuid,
    Wanted,
};
use ws2_types::abi::winsock as ws;

use crate::support::{BUILT_INS, locations};

pub(crate) const TCP: ProtocolKey =
    ProtocolKey { family: ws::AF_INET as i32, socket_type: ws::SOCK_STREAM, protocol: ws::IPPROTO_TCP };

pub(crate) fn layer(guid: u128, name: &str) -> Wanted<'_> {
    Wanted {
        guid: Uuid::from_u128(guid),
        path: "/lib/layer.so",
        name,
        service_flags: 0,
        over: Some(std::slice::from_ref(&TCP)),
    }
}

#[test]
fn entries_of_user_and_system_form_one_order() {
    let scratch = tempfile::tempdir().unwrap();
    let locations = locations(scratch.path());
    let [system, user] = [0, 1].map(|index| Store::new(&BUILT_INS, &locations, &locations.0[index]));
    let order = || Catalog::read(&BUILT_INS, &locations).order();
    assert_eq!(order(), [1001, 1002]);
    system.change(Patience::Wait, |change| change.install_with_chains(&layer(1, "one"))).unwrap();
    assert_eq!(order(), [1102, 1001, 1002, 1101]);
    user.change(Patience::Wait, |change| change.install_with_chains(&layer(2, "two"))).unwrap();
    assert_eq!(order(), [100_002, 1102, 1001, 1002, 1101, 100_001]);
    // The user's chain went over the topmost entry, the system's chain.
    let catalog = Catalog::read(&BUILT_INS, &locations);
    assert_eq!(catalog.by_id(100_002).unwrap().entry.chain, [100_001, 1101, 1001]);
    assert_eq!(catalog.by_id(100_002).unwrap().source, Source::User);

    // What the system puts in front of TCP stands in front of TCP for the user too, behind what he put there.
    system.change(Patience::Wait, |change| change.install_with_chains(&layer(3, "three"))).unwrap();
    assert_eq!(order(), [100_002, 1104, 1102, 1001, 1002, 1101, 100_001, 1103]);
    let mine = [1002, 1001, 100_002, 1104, 1102, 1101, 1103, 100_001];
    user.change(Patience::Wait, |change| change.set_order(&mine)).unwrap();
    assert_eq!(order(), mine);
    system.change(Patience::Wait, |change| change.remove(Uuid::from_u128(1))).unwrap();
    assert_eq!(order(), [1002, 1001, 100_002, 1104, 1103, 100_001]);
    // Ids are not given twice.
    system.change(Patience::Wait, |change| change.install_with_chains(&layer(1, "one"))).unwrap();
    assert!(order().contains(&1105) && !order().contains(&1101));
}

#[test]
fn what_stands_in_another_file_can_be_ordered_but_not_removed() {
    let scratch = tempfile::tempdir().unwrap();
    let locations = locations(scratch.path());
    let [system, user] = [0, 1].map(|index| Store::new(&BUILT_INS, &locations, &locations.0[index]));
    system.change(Patience::Wait, |change| change.install_with_chains(&layer(1, "one"))).unwrap();
    for guid in [1, crate::support::BASE].map(Uuid::from_u128) {
        let removed = user.change(Patience::Wait, |change| change.remove(guid));
        assert!(matches!(removed, Err(Error::NotOurs(_))), "{removed:?}");
    }
    let unknown = user.change(Patience::Wait, |change| change.remove(Uuid::from_u128(9)));
    assert!(matches!(unknown, Err(Error::Unknown(_))), "{unknown:?}");
    user.change(Patience::Wait, |change| change.set_order(&[1001, 1102, 1002, 1101])).unwrap();
    assert_eq!(Catalog::read(&BUILT_INS, &locations).order(), [1001, 1102, 1002, 1101]);
}

#[test]
fn entries_of_the_user_stand_where_he_says() {
    let scratch = tempfile::tempdir().unwrap();
    let locations = locations(scratch.path());
    let user = Store::new(&BUILT_INS, &locations, &locations.0[1]);
    user.change(Patience::Wait, |change| change.install_with_chains(&layer(2, "two"))).unwrap();
    let file = locations.0[1].file();
    let text = fs::read_to_string(&file).unwrap();
    let without_order: String =
        text.lines().filter(|line| !line.starts_with("order")).map(|line| format!("{line}\n")).collect();
    fs::write(&file, &without_order).unwrap();
    let order = || Catalog::read(&BUILT_INS, &locations).order();
    assert_eq!(order(), [100_001, 100_002, 1001, 1002]);
    let after = without_order.replace("format = 1", "format = 1\nposition = \"after\"");
    fs::write(&file, after).unwrap();
    assert_eq!(order(), [1001, 1002, 100_001, 100_002]);
}

#[test]
fn a_file_that_cannot_be_believed_is_left_out_and_kept() {
    let scratch = tempfile::tempdir().unwrap();
    let locations = locations(scratch.path());
    let [system, user] = [0, 1].map(|index| Store::new(&BUILT_INS, &locations, &locations.0[index]));
    system.change(Patience::Wait, |change| change.install_with_chains(&layer(1, "one"))).unwrap();
    let folder = &locations.0[1].folder;
    fs::create_dir(folder).unwrap();
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    let file = folder.join(FILE_NAME);
    let set_mode = |mode| fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
    let deep = "[".repeat(100_000);
    let huge = "#".repeat(2 << 20);
    for text in ["format = 1\nnonsense", "", "format = 1\nnext_id = \"\u{7f}", &deep, &huge] {
        fs::write(&file, text).unwrap();
        set_mode(0o644);
        let catalog = Catalog::read(&BUILT_INS, &locations);
        assert_eq!(catalog.order(), [1102, 1001, 1002, 1101]);
        let [problem] = &catalog.problems[..] else { panic!("{:?}", catalog.problems) };
        assert!(problem.to_string().starts_with(&format!("{}:", file.display())), "{problem}");
        let changed = user.change(Patience::Wait, |change| change.install_with_chains(&layer(2, "two")));
        assert_eq!(changed.unwrap_err().code(), ws2_types::WsaError::WSANO_RECOVERY);
        assert_eq!(fs::read_to_string(&file).unwrap(), text);
    }
    fs::write(&file, b"format = 1\n# \xff").unwrap();
    let problem = Catalog::read(&BUILT_INS, &locations).problems.remove(0);
    assert!(problem.to_string().ends_with("catalog.toml:2: it is not UTF-8"), "{problem}");
    fs::write(&file, "format = 1\nnext_id = 100001\n").unwrap();
    assert!(Catalog::read(&BUILT_INS, &locations).problems.is_empty());
    set_mode(0o666);
    let problem = Catalog::read(&BUILT_INS, &locations).problems.remove(0);
    assert!(problem.to_string().contains("chmod go-w"), "{problem}");
    fs::remove_file(&file).unwrap();
    let fifo = rustix::fs::Mode::from_raw_mode(0o644);
    rustix::fs::mknodat(rustix::fs::CWD, &file, rustix::fs::FileType::Fifo, fifo, 0).unwrap();
    let problem = Catalog::read(&BUILT_INS, &locations).problems.remove(0);
    assert!(problem.to_string().contains("regular"), "{problem}");
}

#[test]
fn a_file_that_is_a_link_is_changed_where_it_leads() {
    let scratch = tempfile::tempdir().unwrap();
    let locations = locations(scratch.path());
    let user = Store::new(&BUILT_INS, &locations, &locations.0[1]);
    let elsewhere = scratch.path().join("elsewhere");
    for folder in [&elsewhere, &locations.0[1].folder] {
        fs::create_dir(folder).unwrap();
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let target = elsewhere.join("mine.toml");
    let file = locations.0[1].file();
    std::os::unix::fs::symlink("../elsewhere/mine.toml", &file).unwrap();
    // At first the link leads to nothing.
    assert_eq!(Catalog::read(&BUILT_INS, &locations).order(), [1001, 1002]);
    for guid in [1, 2] {
        let name = format!("layer {guid}");
        user.change(Patience::Wait, |change| change.install_with_chains(&layer(guid, &name))).unwrap();
        assert!(fs::symlink_metadata(&file).unwrap().is_symlink());
        assert!(fs::symlink_metadata(&target).unwrap().is_file());
        assert!(Catalog::read(&BUILT_INS, &locations).of_provider(Uuid::from_u128(guid)).is_some());
    }
    // Who comes by the other name meets the same lock.
    let direct = Location { source: Source::User, folder: scratch.path().join("direct") };
    fs::create_dir(&direct.folder).unwrap();
    std::os::unix::fs::symlink(&target, direct.file()).unwrap();
    let others = Locations(vec![direct]);
    let busy = user.change(Patience::Wait, |_| {
        let second = Store::new(&BUILT_INS, &others, &others.0[0]);
        Ok(second.change(Patience::None, |change| change.remove(Uuid::from_u128(1))))
    });
    assert!(matches!(busy, Ok(Err(Error::Busy(_)))), "{busy:?}");

    fs::set_permissions(&elsewhere, fs::Permissions::from_mode(0o757)).unwrap();
    let refused = user.change(Patience::Wait, |change| change.remove(Uuid::from_u128(1)));
    assert!(matches!(refused, Err(Error::NotTrusted { .. })), "{refused:?}");
}

#[test]
fn a_catalog_as_large_as_a_file_may_be_is_merged_at_once() {
    let scratch = tempfile::tempdir().unwrap();
    let locations = locations(scratch.path());
    let location = &locations.0[1];
    let ids = location.ids();
    let order: Vec<String> = (0..140_000).map(|step| (ids.start + step).to_string()).collect();
    let text = format!("format = 1\nnext_id = {}\norder = [{}]\n", ids.start, order.join(","));
    let file = CatalogFile::parse(&text, &ids, &location.file()).unwrap();
    assert_eq!(Catalog::merged(&BUILT_INS, &[(location, &file)]).order(), [1001, 1002]);
    let doubled = text.replace("]", ",100001]");
    assert!(CatalogFile::parse(&doubled, &ids, &location.file()).is_err());
}

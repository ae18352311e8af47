//! Writers that are killed, and readers beside a writer: always the old file or the new one.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};
use ws2_catalog::{Catalog, Locations, Patience, Source, Store, Uuid, Wanted};

use crate::merged::layer;
use crate::support::{BUILT_INS, locations};

const FOLDER: &str = "CATALOG_TEST_FOLDER";
const KILLS: usize = 200;
/// So many that a file takes several pages.
const LAYERS: u128 = 6;

fn store(locations: &Locations) -> Store<'_> {
    Store::new(&BUILT_INS, locations, locations.by_source(Source::User).unwrap())
}

fn install(store: &Store<'_>, guid: u128) {
    let name = format!("layer {guid}");
    let wanted = Wanted { over: None, ..layer(guid, &name) };
    store.change(Patience::Wait, |change| change.install_with_chains(&wanted)).unwrap();
}

/// Not a test of its own: what the others start. It installs and removes a layer until it is killed.
#[test]
fn writer() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let locations = locations(Path::new(&folder));
    let store = store(&locations);
    println!("begins");
    let last = Uuid::from_u128(LAYERS);
    loop {
        if Catalog::read(&BUILT_INS, &locations).of_provider(last).is_some() {
            store.change(Patience::Wait, |change| change.remove(last)).unwrap();
        }
        install(&store, LAYERS);
    }
}

fn start_writer(folder: &Path) -> Child {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "killed::writer", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.map_while(Result::ok).any(|line| line.contains("begins")), "the writer did not begin");
    child
}

/// The providers of the catalog, which must be whole.
fn providers(locations: &Locations) -> BTreeSet<u128> {
    let catalog = Catalog::read(&BUILT_INS, locations);
    assert!(catalog.problems.is_empty(), "{:?}", catalog.problems);
    for guid in (1..=LAYERS).map(Uuid::from_u128) {
        let entries = catalog.entries.iter().filter(|listed| listed.provider == guid).count();
        assert!(matches!(entries, 0 | 3), "{entries} of 3 entries");
    }
    let installed = catalog.entries.iter().filter(|listed| listed.source == Source::User);
    installed.map(|listed| listed.provider.as_u128()).collect()
}

#[test]
fn a_killed_writer_leaves_the_old_file_or_the_new_one() {
    let scratch = tempfile::tempdir().unwrap();
    let locations = locations(scratch.path());
    (1..LAYERS).for_each(|guid| install(&store(&locations), guid));
    let old: BTreeSet<u128> = (1..LAYERS).collect();
    let new: BTreeSet<u128> = (1..=LAYERS).collect();
    let mut random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut seen = [0; 2];
    for _ in 0..KILLS {
        let mut writer = start_writer(scratch.path());
        let before = providers(&locations);
        while providers(&locations) == before {
            assert!(writer.try_wait().unwrap().is_none(), "the writer ended");
        }
        // Reading takes about as long as writing does, so the blow falls anywhere in it.
        for _ in 0..random.next_u32() % 4 {
            providers(&locations);
        }
        let spins = random.next_u32() % 200_000;
        (0..spins).for_each(|spin| _ = std::hint::black_box(spin));
        writer.kill().unwrap();
        writer.wait().unwrap();
        let found = providers(&locations);
        let which = [&old, &new].iter().position(|set| **set == found);
        seen[which.unwrap_or_else(|| panic!("neither old nor new: {found:?}"))] += 1;
    }
    assert!(seen[0] > 0 && seen[1] > 0, "blows fell on one side only: {seen:?}");
    // The lock died with its holder, and what he left is in nobody's way.
    store(&locations).change(Patience::None, |change| change.remove(Uuid::from_u128(1))).unwrap();
}

#[test]
fn enumerating_beside_a_writer_sees_whole_catalogs_only() {
    let scratch = tempfile::tempdir().unwrap();
    let locations = locations(scratch.path());
    (1..LAYERS).for_each(|guid| install(&store(&locations), guid));
    let mut writer = start_writer(scratch.path());
    let mut changes = 0;
    let mut before = providers(&locations);
    while changes < 20 {
        assert!(writer.try_wait().unwrap().is_none(), "the writer ended");
        let now = providers(&locations);
        changes += usize::from(now != before);
        before = now;
    }
    writer.kill().unwrap();
    writer.wait().unwrap();
}

#[test]
fn a_second_writer_waits_or_is_told() {
    let scratch = tempfile::tempdir().unwrap();
    let locations = locations(scratch.path());
    let first = store(&locations);
    let nested = first.change(Patience::Wait, |_| {
        let second = store(&locations);
        Ok(second.change(Patience::None, |change| change.remove(Uuid::from_u128(1))))
    });
    let refused = nested.unwrap().unwrap_err();
    assert_eq!(refused.code(), ws2_types::WsaError::WSAEINPROGRESS, "{refused}");
    std::thread::scope(|scope| {
        for guid in 1..=LAYERS {
            let locations = &locations;
            scope.spawn(move || install(&store(locations), guid));
        }
    });
    assert_eq!(providers(&locations).len() as u128, LAYERS);
}

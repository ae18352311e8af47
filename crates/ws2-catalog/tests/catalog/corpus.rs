//! The inputs of the fuzz target, run as tests.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use ws2_catalog::{BuiltIns, Catalog, CatalogFile, Location, Source};

const NO_BUILT_INS: BuiltIns = BuiltIns { transports: &[], name_spaces: &[] };

/// `fuzz/fuzz_targets/catalog_file.rs` does the same with inputs of its own making.
#[test]
fn every_input_of_the_corpus_is_read_or_refused() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/catalog_file");
    let ids = 1101..100_001;
    let mut read = 0;
    let mut refused = 0;
    for input in fs::read_dir(&corpus).unwrap() {
        let path = input.unwrap().path();
        let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
        match CatalogFile::parse(&text, &ids, &path) {
            Ok(file) => {
                let again = CatalogFile::parse(&file.text().unwrap(), &ids, &path).unwrap();
                assert_eq!(again, file, "{}", path.display());
                let location = Location { source: Source::System, folder: "/etc".into() };
                let order: BTreeSet<u32> =
                    Catalog::merged(&NO_BUILT_INS, &[(&location, &file)]).order().into_iter().collect();
                let entries = file.providers.iter().flat_map(|provider| &provider.entries);
                assert_eq!(order, entries.map(|entry| entry.id).collect(), "{}", path.display());
                read += 1;
            }
            Err(_) => refused += 1,
        }
    }
    assert!(read > 0 && refused > 0, "the corpus has inputs of both kinds");
}

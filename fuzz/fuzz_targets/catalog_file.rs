//! Catalog files: any text is read or refused; what was read is written so that it reads back the same, and merges into a
//! catalog that names each of its entries once.
#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use ws2_catalog::{BuiltIns, Catalog, CatalogFile, Location, Source};

const NO_BUILT_INS: BuiltIns = BuiltIns { transports: &[], name_spaces: &[] };

fuzz_target!(|text: &str| {
    let location = Location { source: Source::System, folder: "/etc".into() };
    let path = Path::new("catalog.toml");
    let ids = location.ids();
    if let Ok(file) = CatalogFile::parse(text, &ids, path) {
        let again = CatalogFile::parse(&file.text().unwrap(), &ids, path).unwrap();
        assert_eq!(again, file);
        let mut order = Catalog::merged(&NO_BUILT_INS, &[(&location, &file)]).order();
        let mut entries: Vec<u32> =
            file.providers.iter().flat_map(|provider| &provider.entries).map(|entry| entry.id).collect();
        order.sort_unstable();
        entries.sort_unstable();
        assert_eq!(order, entries);
    }
});

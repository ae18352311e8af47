//! Catalog files: any text is read or refused, and what was read is written so that it reads back the same.
#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use ws2_catalog::CatalogFile;

fuzz_target!(|text: &str| {
    let path = Path::new("catalog.toml");
    let ids = 1101..100_001;
    if let Ok(file) = CatalogFile::parse(text, &ids, path) {
        let again = CatalogFile::parse(&file.text().unwrap(), &ids, path).unwrap();
        assert_eq!(again, file);
    }
});

use proptest::collection::vec;
use proptest::prelude::*;
use ws2_types::abi::winsock as ws;

use super::*;
use crate::service_class::ServiceClassValue;

const IDS: Range<u32> = 1101..100_001;

fn parse(text: &str) -> Result<CatalogFile> {
    CatalogFile::parse(text, &IDS, Path::new("/c/catalog.toml"))
}

fn complaint(text: &str) -> (usize, String) {
    match parse(text) {
        Err(Error::Broken { line, message, .. }) => (line, message),
        other => panic!("{other:?} from\n{text}"),
    }
}

const PROVIDER: &str = r#"format = 1
next_id = 1103

[[provider]]
guid = "{6a1f0f6e-5a9c-4e3c-9d53-0a8d6d2f9b01}"
path = "/lib/layer.so"

[[provider.entry]]
id = 1101
kind = "layer"
name = "Layer"
family = 2
socket_type = 1
protocol = 6

[[provider.entry]]
id = 1102
kind = "chain"
chain = [1101, 1001]
name = "Layer over [TCP]"
family = 2
socket_type = 1
protocol = 6
"#;

#[test]
fn a_file_written_by_hand_needs_few_words() {
    let file = parse(PROVIDER).unwrap();
    let [provider] = &file.providers[..] else { panic!("{file:?}") };
    assert_eq!(provider.entries[0].chain, []);
    assert_eq!(provider.entries[1].chain, [1101, 1001]);
    assert_eq!(provider.entries[1].version, 2);
    assert_eq!(parse(&file.text().unwrap()).unwrap(), file);
}

#[test]
fn a_complaint_names_the_line() {
    let changed = |from: &str, to: &str| {
        assert!(PROVIDER.contains(from), "{from}");
        complaint(&PROVIDER.replacen(from, to, 1))
    };
    for (from, to, line, says) in [
        ("format = 1", "format = 2", 0, "format 2"),
        ("next_id = 1103", "next_id = 7", 0, "next_id"),
        ("next_id = 1103", "next_id = 1103\norder = [1101, 1101]", 0, "twice"),
        ("next_id = 1103", "next_id = 1102", 4, "1102"),
        ("next_id = 1103", "next_id = 1103\ncolour = 1", 3, "colour"),
        ("path = \"/lib/layer.so\"", "path = \"lib/layer.so\"", 4, "relative"),
        ("path = \"/lib/layer.so\"", "path = \"builtin:tcpip\"", 4, "kept for"),
        ("path = \"/lib/layer.so\"", "path = 7", 6, "string"),
        ("path = \"/lib/layer.so\"", "path = \"/lib/layer.so", 6, ""),
        ("guid = \"{6a1f", "guid = \"{zzzz", 5, ""),
        ("id = 1101\n", "id = 1101\nflavour = 1\n", 10, "flavour"),
        ("id = 1101\n", "id = -1\n", 9, ""),
        ("id = 1101\n", "id = 1102\n", 4, "1102"),
        ("kind = \"layer\"", "kind = \"cake\"", 10, "cake"),
        ("kind = \"layer\"", "kind = \"chain\"", 8, "2 entries"),
        ("chain = [1101, 1001]", "chain = [1101, 1101]", 16, "twice"),
        ("chain = [1101, 1001]", "chain = [1, 2, 3, 4, 5, 6, 7, 8]", 16, "7 entries"),
        ("kind = \"chain\"", "kind = \"base\"", 16, "chain"),
    ] {
        let (found, message) = changed(from, to);
        assert_eq!(found, line, "{to}: {message}");
        assert!(message.contains(says), "{to}: {message}");
    }
    let twice = format!("{PROVIDER}{}", &PROVIDER[PROVIDER.find("\n[[provider]]").unwrap()..]);
    assert_eq!(complaint(&twice), (25, "6a1f0f6e-5a9c-4e3c-9d53-0a8d6d2f9b01 is listed twice".to_owned()));
}

#[test]
fn paths_are_absolute_or_begin_with_a_variable() {
    for good in ["/lib/a.so", "%ProgramFiles%/a.so", "%X%\\a.so"] {
        assert_eq!(check_path(good), Ok(()), "{good}");
    }
    let long = format!("/{}", "x".repeat(MAX_PATH - 1));
    assert_eq!(check_path(&long[..MAX_PATH - 1]), Ok(()));
    for bad in ["", "a.so", "./a.so", "%%/a.so", "%X", "builtin:tcpip", "/a\n.so", "/a\0", &long] {
        assert!(check_path(bad).is_err(), "{bad:?}");
    }
}

#[test]
fn ids_end_rather_than_begin_anew() {
    let mut file = CatalogFile::new(&(5..7));
    assert_eq!(file.take_id(&(5..7)).unwrap(), 5);
    assert_eq!(file.take_id(&(5..7)).unwrap(), 6);
    assert!(matches!(file.take_id(&(5..7)), Err(Error::Full)));
}

prop_compose! {
    fn entry(ids: Range<u32>)(
        id in ids,
        chain in proptest::sample::subsequence((1..20).collect::<Vec<u32>>(), 0..=7).prop_shuffle(),
        name in "[^\0]{0,80}",
        numbers in any::<[i32; 10]>(),
        words in any::<[u32; 8]>(),
    ) -> Entry {
        let [family, socket_type, protocol, protocol_max_offset, version, rest @ ..] = numbers;
        let [max_address_bytes, min_address_bytes, byte_order, security_scheme, _] = rest;
        let [a, b, c, d, provider_flags, message_bytes, reserved, _] = words;
        let chain = if chain.len() == 1 { vec![id] } else { chain };
        Entry {
            id, chain, name, family, socket_type, protocol, protocol_max_offset, version, max_address_bytes,
            min_address_bytes, byte_order, security_scheme, provider_flags, message_bytes, reserved,
            service_flags: [a, b, c, d],
        }
    }
}

prop_compose! {
    fn some_file()(
        guids in proptest::collection::btree_set(any::<u128>(), 0..6),
        texts in vec("/[a-z %\"'\\\\é😀=#]{0,40}", 6),
        words in vec(any::<u32>(), 6),
        entries in vec(vec(entry(1101..1102), 1..4), 6),
        blob in vec(any::<u8>(), 0..20),
        after in any::<bool>(),
        enabled in any::<bool>(),
    ) -> CatalogFile {
        let mut file = CatalogFile::new(&IDS);
        file.position = if after { Position::After } else { Position::Before };
        for (index, guid) in guids.into_iter().enumerate() {
            let (guid, path, word) = (Uuid::from_u128(guid), texts[index].clone(), words[index]);
            let mut entries = entries[index].clone();
            for entry in &mut entries {
                entry.set_id(file.take_id(&IDS).unwrap());
                file.order.insert(0, entry.id);
            }
            file.name_space_order.push(guid);
            file.name_space_enabled.insert(guid, enabled);
            file.name_spaces.push(NameSpaceProvider {
                guid, name: path.clone(), path: path.clone(), name_space: word, version: word,
                provider_specific: blob.clone(),
            });
            file.service_classes.push(ServiceClass {
                guid, name: path.clone(),
                values: vec![ServiceClassValue {
                    name: path.clone(), name_space: word, value_type: word, bytes: blob.clone(),
                }],
            });
            let arguments = format!("{index}{path}");
            file.applications.push(Application { path: path.clone(), arguments, categories: word });
            file.providers.push(Provider { guid, path, categories: word, entries });
        }
        file
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(file in some_file()) {
        let text = file.text().unwrap();
        prop_assert_eq!(parse(&text).unwrap(), file, "{}", text);
    }

    #[test]
    fn entries_keep_every_field_in_microsofts_layout(entry in entry(1..9), guid in any::<u128>()) {
        let info = entry.to_info(Uuid::from_u128(guid));
        prop_assert_eq!(info.ProtocolChain.ChainLen as usize, entry.chain.len());
        prop_assert_eq!(crate::uuid_of(&info.ProviderId).as_u128(), guid);
        prop_assert_eq!(Entry::from_info(&info).unwrap(), entry);
    }

    #[test]
    fn any_chain_length_and_any_name_are_refused_or_read(
        len in prop_oneof![-2..10, any::<i32>()], unit in prop_oneof![Just(0xd800u16), any::<u16>()], end in 0usize..256,
    ) {
        let mut info = ws::WSAPROTOCOL_INFOW { szProtocol: [unit; 256], ..Default::default() };
        info.ProtocolChain.ChainLen = len;
        info.ProtocolChain.ChainEntries = [1, 2, 3, 4, 5, 6, 7];
        info.szProtocol[end] = 0;
        let read = Entry::from_info(&info);
        let utf16 = end == 0 || !(0xd800..0xe000).contains(&unit);
        prop_assert_eq!(read.is_ok(), (0..=7).contains(&len) && utf16);
    }

    #[test]
    fn hostile_text_is_an_error_with_a_line(text in "\\PC{0,200}") {
        if let Err(error) = parse(&text) {
            prop_assert_eq!(error.code(), ws2_types::WsaError::WSANO_RECOVERY);
        }
    }

    #[test]
    fn damaged_files_are_read_or_refused(
        file in some_file(), at in any::<proptest::sample::Index>(), with in "\\PC{0,3}", cut in 0usize..40,
    ) {
        let mut text: Vec<char> = file.text().unwrap().chars().collect();
        let start = at.index(text.len());
        let end = (start + cut).min(text.len());
        text.splice(start..end, with.chars());
        let text: String = text.into_iter().collect();
        if let Ok(read) = parse(&text) {
            prop_assert_eq!(parse(&read.text().unwrap()).unwrap(), read);
        }
    }
}

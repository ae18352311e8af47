//! Whether a group is one user's own.
//!
//! Debian and others give every user a group of his own and a mask that lets it write (`umask 002`), so what he makes is
//! writable by a group that nobody else is in. It is his own group when it has his name, is his first group in
//! `/etc/passwd`, nobody else's there, and lists no other member in `/etc/group`. Users who stand in other databases only
//! get no such excuse, nor does root. An access control list shows as rights of the group, so files with one have none either.

use std::fs;
use std::os::fd::{AsRawFd, OwnedFd};

use rustix::fs::getxattr;
use rustix::io::Errno;

/// Whether a file that its group may write to can be written by this process's user only. `file` may be a mere place.
pub(super) fn alone_writes(file: &OwnedFd, group: u32) -> bool {
    let user = rustix::process::geteuid();
    let text =
        |path| fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    !user.is_root()
        && !has_access_list(file)
        && is_private(&text("/etc/passwd"), &text("/etc/group"), user.as_raw(), group)
}

/// What cannot be asked counts as having one.
fn has_access_list(file: &OwnedFd) -> bool {
    let path = format!("/proc/self/fd/{}", file.as_raw_fd());
    let mut size_only: [u8; 0] = [];
    !matches!(
        getxattr(path, "system.posix_acl_access", &mut size_only[..]),
        Err(Errno::NODATA | Errno::NOTSUP)
    )
}

fn is_private(users: &str, groups: &str, user: u32, group: u32) -> bool {
    let mut name = None;
    for line in users.lines() {
        // More users, from elsewhere.
        if line.starts_with('+') {
            return false;
        }
        let mut fields = line.split(':');
        let (user_name, id, first_group) = (fields.next(), fields.nth(1), fields.next());
        if first_group.and_then(|id| id.parse().ok()) != Some(group) {
            continue;
        }
        if id.and_then(|id| id.parse().ok()) != Some(user) {
            return false;
        }
        name = user_name;
    }
    let Some(name) = name else { return false };
    let mut found = false;
    for line in groups.lines() {
        let mut fields = line.split(':');
        let (group_name, id, members) = (fields.next(), fields.nth(1), fields.next().unwrap_or_default());
        if id.and_then(|id| id.parse().ok()) != Some(group) {
            continue;
        }
        let other_members =
            members.split(',').any(|member| !member.trim().is_empty() && member.trim() != name);
        if group_name != Some(name) || other_members {
            return false;
        }
        found = true;
    }
    found
}

#[cfg(test)]
mod tests {
    use rustix::fs::{XattrFlags, setxattr};

    use super::{has_access_list, is_private};

    const USERS: &str = "root:x:0:0:root:/root:/bin/sh\nann:x:1000:1000::/home/ann:/bin/sh\n\
                         bob:x:1001:1001::/home/bob:/bin/sh\neve:x:1002:100::/home/eve:/bin/sh\n";
    const GROUPS: &str = "root:x:0:\nusers:x:100:\nann:x:1000:\nbob:x:1001:bob\nstaff:x:50:ann\n";

    #[test]
    fn a_group_of_the_users_name_with_nobody_else_in_it_is_private() {
        assert!(is_private(USERS, GROUPS, 1000, 1000));
        assert!(is_private(USERS, GROUPS, 1001, 1001), "he may be listed in it");
    }

    #[test]
    fn any_other_group_is_not() {
        assert!(!is_private(USERS, GROUPS, 1000, 1001), "another's");
        assert!(!is_private(USERS, GROUPS, 1000, 50), "not the first one");
        assert!(!is_private(USERS, GROUPS, 1002, 100), "not of his name");
        assert!(!is_private(USERS, GROUPS, 1000, 77), "unknown");
        assert!(!is_private("", "", 1000, 1000));
        let with_member = GROUPS.replace("ann:x:1000:", "ann:x:1000:ann,bob");
        assert!(!is_private(USERS, &with_member, 1000, 1000), "somebody else is in it");
        let same_first_group = format!("{USERS}joe:x:1003:1000::/:/bin/sh\n");
        assert!(!is_private(&same_first_group, GROUPS, 1000, 1000), "it is somebody else's too");
        let from_elsewhere = format!("{USERS}+::::::\n");
        assert!(!is_private(&from_elsewhere, GROUPS, 1000, 1000), "there may be others");
        let twice = format!("{GROUPS}more:x:1000:eve\n");
        assert!(!is_private(USERS, &twice, 1000, 1000), "one number, two groups");
    }

    #[test]
    fn an_access_list_is_seen() {
        // Version 2, then tag, rights and id: owner, another user, group, mask, others.
        const LIST: [(u16, u16, u32); 5] =
            [(1, 6, u32::MAX), (2, 6, 1), (4, 4, u32::MAX), (0x10, 6, u32::MAX), (0x20, 4, u32::MAX)];
        let scratch = tempfile::NamedTempFile::new().unwrap();
        let file = scratch.as_file().try_clone().unwrap().into();
        assert!(!has_access_list(&file));
        let mut list = 2_u32.to_le_bytes().to_vec();
        for (tag, rights, id) in LIST {
            list.extend([&tag.to_le_bytes()[..], &rights.to_le_bytes(), &id.to_le_bytes()].concat());
        }
        match setxattr(scratch.path(), "system.posix_acl_access", &list, XattrFlags::empty()) {
            Ok(()) => assert!(has_access_list(&file)),
            Err(error) => println!("SKIP: no access lists here: {error}"),
        }
    }
}

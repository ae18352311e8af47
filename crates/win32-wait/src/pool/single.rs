//! Callbacks without an object: `QueueUserWorkItem`, `TrySubmitThreadpoolCallback`.

use std::sync::Arc;

use super::member::{Call, Callback, Cause, Function, Member, Settings};

struct Single {
    member: Member,
    function: Function,
}

/// Has a function run once.
pub fn submit_once(settings: Settings, function: Function) {
    let single = Arc::new(Single { member: Member::new(settings), function });
    if let Some(group) = &single.member.settings().group {
        group.join(Arc::clone(&single) as _);
    }
    single.member.submit(Arc::clone(&single) as _, Cause::Submitted);
}

impl Callback for Single {
    fn member(&self) -> &Member {
        &self.member
    }

    fn call(&self, call: Call) {
        (self.function)(call);
    }

    fn ended(&self) {
        self.release();
    }

    fn is_object(&self) -> bool {
        false
    }
}

/* With a window end the windows that go with it, before it, and those that stand in it, after its WM_DESTROY. */
#include "window.h"

int main(void)
{
    HWND parent, child, grandchild, owned;
    int at, ends = 0;
    struct {
        HWND window;
        UINT message;
    } expected[8];
    register_class("tests.children", recording_procedure);
    parent = new_window("tests.children", NULL);
    child = new_window("tests.children", parent);
    grandchild = new_window("tests.children", child);
    owned = CreateWindowA("tests.children", NULL, WS_POPUP, 0, 0, 0, 0, child, NULL, NULL, NULL);
    ok(GetParent(child) == parent && GetParent(owned) == parent, "an owner is a top-level window");
    ok(GetWindow(owned, GW_OWNER) == parent && GetAncestor(owned, GA_PARENT) == GetDesktopWindow(), "owned");
    ok(GetAncestor(grandchild, GA_ROOT) == parent && GetAncestor(owned, GA_ROOTOWNER) == parent, "roots");
    ok(IsChild(parent, grandchild) && !IsChild(parent, owned) && !IsChild(child, parent), "children");

    expected[0].window = expected[1].window = owned;
    expected[2].window = parent;
    expected[3].window = child;
    expected[4].window = expected[5].window = grandchild;
    expected[6].window = child;
    expected[7].window = parent;
    for (at = 0; at < 8; at++)
        expected[at].message = at == 1 || at > 4 ? WM_NCDESTROY : WM_DESTROY;

    seen_count = 0;
    ok(DestroyWindow(parent), "destroyed");
    for (at = 0; at < seen_count; at++) {
        if (seen[at] != WM_DESTROY && seen[at] != WM_NCDESTROY)
            continue;
        ok(ends < 8 && seen_by[at] == expected[ends].window && seen[at] == expected[ends].message, "end %d", ends);
        ends++;
    }
    ok(ends == 8, "%d messages", ends);
    ok(!IsWindow(parent) && !IsWindow(child) && !IsWindow(grandchild) && !IsWindow(owned), "all are gone");
    return ok_done();
}

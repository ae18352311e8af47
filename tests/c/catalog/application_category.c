/* Categories an application permits: known by path and arguments together, adding up. */
#include "catalog.h"

static const WCHAR path[] = L"/usr/bin/browser";
static const WCHAR extra[] = L"-k private";
#define PATH path, 16
#define EXTRA extra, 10

int main(void)
{
    DWORD categories = 7, previous = 7;
    wsc_fails(WSCGetApplicationCategory(PATH, EXTRA, &categories, &error), WSASERVICE_NOT_FOUND);
    wsc_works(WSCSetApplicationCategory(PATH, EXTRA, LSP_PROXY, &previous, &error));
    ok(previous == 0, "none before");
    wsc_works(WSCSetApplicationCategory(PATH, EXTRA, LSP_FIREWALL, &previous, &error));
    ok(previous == LSP_PROXY, "that of the first call");
    wsc_works(WSCGetApplicationCategory(PATH, EXTRA, &categories, &error));
    ok(categories == (LSP_PROXY | LSP_FIREWALL), "both: %x", (unsigned)categories);
    wsc_fails(WSCGetApplicationCategory(PATH, NULL, 0, &categories, &error), WSASERVICE_NOT_FOUND);
    wsc_works(WSCSetApplicationCategory(PATH, NULL, 0, LSP_SYSTEM, NULL, &error));
    wsc_works(WSCGetApplicationCategory(PATH, NULL, 0, &categories, &error));
    ok(categories == LSP_SYSTEM, "every instance: %x", (unsigned)categories);

    wsc_fails(WSCGetApplicationCategory(NULL, 0, EXTRA, &categories, &error), WSAEFAULT);
    wsc_fails(WSCGetApplicationCategory(path, 0, EXTRA, &categories, &error), WSAEINVAL);
    wsc_fails(WSCGetApplicationCategory(path, 17, EXTRA, &categories, &error), WSAEINVAL);
    wsc_fails(WSCGetApplicationCategory(path, 0xffffffff, EXTRA, &categories, &error), WSAEINVAL);
    wsc_fails(WSCGetApplicationCategory(PATH, EXTRA, NULL, &error), WSAEFAULT);
    wsc_fails(WSCSetApplicationCategory(NULL, 0, EXTRA, 1, &previous, &error), WSAEFAULT);
    return ok_done();
}

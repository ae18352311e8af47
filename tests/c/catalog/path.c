/* WSCGetProviderPath gives paths back as they were installed, variables unexpanded. */
#include "catalog.h"

int main(void)
{
    static const WCHAR path[] = L"%HOME%/l\x00e4yers/a.so";
    WSAPROTOCOL_INFOW info = some_base(200);
    WCHAR buffer[MAX_PATH];
    INT length = MAX_PATH;
    GUID base;

    wsc_works(WSCInstallProvider(&layer_guid, path, &info, 1, &error));
    wsc_works(WSCGetProviderPath(&layer_guid, buffer, &length, &error));
    ok(length == sizeof(path) / sizeof(path[0]), "%d characters with the NUL", length);
    ok(memcmp(buffer, path, sizeof(path)) == 0, "the same path");

    length--;
    wsc_fails(WSCGetProviderPath(&layer_guid, buffer, &length, &error), WSAEFAULT);
    ok(length == sizeof(path) / sizeof(path[0]), "what it needs");
    wsc_works(WSCGetProviderPath32(&layer_guid, buffer, &length, &error));
    length = -1;
    wsc_fails(WSCGetProviderPath(&layer_guid, buffer, &length, &error), WSAEFAULT);
    wsc_fails(WSCGetProviderPath(&layer_guid, NULL, &length, &error), WSAEFAULT);
    wsc_fails(WSCGetProviderPath(&layer_guid, buffer, NULL, &error), WSAEFAULT);
    wsc_fails(WSCGetProviderPath(NULL, buffer, &length, &error), WSAEFAULT);
    length = MAX_PATH;
    wsc_fails(WSCGetProviderPath(&no_guid, buffer, &length, &error), WSAEINVAL);

    require(all_entries() > 0);
    base = entries[0].ProviderId;
    wsc_works(WSCGetProviderPath(&base, buffer, &length, &error));
    ok(memcmp(buffer, L"builtin:", 16) == 0, "a built-in provider has no file");
    return ok_done();
}

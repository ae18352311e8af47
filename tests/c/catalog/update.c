/* WSCUpdateProvider changes path and entries; an entry that stays keeps its id and place. */
#include "catalog.h"

int main(void)
{
    WSAPROTOCOL_INFOW list[2];
    WCHAR buffer[MAX_PATH];
    INT length = MAX_PATH;
    GUID base;
    list[0] = some_base(200);
    list[1] = some_base(201);
    wsc_works(WSCInstallProvider(&layer_guid, L"/lib/a.so", list, 1, &error));
    install_layer(&other_guid, L"Spy");
    list[0].iVersion = 7;
    wsc_works(WSCUpdateProvider(&layer_guid, L"/lib/b.so", list, 2, &error));
    ok(place_of(1101) == 5 && entries[5].iVersion == 7, "the entry is where it was");
    ok(place_of(1104) == 7 && entries[7].iProtocol == 201, "the new one is last");
    wsc_works(WSCGetProviderPath(&layer_guid, buffer, &length, &error));
    ok(buffer[5] == 'b', "the new path");
    wsc_works(WSCUpdateProvider32(&layer_guid, L"/lib/b.so", list + 1, 1, &error));
    ok(place_of(1101) == -1 && place_of(1104) == 6, "what is not named again goes");
    wsc_fails(WSCUpdateProvider(&no_guid, L"/lib/b.so", list, 1, &error), WSAEINVAL);
    wsc_fails(WSCUpdateProvider(&layer_guid, L"b.so", list, 1, &error), WSAEINVAL);
    wsc_fails(WSCUpdateProvider(&layer_guid, L"/lib/b.so", list, 0, &error), WSAEINVAL);
    wsc_fails(WSCUpdateProvider(NULL, L"/lib/b.so", list, 1, &error), WSAEFAULT);
    require(place_of(1001) >= 0);
    base = entries[place_of(1001)].ProviderId;
    wsc_fails(WSCUpdateProvider(&base, L"/lib/b.so", list, 1, &error), WSANO_RECOVERY);
    return ok_done();
}

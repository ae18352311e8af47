/* WSCDeinstallProvider removes a provider's entries; chains of others that name them stay; ids do not come back. */
#include "catalog.h"

int main(void)
{
    DWORD lower = install_layer(&layer_guid, L"Lower");
    DWORD upper = install_layer(&other_guid, L"Upper");
    ok(all_entries() == BUILT_IN_ENTRIES + 4, "two layers, two chains");
    wsc_works(WSCDeinstallProvider(&layer_guid, &error));
    ok(all_entries() == BUILT_IN_ENTRIES + 2, "one of each is left");
    ok(entries[0].ProtocolChain.ChainLen == 3 && entries[0].ProtocolChain.ChainEntries[1] == lower, "naming what is gone");
    ok(place_of(upper) == BUILT_IN_ENTRIES + 1, "its layer is last");
    wsc_fails(WSCDeinstallProvider(&layer_guid, &error), WSAEINVAL);
    wsc_fails(WSCDeinstallProvider32(&no_guid, &error), WSAEINVAL);
    wsc_fails(WSCDeinstallProvider(NULL, &error), WSAEFAULT);
    wsc_fails(WSCDeinstallProvider(&entries[1].ProviderId, &error), WSANO_RECOVERY);
    ok(install_layer(&layer_guid, L"Lower") > upper, "a new id");
    return ok_done();
}

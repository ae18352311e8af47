/* WSCInstallProviderAndChains: chains before everything, a hidden layer last; its errors. */
#include "catalog.h"

int main(void)
{
    WSAPROTOCOL_INFOW over[3];
    WCHAR long_name[257], long_path[261];
    DWORD id = 0;
    int i;
    over[0] = some_base(IPPROTO_TCP);
    over[0].iSocketType = SOCK_STREAM;
    over[1] = some_base(IPPROTO_UDP);
    over[1].iSocketType = SOCK_DGRAM;
    over[2] = over[0];

    wsc_works(WSCInstallProviderAndChains(&layer_guid, L"/lib/a.so", L"Spy", 0, over, 3, &id, &error));
    ok(all_entries() == BUILT_IN_ENTRIES + 3, "a layer and two chains: duplicates do not count");
    ok(entries[0].ProtocolChain.ChainLen == 2 && entries[1].ProtocolChain.ChainLen == 2, "chains are first");
    ok(entries[0].ProtocolChain.ChainEntries[0] == id && entries[0].ProtocolChain.ChainEntries[1] == 1001, "over TCP");
    ok(entries[1].ProtocolChain.ChainEntries[1] == 1002, "over UDP");
    ok(!(entries[0].dwServiceFlags1 & XP1_IFS_HANDLES), "without the flag the handles are the layer's");
    ok(entries[0].iProtocol == IPPROTO_TCP && entries[0].szProtocol[0] == 'S', "\"Spy over [...]\"");
    ok(entries[6].dwCatalogEntryId == id && entries[6].ProtocolChain.ChainLen == LAYERED_PROTOCOL, "the layer is last");
    ok(entries[6].dwProviderFlags & PFL_HIDDEN, "and hidden");

    /* Without a list: over every base, not over the chains. */
    wsc_works(WSCInstallProviderAndChains(&other_guid, L"/lib/b.so", L"Other", XP1_IFS_HANDLES, NULL, 0, NULL, &error));
    ok(all_entries() == BUILT_IN_ENTRIES + 3 + 5, "four more chains");
    for (i = 0; i < 4; i++) {
        ok(entries[i].ProtocolChain.ChainLen == 2, "over a base");
        ok(entries[i].dwServiceFlags1 & XP1_IFS_HANDLES, "with the flag the base's handles are handed through");
    }

    memset(long_name, 'x', sizeof(long_name));
    for (i = 0; i < 257; i++)
        long_name[i] = 'x';
    long_name[256] = 0;
    for (i = 0; i < 261; i++)
        long_path[i] = '/';
    long_path[260] = 0;
    wsc_fails(WSCInstallProviderAndChains(NULL, L"/a", L"X", 0, over, 1, &id, &error), WSAEINVAL);
    wsc_fails(WSCInstallProviderAndChains(&no_guid, NULL, L"X", 0, over, 1, &id, &error), WSAEINVAL);
    wsc_fails(WSCInstallProviderAndChains(&no_guid, long_path, L"X", 0, over, 1, &id, &error), WSAEINVAL);
    wsc_fails(WSCInstallProviderAndChains(&no_guid, L"/a", NULL, 0, over, 1, &id, &error), WSAEINVAL);
    wsc_fails(WSCInstallProviderAndChains(&no_guid, L"/a", long_name, 0, over, 1, &id, &error), WSAEINVAL);
    wsc_fails(WSCInstallProviderAndChains(&no_guid, L"/a", L"Spy", 0, over, 1, &id, &error), WSAEINVAL);
    wsc_fails(WSCInstallProviderAndChains(&no_guid, L"/a", L"X", XP1_GRACEFUL_CLOSE, over, 1, &id, &error), WSAEINVAL);
    wsc_fails(WSCInstallProviderAndChains(&no_guid, L"/a", L"X", 0, over, 0, &id, &error), WSAEINVAL);
    wsc_fails(WSCInstallProviderAndChains(&layer_guid, L"/a", L"X", 0, over, 1, &id, &error), WSAEINVAL);
    over[0].iAddressFamily = AF_IPX;
    wsc_fails(WSCInstallProviderAndChains64_32(&no_guid, L"/a", L"/a", L"X", 0, over, 1, &id, &error), WSAEINVAL);
    return ok_done();
}

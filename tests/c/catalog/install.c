/* WSCInstallProvider puts entries last, with new ids; a process sees them from its next first start-up on, while
 * WSCEnumProtocols sees them at once. */
#include "catalog.h"

static int seen_by_applications(void)
{
    DWORD length = sizeof(entries);
    return WSAEnumProtocolsW(NULL, entries, &length);
}

int main(void)
{
    WSAPROTOCOL_INFOW list[2];
    WSAPROTOCOL_INFOW wrong;
    list[0] = some_base(200);
    list[1] = some_base(201);
    list[1].dwProviderFlags = PFL_HIDDEN;

    start_winsock();
    wsc_works(WSCInstallProvider(&layer_guid, L"%LAYERS%/base.so", list, 2, &error));
    ok(all_entries() == BUILT_IN_ENTRIES + 2, "both are there");
    ok(entries[4].iProtocol == 200 && entries[5].iProtocol == 201, "last, in their order");
    ok(entries[4].dwCatalogEntryId == 1101 && entries[5].dwCatalogEntryId == 1102, "new ids");
    ok(entries[4].ProtocolChain.ChainEntries[0] == 1101, "a base is its own chain");
    ok(same_guid(&entries[4].ProviderId, &layer_guid), "the provider's GUID");
    ok(seen_by_applications() == BUILT_IN_ENTRIES, "the process goes on with what it saw");
    WSACleanup();
    start_winsock();
    ok(seen_by_applications() == BUILT_IN_ENTRIES + 1, "a new start-up sees it, but not what is hidden");
    WSACleanup();

    wsc_fails(WSCInstallProvider(&layer_guid, L"/lib/a.so", list, 2, &error), WSANO_RECOVERY);
    wsc_fails(WSCInstallProvider64_32(&layer_guid, L"/lib/a.so", list, 2, &error), WSANO_RECOVERY);
    wsc_fails(WSCInstallProvider(&entries[0].ProviderId, L"/lib/a.so", list, 2, &error), WSANO_RECOVERY);
    wsc_fails(WSCInstallProvider(NULL, L"/lib/a.so", list, 2, &error), WSAEFAULT);
    wsc_fails(WSCInstallProvider(&other_guid, NULL, list, 2, &error), WSAEFAULT);
    wsc_fails(WSCInstallProvider(&other_guid, L"/lib/a.so", NULL, 2, &error), WSAEFAULT);
    wsc_fails(WSCInstallProvider(&other_guid, L"/lib/a.so", list, 0, &error), WSAEINVAL);
    wsc_fails(WSCInstallProvider(&other_guid, L"/lib/a.so", list, 0xffffffff, &error), WSAENOBUFS);
    wsc_fails(WSCInstallProvider(&other_guid, L"a.so", list, 2, &error), WSAEINVAL);
    wsc_fails(WSCInstallProvider(&other_guid, L"builtin:tcpip", list, 2, &error), WSAEINVAL);
    wrong = list[0];
    wrong.ProtocolChain.ChainLen = MAX_PROTOCOL_CHAIN + 1;
    wsc_fails(WSCInstallProvider(&other_guid, L"/lib/a.so", &wrong, 1, &error), WSAEINVAL);
    wrong.ProtocolChain.ChainLen = 2;
    wrong.ProtocolChain.ChainEntries[0] = 1001;
    wrong.ProtocolChain.ChainEntries[1] = 1001;
    wsc_fails(WSCInstallProvider(&other_guid, L"/lib/a.so", &wrong, 1, &error), WSAEINVAL);
    wrong.ProtocolChain.ChainEntries[1] = 999;
    wsc_fails(WSCInstallProvider(&other_guid, L"/lib/a.so", &wrong, 1, &error), WSAEINVAL);
    ok(all_entries() == BUILT_IN_ENTRIES + 2, "what failed has changed nothing");
    return ok_done();
}

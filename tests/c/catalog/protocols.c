/* WSCEnumProtocols lists the built-in entries without a start-up, counts, and says how much room it needs. */
#include "catalog.h"

int main(void)
{
    int protocols[] = {IPPROTO_UDP, 0};
    int nothing[] = {77, 0};
    DWORD length = sizeof(entries);
    DWORD needed;
    INT error = 0;
    int i;

    ok(all_entries() == BUILT_IN_ENTRIES, "every built-in entry");
    for (i = 0; i < BUILT_IN_ENTRIES; i++) {
        ok(entries[i].dwCatalogEntryId == 1001u + i, "id %d", (int)entries[i].dwCatalogEntryId);
        ok(entries[i].ProtocolChain.ChainLen == BASE_PROTOCOL, "a base");
        ok(entries[i].szProtocol[0] != 0, "a name");
    }
    ok(WSCEnumProtocols(protocols, entries, &length, &error) == 2, "two of UDP");
    ok(entries[0].iProtocol == IPPROTO_UDP, "UDP");
    ok(WSCEnumProtocols(nothing, entries, &length, &error) == 0, "none of a protocol that is not there");

    needed = 0;
    wsc_fails(WSCEnumProtocols(NULL, NULL, &needed, &error), WSAENOBUFS);
    ok(needed == BUILT_IN_ENTRIES * sizeof(WSAPROTOCOL_INFOW), "%u bytes", (unsigned)needed);
    needed--;
    wsc_fails(WSCEnumProtocols(NULL, entries, &needed, &error), WSAENOBUFS);
    ok(WSCEnumProtocols32(NULL, entries, &needed, &error) == BUILT_IN_ENTRIES, "just enough room");
    wsc_fails(WSCEnumProtocols(NULL, entries, NULL, &error), WSAEFAULT);
    ok(WSCEnumProtocols(NULL, NULL, &needed, NULL) == SOCKET_ERROR, "no place for the error");
    return ok_done();
}

/* WSCWriteProviderOrder takes every id once and returns its error itself. */
#include "catalog.h"

int main(void)
{
    DWORD ids[MOST_ENTRIES];
    int i, count;
    install_layer(&layer_guid, L"Spy");
    count = all_entries();
    for (i = 0; i < count; i++)
        ids[i] = entries[count - 1 - i].dwCatalogEntryId;
    WSASetLastError(0);
    ok(WSCWriteProviderOrder(ids, count) == 0, "the reverse order");
    ok(all_entries() == count, "as many as before");
    for (i = 0; i < count; i++)
        ok(entries[i].dwCatalogEntryId == ids[i], "place %d", i);
    ok(WSCWriteProviderOrder(ids, count - 1) == WSAEINVAL, "one is missing");
    ok(WSCWriteProviderOrder32(ids, 0xffffffff) == WSAEINVAL, "far too many");
    ids[0] = ids[1];
    ok(WSCWriteProviderOrder(ids, count) == WSAEINVAL, "one twice");
    ids[0] = 4711;
    ok(WSCWriteProviderOrder(ids, count) == WSAEINVAL, "one that is not there");
    ok(WSCWriteProviderOrder(NULL, count) == WSAEFAULT, "NULL");
    ok(WSAGetLastError() == 0, "the last error is not touched");
    return ok_done();
}

/* A request goes to the first entry that fits. Its library cannot be loaded, and no other entry steps in for it. */
#include "catalog.h"

int main(void)
{
    WSAPROTOCOL_INFOW chain, unknown;
    WSAPROTOCOL_INFOW info;
    int length = sizeof(info);
    SOCKET s;
    install_layer(&layer_guid, L"Spy");
    start_winsock();
    require(all_entries() == BUILT_IN_ENTRIES + 2);
    chain = entries[0];
    ok(chain.ProtocolChain.ChainLen == 2, "the chain is first");

    ok_fails(socket(AF_INET, SOCK_STREAM, 0), WSAEPROVIDERFAILEDINIT);
    ok_fails(WSASocketW(AF_INET, SOCK_STREAM, 0, &chain, 0, 0), WSAEPROVIDERFAILEDINIT);
    ok_fails(WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &chain, 0, 0), WSAEPROVIDERFAILEDINIT);
    s = WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &entries[1], 0, 0);
    ok(s != INVALID_SOCKET, "a base by its id");
    ok(getsockopt(s, SOL_SOCKET, SO_PROTOCOL_INFOW, (char *)&info, &length) == 0, "its entry");
    ok(info.dwCatalogEntryId == entries[1].dwCatalogEntryId, "id %u", (unsigned)info.dwCatalogEntryId);
    closesocket(s);
    unknown = entries[1];
    unknown.dwCatalogEntryId = 4711;
    ok_fails(WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &unknown, 0, 0), WSAEINVAL);
    WSACleanup();
    return ok_done();
}

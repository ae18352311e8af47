/* What the programs about the catalog share. Each has a catalog folder of its own, named by WINSOCK_CATALOG. */
#ifndef CATALOG_H
#define CATALOG_H

#include "../ok.h"
#include <ws2spi.h>

#define BUILT_IN_ENTRIES 4
#define MOST_ENTRIES 64

static WSAPROTOCOL_INFOW entries[MOST_ENTRIES];
static GUID layer_guid = {0x6a1f0f6e, 0x5a9c, 0x4e3c, {0x9d, 0x53, 0x0a, 0x8d, 0x6d, 0x2f, 0x9b, 0x01}};
static GUID other_guid = {0x6a1f0f6e, 0x5a9c, 0x4e3c, {0x9d, 0x53, 0x0a, 0x8d, 0x6d, 0x2f, 0x9b, 0x02}};
static GUID no_guid = {0x6a1f0f6e, 0x5a9c, 0x4e3c, {0x9d, 0x53, 0x0a, 0x8d, 0x6d, 0x2f, 0x9b, 0xff}};

/* A function that reports through lpErrno fails with this code: `call` ends with `&error`. */
#define wsc_fails(call, expected) \
    do { \
        INT error = 0; \
        int wsc_result = (call); \
        ok(wsc_result == SOCKET_ERROR && error == (expected), "%s: %d, error %d instead of %d", #call, wsc_result, \
           error, (int)(expected)); \
    } while (0)

#define wsc_works(call) \
    do { \
        INT error = 0; \
        int wsc_result = (call); \
        ok(wsc_result == 0 && error == 0, "%s: %d, error %d", #call, wsc_result, error); \
    } while (0)

/* Every entry, into `entries`. */
static inline int all_entries(void)
{
    DWORD length = sizeof(entries);
    INT error = 0;
    int count = WSCEnumProtocols(NULL, entries, &length, &error);
    ok(count >= 0, "WSCEnumProtocols failed with %d", error);
    return count;
}

/* Not every program needs every GUID. */
static inline void mention_guids(void)
{
    (void)layer_guid;
    (void)other_guid;
    (void)no_guid;
}

static inline int same_guid(const GUID *one, const GUID *other)
{
    return memcmp(one, other, sizeof(GUID)) == 0;
}

/* The place of an entry in the catalog, or -1. */
static inline int place_of(DWORD id)
{
    int i, count = all_entries();
    for (i = 0; i < count; i++)
        if (entries[i].dwCatalogEntryId == id)
            return i;
    return -1;
}

/* A base protocol that nobody else has. */
static inline WSAPROTOCOL_INFOW some_base(int protocol)
{
    WSAPROTOCOL_INFOW info;
    memset(&info, 0, sizeof(info));
    info.ProtocolChain.ChainLen = BASE_PROTOCOL;
    info.iVersion = 2;
    info.iAddressFamily = AF_INET;
    info.iMaxSockAddr = 16;
    info.iMinSockAddr = 16;
    info.iSocketType = SOCK_SEQPACKET;
    info.iProtocol = protocol;
    info.szProtocol[0] = 'b';
    return info;
}

/* Installs a layer over TCP over IPv4 and answers its id. */
static inline DWORD install_layer(GUID *guid, LPCWSTR name)
{
    WSAPROTOCOL_INFOW over = some_base(IPPROTO_TCP);
    DWORD id = 0;
    INT error = 0;
    over.iSocketType = SOCK_STREAM;
    require(WSCInstallProviderAndChains(guid, L"/lib/layer.so", name, 0, &over, 1, &id, &error) == 0);
    return id;
}

#endif

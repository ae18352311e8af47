/* Starting the layer, and finding the provider below it. */
#include "layer.h"

#define DIGIT_(number) #number
#define DIGIT(number) DIGIT_(number)

/* What `winsock catalog install` reads. */
extern const char winsock_layer_description[];
const char winsock_layer_description[] =
    "name=layer" DIGIT(LAYER_NUMBER) "\n"
    "guid={5B0E1C42-8D53-4B7A-9F2E-6C1A70D4E30" DIGIT(LAYER_NUMBER) "}\n"
#ifdef LAYER_IFS
    "kind=ifs\n";
#else
    "kind=layered\n";
#endif

static const GUID own_id = {0x5b0e1c42, 0x8d53, 0x4b7a, {0x9f, 0x2e, 0x6c, 0x1a, 0x70, 0xd4, 0xe3, LAYER_NUMBER}};

WSPUPCALLTABLE upcalls;
static CRITICAL_SECTION starting;
static int startups;
static provider *providers;
static chain *chains;

BOOL WINAPI DllMain(HINSTANCE module, DWORD reason, LPVOID reserved)
{
    (void)module;
    (void)reserved;
    if (reason == DLL_PROCESS_ATTACH)
        InitializeCriticalSection(&starting);
    return TRUE;
}

/* The whole catalog, layers too; to be freed. */
static int catalog_entries(WSAPROTOCOL_INFOW **entries, LPINT error)
{
    DWORD size = 0;
    int count = WSCEnumProtocols(NULL, NULL, &size, error);
    *entries = NULL;
    /* Somebody may install another one in between. */
    while (count == SOCKET_ERROR && *error == WSAENOBUFS) {
        free(*entries);
        *entries = (WSAPROTOCOL_INFOW *)malloc(size);
        if (!*entries) {
            *error = WSA_NOT_ENOUGH_MEMORY;
            return SOCKET_ERROR;
        }
        count = WSCEnumProtocols(NULL, *entries, &size, error);
    }
    return count;
}

static const WSAPROTOCOL_INFOW *entry_of(const WSAPROTOCOL_INFOW *entries, int count, DWORD id)
{
    int i;
    for (i = 0; i < count; i++)
        if (entries[i].dwCatalogEntryId == id)
            return &entries[i];
    return NULL;
}

static BOOL is_own(const WSAPROTOCOL_INFOW *entry)
{
    return entry && memcmp(&entry->ProviderId, &own_id, sizeof own_id) == 0;
}

/* Loads and starts the library of a catalog entry, unless it is already. */
static provider *provider_below(GUID id, const WSAPROTOCOL_INFOW *info, LPINT error)
{
    WCHAR path[MAX_PATH], expanded[MAX_PATH];
    int length = MAX_PATH;
    provider *found;
    LPWSPSTARTUP start;
    WSPDATA data;
    WSAPROTOCOL_INFOW its_info = *info;

    if (WSCGetProviderPath(&id, path, &length, error) == SOCKET_ERROR)
        return NULL;
    for (found = providers; found; found = found->next)
        if (lstrcmpW(found->path, path) == 0)
            return found;

    found = (provider *)calloc(1, sizeof *found);
    if (!found) {
        *error = WSA_NOT_ENOUGH_MEMORY;
        return NULL;
    }
    *error = WSAEPROVIDERFAILEDINIT;
    if (ExpandEnvironmentStringsW(path, expanded, MAX_PATH) - 1 < MAX_PATH) {
        HMODULE library = LoadLibraryW(expanded);
        start = library ? (LPWSPSTARTUP)(void *)GetProcAddress(library, "WSPStartup") : NULL;
        if (start)
            *error = start(MAKEWORD(2, 2), &data, &its_info, upcalls, &found->table);
    }
    if (*error) {
        free(found);
        return NULL;
    }
    lstrcpyW(found->path, path);
    found->next = providers;
    providers = found;
    return found;
}

/* Learns what stands below this layer in a chain: the entry that follows its own. A layer there is handed the chain, as
 * this one was; a base its own entry. */
static chain *learn_chain(const WSAPROTOCOL_INFOW *info, LPINT error)
{
    const WSAPROTOCOLCHAIN *order = &info->ProtocolChain;
    WSAPROTOCOL_INFOW *entries;
    chain *learnt = NULL;
    int count = catalog_entries(&entries, error), i;

    *error = count == SOCKET_ERROR ? *error : WSAEPROVIDERFAILEDINIT;
    for (i = 0; count != SOCKET_ERROR && i + 1 < order->ChainLen; i++) {
        const WSAPROTOCOL_INFOW *next = entry_of(entries, count, order->ChainEntries[i + 1]);
        const WSAPROTOCOL_INFOW *info_below;
        provider *found;
        if (!next || !is_own(entry_of(entries, count, order->ChainEntries[i])))
            continue;
        info_below = next->ProtocolChain.ChainLen == BASE_PROTOCOL ? next : info;
        found = provider_below(next->ProviderId, info_below, error);
        learnt = found ? (chain *)calloc(1, sizeof *learnt) : NULL;
        if (learnt) {
            learnt->info = *info;
            learnt->info_below = *info_below;
            learnt->below = found;
            learnt->next = chains;
            chains = learnt;
        }
        break;
    }
    free(entries);
    return learnt;
}

const chain *find_chain(const WSAPROTOCOL_INFOW *info, LPINT error)
{
    chain *found;
    EnterCriticalSection(&starting);
    for (found = chains; found; found = found->next)
        if (!info || found->info.dwCatalogEntryId == info->dwCatalogEntryId)
            break;
    if (!found && info)
        found = learn_chain(info, error);
    else if (!found)
        *error = WSAEINVAL;
    LeaveCriticalSection(&starting);
    return found;
}

int any_provider(int (*call)(const WSPPROC_TABLE *table, LPINT error), LPINT error)
{
    int result = SOCKET_ERROR;
    provider *found;
    *error = WSAEINVAL;
    EnterCriticalSection(&starting);
    for (found = providers; found && result == SOCKET_ERROR; found = found->next)
        result = call(&found->table, error);
    LeaveCriticalSection(&starting);
    return result;
}

static int WSPAPI Cleanup(LPINT error)
{
    int ignored;
    EnterCriticalSection(&starting);
    if (startups == 0) {
        LeaveCriticalSection(&starting);
        *error = WSANOTINITIALISED;
        return SOCKET_ERROR;
    }
    if (--startups == 0) {
#ifndef LAYER_IFS
        /* Before the operations below are cancelled: their ends are not to be told any more. */
        stop_messages();
        stop_operations();
#endif
        while (providers) {
            provider *gone = providers;
            providers = gone->next;
            gone->table.lpWSPCleanup(&ignored);
            free(gone);
        }
        while (chains) {
            chain *gone = chains;
            chains = gone->next;
            free(gone);
        }
        forget_all_sockets();
    }
    LeaveCriticalSection(&starting);
    return 0;
}

/* The one function that is exported. */
int WSPAPI WSPStartup(WORD version, LPWSPDATA data, LPWSAPROTOCOL_INFOW info, WSPUPCALLTABLE table_above,
                      LPWSPPROC_TABLE table)
{
    int error = 0;
    if (LOBYTE(version) < 2 || (LOBYTE(version) == 2 && HIBYTE(version) < 2))
        return WSAVERNOTSUPPORTED;
    EnterCriticalSection(&starting);
    upcalls = table_above;
    /* If the provider below cannot be started, this one cannot. */
    if (find_chain(info, &error)) {
        error = 0;
#ifndef LAYER_IFS
        if (startups == 0)
            start_operations(&error);
#endif
    }
    if (!error)
        startups++;
    LeaveCriticalSection(&starting);
    if (error)
        return error;
    data->wVersion = data->wHighVersion = MAKEWORD(2, 2);
    lstrcpyW(data->szDescription, L"A layer that changes nothing");
    fill_table(table);
    table->lpWSPCleanup = Cleanup;
    return 0;
}

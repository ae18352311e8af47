/* What the programs about loading and upcalls share: a provider of tests/c/spi/providers, installed for a protocol that
 * nobody else has. */
#ifndef SPI_H
#define SPI_H

#include "../catalog/catalog.h"
#include "providers/control.h"

#define OWN_PROTOCOL 4711

/* The path of a library that the harness has built. */
static inline LPCWSTR provider_path(const char *name)
{
    static WCHAR path[MAX_PATH];
    const char *folder = getenv("SPI_PROVIDERS");
    char narrow[MAX_PATH];
    int i = 0;
    require(folder != NULL);
    snprintf(narrow, sizeof(narrow), "%s/%s.so", folder, name);
    do
        path[i] = (WCHAR)(unsigned char)narrow[i];
    while (narrow[i++] != 0);
    return path;
}

/* Installs a library for OWN_PROTOCOL. */
static inline void install_at(LPCWSTR path)
{
    WSAPROTOCOL_INFOW own = some_base(OWN_PROTOCOL);
    wsc_works(WSCInstallProvider(&other_guid, path, &own, 1, &error));
    mention_guids();
}

/* Installs the provider and answers its control block. */
static inline CONTROL *install_provider(void)
{
    LPCWSTR path = provider_path("provider");
    HMODULE library = LoadLibraryW(path);
    CONTROL_FUNCTION function;
    require(library != NULL);
    function = (CONTROL_FUNCTION)(void *)GetProcAddress(library, "provider_control");
    require(function != NULL);
    install_at(path);
    return function();
}

static inline SOCKET open_own(void)
{
    return socket(AF_INET, SOCK_SEQPACKET, OWN_PROTOCOL);
}

#endif

/* A name space of our own, with providers of tests/c/spi/providers/names.c. */
#ifndef OWN_H
#define OWN_H

#include "../spi/providers/names.h"
#include "name_space.h"

#define NS_OWN 4242

static GUID own_class = {0x6e616d65, 0, 0, {1, 2, 3, 4, 5, 6, 7, 8}};
static NAMES *names;

static inline GUID own_provider(int number)
{
    GUID guid = {0x6e616d65, 0x73, 0x70, {0, 0, 0, 0, 0, 0, 0, 0}};
    guid.Data4[7] = (BYTE)number;
    return guid;
}

static inline LPCWSTR library_path(const char *name)
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

static inline void install_at(LPCWSTR path, int number)
{
    GUID guid = own_provider(number);
    require(WSCInstallNameSpace((LPWSTR)L"Own", (LPWSTR)path, NS_OWN, 1, &guid) == 0);
}

/* Installs so many providers, numbered from 0, and finds what controls them. */
static inline void install_own(int count)
{
    HMODULE library = LoadLibraryW(library_path("names"));
    NAMES_FUNCTION control;
    int i;
    require(library != NULL);
    control = (NAMES_FUNCTION)(void *)GetProcAddress(library, "names_control");
    require(control != NULL);
    names = control();
    for (i = 0; i < count; i++)
        install_at(library_path("names"), i);
    mention_classes();
}

static inline int begin_own(HANDLE *lookup)
{
    WSAQUERYSETW query = wide_query(NS_OWN, &own_class, L"a name");
    return WSALookupServiceBeginW(&query, LUP_RETURN_NAME, lookup);
}

/* All answers of a lookup in one text, like "first0 second0 "; then the error it ends with is `expected`. */
static inline const char *all_answers(int expected)
{
    static char text[256];
    HANDLE lookup;
    size_t length = 0;
    require(begin_own(&lookup) == 0);
    text[0] = 0;
    while (next_narrow(lookup, LUP_RETURN_NAME) == 0) {
        snprintf(text + length, sizeof(text) - length, "%s ", answer.narrow.lpszServiceInstanceName);
        length = strlen(text);
    }
    ok(WSAGetLastError() == expected, "the end is %d instead of %d", WSAGetLastError(), expected);
    ok_fails(next_narrow(lookup, LUP_RETURN_NAME), WSA_E_NO_MORE);
    ok(WSALookupServiceEnd(lookup) == 0, "ended");
    return text;
}

#define ok_answers(expected_text, expected_end) \
    do { \
        const char *found = all_answers(expected_end); \
        ok(strcmp(found, expected_text) == 0, "%s instead of %s", found, expected_text); \
    } while (0)

#endif

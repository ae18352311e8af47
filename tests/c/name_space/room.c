/* An answer that does not fit says what it needs and comes again, until it is flushed. */
#include "name_space.h"

int main(void)
{
    WSAQUERYSETW query = wide_query(NS_DNS, &service_by_name, L"www/tcp");
    DWORD flags = LUP_RETURN_NAME | LUP_RETURN_ALIASES | LUP_RETURN_BLOB, length = 0, needed;
    HANDLE lookup;
    int shift;

    mention_classes();
    start_winsock();
    require(WSALookupServiceBeginW(&query, flags, &lookup) == 0);
    ok_fails(WSALookupServiceNextW(lookup, flags, &length, NULL), WSAEFAULT);
    needed = length;
    ok(needed > sizeof(WSAQUERYSETW) && needed < sizeof(answer), "it needs %u", (unsigned)needed);
    ok_fails(WSALookupServiceNextW(lookup, flags, NULL, &answer.wide), WSAEFAULT);
    length = needed - 1;
    memset(&answer, 0xA5, sizeof(answer));
    ok_fails(WSALookupServiceNextW(lookup, flags, &length, &answer.wide), WSAEFAULT);
    ok(length == needed && answer.bytes[0] == 0xA5, "nothing is written");
    ok(WSALookupServiceNextW(lookup, flags, &length, &answer.wide) == 0, "just enough");
    ok(same_wide(answer.wide.lpszServiceInstanceName, "http"), "the first answer");
    ok(answer.bytes[needed] == 0xA5, "and no byte more");

    /* The second is an alias. The narrow form takes what the wide one left. */
    length = 1;
    ok_fails(WSALookupServiceNextW(lookup, flags, &length, &answer.wide), WSAEFAULT);
    length = 1;
    ok_fails(WSALookupServiceNextA(lookup, flags, &length, &answer.narrow), WSAEFAULT);
    require(next_narrow(lookup, flags) == 0);
    ok(answer.narrow.dwOutputFlags == RESULT_IS_ALIAS, "an alias");
    ok(strcmp(answer.narrow.lpszServiceInstanceName, "www") == 0, "%s", answer.narrow.lpszServiceInstanceName);
    ok_fails(next_narrow(lookup, flags), WSA_E_NO_MORE);
    WSALookupServiceEnd(lookup);

    /* Flushing gives up what did not fit, and only that. */
    require(WSALookupServiceBeginW(&query, flags, &lookup) == 0);
    length = 1;
    ok_fails(WSALookupServiceNextA(lookup, flags, &length, &answer.narrow), WSAEFAULT);
    require(next_narrow(lookup, flags | LUP_FLUSHPREVIOUS) == 0);
    ok(answer.narrow.dwOutputFlags == RESULT_IS_ALIAS, "the next one");
    WSALookupServiceEnd(lookup);
    require(WSALookupServiceBeginW(&query, flags, &lookup) == 0);
    require(next_wide(lookup, flags | LUP_FLUSHPREVIOUS) == 0);
    ok(answer.wide.dwOutputFlags == 0, "nothing to give up");
    WSALookupServiceEnd(lookup);
    require(WSALookupServiceBeginW(&query, flags, &lookup) == 0);
    length = 1;
    ok_fails(WSALookupServiceNextW(lookup, flags, &length, &answer.wide), WSAEFAULT);
    require(next_wide(lookup, flags | LUP_FLUSHPREVIOUS) == 0);
    ok(answer.wide.dwOutputFlags == RESULT_IS_ALIAS, "the next one");
    WSALookupServiceEnd(lookup);

    /* A buffer may lie anywhere. */
    for (shift = 1; shift < 8; shift++) {
        WSAQUERYSETA copy;
        WSAQUERYSETA *unaligned = (WSAQUERYSETA *)(void *)(answer.bytes + shift);
        require(WSALookupServiceBeginW(&query, flags, &lookup) == 0);
        length = sizeof(answer) - 8;
        ok(WSALookupServiceNextA(lookup, flags, &length, unaligned) == 0, "narrow, shifted by %d", shift);
        memcpy(&copy, unaligned, sizeof(copy));
        ok(strcmp(copy.lpszServiceInstanceName, "http") == 0, "the name");
        length = sizeof(answer) - 8;
        ok(WSALookupServiceNextW(lookup, flags, &length, (WSAQUERYSETW *)(void *)unaligned) == 0, "wide");
        WSALookupServiceEnd(lookup);
    }
    WSACleanup();
    return ok_done();
}

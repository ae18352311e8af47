/* Threads that share lookups, some ending them: each answer is handed out once, or never if the lookup was ended before. */
#include "name_space.h"

#define THREADS 4
#define ROUNDS 60

static HANDLE lookups[ROUNDS], go[ROUNDS];
static volatile LONG answers[ROUNDS], ends[ROUNDS];

static DWORD WINAPI share(void *parameter)
{
    int number = (int)(ULONG_PTR)parameter, round;
    union {
        WSAQUERYSETA narrow;
        WSAQUERYSETW wide;
        BYTE bytes[1024];
    } own;
    for (round = 0; round < ROUNDS; round++) {
        int result;
        require(WaitForSingleObject(go[round], INFINITE) == WAIT_OBJECT_0);
        do {
            DWORD length = sizeof(own);
            if (number == 3 && round % 2 == 0 && WSALookupServiceEnd(lookups[round]) == 0)
                InterlockedIncrement(&ends[round]);
            if (number % 2 == 0)
                result = WSALookupServiceNextW(lookups[round], 0, &length, &own.wide);
            else
                result = WSALookupServiceNextA(lookups[round], 0, &length, &own.narrow);
            if (result == 0)
                InterlockedIncrement(&answers[round]);
        } while (result == 0);
        ok(WSAGetLastError() == WSA_E_NO_MORE || WSAGetLastError() == WSA_E_CANCELLED || WSAGetLastError() == WSA_INVALID_HANDLE, "round %d", round);
    }
    return 0;
}

int main(void)
{
    GUID services = SVCID_INET_SERVICEBYNAME;
    WSAQUERYSETW query = wide_query(NS_DNS, &services, L"www/tcp");
    HANDLE threads[THREADS];
    int i, round, all = 0;
    mention_classes();
    start_winsock();
    for (round = 0; round < ROUNDS; round++)
        go[round] = CreateEventW(NULL, TRUE, FALSE, NULL);
    require(WSALookupServiceBeginW(&query, LUP_RETURN_NAME | LUP_RETURN_ALIASES, &lookups[0]) == 0);
    while (next_wide(lookups[0], 0) == 0)
        all++;
    WSALookupServiceEnd(lookups[0]);
    ok(all >= 2, "a name and an alias at least: %d", all);
    for (i = 0; i < THREADS; i++)
        threads[i] = CreateThread(NULL, 0, share, (void *)(ULONG_PTR)i, 0, NULL);
    for (round = 0; round < ROUNDS; round++) {
        require(WSALookupServiceBeginW(&query, LUP_RETURN_NAME | LUP_RETURN_ALIASES, &lookups[round]) == 0);
        SetEvent(go[round]);
    }
    for (i = 0; i < THREADS; i++) {
        require(WaitForSingleObject(threads[i], INFINITE) == WAIT_OBJECT_0);
        CloseHandle(threads[i]);
    }
    for (round = 0; round < ROUNDS; round++) {
        ok(ends[round] == (round % 2 == 0), "round %d: ended %d times", round, (int)ends[round]);
        ok(answers[round] <= all, "round %d: %d answers", round, (int)answers[round]);
        ok(round % 2 == 0 || answers[round] == all, "round %d: only %d answers", round, (int)answers[round]);
        CloseHandle(go[round]);
    }
    WSACleanup();
    return ok_done();
}

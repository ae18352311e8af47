/* Keyed events: one wait and one release of a key meet, whoever comes first. Found as programs find them. */
#include "afd.h"

typedef NTSTATUS(NTAPI *create_fn)(PHANDLE, ACCESS_MASK, POBJECT_ATTRIBUTES, ULONG);
typedef NTSTATUS(NTAPI *meet_fn)(HANDLE, PVOID, BOOLEAN, PLARGE_INTEGER);

static create_fn create;
static meet_fn wait_for, release;
static HANDLE keyed;
static volatile LONG met;

static void waits(void *key)
{
    int i;
    for (i = 0; i < 500; i++) {
        ok(wait_for(keyed, key, FALSE, NULL) == STATUS_SUCCESS, "wait");
        InterlockedIncrement(&met);
    }
}

static void releases(void *key)
{
    int i;
    for (i = 0; i < 500; i++)
        ok(release(keyed, key, FALSE, NULL) == STATUS_SUCCESS, "release");
}

int main(void)
{
    static int keys[2];
    struct thread threads[8];
    LARGE_INTEGER limit;
    HANDLE other;
    int i;
    HMODULE ntdll = GetModuleHandleA("ntdll.dll");
    create = (create_fn)(void (*)(void))GetProcAddress(ntdll, "NtCreateKeyedEvent");
    wait_for = (meet_fn)(void (*)(void))GetProcAddress(ntdll, "NtWaitForKeyedEvent");
    release = (meet_fn)(void (*)(void))GetProcAddress(ntdll, "NtReleaseKeyedEvent");
    require(create && wait_for && release);
    ok(create(&keyed, GENERIC_ALL, NULL, 1) == STATUS_INVALID_PARAMETER_4, "flags");
    ok(create(NULL, GENERIC_ALL, NULL, 0) == STATUS_ACCESS_VIOLATION, "NULL");
    require(create(&keyed, GENERIC_ALL, NULL, 0) == STATUS_SUCCESS);
    for (i = 0; i < 8; i++)
        start_thread(&threads[i], i < 4 ? waits : releases, &keys[i % 2]);
    for (i = 0; i < 8; i++)
        join_thread(&threads[i]);
    ok(met == 2000, "%d met", (int)met);

    limit.QuadPart = 0;
    ok(wait_for(keyed, &keys[0], FALSE, &limit) == STATUS_TIMEOUT, "nobody releases");
    limit.QuadPart = -200000;
    ok(release(keyed, &keys[0], FALSE, &limit) == STATUS_TIMEOUT, "nobody waits");
    ok(release(NULL, &keys[0], FALSE, &limit) == STATUS_TIMEOUT, "the event that every process has");
    ok(wait_for(keyed, (char *)keys + 1, FALSE, NULL) == STATUS_INVALID_PARAMETER_1, "an odd key");
    other = new_event();
    ok(wait_for(other, keys, FALSE, NULL) == STATUS_OBJECT_TYPE_MISMATCH, "no keyed event");
    CloseHandle(other);
    ok(NtClose(keyed) == STATUS_SUCCESS, "closed");
    ok(wait_for(keyed, keys, FALSE, NULL) == STATUS_INVALID_HANDLE, "closed");
    return ok_done();
}

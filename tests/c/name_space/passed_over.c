/* A provider that fails is passed over. If all fail, the first says why. */
#include "own.h"

int main(void)
{
    GUID missing = own_provider(2);
    HANDLE lookup;
    DWORD returned;
    int hole;

    install_own(2);
    start_winsock();
    names[0].begin_error = WSAEINVAL;
    ok_answers("first1 second1 ", WSA_E_NO_MORE);
    names[1].begin_error = WSANO_DATA;
    ok_fails(begin_own(&lookup), WSAEINVAL);
    names[0].begin_error = names[1].begin_error = 0;

    names[0].next_error = WSATRY_AGAIN;
    ok_answers("first1 second1 ", WSA_E_NO_MORE);
    names[1].next_error = WSANO_RECOVERY;
    ok_answers("", WSATRY_AGAIN);
    names[0].next_error = WSAENOMORE;
    ok_answers("", WSANO_RECOVERY);
    names[1].next_error = WSA_E_NO_MORE;
    ok_answers("", WSA_E_NO_MORE);
    names[0].next_error = names[1].next_error = 0;
    WSACleanup();

    /* It cannot be started. */
    start_winsock();
    names[0].startup_error = WSASYSNOTREADY;
    names[0].startups = names[0].cleanups = 0;
    ok_answers("first1 second1 ", WSA_E_NO_MORE);
    ok_answers("first1 second1 ", WSA_E_NO_MORE);
    ok(names[0].startups == 2, "each lookup tries: %d", (int)names[0].startups);
    names[1].begin_error = WSANO_DATA;
    ok_fails(begin_own(&lookup), WSASYSNOTREADY);
    names[0].startup_error = 0;
    ok_answers("first0 second0 ", WSA_E_NO_MORE);
    WSACleanup();
    ok(names[0].cleanups == 1, "only what was started is cleaned up");

    /* Its table has a hole. */
    for (hole = 0; hole < 9; hole++) {
        start_winsock();
        names[0].hole = hole;
        names[0].cleanups = 0;
        ok_fails(begin_own(&lookup), WSAEINVALIDPROCTABLE);
        ok(names[0].cleanups == (hole != 0), "it was started, so it is cleaned up: %d", hole);
        WSACleanup();
    }
    names[0].hole = -1;

    /* A table from before NSPIoctl is good. */
    names[0].is_old = TRUE;
    names[1].begin_error = 0;
    start_winsock();
    ok_answers("first0 second0 first1 second1 ", WSA_E_NO_MORE);
    names[1].begin_error = WSANO_DATA;
    require(begin_own(&lookup) == 0);
    ok_fails(WSANSPIoctl(lookup, 1, NULL, 0, NULL, 0, &returned, NULL), WSAEOPNOTSUPP);
    WSALookupServiceEnd(lookup);

    /* There is no library, or it is none of a name space provider. */
    install_at(L"/no/such/library.so", 2);
    install_at(library_path("nothing"), 3);
    ok_answers("first0 second0 ", WSA_E_NO_MORE);
    names[0].begin_error = WSA_E_NO_MORE;
    require(WSCUnInstallNameSpace(&missing) == 0);
    WSACleanup();
    return ok_done();
}

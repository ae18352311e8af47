/* What is no library, no provider or not to be trusted serves nobody. */
#include "spi.h"

static void asked_by_id(int expected)
{
    int count = all_entries();
    WSAPROTOCOL_INFOW last;
    require(count == BUILT_IN_ENTRIES + 1);
    last = entries[count - 1];
    ok_fails(WSASocketW(AF_INET, SOCK_SEQPACKET, OWN_PROTOCOL, &last, 0, 0), expected);
}

static void passed_over(LPCWSTR path)
{
    install_at(path);
    start_winsock();
    ok_fails(open_own(), WSAESOCKTNOSUPPORT);
    asked_by_id(WSAEPROVIDERFAILEDINIT);
    WSACleanup();
    wsc_works(WSCDeinstallProvider(&other_guid, &error));
}

int main(void)
{
    passed_over(L"/no/such/library.so");
    passed_over(L"%NO_SUCH_VARIABLE%/library.so");
    passed_over(L"/tmp");

    /* A file that is there is tried. */
    install_at(L"/etc/passwd");
    start_winsock();
    ok_fails(open_own(), WSAEPROVIDERFAILEDINIT);
    WSACleanup();
    wsc_works(WSCDeinstallProvider(&other_guid, &error));
    install_at(provider_path("nothing"));
    start_winsock();
    ok_fails(open_own(), WSAEPROVIDERFAILEDINIT);
    asked_by_id(WSAEPROVIDERFAILEDINIT);
    WSACleanup();
    return ok_done();
}

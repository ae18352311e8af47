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

/* Its sockets fail, by request and by id: they are not made by the next entry instead. */
static void serves_nobody(LPCWSTR path)
{
    install_at(path);
    start_winsock();
    ok_fails(open_own(), WSAEPROVIDERFAILEDINIT);
    asked_by_id(WSAEPROVIDERFAILEDINIT);
    WSACleanup();
    wsc_works(WSCDeinstallProvider(&other_guid, &error));
}

int main(void)
{
    serves_nobody(L"/no/such/library.so");
    serves_nobody(L"%NO_SUCH_VARIABLE%/library.so");
    serves_nobody(L"/tmp");

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

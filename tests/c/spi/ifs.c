/* A layer that hands through the handles of the base: WPUModifyIFSHandle has calls go to the layer. */
#include "spi.h"
#include "../loopback.h"

int main(void)
{
    WSAPROTOCOL_INFOW over = some_base(IPPROTO_TCP);
    CONTROL *control = install_provider();
    SOCKET pair[2];
    DWORD id = 0, bytes = 0;
    char text[8] = {0};
    SOCKET s, base;
    HANDLE event = CreateEventA(NULL, TRUE, FALSE, NULL);
    over.iSocketType = SOCK_STREAM;
    wsc_works(WSCInstallProviderAndChains(
        &layer_guid, provider_path("provider"), L"Through", XP1_IFS_HANDLES, &over, 1, &id, &error));
    control->startups = control->cleanups = 0; /* installing looks at the layer */
    require(all_entries() > 0);
    start_winsock();
    s = socket(AF_INET, SOCK_STREAM, 0);
    require(s != INVALID_SOCKET);
    ok(control->startups == 1 && control->sockets == 1, "made by the layer");
    ok(control->info.ProtocolChain.ChainLen == 2, "started with its chain");
    ok(control->info.ProtocolChain.ChainEntries[0] == id && control->info.ProtocolChain.ChainEntries[1] == 1001, "over TCP");
    wsc_fails((int)WPUModifyIFSHandle(4711, s, &error), WSAEINVAL);
    wsc_fails((int)WPUModifyIFSHandle(id, (SOCKET)event, &error), WSAEINVAL);
    ok(WPUModifyIFSHandle(id, s, NULL) == s, "the same handle");
    closesocket(s);
    ok(control->closes == 1, "closed by it");

    tcp_pair(pair);
    control->sends = 0;
    ok(send(pair[0], "hello", 5, 0) == 5 && control->sends == 1, "a send goes through it");
    ok(WriteFile((HANDLE)pair[0], "!", 1, &bytes, NULL) && bytes == 1 && control->sends == 1, "WriteFile to the base");
    require(recv(pair[1], text, 6, MSG_WAITALL) == 6);
    ok(strcmp(text, "hello!") == 0, "%s", text);
    closesocket(pair[0]);
    closesocket(pair[1]);

    /* A base's own id asked for: the layer is passed by. */
    control->sockets = 0;
    base = WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &entries[1], 0, WSA_FLAG_OVERLAPPED);
    ok(base != INVALID_SOCKET && control->sockets == 0, "the base itself");
    closesocket(base);
    WSACleanup();
    ok(control->cleanups == 1, "cleaned up once");
    return ok_done();
}

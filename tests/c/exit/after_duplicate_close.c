/* C5, C22: the same when the close is that of a second handle. */
#include "exit.h"

int main(int argc, char **argv)
{
    WSAPROTOCOL_INFOW info;
    SOCKET s, copy;
    start_winsock();
    s = connected_to_receiver(argc, argv);
    require(WSADuplicateSocketW(s, GetCurrentProcessId(), &info) == 0);
    copy = WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &info, 0, 0);
    require(copy != INVALID_SOCKET);
    ok(closesocket(s) == 0, "the first handle");
    fill_and_report(copy);
    ok(closesocket(copy) == 0, "the second");
    return ok_done();
}

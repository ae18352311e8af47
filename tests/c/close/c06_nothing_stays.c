/* C6: each creation has its close, and after it nothing stays: many more rounds than there are descriptors. */
#include "../loopback.h"

int main(void)
{
    int round;
    start_winsock();
    for (round = 0; round < 2500; round++) {
        WSAPROTOCOL_INFOW info;
        SOCKET pair[2], copy, datagram;
        tcp_pair(pair);
        require(WSADuplicateSocketW(pair[0], GetCurrentProcessId(), &info) == 0);
        copy = WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &info, 0, 0);
        require(copy != INVALID_SOCKET);
        datagram = WSASocketW(AF_INET, SOCK_DGRAM, 0, NULL, 0, 0);
        require(datagram != INVALID_SOCKET);
        set_linger(pair[0], 1, 0);
        ok(closesocket(copy) == 0, "round %d: the duplicate", round);
        ok(closesocket(pair[0]) == 0, "round %d: the connected", round);
        ok(closesocket(pair[1]) == 0, "round %d: the accepted", round);
        ok(closesocket(datagram) == 0, "round %d: the datagram socket", round);
    }
    WSACleanup();
    return ok_done();
}

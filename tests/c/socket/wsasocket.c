/* WSASocket: flags, and a protocol info in place of numbers. */
#include "../loopback.h"

int main(void)
{
    SOCKET s, like;
    WSAPROTOCOL_INFOW wide;
    WSAPROTOCOL_INFOA narrow;
    int len;
    start_winsock();
    s = WSASocketA(AF_INET, SOCK_STREAM, IPPROTO_TCP, NULL, 0, WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT);
    ok(s != INVALID_SOCKET, "WSASocketA");
    len = sizeof narrow;
    ok(getsockopt(s, SOL_SOCKET, SO_PROTOCOL_INFOA, (char *)&narrow, &len) == 0, "SO_PROTOCOL_INFOA");
    ok(narrow.iSocketType == SOCK_STREAM && narrow.iProtocol == IPPROTO_TCP, "the socket is one of TCP");
    like = WSASocketA(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &narrow, 0, 0);
    ok(like != INVALID_SOCKET, "WSASocketA with a protocol info");
    ok(listen(bound(like), 1) == 0, "the new socket is one of TCP");
    ok(closesocket(s) == 0 && closesocket(like) == 0, "closesocket");

    s = WSASocketW(AF_INET6, SOCK_DGRAM, IPPROTO_UDP, NULL, 0, 0);
    ok(s != INVALID_SOCKET, "WSASocketW");
    len = sizeof wide;
    ok(getsockopt(s, SOL_SOCKET, SO_PROTOCOL_INFOW, (char *)&wide, &len) == 0, "SO_PROTOCOL_INFOW");
    ok(wide.iAddressFamily == AF_INET6 && wide.iSocketType == SOCK_DGRAM, "the socket is one of UDP over IPv6");
    like = WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &wide, 0, 0);
    ok(like != INVALID_SOCKET, "WSASocketW with a protocol info");
    ok(closesocket(s) == 0 && closesocket(like) == 0, "closesocket");

    wide.dwCatalogEntryId = 0x7fffffff;
    ok_fails(WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &wide, 0, 0), WSAEINVAL);
    WSACleanup();
    return ok_done();
}

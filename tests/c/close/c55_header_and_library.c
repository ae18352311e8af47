/* C55: winsock2.h alone declares what closing needs. */
#include <winsock2.h>

int main(void)
{
    WSADATA data;
    SOCKET s;
    struct linger linger = {1, 0};
    if (WSAStartup(MAKEWORD(2, 2), &data) != 0)
        return 1;
    s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    if (s == INVALID_SOCKET || setsockopt(s, SOL_SOCKET, SO_LINGER, (char *)&linger, sizeof(linger)) == SOCKET_ERROR)
        return 1;
    if (closesocket(s) == SOCKET_ERROR || closesocket(s) != SOCKET_ERROR || WSAGetLastError() != WSAENOTSOCK)
        return 1;
    return WSACleanup() == 0 ? 0 : 1;
}

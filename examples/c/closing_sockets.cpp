// The life of a socket in the fewest calls: start-up, socket, close, clean-up.
//
// Each call's failure is reported with its code. Compiles as it stands on Windows and, with
// `winsock c++`, on Linux.
#include <winsock2.h>
#include <ws2tcpip.h>

#include <iostream>

#pragma comment(lib, "Ws2_32.lib")

int main()
{
    WSADATA data;
    int result = WSAStartup(MAKEWORD(2, 2), &data);
    if (result != 0) {
        // WSAStartup returns its code, as there is no last error before it has succeeded.
        std::cerr << "WSAStartup failed with " << result << std::endl;
        return 1;
    }

    SOCKET client = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    if (client == INVALID_SOCKET) {
        std::cerr << "socket failed with " << WSAGetLastError() << std::endl;
        WSACleanup();
        return 1;
    }
    std::cout << "The socket is open." << std::endl;

    // A real program connects, sends and receives here, and then shuts the connection down.

    std::cout << "Closing it ..." << std::endl;
    if (closesocket(client) == SOCKET_ERROR) {
        std::cerr << "closesocket failed with " << WSAGetLastError() << std::endl;
        WSACleanup();
        return 1;
    }
    std::cout << "The socket is closed." << std::endl;

    // The handle is dead now: every further use of it fails.
    if (closesocket(client) != SOCKET_ERROR || WSAGetLastError() != WSAENOTSOCK) {
        std::cerr << "a closed socket was closed a second time" << std::endl;
        WSACleanup();
        return 1;
    }
    std::cout << "Closing it again fails with WSAENOTSOCK, as it should." << std::endl;

    if (WSACleanup() == SOCKET_ERROR) {
        std::cerr << "WSACleanup failed with " << WSAGetLastError() << std::endl;
        return 1;
    }
    return 0;
}

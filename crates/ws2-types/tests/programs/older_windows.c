/* What Windows Vista brought is not there for a program that asks for Windows XP: such programs define it. */
#define _WIN32_WINNT 0x0501
#include <winsock2.h>
#include <ws2tcpip.h>
#include <mswsock.h>
#include <windows.h>
#include <string.h>

#define CHECK(condition) do { if (!(condition)) return __LINE__; } while (0)

struct pollfd {
    SOCKET fd;
    int wanted;
};

static const char *inet_ntop(int family, const void *address, char *text, socklen_t size)
{
    return family == AF_INET && address && size > 3 ? strcpy(text, "own") : NULL;
}

static int inet_pton(int family, const char *text, void *address)
{
    return family == AF_INET && text && address ? 1 : 0;
}

int main(void)
{
    char text[16];
    struct pollfd entry = {INVALID_SOCKET, 1};
    CHECK(NTDDI_VERSION == NTDDI_WINXP);
    CHECK(strcmp(inet_ntop(AF_INET, text, text, sizeof text), "own") == 0);
    CHECK(inet_pton(AF_INET, text, text) == 1);
    CHECK(entry.wanted == 1);
#ifdef POLLIN
    CHECK(!"no poll in Windows XP");
#endif
    return 0;
}

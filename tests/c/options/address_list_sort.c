/* SIO_ADDRESS_LIST_SORT: destinations in the order in which they are best tried; SIO_ADDRESS_LIST_QUERY lists own ones. */
#include <stddef.h>
#include "../loopback.h"

#define COUNT 4
#define ENTRY(list, i) ((struct sockaddr_in6 *)(list)->Address[i].lpSockaddr)

union list {
    SOCKET_ADDRESS_LIST head;
    char room[offsetof(SOCKET_ADDRESS_LIST, Address) + COUNT * sizeof(SOCKET_ADDRESS)];
};

static struct sockaddr_in6 addresses[COUNT];

static void fill_list(union list *list, const char *const texts[], int count)
{
    int i;
    list->head.iAddressCount = count;
    for (i = 0; i < count; i++) {
        memset(&addresses[i], 0, sizeof addresses[i]);
        addresses[i].sin6_family = AF_INET6;
        require(inet_pton(AF_INET6, texts[i], &addresses[i].sin6_addr) == 1);
        list->head.Address[i].lpSockaddr = (struct sockaddr *)&addresses[i];
        list->head.Address[i].iSockaddrLength = sizeof addresses[i];
    }
}

static int sort(SOCKET s, union list *from, DWORD from_len, union list *to, DWORD to_len, DWORD *bytes)
{
    return WSAIoctl(s, SIO_ADDRESS_LIST_SORT, from, from_len, to, to_len, bytes, NULL, NULL);
}

static void sorts(SOCKET s)
{
    /* Over loopback each is its own source, whatever else the machine has. */
    static const char *const texts[COUNT] = {"::ffff:127.0.0.2", "::", "::ffff:127.0.0.1", "::1"};
    union list list, other;
    DWORD bytes = 0;
    fill_list(&list, texts, COUNT);
    memset(&other, 0, sizeof other);
    ok(sort(s, &list, sizeof list, &other, sizeof other, &bytes) == 0, "into another buffer");
    ok(list.head.iAddressCount == COUNT && ENTRY(&list.head, 0) == &addresses[0], "the first stays as it is");
    ok(sort(s, &list, sizeof list, &list, sizeof list, &bytes) == 0, "in place");
    ok(bytes == sizeof list - sizeof(SOCKET_ADDRESS), "%u bytes", (unsigned)bytes);
    ok(memcmp(&list, &other, bytes) == 0, "the same order");
    ok(list.head.iAddressCount == COUNT - 1, "the any-address is no destination: %d left", list.head.iAddressCount);
    ok(ENTRY(&list.head, 0) == &addresses[3], "::1 comes first");
    ok(list.head.Address[0].iSockaddrLength == sizeof(struct sockaddr_in6), "its length goes with it");
    ok(ENTRY(&list.head, 1) == &addresses[0] && ENTRY(&list.head, 2) == &addresses[2], "then IPv4, as it stood");
}

static void refuses(SOCKET s)
{
    static const char *const texts[1] = {"::1"};
    union list list;
    struct sockaddr_in plain = loopback_address(80);
    DWORD bytes, one = (DWORD)(offsetof(SOCKET_ADDRESS_LIST, Address) + sizeof(SOCKET_ADDRESS));
    fill_list(&list, texts, 1);
    ok(sort(s, &list, one, &list, one, &bytes) == 0 && bytes == one, "one alone");
    ok_fails(sort(s, &list, one - 1, &list, one, &bytes), WSAEFAULT);
    ok_fails(sort(s, &list, one, &list, one - 1, &bytes), WSAEFAULT);
    ok_fails(sort(s, NULL, 0, &list, one, &bytes), WSAEFAULT);
    ok_fails(sort(INVALID_SOCKET, &list, one, &list, one, &bytes), WSAENOTSOCK);
    list.head.iAddressCount = -1;
    ok_fails(sort(s, &list, one, &list, one, &bytes), WSAEINVAL);
    list.head.iAddressCount = 0x7fffffff;
    ok_fails(sort(s, &list, one, &list, one, &bytes), WSAEFAULT);
    list.head.iAddressCount = 1;
    list.head.Address[0].iSockaddrLength = (int)sizeof addresses[0] - 1;
    ok_fails(sort(s, &list, one, &list, one, &bytes), WSAEFAULT);
    list.head.Address[0].lpSockaddr = NULL;
    ok_fails(sort(s, &list, one, &list, one, &bytes), WSAEFAULT);
    list.head.Address[0].lpSockaddr = (struct sockaddr *)&plain;
    list.head.Address[0].iSockaddrLength = sizeof plain;
    ok_fails(sort(s, &list, one, &list, one, &bytes), WSAEAFNOSUPPORT);
    list.head.iAddressCount = 0;
    ok(sort(s, &list, one, &list, one, &bytes) == 0 && list.head.iAddressCount == 0, "none at all");
}

static void queries(SOCKET s)
{
    union {
        SOCKET_ADDRESS_LIST head;
        char room[4096];
    } own;
    DWORD bytes;
    ok(WSAIoctl(s, SIO_ADDRESS_LIST_QUERY, NULL, 0, &own, sizeof own, &bytes, NULL, NULL) == 0, "the own addresses");
    ok(own.head.iAddressCount > 0 && own.head.Address[0].lpSockaddr->sa_family == AF_INET, "are there");
}

int main(void)
{
    SOCKET s, either;
    start_winsock();
    s = socket(AF_INET6, SOCK_STREAM, IPPROTO_TCP);
    require(s != INVALID_SOCKET);
    either = udp_socket();
    sorts(s);
    sorts(either);
    refuses(s);
    queries(either);
    WSACleanup();
    return ok_done();
}

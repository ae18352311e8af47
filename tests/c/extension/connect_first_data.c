/* ConnectEx sends first data, however much; it ends when all is taken. */
#include "extension.h"

#define LEN (4 * 1024 * 1024)

static char data[LEN];

int main(void)
{
    SOCKET listener, s, accepted;
    OVERLAPPED overlapped;
    struct sockaddr_in address;
    int total = 0, count;
    static char chunk[65536];
    DWORD bytes = 0;
    start_winsock();
    listener = tcp_listener();
    address = local_address(listener);
    s = bound(tcp_socket());
    write_pattern(data, LEN, 0);
    overlapped = with_event();
    ok(begun(connect_ex(s)(s, (struct sockaddr *)&address, sizeof address, data, LEN, &bytes, &overlapped)), "ConnectEx");
    accepted = accept(listener, NULL, NULL);
    require(accepted != INVALID_SOCKET);
    while (total < LEN && (count = recv(accepted, chunk, sizeof chunk, 0)) > 0) {
        if (memcmp(chunk, data + total, (size_t)count) != 0)
            ok(0, "wrong data at %d", total);
        total += count;
    }
    ok(total == LEN, "%d bytes came", total);
    ok(ended(s, &overlapped, &bytes) == 0 && bytes == LEN, "ended with %u bytes", (unsigned)bytes);
    WSACleanup();
    return ok_done();
}

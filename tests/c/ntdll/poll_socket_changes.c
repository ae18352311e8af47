/* A poll goes on whatever becomes of its socket meanwhile: another port, a connection by AcceptEx, a second handle. */
#include "afd.h"
#include <mswsock.h>

int main(void)
{
    SOCKET pair[2], listener, acceptor, client, other;
    HANDLE port, device, handle;
    OVERLAPPED overlapped;
    struct poll poll;
    char addresses[2 * (sizeof(struct sockaddr_in) + 16)], byte = 1;
    DWORD bytes;
    start_winsock();

    /* The port at which the socket was polled first is gone. */
    tcp_pair(pair);
    device = afd_device_at_port(&port);
    ask(&poll, pair[0], AFD_POLL_RECEIVE, INT64_MAX);
    ok(submit(device, &poll) == STATUS_PENDING, "pending");
    require(CloseHandle(device));
    ok_ends(port, &poll, STATUS_CANCELLED);
    require(CloseHandle(port));
    device = afd_device_at_port(&port);
    ok(submit(device, &poll) == STATUS_PENDING, "at another port");
    require(send(pair[1], &byte, 1, 0) == 1);
    ok_ends(port, &poll, STATUS_SUCCESS);

    /* The socket gets a port of its own while a poll is pending. */
    require(recv(pair[0], &byte, 1, 0) == 1);
    ok(submit(device, &poll) == STATUS_PENDING, "pending");
    handle = CreateIoCompletionPort((HANDLE)pair[0], NULL, 0, 0);
    require(handle != NULL);
    require(send(pair[1], &byte, 1, 0) == 1);
    ok_ends(port, &poll, STATUS_SUCCESS);
    CloseHandle(handle);
    closesocket(pair[0]);
    closesocket(pair[1]);

    /* AcceptEx puts a connection into a socket that is polled. */
    listener = tcp_listener();
    acceptor = tcp_socket();
    memset(&overlapped, 0, sizeof overlapped);
    overlapped.hEvent = new_event();
    ask(&poll, acceptor, AFD_POLL_RECEIVE, INT64_MAX);
    ok(submit(device, &poll) == STATUS_PENDING, "nothing yet");
    require(!AcceptEx(listener, acceptor, addresses, 0, sizeof addresses / 2, sizeof addresses / 2, &bytes, &overlapped));
    require(WSAGetLastError() == ERROR_IO_PENDING);
    client = connected_to(listener);
    require(signaled_within(overlapped.hEvent, 20000));
    ok(next_poll(port, 0) == NULL, "connected, but no data");
    require(send(client, &byte, 1, 0) == 1);
    ok_ends(port, &poll, STATUS_SUCCESS);
    ok(poll.info.Handles[0].Events == AFD_POLL_RECEIVE, "data");
    CloseHandle(overlapped.hEvent);
    closesocket(client);
    closesocket(acceptor);
    closesocket(listener);

    /* What another handle of the socket does counts. */
    listener = bound(tcp_socket());
    ask(&poll, listener, AFD_POLL_ACCEPT, INT64_MAX);
    ok(submit(device, &poll) == STATUS_PENDING, "not listening");
    require(DuplicateHandle(GetCurrentProcess(), (HANDLE)listener, GetCurrentProcess(), &handle, 0, FALSE, DUPLICATE_SAME_ACCESS));
    other = (SOCKET)handle;
    require(listen(other, 5) == 0);
    client = connected_to(other);
    ok_ends(port, &poll, STATUS_SUCCESS);
    ok(poll.info.Handles[0].Events == AFD_POLL_ACCEPT, "a connection");
    closesocket(client);
    closesocket(other);
    closesocket(listener);

    /* And a second handle of the device keeps its polls. */
    require(DuplicateHandle(GetCurrentProcess(), device, GetCurrentProcess(), &handle, 0, FALSE, DUPLICATE_SAME_ACCESS));
    pair[0] = bound(udp_socket());
    ask(&poll, pair[0], AFD_POLL_RECEIVE, INT64_MAX);
    ok(submit(device, &poll) == STATUS_PENDING, "pending");
    require(CloseHandle(device));
    ok(next_poll(port, 20) == NULL, "still pending");
    require(CloseHandle(handle));
    ok_ends(port, &poll, STATUS_CANCELLED);
    closesocket(pair[0]);
    CloseHandle(port);
    return ok_done();
}

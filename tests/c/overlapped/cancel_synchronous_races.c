/* Calls that are cancelled at any moment lose no data: each returns what it has got, or WSA_OPERATION_ABORTED. */
#include "overlapped.h"

enum { BYTES = 3000 };
static SOCKET pair[2];
static volatile LONG received, cancelled;

static void receive(void *parameter)
{
    (void)parameter;
    while (current(&received) < BYTES) {
        unsigned char byte;
        int result = recv(pair[0], (char *)&byte, 1, 0);
        if (result == 1)
            ok(byte == (unsigned char)InterlockedExchangeAdd(&received, 1), "the bytes come in order");
        else {
            ok(result == SOCKET_ERROR && WSAGetLastError() == WSA_OPERATION_ABORTED, "result %d, error %d", result,
               WSAGetLastError());
            InterlockedIncrement(&cancelled);
        }
    }
}

int main(void)
{
    struct thread receiver;
    int sent = 0, asked = 0;
    start_winsock();
    tcp_pair(pair);
    start_thread(&receiver, receive, NULL);
    while (sent < BYTES) {
        unsigned char byte = (unsigned char)sent;
        if (CancelSynchronousIo(receiver.handle))
            asked++;
        require(send(pair[1], (char *)&byte, 1, 0) == 1);
        sent++;
        if (sent % 7 == 0)
            asked += CancelSynchronousIo(receiver.handle);
    }
    join_thread(&receiver);
    ok(current(&received) == BYTES, "%d bytes came", (int)received);
    ok(current(&cancelled) <= asked, "%d calls were cancelled, %d times it was asked for", (int)cancelled, asked);
    WSACleanup();
    return ok_done();
}

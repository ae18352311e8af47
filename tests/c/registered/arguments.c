/* Bad arguments get the documented error, and cost nothing. */
#include "registered.h"

int main(void)
{
    SOCKET pair[2], plain, accepted, listener;
    HANDLE event = new_event();
    RIO_NOTIFICATION_COMPLETION notification;
    RIO_BUFFERID once;
    RIO_CQ queue;
    RIO_RQ requests;
    RIO_BUF buffer, tiny;
    RIORESULT result;
    struct sockaddr_in address;
    start_registered();
    registered_pair(pair);

    ok_refused(rio.RIORegisterBuffer(NULL, 10) != RIO_INVALID_BUFFERID, WSAEFAULT);
    ok_refused(rio.RIORegisterBuffer(memory, 0) != RIO_INVALID_BUFFERID, WSAEINVAL);
    ok_refused(rio.RIORegisterBuffer((PCHAR)64, 10) != RIO_INVALID_BUFFERID, WSAEFAULT);
    rio.RIODeregisterBuffer(RIO_INVALID_BUFFERID);
    rio.RIODeregisterBuffer((RIO_BUFFERID)event);
    ok(SetEvent(event), "only buffers are deregistered");

    ok_refused(rio.RIOCreateCompletionQueue(0, NULL) != RIO_INVALID_CQ, WSAEINVAL);
    ok_refused(rio.RIOCreateCompletionQueue(RIO_MAX_CQ_SIZE + 1, NULL) != RIO_INVALID_CQ, WSAEINVAL);
    memset(&notification, 0, sizeof notification);
    ok_refused(rio.RIOCreateCompletionQueue(1, &notification) != RIO_INVALID_CQ, WSAEINVAL);
    notification.Type = RIO_EVENT_COMPLETION;
    notification.Event.EventHandle = (HANDLE)pair[1];
    ok_refused(rio.RIOCreateCompletionQueue(1, &notification) != RIO_INVALID_CQ, WSAEINVAL);
    memset(&notification, 0, sizeof notification);
    notification.Type = RIO_IOCP_COMPLETION;
    notification.Iocp.IocpHandle = CreateIoCompletionPort(INVALID_HANDLE_VALUE, NULL, 0, 0);
    ok_refused(rio.RIOCreateCompletionQueue(1, &notification) != RIO_INVALID_CQ, WSAEINVAL);
    notification.Iocp.IocpHandle = event;
    notification.Iocp.Overlapped = &notification;
    ok_refused(rio.RIOCreateCompletionQueue(1, &notification) != RIO_INVALID_CQ, WSAEINVAL);

    queue = polled_queue(10);
    plain = tcp_socket();
    ok_refused(rio.RIOCreateRequestQueue(INVALID_SOCKET, 1, 1, 1, 1, queue, queue, NULL) != RIO_INVALID_RQ, WSAENOTSOCK);
    ok_refused(rio.RIOCreateRequestQueue((SOCKET)event, 1, 1, 1, 1, queue, queue, NULL) != RIO_INVALID_RQ, WSAENOTSOCK);
    ok_refused(rio.RIOCreateRequestQueue(plain, 1, 1, 1, 1, queue, queue, NULL) != RIO_INVALID_RQ, WSAEOPNOTSUPP);
    ok_refused(rio.RIOCreateRequestQueue(pair[0], 0, 1, 0, 1, queue, queue, NULL) != RIO_INVALID_RQ, WSAEINVAL);
    ok_refused(rio.RIOCreateRequestQueue(pair[0], 1, 2, 1, 1, queue, queue, NULL) != RIO_INVALID_RQ, WSAEINVAL);
    ok_refused(rio.RIOCreateRequestQueue(pair[0], 1, 1, 1, 0, queue, queue, NULL) != RIO_INVALID_RQ, WSAEINVAL);
    ok_refused(rio.RIOCreateRequestQueue(pair[0], 1, 1, 1, 1, RIO_INVALID_CQ, queue, NULL) != RIO_INVALID_RQ, WSAEINVAL);
    ok_refused(rio.RIOCreateRequestQueue(pair[0], 1, 1, 1, 1, queue, (RIO_CQ)event, NULL) != RIO_INVALID_RQ, WSAEINVAL);
    requests = request_queue(pair[0], 5, 5, queue, NULL);
    ok_refused(rio.RIOCreateRequestQueue(pair[0], 1, 1, 1, 1, queue, queue, NULL) != RIO_INVALID_RQ, WSAEINVAL);

    buffer = slice(0, 10);
    ok_refused(rio.RIOSend(RIO_INVALID_RQ, &buffer, 1, 0, NULL), WSAEINVAL);
    ok_refused(rio.RIOSend((RIO_RQ)pair[1], &buffer, 1, 0, NULL), WSAEINVAL);
    ok_refused(rio.RIOReceive((RIO_RQ)queue, &buffer, 1, 0, NULL), WSAEINVAL);
    ok_refused(rio.RIOSend(requests, &buffer, 1, RIO_MSG_WAITALL, NULL), WSAEINVAL);
    ok_refused(rio.RIOReceive(requests, &buffer, 1, 0x80, NULL), WSAEINVAL);
    ok_refused(rio.RIOSend(requests, &buffer, 2, 0, NULL), WSAEINVAL);
    ok_refused(rio.RIOSend(requests, &buffer, 0, 0, NULL), WSAEINVAL);
    ok_refused(rio.RIOSend(requests, NULL, 1, 0, NULL), WSAEINVAL);
    ok_refused(rio.RIOReceive(requests, NULL, 0, 0, NULL), WSAEINVAL);
    ok_refused(rio.RIOSendEx(requests, &buffer, 1, &buffer, NULL, NULL, NULL, 0, NULL), WSAEINVAL);
    tiny = slice(100, 3);
    ok_refused(rio.RIOReceiveEx(requests, &buffer, 1, &tiny, NULL, NULL, NULL, 0, NULL), WSAEINVAL);
    ok_refused(rio.RIOReceiveEx(requests, &buffer, 1, NULL, &tiny, NULL, NULL, 0, NULL), WSAEINVAL);
    ok_refused(rio.RIOReceiveEx(requests, &buffer, 1, NULL, NULL, &tiny, NULL, 0, NULL), WSAEINVAL);
    ok_refused(rio.RIOReceiveEx(requests, &buffer, 1, NULL, NULL, NULL, &tiny, 0, NULL), WSAEINVAL);
    buffer = slice(sizeof memory - 5, 6);
    ok_refused(rio.RIOSend(requests, &buffer, 1, 0, NULL), WSAEINVAL);
    buffer = slice(0xffffffff, 0xffffffff);
    ok_refused(rio.RIOReceive(requests, &buffer, 1, 0, NULL), WSAEINVAL);
    buffer.BufferId = RIO_INVALID_BUFFERID;
    ok_refused(rio.RIOReceive(requests, &buffer, 1, 0, NULL), WSAEFAULT);
    once = rio.RIORegisterBuffer(memory, 100);
    rio.RIODeregisterBuffer(once);
    rio.RIODeregisterBuffer(once);
    buffer = slice(0, 10);
    buffer.BufferId = once;
    ok_refused(rio.RIOSend(requests, &buffer, 1, 0, NULL), WSAEFAULT);

    ok(rio.RIONotify(RIO_INVALID_CQ) == WSAEINVAL && rio.RIONotify((RIO_CQ)event) == WSAEINVAL, "RIONotify");
    ok(rio.RIODequeueCompletion(RIO_INVALID_CQ, &result, 1) == RIO_CORRUPT_CQ, "RIODequeueCompletion");
    ok(rio.RIODequeueCompletion(queue, NULL, 1) == RIO_CORRUPT_CQ && WSAGetLastError() == WSAEFAULT, "nowhere to put them");
    ok(rio.RIODequeueCompletion(queue, &result, 0) == 0, "no room");
    ok_refused(rio.RIOResizeCompletionQueue(RIO_INVALID_CQ, 5), WSAEINVAL);
    ok_refused(rio.RIOResizeRequestQueue(RIO_INVALID_RQ, 5, 5), WSAEINVAL);
    rio.RIOCloseCompletionQueue(RIO_INVALID_CQ);
    rio.RIOCloseCompletionQueue((RIO_CQ)event);
    ok(SetEvent(event), "only completion queues are closed");
    ok_no_result(queue);

    /* A connection takes after its listener. */
    listener = bound(registered_socket(SOCK_STREAM));
    require(listen(listener, 1) == 0);
    address = local_address(listener);
    require(connect(plain, (struct sockaddr *)&address, sizeof address) == 0);
    accepted = accept(listener, NULL, NULL);
    ok(rio.RIOCreateRequestQueue(accepted, 1, 1, 1, 1, polled_queue(2), polled_queue(2), NULL) != RIO_INVALID_RQ, "accepted");
    WSACleanup();
    return ok_done();
}

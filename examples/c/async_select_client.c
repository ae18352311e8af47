/* A client for echo_server that never blocks: the socket's events come as window messages.
 *
 *   async_select_client [host [port [text]]]
 *
 * Without a port it explains itself and ends. Otherwise it connects, sends the text, shuts down its side, prints what
 * comes back and closes when the server has closed. The window is for messages only; nothing is seen of it. */
#include <winsock2.h>
#include <ws2tcpip.h>
#include <windows.h>

#include <stdio.h>
#include <string.h>

#pragma comment(lib, "Ws2_32.lib")
#pragma comment(lib, "User32.lib")

#define WM_SOCKET (WM_USER + 1)

/* What the window's messages are about: one connection. */
struct conversation {
    const char *text;
    int length, sent, received;
    int failed;
};

static void give_up(struct conversation *conversation, const char *what, int error)
{
    fprintf(stderr, "%s failed with %d\n", what, error);
    conversation->failed = 1;
    PostQuitMessage(1);
}

/* Sends until all is gone or the socket takes no more; then FD_WRITE comes again. */
static void send_rest(struct conversation *conversation, SOCKET s)
{
    while (conversation->sent < conversation->length) {
        int sent = send(s, conversation->text + conversation->sent, conversation->length - conversation->sent, 0);
        if (sent == SOCKET_ERROR) {
            if (WSAGetLastError() != WSAEWOULDBLOCK)
                give_up(conversation, "send", WSAGetLastError());
            return;
        }
        conversation->sent += sent;
    }
    /* The server sees the end of our data, echoes the rest and closes. */
    if (shutdown(s, SD_SEND) == SOCKET_ERROR)
        give_up(conversation, "shutdown", WSAGetLastError());
}

/* One receive a message: if more is there, another FD_READ follows. */
static void receive(struct conversation *conversation, SOCKET s)
{
    char buffer[512];
    int received = recv(s, buffer, sizeof buffer, 0);

    if (received == SOCKET_ERROR) {
        if (WSAGetLastError() != WSAEWOULDBLOCK)
            give_up(conversation, "recv", WSAGetLastError());
        return;
    }
    if (conversation->received == 0)
        printf("received: ");
    printf("%.*s", received, buffer);
    conversation->received += received;
}

static LRESULT CALLBACK window_procedure(HWND window, UINT message, WPARAM wparam, LPARAM lparam)
{
    struct conversation *conversation = (struct conversation *)GetWindowLongPtr(window, GWLP_USERDATA);
    SOCKET s = (SOCKET)wparam;

    if (message != WM_SOCKET)
        return DefWindowProc(window, message, wparam, lparam);
    if (WSAGETSELECTERROR(lparam) != 0) {
        give_up(conversation, WSAGETSELECTEVENT(lparam) == FD_CONNECT ? "connect" : "the connection",
                WSAGETSELECTERROR(lparam));
        return 0;
    }
    switch (WSAGETSELECTEVENT(lparam)) {
    case FD_CONNECT:
        printf("connected\n");
        break;
    case FD_WRITE:
        if (conversation->sent < conversation->length)
            send_rest(conversation, s);
        break;
    case FD_READ:
        receive(conversation, s);
        break;
    case FD_CLOSE: /* comes when everything was read */
        printf("\nclosed by the server\n");
        PostQuitMessage(0);
        break;
    }
    return 0;
}

static HWND open_window(struct conversation *conversation)
{
    WNDCLASS definition;
    HWND window;

    ZeroMemory(&definition, sizeof definition);
    definition.lpfnWndProc = window_procedure;
    definition.hInstance = GetModuleHandle(NULL);
    definition.lpszClassName = TEXT("async_select_client");
    if (!RegisterClass(&definition))
        return NULL;
    window = CreateWindow(definition.lpszClassName, NULL, 0, 0, 0, 0, 0, HWND_MESSAGE, NULL, definition.hInstance, NULL);
    if (window != NULL)
        SetWindowLongPtr(window, GWLP_USERDATA, (LONG_PTR)conversation);
    return window;
}

/* Begins to connect; how that ends is said by FD_CONNECT. */
static SOCKET begin_to_connect(HWND window, const char *host, const char *port)
{
    struct addrinfo hints, *address;
    SOCKET s;
    int error;

    ZeroMemory(&hints, sizeof hints);
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_protocol = IPPROTO_TCP;
    error = getaddrinfo(host, port, &hints, &address);
    if (error != 0) {
        fprintf(stderr, "getaddrinfo failed with %d\n", error);
        return INVALID_SOCKET;
    }
    s = socket(address->ai_family, address->ai_socktype, address->ai_protocol);
    if (s != INVALID_SOCKET &&
        (WSAAsyncSelect(s, window, WM_SOCKET, FD_CONNECT | FD_READ | FD_WRITE | FD_CLOSE) == SOCKET_ERROR ||
         (connect(s, address->ai_addr, (int)address->ai_addrlen) == SOCKET_ERROR &&
          WSAGetLastError() != WSAEWOULDBLOCK))) {
        fprintf(stderr, "connecting failed with %d\n", WSAGetLastError());
        closesocket(s);
        s = INVALID_SOCKET;
    }
    freeaddrinfo(address);
    return s;
}

int main(int argc, char **argv)
{
    struct conversation conversation = {"Hello, Winsock!", 0, 0, 0, 0};
    WSADATA data;
    HWND window;
    SOCKET s;
    MSG message;
    int error;

    if (argc < 3) {
        printf("usage: async_select_client host port [text]\n");
        printf("Start echo_server first; it prints its port.\n");
        return 0;
    }
    if (argc > 3)
        conversation.text = argv[3];
    conversation.length = (int)strlen(conversation.text);
    error = WSAStartup(MAKEWORD(2, 2), &data);
    if (error != 0) {
        fprintf(stderr, "WSAStartup failed with %d\n", error);
        return 1;
    }
    window = open_window(&conversation);
    if (window == NULL) {
        fprintf(stderr, "no window: error %lu\n", (unsigned long)GetLastError());
        return 1;
    }
    s = begin_to_connect(window, argv[1], argv[2]);
    if (s == INVALID_SOCKET)
        return 1;
    while (GetMessage(&message, NULL, 0, 0) > 0) {
        TranslateMessage(&message);
        DispatchMessage(&message);
    }
    if (closesocket(s) == SOCKET_ERROR) {
        fprintf(stderr, "closesocket failed with %d\n", WSAGetLastError());
        conversation.failed = 1;
    }
    DestroyWindow(window);
    WSACleanup();
    return conversation.failed || conversation.received != conversation.length;
}

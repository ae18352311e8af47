/* Gets a page by plain HTTP, as a small curl would.
 *
 *   fetch [http://host[:port]/path]
 *
 * Without an address it explains itself and ends. The page goes to standard output, what the server says about it to
 * standard error. Run it with a layer installed, and it goes where the layer leads, unchanged. */
#include <winsock2.h>
#include <ws2tcpip.h>

#include <stdio.h>
#include <string.h>

#pragma comment(lib, "Ws2_32.lib")

struct address {
    char host[256], port[6];
    const char *path;
};

/* Returns 0 if the text is an address of http. */
static int split(const char *text, struct address *address)
{
    const char *host = text + 7, *end, *colon;
    size_t length;

    if (strncmp(text, "http://", 7) != 0)
        return -1;
    end = host + strcspn(host, "/");
    address->path = *end == '/' ? end : "/";
    colon = (const char *)memchr(host, ':', (size_t)(end - host));
    strcpy(address->port, "80");
    if (colon != NULL) {
        length = (size_t)(end - colon - 1);
        if (length == 0 || length > 5)
            return -1;
        memcpy(address->port, colon + 1, length);
        address->port[length] = '\0';
        end = colon;
    }
    length = (size_t)(end - host);
    if (length == 0 || length >= sizeof address->host)
        return -1;
    memcpy(address->host, host, length);
    address->host[length] = '\0';
    return 0;
}

static SOCKET connect_to(const struct address *address)
{
    struct addrinfo hints, *addresses, *candidate;
    SOCKET s = INVALID_SOCKET;
    int error;

    ZeroMemory(&hints, sizeof hints);
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_protocol = IPPROTO_TCP;
    error = getaddrinfo(address->host, address->port, &hints, &addresses);
    if (error != 0) {
        fprintf(stderr, "getaddrinfo failed with %d\n", error);
        return INVALID_SOCKET;
    }
    for (candidate = addresses; candidate != NULL; candidate = candidate->ai_next) {
        s = socket(candidate->ai_family, candidate->ai_socktype, candidate->ai_protocol);
        if (s == INVALID_SOCKET) {
            fprintf(stderr, "socket failed with %d\n", WSAGetLastError());
            continue;
        }
        if (connect(s, candidate->ai_addr, (int)candidate->ai_addrlen) == 0)
            break;
        fprintf(stderr, "connect failed with %d\n", WSAGetLastError());
        closesocket(s);
        s = INVALID_SOCKET;
    }
    freeaddrinfo(addresses);
    return s;
}

/* Returns 0 when all of it was sent. */
static int send_all(SOCKET s, const char *text)
{
    int left = (int)strlen(text), sent;

    for (; left > 0; left -= sent, text += sent) {
        sent = send(s, text, left, 0);
        if (sent == SOCKET_ERROR) {
            fprintf(stderr, "send failed with %d\n", WSAGetLastError());
            return 1;
        }
    }
    return 0;
}

/* Copies the answer: its head to standard error, the page to standard output. Returns 0 for a page that came whole. */
static int receive_page(SOCKET s)
{
    static const char blank_line[] = "\r\n\r\n";
    char buffer[4096], status[4] = "";
    int received, at, matched = 0, seen = 0;

    while ((received = recv(s, buffer, sizeof buffer, 0)) > 0) {
        for (at = 0; at < received && matched < 4; at++, seen++) {
            matched = buffer[at] == blank_line[matched] ? matched + 1 : buffer[at] == '\r';
            if (seen >= 9 && seen < 12) /* "HTTP/1.1 200" */
                status[seen - 9] = buffer[at];
            if (buffer[at] != '\r')
                fputc(buffer[at], stderr);
        }
        fwrite(buffer + at, 1, (size_t)(received - at), stdout);
    }
    if (received == SOCKET_ERROR) {
        fprintf(stderr, "recv failed with %d\n", WSAGetLastError());
        return 1;
    }
    return strcmp(status, "200") != 0;
}

static int fetch(const struct address *address)
{
    char request[1024];
    SOCKET s = connect_to(address);
    int result;

    if (s == INVALID_SOCKET)
        return 1;
    snprintf(request, sizeof request, "GET %.500s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", address->path,
             address->host);
    result = send_all(s, request) || receive_page(s);
    if (closesocket(s) == SOCKET_ERROR) {
        fprintf(stderr, "closesocket failed with %d\n", WSAGetLastError());
        result = 1;
    }
    return result;
}

int main(int argc, char **argv)
{
    struct address address;
    WSADATA data;
    int error, result;

    if (argc < 2) {
        printf("usage: fetch http://host[:port]/path\n");
        return 0;
    }
    if (split(argv[1], &address) != 0) {
        fprintf(stderr, "%s is no address such as http://host/path\n", argv[1]);
        return 2;
    }
    error = WSAStartup(MAKEWORD(2, 2), &data);
    if (error != 0) {
        fprintf(stderr, "WSAStartup failed with %d\n", error);
        return 1;
    }
    result = fetch(&address);
    WSACleanup();
    return result;
}

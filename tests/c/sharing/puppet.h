/* A second process that does what the first one orders: the same program, started once more. What it is told and what it
 * answers goes over its standard streams. main begins with `if (is_puppet(argc, argv)) return puppet_main();`. */
#ifndef PUPPET_H
#define PUPPET_H

#include "../loopback.h"

struct order {
    char what;
    SOCKET s;
    int level, name, value, len;
    DWORD process;
    char bytes[64];
    WSAPROTOCOL_INFOW info;
};

struct answer {
    SOCKET s;
    int result, error, value;
    char bytes[64];
    WSAPROTOCOL_INFOW info;
};

struct puppet {
    PROCESS_INFORMATION process;
    HANDLE orders, answers;
};

static WSAEVENT puppet_event;

static inline int is_puppet(int argc, char **argv)
{
    return argc > 1 && strcmp(argv[1], "puppet") == 0;
}

static inline int transfer(HANDLE file, void *data, DWORD len, int writing)
{
    DWORD done = 0, count;
    while (done < len) {
        BOOL worked = writing ? WriteFile(file, (char *)data + done, len - done, &count, NULL)
                              : ReadFile(file, (char *)data + done, len - done, &count, NULL);
        if (!worked || count == 0)
            return 0;
        done += count;
    }
    return 1;
}

static inline void obey(const struct order *order, struct answer *answer)
{
    u_long word = (u_long)order->value;
    struct linger linger;
    WSANETWORKEVENTS events;
    int len;
    struct sockaddr_in address = loopback_address((u_short)order->value);
    memset(&events, 0, sizeof events);
    answer->result = 0;
    switch (order->what) {
    case 't': /* takes a socket */
        answer->s = WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, (WSAPROTOCOL_INFOW *)&order->info, 0,
                               WSA_FLAG_OVERLAPPED);
        answer->result = answer->s == INVALID_SOCKET ? SOCKET_ERROR : 0;
        break;
    case 'o': /* offers one */
        answer->result = WSADuplicateSocketW(order->s, order->process, &answer->info);
        break;
    case 'c':
        answer->result = closesocket(order->s);
        break;
    case 's':
        answer->result = send(order->s, order->bytes, order->len, 0);
        break;
    case 'r':
        answer->result = recv(order->s, answer->bytes, sizeof answer->bytes, 0);
        break;
    case 'b':
        answer->result = ioctlsocket(order->s, FIONBIO, &word);
        break;
    case 'p': /* puts an option */
        answer->result = setsockopt(order->s, order->level, order->name, (const char *)&order->value, sizeof order->value);
        break;
    case 'g': /* gets one */
        len = sizeof answer->value;
        answer->result = getsockopt(order->s, order->level, order->name, (char *)&answer->value, &len);
        break;
    case 'l': /* puts SO_LINGER */
        linger.l_onoff = (u_short)order->name;
        linger.l_linger = (u_short)order->value;
        answer->result = setsockopt(order->s, SOL_SOCKET, SO_LINGER, (const char *)&linger, sizeof linger);
        break;
    case 'd':
        answer->result = shutdown(order->s, order->value);
        break;
    case 'a':
        answer->s = accept(order->s, NULL, NULL);
        answer->result = answer->s == INVALID_SOCKET ? SOCKET_ERROR : 0;
        break;
    case 'n': /* a new connection to this port */
        answer->s = tcp_socket();
        answer->result = connect(answer->s, (struct sockaddr *)&address, sizeof address);
        break;
    case 'e': /* selects network events */
        if (puppet_event == NULL)
            puppet_event = WSACreateEvent();
        answer->result = WSAEventSelect(order->s, order->value == 0 ? NULL : puppet_event, order->value);
        break;
    case 'w': /* waits for one */
        answer->result = WaitForSingleObject(puppet_event, (DWORD)order->value) == WAIT_OBJECT_0;
        WSAEnumNetworkEvents(order->s, puppet_event, &events);
        answer->value = (int)events.lNetworkEvents;
        break;
    case 'u': /* ends Winsock */
        answer->result = WSACleanup();
        break;
    case 'x': /* ends at once */
        TerminateProcess(GetCurrentProcess(), (UINT)order->value);
        break;
    default:
        answer->result = -2;
    }
    answer->error = answer->result == SOCKET_ERROR ? WSAGetLastError() : 0;
}

static inline int puppet_main(void)
{
    HANDLE orders = GetStdHandle(STD_INPUT_HANDLE), answers = GetStdHandle(STD_OUTPUT_HANDLE);
    struct order order;
    start_winsock();
    while (transfer(orders, &order, sizeof order, 0)) {
        struct answer answer;
        memset(&answer, 0, sizeof answer);
        obey(&order, &answer);
        if (!transfer(answers, &answer, sizeof answer, 1))
            break;
    }
    return 0;
}

static inline void start_puppet(struct puppet *puppet, char **argv)
{
    STARTUPINFOA startup;
    char line[600];
    HANDLE input, output;
    memset(&startup, 0, sizeof startup);
    startup.cb = sizeof startup;
    require(CreatePipe(&input, &puppet->orders, NULL, 0) && CreatePipe(&puppet->answers, &output, NULL, 0));
    startup.dwFlags = STARTF_USESTDHANDLES;
    startup.hStdInput = input;
    startup.hStdOutput = output;
    startup.hStdError = GetStdHandle(STD_ERROR_HANDLE);
    require(strlen(argv[0]) < 500);
    sprintf(line, "\"%s\" puppet", argv[0]);
    require(CreateProcessA(NULL, line, NULL, NULL, TRUE, 0, NULL, NULL, &startup, &puppet->process));
    CloseHandle(input);
    CloseHandle(output);
}

static inline struct answer tell(struct puppet *puppet, struct order order)
{
    struct answer answer;
    require(transfer(puppet->orders, &order, sizeof order, 1));
    require(transfer(puppet->answers, &answer, sizeof answer, 0));
    WSASetLastError(answer.error);
    return answer;
}

static inline struct order order_for(char what, SOCKET s)
{
    struct order order;
    memset(&order, 0, sizeof order);
    order.what = what;
    order.s = s;
    return order;
}

/* The result of an order that has one number beside the socket. */
static inline int puppet_does(struct puppet *puppet, char what, SOCKET s, int value)
{
    struct order order = order_for(what, s);
    order.value = value;
    return tell(puppet, order).result;
}

static inline int puppet_sends(struct puppet *puppet, SOCKET s, const char *text)
{
    struct order order = order_for('s', s);
    order.len = (int)strlen(text);
    memcpy(order.bytes, text, strlen(text));
    return tell(puppet, order).result == order.len;
}

static inline int puppet_receives(struct puppet *puppet, SOCKET s, const char *text)
{
    struct answer answer = tell(puppet, order_for('r', s));
    return answer.result == (int)strlen(text) && memcmp(answer.bytes, text, strlen(text)) == 0;
}

static inline void puppet_sets(struct puppet *puppet, SOCKET s, int level, int name, int value)
{
    struct order order = order_for('p', s);
    order.level = level;
    order.name = name;
    order.value = value;
    require(tell(puppet, order).result == 0);
}

static inline int puppet_gets(struct puppet *puppet, SOCKET s, int level, int name)
{
    struct order order = order_for('g', s);
    struct answer answer;
    order.level = level;
    order.name = name;
    answer = tell(puppet, order);
    require(answer.result == 0);
    return answer.value;
}

static inline void puppet_lingers(struct puppet *puppet, SOCKET s, int onoff, int secs)
{
    struct order order = order_for('l', s);
    order.name = onoff;
    order.value = secs;
    require(tell(puppet, order).result == 0);
}

/* The puppet's handle of the socket of this process; INVALID_SOCKET and the last error if it gets none. */
static inline SOCKET puppet_takes(struct puppet *puppet, const WSAPROTOCOL_INFOW *info)
{
    struct order order = order_for('t', 0);
    order.info = *info;
    return tell(puppet, order).s;
}

static inline WSAPROTOCOL_INFOW offered(struct puppet *puppet, SOCKET s)
{
    WSAPROTOCOL_INFOW info;
    require(WSADuplicateSocketW(s, puppet->process.dwProcessId, &info) == 0);
    return info;
}

static inline SOCKET shared_with(struct puppet *puppet, SOCKET s)
{
    WSAPROTOCOL_INFOW info = offered(puppet, s);
    SOCKET theirs = puppet_takes(puppet, &info);
    require(theirs != INVALID_SOCKET);
    return theirs;
}

/* Takes what the puppet has offered to this process. */
static inline SOCKET taken(WSAPROTOCOL_INFOW *info)
{
    return WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, info, 0, WSA_FLAG_OVERLAPPED);
}

static inline WSAPROTOCOL_INFOW puppet_offers(struct puppet *puppet, SOCKET s)
{
    struct order order = order_for('o', s);
    struct answer answer;
    order.process = GetCurrentProcessId();
    answer = tell(puppet, order);
    require(answer.result == 0);
    return answer.info;
}

/* Kills it and waits until it is gone. */
static inline void kill_puppet(struct puppet *puppet)
{
    require(TerminateProcess(puppet->process.hProcess, 9));
    require(WaitForSingleObject(puppet->process.hProcess, INFINITE) == WAIT_OBJECT_0);
}

/* Lets it come to its end. */
static inline void end_puppet(struct puppet *puppet)
{
    CloseHandle(puppet->orders);
    require(WaitForSingleObject(puppet->process.hProcess, INFINITE) == WAIT_OBJECT_0);
    CloseHandle(puppet->answers);
    CloseHandle(puppet->process.hProcess);
    CloseHandle(puppet->process.hThread);
}

#endif

/*
 * Two processes share a connection: PEER PORT BYTES LINGER OTHER_BYTES. LINGER -1 leaves the options as they are. The other
 * process, which never knew the connection's name, sends OTHER_BYTES of the pattern's beginning. Then each line of the input
 * is done: "here" and "there" close in that process, "both" in both at once, "kill" ends the other one, "nonblocking" sets
 * the mode, "leave" has this process end Winsock; the end of the input ends the program.
 */
#include "wire.h"
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

struct answer {
    int result, error;
};

static int orders[2], answers[2];
static pid_t other;

static struct answer outcome(int result)
{
    struct answer answer;
    answer.result = result;
    answer.error = result == SOCKET_ERROR ? WSAGetLastError() : 0;
    return answer;
}

/* The other process: takes the socket, then closes it whenever it is told to. */
static int other_main(int bytes)
{
    WSAPROTOCOL_INFOW info;
    struct answer answer;
    char what;
    SOCKET s;
    start_winsock();
    if (read(orders[0], &info, sizeof info) != sizeof info)
        return 1;
    s = WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &info, 0, 0);
    answer = outcome(s == INVALID_SOCKET ? SOCKET_ERROR : 0);
    if (bytes > 0)
        send_pattern(s, bytes);
    do {
        if (write(answers[1], &answer, sizeof answer) != sizeof answer || read(orders[0], &what, 1) != 1)
            return 0;
        answer = outcome(closesocket(s));
    } while (1);
}

static void start_other(int bytes)
{
    if (pipe(orders) != 0 || pipe(answers) != 0)
        give_up("pipe_failed");
    other = fork();
    if (other == 0) {
        close(orders[1]);
        close(answers[0]);
        _Exit(other_main(bytes));
    }
    close(orders[0]);
    close(answers[1]);
}

static void order_close(void)
{
    if (write(orders[1], "c", 1) != 1)
        give_up("order_failed");
}

static int answered(void)
{
    struct answer answer;
    if (read(answers[0], &answer, sizeof answer) != sizeof answer)
        give_up("other_ended");
    WSASetLastError(answer.error);
    return answer.result;
}

static void share(SOCKET s)
{
    WSAPROTOCOL_INFOW info;
    if (WSADuplicateSocketW(s, (DWORD)other, &info) == SOCKET_ERROR)
        give_up("duplicate_failed");
    if (write(orders[1], &info, sizeof info) != sizeof info)
        give_up("order_failed");
    if (answered() != 0)
        give_up("take_failed");
}

static void do_as_told(SOCKET s)
{
    char line[64];
    while (fgets(line, sizeof line, stdin) != NULL) {
        LONGLONG start = microseconds();
        line[strcspn(line, "\n")] = 0;
        if (strcmp(line, "here") == 0) {
            print_call("here", closesocket(s), start);
        } else if (strcmp(line, "there") == 0) {
            order_close();
            print_call("there", answered(), start);
        } else if (strcmp(line, "both") == 0) {
            order_close();
            print_call("here", closesocket(s), start);
            print_call("there", answered(), start);
        } else if (strcmp(line, "kill") == 0) {
            kill(other, SIGKILL);
            print_value("killed", waitpid(other, NULL, 0) == other);
        } else if (strcmp(line, "nonblocking") == 0) {
            set_nonblocking(s);
            print_value("mode", 1);
        } else if (strcmp(line, "leave") == 0) {
            print_value("cleanup", WSACleanup());
        }
    }
}

int main(int argc, char **argv)
{
    SOCKET s;
    if (argc < 6)
        return 2;
    start_other(atoi(argv[5]));
    start_winsock();
    s = connect_to_peer(argv);
    if (atoi(argv[4]) >= 0)
        set_linger(s, atoi(argv[4]));
    wait_for_test();
    share(s);
    print_value("shared", 1);
    if (atoi(argv[3]) > 0)
        send_pattern(s, atoi(argv[3]));
    do_as_told(s);
    return 0;
}

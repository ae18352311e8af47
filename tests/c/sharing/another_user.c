/* A process of another user can neither be given a socket by one without power over it nor take what is for others; the
 * superuser may give to anybody. */
#include "../loopback.h"
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NOBODY = 65534 };

struct parcel {
    WSAPROTOCOL_INFOW info;
    DWORD target;
};

static int to_child[2], to_parent[2];

static SOCKET taken(WSAPROTOCOL_INFOW *info)
{
    return WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, info, 0, 0);
}

static int other_user(void)
{
    struct parcel parcel;
    SOCKET s, pair[2];
    char byte = 'x';
    require(setgid(NOBODY) == 0 && setuid(NOBODY) == 0);
    start_winsock();
    require(read(to_child[0], &parcel, sizeof parcel) == sizeof parcel);
    ok(taken(&parcel.info) == INVALID_SOCKET && WSAGetLastError() == WSAEINVAL, "what is for another process");
    tcp_pair(pair);
    ok_fails(WSADuplicateSocketW(pair[0], parcel.target, &parcel.info), WSAEINVAL);
    ok_fails(WSADuplicateSocketW(pair[0], 1, &parcel.info), WSAEINVAL);
    require(write(to_parent[1], &byte, 1) == 1 && read(to_child[0], &parcel, sizeof parcel) == sizeof parcel);
    s = taken(&parcel.info);
    ok(s != INVALID_SOCKET && send(s, "y", 1, 0) == 1, "what the superuser gives");
    ok(closesocket(s) == 0, "close");
    WSACleanup();
    return ok_done();
}

int main(void)
{
    struct parcel parcel;
    SOCKET pair[2];
    pid_t child, idle;
    char byte;
    int status = -1;
    if (getuid() != 0) {
        printf("only the superuser can be two users\n");
        return 77;
    }
    require(pipe(to_child) == 0 && pipe(to_parent) == 0);
    child = fork();
    if (child == 0)
        _Exit(other_user());
    idle = fork();
    if (idle == 0)
        _Exit(pause());
    start_winsock();
    tcp_pair(pair);
    parcel.target = (DWORD)getpid();
    require(WSADuplicateSocketW(pair[0], (DWORD)idle, &parcel.info) == 0);
    require(write(to_child[1], &parcel, sizeof parcel) == sizeof parcel && read(to_parent[0], &byte, 1) == 1);
    require(WSADuplicateSocketW(pair[0], (DWORD)child, &parcel.info) == 0);
    require(write(to_child[1], &parcel, sizeof parcel) == sizeof parcel);
    ok(recv(pair[1], &byte, 1, 0) == 1 && byte == 'y', "the connection is theirs, too");
    ok(waitpid(child, &status, 0) == child && status == 0, "the other user's checks: %d", status);
    kill(idle, SIGKILL);
    waitpid(idle, NULL, 0);
    closesocket(pair[0]);
    closesocket(pair[1]);
    WSACleanup();
    return ok_done();
}

/* Without descriptors neither side loses anything: an offer fails and changes nothing, what was offered can be opened
 * later. */
#include "puppet.h"
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

enum { MOST = 120 };

static int fillers[MOST], filled;

static void fill_descriptors(void)
{
    int filler;
    while (filled < MOST && (filler = open("/dev/null", O_RDONLY)) >= 0)
        fillers[filled++] = filler;
    require(filled < MOST);
}

static void free_descriptors(int count)
{
    while (count-- > 0 && filled > 0)
        close(fillers[--filled]);
}

int main(int argc, char **argv)
{
    struct rlimit limit = {100, 100};
    struct puppet puppet;
    SOCKET pair[2], theirs, s = INVALID_SOCKET;
    WSAPROTOCOL_INFOW info;
    int failures = 0, offers = 0;
    char byte;
    if (is_puppet(argc, argv))
        return puppet_main();
    require(setrlimit(RLIMIT_NOFILE, &limit) == 0);
    start_winsock();
    start_puppet(&puppet, argv);
    tcp_pair(pair);

    fill_descriptors();
    while (WSADuplicateSocketW(pair[0], puppet.process.dwProcessId, &info) == SOCKET_ERROR && offers++ < MOST) {
        ok(WSAGetLastError() == WSAEMFILE, "an offer without descriptors");
        ok(send(pair[1], "x", 1, 0) == 1 && recv(pair[0], &byte, 1, 0) == 1, "the socket works");
        free_descriptors(1);
    }
    ok(offers > 0 && offers < MOST, "an offer needs %d descriptors", offers);
    theirs = puppet_takes(&puppet, &info);
    require(theirs != INVALID_SOCKET);

    info = puppet_offers(&puppet, theirs);
    fill_descriptors();
    while (s == INVALID_SOCKET && failures < MOST) {
        s = taken(&info);
        if (s == INVALID_SOCKET) {
            ok(WSAGetLastError() == WSAEMFILE, "without descriptors");
            failures++;
            free_descriptors(1);
        }
    }
    ok(failures > 1 && s != INVALID_SOCKET, "opened after %d failures", failures);
    free_descriptors(MOST);
    set_linger(s, 1, 0);
    ok(closesocket(s) == 0 && closesocket(pair[0]) == 0, "close");
    ok(!becomes_ready(pair[1], 'r', 50), "the puppet has it");
    ok(puppet_does(&puppet, 'c', theirs, 0) == 0, "the last close");
    ok_fails(recv(pair[1], &byte, 1, 0), WSAECONNRESET);
    end_puppet(&puppet);
    closesocket(pair[1]);
    WSACleanup();
    return ok_done();
}

/* Sharing leaves no descriptor and no process behind: more rounds than there are descriptors, in both processes. */
#include "puppet.h"
#include <dirent.h>
#include <sys/resource.h>

static int open_descriptors(void)
{
    DIR *folder = opendir("/proc/self/fd");
    int count = 0;
    require(folder != NULL);
    while (readdir(folder) != NULL)
        count++;
    closedir(folder);
    return count;
}

int main(int argc, char **argv)
{
    struct rlimit limit = {100, 100};
    SOCKET pair[2], theirs;
    struct puppet puppet;
    WSAPROTOCOL_INFOW info;
    int round, before = 0;
    if (is_puppet(argc, argv))
        return puppet_main();
    require(setrlimit(RLIMIT_NOFILE, &limit) == 0);
    start_winsock();
    start_puppet(&puppet, argv);
    tcp_pair(pair);
    for (round = 0; round < 150; round++) {
        if (round == 1)
            before = open_descriptors();
        theirs = shared_with(&puppet, pair[0]);
        ok(puppet_does(&puppet, 'c', theirs, 0) == 0, "round %d: close there", round);
    }
    ok(open_descriptors() == before, "%d descriptors instead of %d", open_descriptors(), before);
    for (round = 0; round < 20; round++)
        offered(&puppet, pair[0]);
    ok(open_descriptors() == before, "what is offered takes no descriptor here");
    info = offered(&puppet, pair[1]);
    ok(closesocket(pair[0]) == 0 && closesocket(pair[1]) == 0, "close");
    ok(puppet_takes(&puppet, &info) != INVALID_SOCKET, "the offers stand");
    end_puppet(&puppet);
    WSACleanup();
    return ok_done();
}

/* A socket offered to a process arrives there, as one of the same connection, in both forms of the information. */
#include "puppet.h"

int main(int argc, char **argv)
{
    SOCKET pair[2], theirs;
    struct puppet puppet;
    struct sockaddr_in ours;
    WSAPROTOCOL_INFOA narrow;
    WSAPROTOCOL_INFOW wide;
    char byte;
    if (is_puppet(argc, argv))
        return puppet_main();
    start_winsock();
    start_puppet(&puppet, argv);
    tcp_pair(pair);
    ours = local_address(pair[0]);

    theirs = shared_with(&puppet, pair[0]);
    ok(puppet_sends(&puppet, theirs, "from there") && recv(pair[1], &byte, 1, 0) == 1 && byte == 'f', "the puppet sends");
    ok(send(pair[0], "x", 1, 0) == 1, "so does this process");
    ok(send(pair[1], "to there", 8, 0) == 8 && puppet_receives(&puppet, theirs, "to there"), "the puppet receives");
    ok(send(pair[1], "y", 1, 0) == 1 && recv(pair[0], &byte, 1, 0) == 1 && byte == 'y', "so does this process");
    ok(local_address(pair[0]).sin_port == ours.sin_port, "the name stays");
    ok(puppet_gets(&puppet, theirs, SOL_SOCKET, SO_TYPE) == SOCK_STREAM, "its type");
    ok(puppet_does(&puppet, 'c', theirs, 0) == 0, "the puppet closes");

    ok(WSADuplicateSocketA(pair[0], puppet.process.dwProcessId, &narrow) == 0, "WSADuplicateSocketA");
    wide = offered(&puppet, pair[0]);
    ok(narrow.dwCatalogEntryId == wide.dwCatalogEntryId && narrow.iProtocol == IPPROTO_TCP, "both name the protocol");
    wide.dwProviderReserved = narrow.dwProviderReserved;
    theirs = puppet_takes(&puppet, &wide);
    ok(theirs != INVALID_SOCKET && puppet_sends(&puppet, theirs, "z"), "either form leads there");

    end_puppet(&puppet);
    closesocket(pair[0]);
    closesocket(pair[1]);
    WSACleanup();
    return ok_done();
}

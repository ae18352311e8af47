/* Programs that end right after a close. They are started with the port of a receiver that has sent input nobody
 * reads, and takes what they have sent only when they are gone. */
#ifndef EXIT_H
#define EXIT_H

#include "../loopback.h"

static inline SOCKET connected_to_receiver(int argc, char **argv)
{
    struct sockaddr_in address;
    SOCKET s = tcp_socket();
    require(argc == 2);
    address = loopback_address((u_short)atoi(argv[1]));
    require(connect(s, (struct sockaddr *)&address, sizeof address) == 0);
    require(becomes_ready(s, 'r', 10000));
    return s;
}

static inline void fill_and_report(SOCKET s)
{
    printf("sent %d\n", fill(s));
    fflush(stdout);
}

#endif

/* struct timeval as select() takes it: two 32 bit members. */
#ifndef _WINSOCK_TIMEVAL_H
#define _WINSOCK_TIMEVAL_H

struct timeval {
    int tv_sec;
    int tv_usec;
};

#endif

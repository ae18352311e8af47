/* An fd_set is an array of sockets with a count, of the size the program asks for. */
#define FD_SETSIZE 3
#include <winsock2.h>

/* The exit status tells the line that failed. */
#define CHECK(condition) do { if (!(condition)) return __LINE__; } while (0)

int main(void)
{
    fd_set set;
    CHECK(sizeof set.fd_array / sizeof set.fd_array[0] == 3); /* FD_SETSIZE is the program's */
    FD_ZERO(&set);
    FD_SET(400, &set);
    FD_SET(500, &set);
    FD_SET(400, &set);
    CHECK(set.fd_count == 2 && set.fd_array[0] == 400 && set.fd_array[1] == 500); /* a member is there once */
    FD_SET(600, &set);
    FD_SET(700, &set);
    CHECK(set.fd_count == 3 && set.fd_array[2] == 600); /* a full set stays as it is */
    FD_CLR(400, &set);
    CHECK(set.fd_count == 2 && set.fd_array[0] == 500 && set.fd_array[1] == 600); /* clearing keeps the order */
    FD_CLR(999, &set);
    CHECK(set.fd_count == 2); /* clearing what is not there */
    return 0;
}

/* FD_SET, FD_CLR, FD_ISSET and __WSAFDIsSet: a list without doubles that takes no more than FD_SETSIZE. */
#include "../ok.h"

int main(void)
{
    fd_set set;
    int i;
    ok(FD_SETSIZE == 64, "FD_SETSIZE is %d unless the program says otherwise", FD_SETSIZE);
    FD_ZERO(&set);
    ok(set.fd_count == 0, "FD_ZERO");
    FD_SET(4, &set);
    FD_SET(8, &set);
    FD_SET(4, &set);
    ok(set.fd_count == 2 && set.fd_array[0] == 4 && set.fd_array[1] == 8, "no doubles, in order");
    ok(FD_ISSET(8, &set) && !FD_ISSET(12, &set), "FD_ISSET");
    ok(__WSAFDIsSet(4, &set) != 0 && __WSAFDIsSet(5, &set) == 0, "__WSAFDIsSet");
    FD_CLR(4, &set);
    ok(set.fd_count == 1 && set.fd_array[0] == 8, "FD_CLR");
    FD_CLR(4, &set);
    ok(set.fd_count == 1, "FD_CLR of what is not there");
    FD_ZERO(&set);
    for (i = 0; i < 100; i++)
        FD_SET((SOCKET)(4 * i + 4), &set);
    ok(set.fd_count == 64 && set.fd_array[63] == 256, "the set is full: %d", (int)set.fd_count);
    return ok_done();
}

/* WINSOCK_CLOSE_STATUS=windows: receives of connections end as on Windows. */
#include "close_status.h"

int main(void)
{
    static const struct told told = {WSAECONNABORTED, ERROR_CONNECTION_ABORTED, 0xC0000241};
    check_close_status("windows", told);
    return ok_done();
}

/* WINSOCK_CLOSE_STATUS=netname-deleted: receives of connections end as on older Windows. */
#include "close_status.h"

int main(void)
{
    static const struct told told = {WSAECONNABORTED, ERROR_NETNAME_DELETED, 0xC000013B};
    check_close_status("netname-deleted", told);
    return ok_done();
}

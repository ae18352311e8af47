/* An APC that runs in a select may itself call select; both keep their own sets. */
#include "../loopback.h"

static SOCKET inner[2], outer[2];

static void CALLBACK select_again(ULONG_PTR unused)
{
    (void)unused;
    require(send(inner[0], "x", 1, 0) == 1);
    ok(becomes_ready(inner[1], 'r', 5000), "the inner wait");
    require(send(outer[0], "x", 1, 0) == 1);
}

int main(void)
{
    start_winsock();
    tcp_pair(inner);
    tcp_pair(outer);
    require(QueueUserAPC(select_again, GetCurrentThread(), 0));
    ok(becomes_ready(outer[1], 'r', 5000), "the outer wait");
    WSACleanup();
    return ok_done();
}

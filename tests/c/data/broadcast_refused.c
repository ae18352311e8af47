/* Sending to the broadcast address needs SO_BROADCAST. */
#include "../loopback.h"

int main(void)
{
    struct sockaddr_in everybody;
    SOCKET s;
    start_winsock();
    s = udp_socket();
    everybody = loopback_address(9);
    everybody.sin_addr.s_addr = INADDR_BROADCAST;
    ok_fails(sendto(s, "x", 1, 0, (struct sockaddr *)&everybody, sizeof everybody), WSAEACCES);
    WSACleanup();
    return ok_done();
}

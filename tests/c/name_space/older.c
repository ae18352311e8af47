/* GetAddressByName: addresses of a host with the port of a service, and aliases. */
#include "name_space.h"

int main(void)
{
    GUID http = SVCID_HTTP_TCP, dns_service = SVCID_UDP(53);
    INT protocols[] = {IPPROTO_UDP, 0};
    CSADDR_INFO *infos = (CSADDR_INFO *)answer.bytes;
    DWORD length = sizeof(answer), aliases_length;
    char aliases[64];
    WCHAR wide[64];

    mention_classes();
    ok_fails(GetAddressByNameA(NS_DNS, &http, (LPSTR)"localhost", NULL, 0, NULL, infos, &length, NULL, NULL), WSANOTINITIALISED);
    start_winsock();
    ok(GetAddressByNameA(NS_DNS, &http, (LPSTR)"localhost", NULL, 0, NULL, infos, &length, NULL, NULL) == 1, "one");
    ok(((struct sockaddr_in *)infos[0].RemoteAddr.lpSockaddr)->sin_port == htons(80), "at the port");
    ok(infos[0].iProtocol == IPPROTO_TCP && is_inside(infos[0].LocalAddr.lpSockaddr, 16), "in the buffer");
    length = sizeof(answer);
    aliases_length = sizeof(aliases);
    ok(GetAddressByNameA(NS_ALL, &dns_service, (LPSTR)"no-such-host", protocols, RES_SERVICE, NULL, infos, &length, aliases, &aliases_length) >= 1, "the name does not matter");
    ok(((struct sockaddr_in *)infos[0].LocalAddr.lpSockaddr)->sin_port == htons(53), "for a server it is the local one");
    ok(infos[0].iProtocol == IPPROTO_UDP && aliases_length == 1 && aliases[0] == 0, "no aliases");
    aliases_length = 64;
    length = sizeof(answer);
    ok(GetAddressByNameW(NS_DNS, &http, (LPWSTR)L"localhost", NULL, RES_FIND_MULTIPLE, NULL, infos, &length, wide, &aliases_length) == 1, "wide");
    length = 8;
    ok_fails(GetAddressByNameA(NS_DNS, &http, (LPSTR)"localhost", NULL, 0, NULL, infos, &length, NULL, NULL), ERROR_INSUFFICIENT_BUFFER);
    ok(length > sizeof(*infos) && length < sizeof(answer), "it needs %u", (unsigned)length);
    ok(GetAddressByNameA(NS_DNS, &http, (LPSTR)"localhost", NULL, 0, NULL, infos, &length, NULL, NULL) == 1, "just enough");
    ok_fails(GetAddressByNameA(NS_DNS, &http, (LPSTR)"localhost", NULL, 0, NULL, NULL, &length, NULL, NULL), ERROR_INSUFFICIENT_BUFFER);
    ok_fails(GetAddressByNameA(NS_DNS, NULL, (LPSTR)"localhost", NULL, 0, NULL, infos, &length, NULL, NULL), WSAEFAULT);
    ok_fails(GetAddressByNameA(NS_DNS, &http, (LPSTR)"localhost", NULL, 0, NULL, infos, NULL, NULL, NULL), WSAEFAULT);
    ok_fails(GetAddressByNameA(NS_BTH, &http, (LPSTR)"localhost", NULL, 0, NULL, infos, &length, NULL, NULL), WSASERVICE_NOT_FOUND);
    protocols[0] = IPPROTO_TCP;
    ok_fails(GetAddressByNameA(NS_DNS, &dns_service, (LPSTR)"localhost", protocols, 0, NULL, infos, &length, NULL, NULL), WSANO_DATA);
    WSACleanup();
    return ok_done();
}

/* Service classes are installed, looked up by GUID and name, used in lookups, and removed; well-known ones are there. */
#include "name_space.h"

static GUID clock_class = {0x5c1f0a11, 0x77, 0x88, {9, 8, 7, 6, 5, 4, 3, 2}};

int main(void)
{
    DWORD port = 4242, length, needed;
    WSANSCLASSINFOW value = {(LPWSTR)SERVICE_TYPE_VALUE_TCPPORTW, NS_DNS, 4, sizeof(port), &port};
    WSASERVICECLASSINFOW schema = {&clock_class, (LPWSTR)L"Clock", 1, &value}, bad;
    WSASERVICECLASSINFOA narrow = {&clock_class, (LPSTR)"Clock", 0, NULL};
    union {
        WSASERVICECLASSINFOW wide;
        WSASERVICECLASSINFOA narrow;
        BYTE bytes[1024];
    } found;
    GUID http = SVCID_HTTP_TCP, guid;
    WSAQUERYSETA query = narrow_query(NS_DNS, &clock_class, "127.0.0.1");
    WSANAMESPACE_INFOW *providers = (WSANAMESPACE_INFOW *)answer.bytes;
    GUID dns;
    HANDLE lookup;
    char text[32];
    WCHAR wide[32];

    mention_classes();
    ok_fails(WSAInstallServiceClassW(&schema), WSANOTINITIALISED);
    start_winsock();
    length = sizeof(answer);
    require(WSAEnumNameSpaceProvidersW(&length, providers) == 1);
    dns = providers[0].NSProviderId;

    ok_fails(WSALookupServiceBeginA(&query, LUP_RETURN_ADDR, &lookup), WSASERVICE_NOT_FOUND);
    length = sizeof(found);
    ok_fails(WSAGetServiceClassInfoW(&dns, &clock_class, &length, &found.wide), WSATYPE_NOT_FOUND);
    ok_fails(WSARemoveServiceClass(&clock_class), WSATYPE_NOT_FOUND);
    ok(WSAInstallServiceClassW(&schema) == 0, "installed");
    ok_fails(WSAInstallServiceClassW(&schema), WSAEALREADY);
    ok_fails(WSAInstallServiceClassA(&narrow), WSAEALREADY);
    ok_fails(WSAInstallServiceClassW(NULL), WSAEINVAL);
    bad = schema, bad.lpServiceClassId = NULL;
    ok_fails(WSAInstallServiceClassW(&bad), WSAEINVAL);
    bad = schema, bad.lpszServiceClassName = NULL, bad.lpServiceClassId = &http;
    ok_fails(WSAInstallServiceClassW(&bad), WSAEINVAL);
    bad = schema, bad.dwCount = 0xffffffff;
    ok_fails(WSAInstallServiceClassW(&bad), WSAEINVAL);
    bad = schema, bad.lpClassInfos = NULL;
    ok_fails(WSAInstallServiceClassW(&bad), WSAEINVAL);

    length = 0;
    ok_fails(WSAGetServiceClassInfoW(&dns, &clock_class, &length, NULL), WSAEFAULT);
    needed = length;
    ok(needed > sizeof(found.wide) && needed <= sizeof(found), "it needs %u", (unsigned)needed);
    length = needed - 1;
    ok_fails(WSAGetServiceClassInfoW(&dns, &clock_class, &length, &found.wide), WSAEFAULT);
    require(WSAGetServiceClassInfoW(&dns, &clock_class, &length, &found.wide) == 0);
    ok(memcmp(found.wide.lpServiceClassId, &clock_class, sizeof(GUID)) == 0, "its GUID");
    ok(same_wide(found.wide.lpszServiceClassName, "Clock") && found.wide.dwCount == 1, "its name");
    ok(same_wide(found.wide.lpClassInfos[0].lpszName, "TcpPort"), "its value");
    ok(found.wide.lpClassInfos[0].dwValueSize == 4 && *(DWORD *)found.wide.lpClassInfos[0].lpValue == 4242, "the port");
    length = sizeof(found);
    require(WSAGetServiceClassInfoA(&dns, &clock_class, &length, &found.narrow) == 0);
    ok(strcmp(found.narrow.lpszServiceClassName, "Clock") == 0, "narrow");
    ok_fails(WSAGetServiceClassInfoA(&clock_class, &clock_class, &length, &found.narrow), WSAEINVAL);
    ok_fails(WSAGetServiceClassInfoA(NULL, &clock_class, &length, &found.narrow), WSAEFAULT);
    ok_fails(WSAGetServiceClassInfoA(&dns, NULL, &length, &found.narrow), WSAEFAULT);
    ok_fails(WSAGetServiceClassInfoA(&dns, &clock_class, NULL, &found.narrow), WSAEFAULT);

    length = 5;
    ok_fails(WSAGetServiceClassNameByClassIdA(&clock_class, text, &length), WSAEFAULT);
    ok(length == 6, "with the NUL: %u", (unsigned)length);
    ok(WSAGetServiceClassNameByClassIdA(&clock_class, text, &length) == 0 && strcmp(text, "Clock") == 0, "the name");
    length = 32;
    ok(WSAGetServiceClassNameByClassIdW(&http, wide, &length) == 0 && same_wide(wide, "http"), "a well-known one");
    ok(length == 5, "units: %u", (unsigned)length);
    ok_fails(WSAGetServiceClassNameByClassIdA(&host_by_name, text, &length), WSATYPE_NOT_FOUND);
    ok_fails(WSAGetServiceClassNameByClassIdA(NULL, text, &length), WSAEFAULT);

    ok(GetTypeByNameA((LPSTR)"clock", &guid) == 0 && memcmp(&guid, &clock_class, sizeof(guid)) == 0, "by name");
    ok(GetTypeByNameW((LPWSTR)L"http", &guid) == 0 && memcmp(&guid, &http, sizeof(guid)) == 0, "well-known");
    ok(IS_SVCID_TCP(&guid) && PORT_FROM_SVCID_TCP(&guid) == 80, "its port");
    ok_fails(GetTypeByNameA((LPSTR)"no such class", &guid), ERROR_SERVICE_DOES_NOT_EXIST);
    ok_fails(GetTypeByNameA(NULL, &guid), WSAEFAULT);
    ok(GetNameByTypeA(&clock_class, text, sizeof(text)) == 0 && strcmp(text, "Clock") == 0, "its name");
    ok_fails(GetNameByTypeW(&clock_class, wide, 11), ERROR_INSUFFICIENT_BUFFER);
    ok(GetNameByTypeW(&clock_class, wide, 12) == 0, "bytes, not units");
    ok_fails(GetNameByTypeA(&host_by_name, text, sizeof(text)), ERROR_SERVICE_DOES_NOT_EXIST);

    /* The class brings the port. */
    require(WSALookupServiceBeginA(&query, LUP_RETURN_ADDR, &lookup) == 0);
    require(next_narrow(lookup, LUP_RETURN_ADDR) == 0);
    ok(((struct sockaddr_in *)answer.narrow.lpcsaBuffer[0].RemoteAddr.lpSockaddr)->sin_port == htons(4242), "its port");
    WSALookupServiceEnd(lookup);
    /* It is there after a clean-up. */
    WSACleanup();
    start_winsock();
    ok(WSARemoveServiceClass(&clock_class) == 0, "removed");
    ok_fails(WSARemoveServiceClass(&clock_class), WSATYPE_NOT_FOUND);
    ok_fails(WSARemoveServiceClass(NULL), WSAEFAULT);
    WSACleanup();
    return ok_done();
}

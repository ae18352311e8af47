/* Queries that make no sense, and answers that do not exist. */
#include "name_space.h"

static GUID somewhere = {0x3e2a1b0c, 0x11, 0x22, {1, 2, 3, 4, 5, 6, 7, 8}};

static int begin(WSAQUERYSETW query)
{
    HANDLE lookup = NULL;
    return WSALookupServiceBeginW(&query, LUP_RETURN_ALL, &lookup);
}

static void check_not_found(GUID *service_class, LPCWSTR name, int expected)
{
    WSAQUERYSETW query = wide_query(NS_DNS, service_class, name);
    HANDLE lookup;
    require(WSALookupServiceBeginW(&query, LUP_RETURN_ALL, &lookup) == 0);
    ok_fails(next_wide(lookup, LUP_RETURN_ALL), expected);
    ok_fails(next_wide(lookup, LUP_RETURN_ALL), WSA_E_NO_MORE);
    WSALookupServiceEnd(lookup);
}

int main(void)
{
    WSAQUERYSETW query = wide_query(NS_DNS, &host_name_class, L"localhost"), bad;
    GUID by_address = SVCID_INET_HOSTADDRBYINETSTRING;
    AFPROTOCOLS protocols[1] = {{AF_INET, 0}};
    BLOB blob = {4, NULL};
    HANDLE lookup = NULL, event;
    BYTE place[sizeof(query) + 1];
    DWORD length = sizeof(answer), returned;

    mention_classes();
    start_winsock();
    ok(begin(query) == 0, "a good one");
    ok_fails(WSALookupServiceBeginW(NULL, LUP_RETURN_ALL, &lookup), WSAEFAULT);
    ok_fails(WSALookupServiceBeginA(NULL, LUP_RETURN_ALL, &lookup), WSAEFAULT);
    ok_fails(WSALookupServiceBeginW(&query, LUP_RETURN_ALL, NULL), WSAEFAULT);
    ok_fails(WSALookupServiceBeginW((LPWSAQUERYSETW)(ULONG_PTR)8, LUP_RETURN_ALL, &lookup), WSAEFAULT);
    bad = query, bad.dwSize = 0;
    ok_fails(begin(bad), WSAEINVAL);
    bad = query, bad.dwSize = sizeof(query) - 1;
    ok_fails(begin(bad), WSAEINVAL);
    bad = query, bad.lpServiceClassId = NULL;
    ok_fails(begin(bad), WSAEINVAL);
    bad = query, bad.lpNSProviderId = &somewhere;
    ok_fails(begin(bad), WSAEINVAL);
    bad = query, bad.dwNameSpace = NS_BTH;
    ok_fails(begin(bad), WSASERVICE_NOT_FOUND);
    bad = query, bad.lpServiceClassId = &somewhere;
    ok_fails(begin(bad), WSASERVICE_NOT_FOUND);
    ok_fails(WSALookupServiceBeginW(&query, LUP_CONTAINERS, &lookup), WSASERVICE_NOT_FOUND);
    bad = query, bad.dwNumberOfProtocols = 0xffffffff, bad.lpafpProtocols = protocols;
    ok_fails(begin(bad), WSAEINVAL);
    bad = query, bad.dwNumberOfProtocols = 1;
    ok_fails(begin(bad), WSAEFAULT);
    bad = query, bad.lpBlob = &blob;
    ok_fails(begin(bad), WSAEFAULT);
    blob.cbSize = 0x7fffffff;
    ok_fails(begin(bad), WSAEINVAL);
    bad = query, bad.lpszContext = (LPWSTR)(ULONG_PTR)2;
    ok_fails(begin(bad), WSAEFAULT);
    /* These are ignored for queries. */
    bad = query, bad.lpszComment = (LPWSTR)(ULONG_PTR)2, bad.dwNumberOfCsAddrs = 0xffffffff, bad.dwOutputFlags = 77;
    ok(begin(bad) == 0, "what is ignored may be anything");
    memcpy(place + 1, &query, sizeof(query));
    ok(WSALookupServiceBeginW((LPWSAQUERYSETW)(void *)(place + 1), LUP_RETURN_ALL, &lookup) == 0, "it may lie anywhere");

    ok_fails(WSALookupServiceNextW(lookup, 0, &length, NULL), WSAEFAULT);
    ok_fails(WSANSPIoctl(lookup, SIO_NSP_NOTIFY_CHANGE, NULL, 0, NULL, 0, &returned, NULL), WSAEOPNOTSUPP);
    ok(!CloseHandle(lookup) && GetLastError() == ERROR_INVALID_HANDLE, "no handle for CloseHandle");
    ok_fails(closesocket((SOCKET)lookup), WSAENOTSOCK);
    ok(WSALookupServiceEnd(lookup) == 0, "still there");
    ok_fails(WSANSPIoctl(lookup, SIO_NSP_NOTIFY_CHANGE, NULL, 0, NULL, 0, &returned, NULL), WSA_INVALID_HANDLE);
    event = CreateEventW(NULL, TRUE, FALSE, NULL);
    ok_fails(WSALookupServiceEnd(event), WSA_INVALID_HANDLE);
    ok_fails(WSALookupServiceNextW(event, 0, &length, &answer.wide), WSA_INVALID_HANDLE);
    ok(SetEvent(event) && CloseHandle(event), "an event is none, and is left alone");
    ok_fails(WSALookupServiceEnd(NULL), WSA_INVALID_HANDLE);
    ok_fails(WSALookupServiceEnd(INVALID_HANDLE_VALUE), WSA_INVALID_HANDLE);

    check_not_found(&service_by_name, L"no-such-service/tcp", WSASERVICE_NOT_FOUND);
    check_not_found(&host_name_class, L"256.1.1.1", WSANO_DATA);
    bad = wide_query(NS_DNS, &host_by_name, L"127.0.0.1");
    ok_fails(begin(bad), WSASERVICE_NOT_FOUND);
    bad = wide_query(NS_DNS, &by_address, L"localhost");
    ok_fails(begin(bad), WSAEINVAL);

    /* Registering does nothing in DNS, and there is nothing to delete. */
    ok(WSASetServiceW(&query, RNRSERVICE_REGISTER, 0) == 0, "registered");
    ok(WSASetServiceW(&query, RNRSERVICE_DEREGISTER, SERVICE_MULTIPLE) == 0, "and not");
    ok_fails(WSASetServiceW(&query, RNRSERVICE_DELETE, 0), WSAEOPNOTSUPP);
    ok_fails(WSASetServiceW(&query, (WSAESETSERVICEOP)3, 0), WSAEINVAL);
    ok_fails(WSASetServiceW(NULL, RNRSERVICE_REGISTER, 0), WSAEFAULT);
    bad = query, bad.dwNumberOfCsAddrs = 0x10000000;
    ok_fails(WSASetServiceW(&bad, RNRSERVICE_DELETE, 0), WSAEINVAL);
    bad = query, bad.dwNameSpace = NS_BTH;
    ok_fails(WSASetServiceW(&bad, RNRSERVICE_REGISTER, 0), WSASERVICE_NOT_FOUND);
    WSACleanup();
    return ok_done();
}

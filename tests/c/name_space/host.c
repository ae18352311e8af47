/* The built-in provider finds a host: name, addresses, and a HOSTENT whose pointers are offsets; then nothing more. */
#include "name_space.h"

static void check_blob(const BLOB *blob)
{
    const BYTE *base = blob->pBlobData;
    const struct hostent *host = (const struct hostent *)base;
    const ULONG_PTR *list;
    ok(is_inside(blob, sizeof(*blob)) && is_inside(base, blob->cbSize), "the blob is in the buffer");
    ok(host->h_addrtype == AF_INET && host->h_length == 4, "a host of IPv4");
    ok((ULONG_PTR)host->h_name < blob->cbSize, "offsets, not pointers");
    ok(strcmp((const char *)base + (ULONG_PTR)host->h_name, "localhost") == 0, "the name");
    list = (const ULONG_PTR *)(base + (ULONG_PTR)host->h_addr_list);
    ok(list[0] < blob->cbSize && base[list[0]] == 127 && base[list[0] + 3] == 1, "the address");
    ok(list[1] == 0, "and no other");
}

int main(void)
{
    WSAQUERYSETW query = wide_query(NS_DNS, &host_by_name, L"localhost");
    WSAQUERYSETA narrow = narrow_query(NS_ALL, &host_name_class, "localhost");
    AFPROTOCOLS six = {AF_INET6, IPPROTO_UDP};
    const struct sockaddr_in *address;
    CSADDR_INFO *info;
    HANDLE lookup = NULL;
    char own[256];

    mention_classes();
    ok_fails(WSALookupServiceBeginW(&query, LUP_RETURN_ALL, &lookup), WSANOTINITIALISED);
    ok_fails(WSALookupServiceEnd(NULL), WSANOTINITIALISED);
    start_winsock();
    require(WSALookupServiceBeginW(&query, LUP_RETURN_ALL, &lookup) == 0);
    require(next_wide(lookup, LUP_RETURN_ALL) == 0);
    ok(answer.wide.dwSize == sizeof(WSAQUERYSETW) && answer.wide.dwNameSpace == NS_DNS, "a set of DNS");
    ok(is_inside(answer.wide.lpszServiceInstanceName, 20), "the name is in the buffer");
    ok(same_wide(answer.wide.lpszServiceInstanceName, "localhost"), "the name");
    ok(memcmp(answer.wide.lpServiceClassId, &host_by_name, sizeof(GUID)) == 0, "the class");
    ok(is_inside(answer.wide.lpNSProviderId, sizeof(GUID)), "the provider");
    ok(answer.wide.dwNumberOfCsAddrs == 1 && answer.wide.dwOutputFlags == 0, "one address");
    info = answer.wide.lpcsaBuffer;
    ok(is_inside(info, sizeof(*info)) && is_inside(info->RemoteAddr.lpSockaddr, 16), "addresses are in the buffer");
    ok(info->iSocketType == SOCK_STREAM && info->iProtocol == IPPROTO_TCP, "how to use it");
    address = (const struct sockaddr_in *)info->RemoteAddr.lpSockaddr;
    ok(info->RemoteAddr.iSockaddrLength == sizeof(*address) && address->sin_family == AF_INET, "an address of IPv4");
    ok(address->sin_port == 0 && address->sin_addr.s_addr == htonl(INADDR_LOOPBACK), "which one");
    address = (const struct sockaddr_in *)info->LocalAddr.lpSockaddr;
    ok(address->sin_family == AF_INET && address->sin_addr.s_addr == INADDR_ANY, "from any of ours");
    require(answer.wide.lpBlob != NULL);
    check_blob(answer.wide.lpBlob);
    ok_fails(next_wide(lookup, LUP_RETURN_ALL), WSA_E_NO_MORE);
    ok_fails(next_wide(lookup, 0), WSA_E_NO_MORE);
    ok(WSALookupServiceEnd(lookup) == 0, "ended");
    ok_fails(WSALookupServiceEnd(lookup), WSA_INVALID_HANDLE);
    ok_fails(next_wide(lookup, LUP_RETURN_ALL), WSA_INVALID_HANDLE);

    /* Flags of the second call only take away. */
    require(WSALookupServiceBeginA(&narrow, LUP_RETURN_NAME | LUP_RETURN_ADDR, &lookup) == 0);
    require(next_narrow(lookup, LUP_RETURN_NAME | LUP_RETURN_BLOB) == 0);
    ok(strcmp(answer.narrow.lpszServiceInstanceName, "localhost") == 0, "a narrow name");
    ok(answer.narrow.dwNumberOfCsAddrs == 0 && answer.narrow.lpBlob == NULL, "and nothing else");
    ok(WSALookupServiceEnd(lookup) == 0, "ended");

    narrow.dwNumberOfProtocols = 1;
    narrow.lpafpProtocols = &six;
    require(WSALookupServiceBeginA(&narrow, LUP_RETURN_ADDR, &lookup) == 0);
    require(next_narrow(lookup, 0) == 0);
    info = answer.narrow.lpcsaBuffer;
    ok(answer.narrow.lpszServiceInstanceName == NULL && answer.narrow.dwNumberOfCsAddrs == 1, "an address alone");
    ok(info->RemoteAddr.lpSockaddr->sa_family == AF_INET6 && info->iProtocol == IPPROTO_UDP, "as asked");
    ok(WSALookupServiceEnd(lookup) == 0, "ended");
    six.iAddressFamily = AF_IPX;
    ok_fails(WSALookupServiceBeginA(&narrow, LUP_RETURN_ADDR, &lookup), WSANO_DATA);

    /* No name is this computer's. */
    narrow = narrow_query(NS_DNS, &host_name_class, NULL);
    require(gethostname(own, sizeof(own)) == 0);
    require(WSALookupServiceBeginA(&narrow, LUP_RETURN_NAME, &lookup) == 0);
    require(next_narrow(lookup, LUP_RETURN_NAME) == 0);
    ok(strcmp(answer.narrow.lpszServiceInstanceName, own) == 0, "%s", answer.narrow.lpszServiceInstanceName);
    /* Nobody ends it but the clean-up. */
    WSACleanup();
    ok_fails(WSALookupServiceEnd(lookup), WSANOTINITIALISED);
    start_winsock();
    ok_fails(WSALookupServiceEnd(lookup), WSA_INVALID_HANDLE);
    WSACleanup();
    return ok_done();
}

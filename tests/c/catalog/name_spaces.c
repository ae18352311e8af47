/* Name space providers are installed, listed, switched, ordered and removed. */
#include "catalog.h"

static BYTE room[4096];

static int list(WSANAMESPACE_INFOEXW **first)
{
    DWORD length = sizeof(room);
    *first = (WSANAMESPACE_INFOEXW *)room;
    return WSAEnumNameSpaceProvidersExW(&length, *first);
}

int main(void)
{
    static const char own[] = "bytes";
    BLOB blob = {sizeof(own), (BYTE *)own};
    WSANAMESPACE_INFOEXW *infos;
    WSANAMESPACE_INFOA *narrow = (WSANAMESPACE_INFOA *)room;
    WSANAMESPACE_INFOW *wide = (WSANAMESPACE_INFOW *)room;
    DWORD length = sizeof(room);
    GUID order[3], dns;
    int i;

    ok_fails(WSAEnumNameSpaceProvidersW(&length, wide), WSANOTINITIALISED);
    ok(WSCInstallNameSpace((LPWSTR)L"Names", (LPWSTR)L"/lib/names.so", NS_LOCALNAME, 3, &layer_guid) == 0, "installed without a start-up");
    ok(WSCInstallNameSpaceEx((LPWSTR)L"More", (LPWSTR)L"/lib/more.so", NS_LOCALNAME, 4, &other_guid, &blob) == 0, "with bytes");
    start_winsock();
    ok(list(&infos) == 3, "DNS and two");
    ok(infos[0].dwNameSpace == NS_DNS && infos[0].fActive, "DNS is built in");
    ok(infos[1].dwVersion == 3 && infos[1].fActive && same_guid(&infos[1].NSProviderId, &layer_guid), "the first");
    ok(memcmp(infos[1].lpszIdentifier, L"Names", 12) == 0 && infos[1].ProviderSpecific.cbSize == 0, "its name");
    ok(infos[2].ProviderSpecific.cbSize == sizeof(own), "bytes of its own");
    ok(memcmp(infos[2].ProviderSpecific.pBlobData, own, sizeof(own)) == 0, "the same");
    dns = infos[0].NSProviderId;

    ok(WSAEnumNameSpaceProvidersA(&length, narrow) == 3, "narrow");
    ok(strcmp(narrow[1].lpszIdentifier, "Names") == 0, "%s", narrow[1].lpszIdentifier);
    ok(WSCEnumNameSpaceProviders32(&length, wide) == 3, "the other name");
    length = 0;
    ok_fails(WSAEnumNameSpaceProvidersW(&length, NULL), WSAEFAULT);
    ok(length > 3 * sizeof(*wide) && length < sizeof(room), "what it needs: %u", (unsigned)length);
    ok(WSAEnumNameSpaceProvidersW(&length, wide) == 3, "just enough");
    length--;
    ok_fails(WSAEnumNameSpaceProvidersW(&length, wide), WSAEFAULT);
    ok_fails(WSAEnumNameSpaceProvidersW(NULL, wide), WSAEFAULT);

    order[0] = other_guid;
    order[1] = dns;
    order[2] = layer_guid;
    ok(WSCWriteNameSpaceOrder(order, 3) == 0, "ordered");
    ok(WSCEnableNSProvider(&dns, FALSE) == 0, "switched off");
    ok(list(&infos) == 3, "still three");
    for (i = 0; i < 3; i++)
        ok(same_guid(&infos[i].NSProviderId, &order[i]) && infos[i].fActive == (i != 1), "place %d", i);
    ok(WSCEnableNSProvider32(&dns, TRUE) == 0 && list(&infos) == 3 && infos[1].fActive, "switched on");
    ok(WSCWriteNameSpaceOrder(order, 2) == WSAEINVAL, "one is missing");
    ok(WSCWriteNameSpaceOrder32(NULL, 3) == WSAEFAULT, "NULL");
    ok_fails(WSCEnableNSProvider(&no_guid, TRUE), WSAEINVAL);
    ok_fails(WSCEnableNSProvider(NULL, TRUE), WSAEFAULT);
    ok_fails(WSCInstallNameSpace((LPWSTR)L"Names", (LPWSTR)L"/lib/names.so", NS_LOCALNAME, 3, &layer_guid), WSAEINVAL);
    ok_fails(WSCInstallNameSpace((LPWSTR)L"Names", (LPWSTR)L"names.so", NS_LOCALNAME, 3, &no_guid), WSAEINVAL);
    ok_fails(WSCInstallNameSpace32(NULL, (LPWSTR)L"/lib/names.so", NS_LOCALNAME, 3, &no_guid), WSAEFAULT);
    ok(WSCInstallNameSpaceEx32((LPWSTR)L"Third", (LPWSTR)L"/lib/third.so", NS_LOCALNAME, 5, &no_guid, &blob) == 0, "a third");
    length = sizeof(room);
    ok(WSCEnumNameSpaceProvidersEx32(&length, (WSANAMESPACE_INFOEXW *)room) == 4, "four by the other name");
    ok(((WSANAMESPACE_INFOEXW *)room)[3].ProviderSpecific.cbSize == sizeof(own), "with its bytes");
    ok(WSCUnInstallNameSpace(&no_guid) == 0, "gone again");
    ok_fails(WSCUnInstallNameSpace(&dns), WSAEACCES);
    ok(WSCUnInstallNameSpace32(&layer_guid) == 0, "removed");
    ok_fails(WSCUnInstallNameSpace(&layer_guid), WSAEINVAL);
    ok(list(&infos) == 2, "two are left");
    WSACleanup();
    return ok_done();
}

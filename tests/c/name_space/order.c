/* Providers of a name space answer one after the other, in catalog order; what they are handed, and what they return. */
#include "own.h"

int main(void)
{
    GUID order[3], guid = own_provider(1), known = {0x77777777, 1, 2, {3, 4, 5, 6, 7, 8, 9, 0}};
    WSAQUERYSETW query = wide_query(NS_ALL, &own_class, L"a name");
    WSANAMESPACE_INFOW *infos = (WSANAMESPACE_INFOW *)answer.bytes;
    WSANSCLASSINFOA value = {(LPSTR)"Note", NS_OWN, 3, 2, (LPVOID)"ab"};
    WSASERVICECLASSINFOA schema = {&own_class, (LPSTR)"Own class", 1, &value};
    CSADDR_INFO address;
    DWORD length = sizeof(answer), in = 7, out = 0, returned = 0;
    HANDLE lookup;
    char name[32];

    install_own(2);
    start_winsock();
    ok(names[0].startups == 0, "a start-up starts no provider");
    ok_answers("first0 second0 first1 second1 ", WSA_E_NO_MORE);
    ok(names[0].startups == 1 && names[1].startups == 1, "each once");
    ok(names[0].table_bytes == sizeof(NSP_ROUTINE) && sizeof(NSP_ROUTINE) == 88, "the table's size is there before");
    ok(memcmp(&names[1].guid, &guid, sizeof(guid)) == 0, "each with its GUID");
    ok(names[0].begins == 1 && names[0].ends == 1 && names[1].ends == 1, "begun and ended");
    ok(same_wide(names[0].name, "a name") && names[0].flags == LUP_RETURN_NAME, "the question");
    ok(names[0].class_name[0] == 0 && names[0].class_values == 0, "nothing is known of the class");

    /* All name spaces: DNS refuses the class and is passed over. */
    WSASetLastError(77);
    require(WSALookupServiceBeginW(&query, 0, &lookup) == 0);
    require(next_wide(lookup, 0) == 0);
    ok(WSAGetLastError() == 77, "providers that fail leave no error behind");
    ok(same_wide(answer.wide.lpszServiceInstanceName, "first0"), "the first");
    ok(is_inside(answer.wide.lpszServiceInstanceName, 12), "in the caller's buffer");
    length = sizeof(WSAQUERYSETW);
    ok_fails(WSALookupServiceNextW(lookup, 0, &length, &answer.wide), WSAEFAULT);
    ok(length == sizeof(WSAQUERYSETW) + 16, "what the provider needs");
    require(next_wide(lookup, 0) == 0);
    ok(same_wide(answer.wide.lpszServiceInstanceName, "second0"), "it comes again");
    ok(WSANSPIoctl(lookup, 99, &in, sizeof(in), &out, sizeof(out), &returned, NULL) == 0, "a request of its own");
    ok(out == 7 && returned == 4 && names[0].ioctl_code == 99, "goes through");
    ok_fails(WSANSPIoctl(lookup, 0xdead, &in, sizeof(in), &out, sizeof(out), &returned, NULL), WSAEOPNOTSUPP);
    WSALookupServiceEnd(lookup);

    query.lpNSProviderId = &guid;
    require(WSALookupServiceBeginW(&query, 0, &lookup) == 0);
    require(next_wide(lookup, 0) == 0);
    ok(same_wide(answer.wide.lpszServiceInstanceName, "first1"), "the one that is named");
    WSALookupServiceEnd(lookup);

    length = sizeof(answer);
    require(WSAEnumNameSpaceProvidersW(&length, infos) == 3);
    order[0] = own_provider(1);
    order[1] = infos[0].NSProviderId;
    order[2] = own_provider(0);
    require(WSCWriteNameSpaceOrder(order, 3) == 0);
    ok_answers("first1 second1 first0 second0 ", WSA_E_NO_MORE);
    require(WSCEnableNSProvider(&order[0], FALSE) == 0);
    ok_answers("first0 second0 ", WSA_E_NO_MORE);
    ok_fails(WSALookupServiceBeginW(&query, 0, &lookup), WSAEINVAL);
    require(WSCEnableNSProvider(&order[0], TRUE) == 0);

    /* A class that is installed is handed on. */
    require(WSAInstallServiceClassA(&schema) == 0);
    ok(same_wide(names[1].class_name, "Own class"), "all providers are told");
    names[1].class_name[0] = 0;
    require(begin_own(&lookup) == 0);
    ok(same_wide(names[1].class_name, "Own class") && names[1].class_values == 1, "and again with each lookup");
    WSALookupServiceEnd(lookup);
    require(WSARemoveServiceClass(&own_class) == 0);
    ok(memcmp(&names[0].guid, &own_class, sizeof(GUID)) == 0, "removed everywhere");
    length = sizeof(name);
    ok(WSAGetServiceClassNameByClassIdA(&known, name, &length) == 0 && strcmp(name, "K") == 0, "a class of its own");

    memset(&address, 0, sizeof(address));
    query.lpNSProviderId = NULL;
    query.dwNameSpace = NS_OWN;
    query.dwNumberOfCsAddrs = 1;
    query.lpcsaBuffer = &address;
    names[0].set_error = WSAEACCES;
    ok(WSASetServiceW(&query, RNRSERVICE_DELETE, SERVICE_MULTIPLE) == 0, "one of them does it");
    ok(names[0].sets == 1 && names[1].sets == 1, "both were asked");
    ok(names[1].operation == RNRSERVICE_DELETE && names[1].flags == SERVICE_MULTIPLE && names[1].addresses == 1, "what");
    names[1].set_error = WSAEINVAL;
    ok_fails(WSASetServiceW(&query, RNRSERVICE_REGISTER, 0), WSAEINVAL);
    WSACleanup();
    ok(names[0].cleanups == 1 && names[1].cleanups == 1, "cleaned up");
    ok(names[0].ends == names[0].begins, "nothing is left open");
    return ok_done();
}

/* install LIBRARY NUMBER layered|ifs: puts a layer on top of everything that is in the catalog of WINSOCK_CATALOG. The
 * GUID is that of examples/c/layer with this LAYER_NUMBER. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <winsock2.h>
#include <ws2spi.h>
#include <windows.h>

int main(int count, char **arguments)
{
    GUID id = {0x5b0e1c42, 0x8d53, 0x4b7a, {0x9f, 0x2e, 0x6c, 0x1a, 0x70, 0xd4, 0xe3, 0}};
    WCHAR path[MAX_PATH], name[] = L"layer0";
    DWORD flags = count == 4 && strcmp(arguments[3], "ifs") == 0 ? XP1_IFS_HANDLES : 0;
    int error = 0;
    if (count != 4)
        return 2;
    id.Data4[7] = (unsigned char)atoi(arguments[2]);
    name[5] = (WCHAR)arguments[2][0];
    MultiByteToWideChar(CP_UTF8, 0, arguments[1], -1, path, MAX_PATH);
    if (WSCInstallProviderAndChains(&id, path, name, flags, NULL, 0, NULL, &error) == SOCKET_ERROR) {
        printf("error %d\n", error);
        return 1;
    }
    return 0;
}

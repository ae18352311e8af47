/* A broken catalog file costs its own entries only: programs run on the built-in ones, and nothing overwrites it. */
#include "catalog.h"

static const char text[] = "format = 1\nnext_id = \"soon\"\n";

int main(void)
{
    WSAPROTOCOL_INFOW info = some_base(200);
    char path[1024], after[sizeof(text) + 1] = "";
    FILE *file;
    DWORD id = 1001;
    SOCKET s;
    snprintf(path, sizeof(path), "%s/catalog.toml", getenv("WINSOCK_CATALOG"));
    file = fopen(path, "wb");
    require(file != NULL);
    require(fwrite(text, 1, sizeof(text) - 1, file) == sizeof(text) - 1);
    fclose(file);

    start_winsock();
    ok(all_entries() == BUILT_IN_ENTRIES, "the built-in entries");
    s = socket(AF_INET, SOCK_STREAM, 0);
    ok(s != INVALID_SOCKET, "and they work");
    closesocket(s);
    wsc_fails(WSCInstallProvider(&layer_guid, L"/lib/a.so", &info, 1, &error), WSANO_RECOVERY);
    wsc_fails(WSCDeinstallProvider(&layer_guid, &error), WSANO_RECOVERY);
    ok(WSCWriteProviderOrder(&id, 1) == WSANO_RECOVERY, "no order either");
    ok_fails(WSCInstallNameSpace((LPWSTR)L"Names", (LPWSTR)L"/lib/names.so", NS_LOCALNAME, 3, &layer_guid), WSASYSCALLFAILURE);
    file = fopen(path, "rb");
    require(file != NULL);
    ok(fread(after, 1, sizeof(after), file) == sizeof(text) - 1, "as long as it was");
    fclose(file);
    ok(strcmp(after, text) == 0, "the file is as it was");
    WSACleanup();
    return ok_done();
}

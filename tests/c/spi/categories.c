/* An application takes the layers whose categories it permits; it enters the chain below the others. */
#include "spi.h"

static CONTROL *control;

static int goes_through_the_layer(void)
{
    LONG before = control->sockets;
    SOCKET s;
    start_winsock();
    s = socket(AF_INET, SOCK_STREAM, 0);
    ok(s != INVALID_SOCKET, "a socket in any case");
    closesocket(s);
    WSACleanup();
    return control->sockets > before;
}

static void permit(DWORD categories)
{
    WCHAR path[MAX_PATH];
    DWORD length = GetModuleFileNameW(NULL, path, MAX_PATH);
    wsc_works(WSCSetApplicationCategory(path, length, NULL, 0, categories, NULL, &error));
}

static void categorize(DWORD categories)
{
    wsc_works(WSCSetProviderInfo(&layer_guid, ProviderInfoLspCategories, (BYTE *)&categories, sizeof(categories), 0, &error));
}

int main(void)
{
    WSAPROTOCOL_INFOW over = some_base(IPPROTO_TCP);
    control = install_provider();
    over.iSocketType = SOCK_STREAM;
    wsc_works(WSCInstallProviderAndChains(
        &layer_guid, provider_path("provider"), L"Through", XP1_IFS_HANDLES, &over, 1, NULL, &error));
    ok(goes_through_the_layer(), "without categories everything is taken");
    permit(LSP_FIREWALL);
    ok(!goes_through_the_layer(), "a layer without is not");
    categorize(LSP_FIREWALL | LSP_PROXY);
    ok(!goes_through_the_layer(), "nor one with others");
    categorize(LSP_FIREWALL);
    ok(goes_through_the_layer(), "one with the same is");
    return ok_done();
}

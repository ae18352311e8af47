/* A layer is not installed with a procedure missing. */
#include "spi.h"

int main(void)
{
    WSAPROTOCOL_INFOW over = some_base(IPPROTO_TCP);
    DWORD id = 0;
    over.iSocketType = SOCK_STREAM;
    mention_guids();
    wsc_fails(WSCInstallProviderAndChains(&layer_guid, provider_path("hole"), L"Hole", 0, &over, 1, &id, &error), WSAEINVALIDPROCTABLE);
    wsc_fails(WSCInstallProviderAndChains(&layer_guid, provider_path("nothing"), L"Hole", 0, &over, 1, &id, &error), WSAEINVALIDPROCTABLE);
    ok(all_entries() == BUILT_IN_ENTRIES, "nothing is installed");
    wsc_works(WSCInstallProviderAndChains(&layer_guid, provider_path("provider"), L"Whole", 0, &over, 1, &id, &error));
    ok(all_entries() == BUILT_IN_ENTRIES + 2, "a layer and its chain");
    return ok_done();
}

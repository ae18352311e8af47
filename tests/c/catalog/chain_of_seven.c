/* Layers go on top of each other up to a chain of 7; the next is WSANO_RECOVERY, and a chain given with 8 WSAEINVAL. */
#include "catalog.h"

int main(void)
{
    WSAPROTOCOL_INFOW over = some_base(IPPROTO_TCP);
    GUID guid = layer_guid;
    WCHAR name[2] = {'A', 0};
    int i;
    over.iSocketType = SOCK_STREAM;
    for (i = 0; i < MAX_PROTOCOL_CHAIN - 1; i++) {
        DWORD id = install_layer(&guid, name);
        ok(all_entries() > 0 && entries[0].ProtocolChain.ChainLen == i + 2, "one more");
        ok(entries[0].ProtocolChain.ChainEntries[0] == id, "on top");
        ok(entries[0].ProtocolChain.ChainEntries[i + 1] == 1001, "the base stays below");
        guid.Data1++;
        name[0]++;
    }
    wsc_fails(WSCInstallProviderAndChains(&guid, L"/lib/a.so", name, 0, &over, 1, NULL, &error), WSANO_RECOVERY);
    over = entries[0];
    over.ProtocolChain.ChainLen = 8;
    wsc_fails(WSCInstallProvider(&guid, L"/lib/a.so", &over, 1, &error), WSAEINVAL);
    over.ProtocolChain.ChainLen = 7;
    wsc_works(WSCInstallProvider(&guid, L"/lib/a.so", &over, 1, &error));
    return ok_done();
}

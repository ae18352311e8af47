/* Categories of a layer are set and read; audit records are not implemented. */
#include "catalog.h"

int main(void)
{
    DWORD categories = LSP_PROXY | LSP_SYSTEM;
    DWORD_PTR size = sizeof(categories);
    BYTE *info = (BYTE *)&categories;
    GUID base;
    install_layer(&layer_guid, L"Spy");
    wsc_works(WSCSetProviderInfo(&layer_guid, ProviderInfoLspCategories, info, size, 0, &error));
    categories = 0;
    wsc_works(WSCGetProviderInfo(&layer_guid, ProviderInfoLspCategories, info, &size, 0, &error));
    ok(categories == (LSP_PROXY | LSP_SYSTEM) && size == 4, "categories %x", (unsigned)categories);

    size = 3;
    wsc_fails(WSCGetProviderInfo(&layer_guid, ProviderInfoLspCategories, info, &size, 0, &error), WSAEFAULT);
    ok(size == 4, "what it needs");
    wsc_fails(WSCGetProviderInfo32(&layer_guid, ProviderInfoLspCategories, NULL, &size, 0, &error), WSAEFAULT);
    wsc_fails(WSCGetProviderInfo(&layer_guid, ProviderInfoLspCategories, info, NULL, 0, &error), WSAEFAULT);
    wsc_fails(WSCGetProviderInfo(NULL, ProviderInfoLspCategories, info, &size, 0, &error), WSAEFAULT);
    wsc_fails(WSCGetProviderInfo(&layer_guid, ProviderInfoAudit, info, &size, 0, &error), ERROR_CALL_NOT_IMPLEMENTED);
    wsc_fails(WSCSetProviderInfo(&layer_guid, ProviderInfoAudit, info, 4, 0, &error), ERROR_CALL_NOT_IMPLEMENTED);
    wsc_fails(WSCGetProviderInfo(&layer_guid, (WSC_PROVIDER_INFO_TYPE)2, info, &size, 0, &error), WSAEINVAL);
    wsc_fails(WSCGetProviderInfo(&no_guid, ProviderInfoLspCategories, info, &size, 0, &error), WSAEINVALIDPROVIDER);
    wsc_fails(WSCSetProviderInfo(&no_guid, ProviderInfoLspCategories, info, 4, 0, &error), WSAEINVALIDPROVIDER);
    wsc_fails(WSCSetProviderInfo32(&layer_guid, ProviderInfoLspCategories, info, 8, 0, &error), WSAEINVAL);
    wsc_fails(WSCSetProviderInfo(&layer_guid, ProviderInfoLspCategories, NULL, 4, 0, &error), WSAEFAULT);
    require(place_of(1001) >= 0);
    base = entries[place_of(1001)].ProviderId;
    wsc_works(WSCGetProviderInfo(&base, ProviderInfoLspCategories, info, &size, 0, &error));
    ok(categories == 0, "a base has none");
    wsc_fails(WSCSetProviderInfo(&base, ProviderInfoLspCategories, info, 4, 0, &error), WSANO_RECOVERY);
    return ok_done();
}

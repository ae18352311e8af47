/* Programs of this folder get a layer of their own: `NAME/changed.c` compiled, its path as the argument. */
#ifndef LAYER_OF_TEST_H
#define LAYER_OF_TEST_H

#include "../loopback.h"
#include <ws2spi.h>

/* That of examples/c/layer with LAYER_NUMBER 1. */
static GUID layer_id = {0x5b0e1c42, 0x8d53, 0x4b7a, {0x9f, 0x2e, 0x6c, 0x1a, 0x70, 0xd4, 0xe3, 1}};

/* Puts the layer over every base; 0 or the error. */
static inline int install_layer(const char *library)
{
    WCHAR path[MAX_PATH], name[] = L"layer of a test";
    int error = 0;
    require(MultiByteToWideChar(CP_UTF8, 0, library, -1, path, MAX_PATH) > 0);
    return WSCInstallProviderAndChains(&layer_id, path, name, 0, NULL, 0, NULL, &error) == 0 ? 0 : error;
}

#endif

/* A layer that leaves WSPJoinLeaf out of its table, unless LAYER_IS_WHOLE is set. */
#include "layer.h"

#define WSPStartup start_template
#include "layer.c"
#include "socket.c"
#include "overlapped.c"
#include "extension.c"
#include "window.c"
#undef WSPStartup

int WSPAPI WSPStartup(WORD version, LPWSPDATA data, LPWSAPROTOCOL_INFOW info, WSPUPCALLTABLE table_above,
                      LPWSPPROC_TABLE table)
{
    if (GetEnvironmentVariableA("LAYER_IS_WHOLE", NULL, 0) > 0)
        return start_template(version, data, info, table_above, table);
    /* Without looking for itself in the catalog, where it is not when it is installed. */
    data->wVersion = data->wHighVersion = MAKEWORD(2, 2);
    fill_table(table);
    table->lpWSPCleanup = Cleanup;
    table->lpWSPJoinLeaf = NULL;
    return 0;
}

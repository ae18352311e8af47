/* A layer whose WSPCloseSocket says WSAEWOULDBLOCK twice for a connected socket before it closes. */
#include "layer.h"

#define WSPStartup start_template
#include "layer.c"
#include "socket.c"
#include "overlapped.c"
#include "extension.c"
#include "window.c"
#undef WSPStartup

static LPWSPCLOSESOCKET close_of_template;
static SOCKET refused;
static int refusals;

static int WSPAPI close_at_last(SOCKET s, LPINT error)
{
    struct sockaddr_storage name;
    int length = sizeof name;
    if (GetPeerName(s, (struct sockaddr *)&name, &length, error) == SOCKET_ERROR)
        return close_of_template(s, error);
    if (s != refused) {
        refused = s;
        refusals = 0;
    }
    if (refusals++ < 2) {
        *error = WSAEWOULDBLOCK;
        return SOCKET_ERROR;
    }
    return close_of_template(s, error);
}

int WSPAPI WSPStartup(WORD version, LPWSPDATA data, LPWSAPROTOCOL_INFOW info, WSPUPCALLTABLE table_above,
                      LPWSPPROC_TABLE table)
{
    int error = start_template(version, data, info, table_above, table);
    if (!error) {
        close_of_template = table->lpWSPCloseSocket;
        table->lpWSPCloseSocket = close_at_last;
    }
    return error;
}

/* WSAStartup: which version a program gets for the one it asks for, and which are refused. */
#include "../ok.h"

int main(void)
{
    static const struct {
        WORD requested;
        int error;
        WORD given;
    } rows[] = {
        {MAKEWORD(1, 0), 0, MAKEWORD(1, 0)},
        {MAKEWORD(1, 1), 0, MAKEWORD(1, 1)},
        {MAKEWORD(2, 0), 0, MAKEWORD(2, 0)},
        {MAKEWORD(2, 1), 0, MAKEWORD(2, 1)},
        {MAKEWORD(2, 2), 0, MAKEWORD(2, 2)},
        {MAKEWORD(2, 3), 0, MAKEWORD(2, 2)},
        {MAKEWORD(3, 0), 0, MAKEWORD(2, 2)},
        {MAKEWORD(255, 255), 0, MAKEWORD(2, 2)},
        {MAKEWORD(0, 0), WSAVERNOTSUPPORTED, 0},
        {MAKEWORD(0, 1), WSAVERNOTSUPPORTED, 0},
        {MAKEWORD(0, 255), WSAVERNOTSUPPORTED, 0},
    };
    unsigned i;
    for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        WSADATA data;
        int error = WSAStartup(rows[i].requested, &data);
        ok(error == rows[i].error, "version %04x: error %d", rows[i].requested, error);
        if (error != 0)
            continue;
        ok(data.wVersion == rows[i].given, "version %04x: was given %04x", rows[i].requested, data.wVersion);
        ok(data.wHighVersion == MAKEWORD(2, 2), "version %04x: highest %04x", rows[i].requested, data.wHighVersion);
        ok(WSACleanup() == 0, "WSACleanup");
    }
    ok_fails(WSACleanup(), WSANOTINITIALISED);
    return ok_done();
}

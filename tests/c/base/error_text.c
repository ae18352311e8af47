/* FormatMessage knows the codes of Winsock. */
#include "../ok.h"

int main(void)
{
    static const int codes[] = {WSAEINTR, WSAEWOULDBLOCK, WSAENOTSOCK, WSAECONNRESET, WSANOTINITIALISED, WSAHOST_NOT_FOUND};
    char text[512], *allocated = NULL;
    unsigned i;
    for (i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        DWORD len = FormatMessageA(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, NULL, (DWORD)codes[i], 0,
                                   text, sizeof text, NULL);
        ok(len > 10 && len == strlen(text), "code %d: %d characters", codes[i], (int)len);
    }
    ok(FormatMessageA(FORMAT_MESSAGE_ALLOCATE_BUFFER | FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, NULL,
                      WSAECONNREFUSED, 0, (LPSTR)&allocated, 0, NULL) > 0, "allocated");
    ok(allocated != NULL && LocalFree(allocated) == NULL, "LocalFree");
    return ok_done();
}

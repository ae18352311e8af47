/* No handle is a serial port: the calls say which handles are open. */
#include "../ok.h"

#define fails(call, code) \
    do { \
        SetLastError(0); \
        ok(!(call), #call " fails"); \
        ok(GetLastError() == (code), "%s: %lu", #call, (unsigned long)GetLastError()); \
    } while (0)

int main(void)
{
    DCB state;
    COMMTIMEOUTS timeouts;
    HANDLE event = CreateEventA(NULL, TRUE, FALSE, NULL);

    memset(&state, 0, sizeof state);
    memset(&timeouts, 0, sizeof timeouts);
    state.DCBlength = sizeof state;
    require(event != NULL);
    fails(GetCommState(event, &state), ERROR_INVALID_FUNCTION);
    fails(SetCommState(event, &state), ERROR_INVALID_FUNCTION);
    fails(GetCommTimeouts(event, &timeouts), ERROR_INVALID_FUNCTION);
    fails(SetCommTimeouts(event, &timeouts), ERROR_INVALID_FUNCTION);
    fails(PurgeComm(event, PURGE_RXCLEAR), ERROR_INVALID_FUNCTION);
    require(CloseHandle(event));
    fails(GetCommState(event, &state), ERROR_INVALID_HANDLE);
    fails(SetCommTimeouts(INVALID_HANDLE_VALUE, &timeouts), ERROR_INVALID_HANDLE);
    return ok_done();
}

/* Without a choice closing ends receives as documented. */
#include "close_status.h"

int main(void)
{
    static const struct told told = {WSA_OPERATION_ABORTED, ERROR_OPERATION_ABORTED, 0xC0000120};
    check_close_status(NULL, told);
    return ok_done();
}

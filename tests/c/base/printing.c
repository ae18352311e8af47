/* printf has Microsoft's meaning of %I64d and %ls. */
#include "../ok.h"

int main(void)
{
    char text[64];
    sprintf(text, "%I64d %ls %lu", (__int64)1 << 40, L"wide", (unsigned long)7);
    ok(strcmp(text, "1099511627776 wide 7") == 0, "sprintf gave \"%s\"", text);
    ok(sizeof(WCHAR) == 2 && sizeof(L"ab") == 6, "wide characters have 16 bits");
    return ok_done();
}

/* A va_list may be used again after a function has formatted with it: Microsoft passes it by value. */
#include "../ok.h"

static int measured(char *buffer, size_t size, const char *format, ...)
{
    int length;
    va_list list;
    va_start(list, format);
    length = _vsnprintf(buffer, size, format, list);
    if (length < 0)
        length = _vscprintf(format, list);
    va_end(list);
    return length;
}

static void thrice(const char *format, ...)
{
    char narrow[64];
    va_list list;
    int length;
    va_start(list, format);
    length = _vscprintf(format, list);
    ok(length == 19, "%d characters", length);
    ok(vsprintf(narrow, format, list) == 19 && strcmp(narrow, "1 two 3.5 4 5 6 7 8") == 0, "%s", narrow);
    ok(vsnprintf(narrow, 6, format, list) == 19 && strcmp(narrow, "1 two") == 0, "%s", narrow);
    va_end(list);
}

static void scanned_twice(const char *text, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    ok(vsscanf(text, format, list) == 2, "first");
    ok(vsscanf("3 4", format, list) == 2, "second");
    va_end(list);
}

int main(void)
{
    char buffer[16];
    static char large[3 << 20];
    int first = 0, second = 0;

    ok(measured(buffer, sizeof buffer, "longish %d", 1234567890) == 18, "the whole length");
    memset(large, 'a', sizeof large - 1);
    ok(measured(buffer, sizeof buffer, "%s: %s", "name", large) == (int)sizeof large - 1 + 6, "a long one");
    thrice("%d %s %.1f %d %d %d %d %d", 1, "two", 3.5, 4, 5, 6, 7, 8);
    scanned_twice("1 2", "%d %d", &first, &second);
    ok(first == 3 && second == 4, "%d %d", first, second);
    return ok_done();
}

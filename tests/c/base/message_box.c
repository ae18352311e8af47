/* Without a desktop a message box fails as Windows says, and _strerror makes the line that would stand in it. */
#include "../ok.h"
#include <errno.h>

int main(void)
{
    const char *text;
    ok_fails(MessageBoxA(NULL, "nobody reads this", "Echo", MB_YESNO | MB_ICONERROR) - 1, ERROR_REQUIRES_INTERACTIVE_WINDOWSTATION);
    ok_fails(MessageBoxW(NULL, L"nor this", NULL, MB_OK) - 1, ERROR_REQUIRES_INTERACTIVE_WINDOWSTATION);
    errno = ENOENT;
    text = _strerror("opening");
    ok(strncmp(text, "opening: ", 9) == 0 && strchr(text, '\n') == text + strlen(text) - 1, "gave \"%s\"", text);
    text = _strerror(NULL);
    ok(strstr(text, "opening") == NULL && text[strlen(text) - 1] == '\n', "gave \"%s\"", text);
    return ok_done();
}

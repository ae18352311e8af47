/* tchar.h with _UNICODE, and so wmain. arguments: one */
#define UNICODE
#define _UNICODE
#include <tchar.h>

int _tmain(int argc, _TCHAR *argv[])
{
    TCHAR buffer[16];
    _tcscpy(buffer, _T("text"));
    _stprintf(buffer + 4, _T("%d"), 5);
    _tprintf(_T("%s %d %d %s\n"), buffer, (int)_tcslen(buffer), argc, argv[1]);
    return 0;
}

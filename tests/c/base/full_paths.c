/* GetFullPathName and SearchPath, and what they do with too little room. */
#include "../ok.h"

int main(void)
{
    char folder[MAX_PATH], name[MAX_PATH], path[MAX_PATH], *last = NULL;
    WCHAR wide[64], *wide_last;
    DWORD length;
    FILE *file;
    length = GetFullPathNameA("\\one\\.\\two\\..\\three.txt", sizeof path, path, &last);
    ok(length == 14 && strcmp(path, "/one/three.txt") == 0, "gave %u, %s", length, path);
    ok(last == path + 5, "the last part is %s", last);
    ok(GetFullPathNameA("/one/three.txt", 14, path, NULL) == 15, "the room it needs");
    ok(GetFullPathNameA("/one/", sizeof path, path, &last) == 5 && last == NULL, "a folder has no last part");
    ok(GetFullPathNameW(L"/\x00e9/x", 64, wide, &wide_last) == 4 && wide_last == wide + 3, "wide");
    ok(GetFullPathNameA("a", sizeof path, path, &last) > 2 && path[0] == '/' && strcmp(last, "a") == 0, "gave %s", path);
    ok_fails((int)GetFullPathNameA("", sizeof path, path, NULL) - 1, ERROR_INVALID_NAME);

    require(GetTempPathA(sizeof folder, folder) != 0);
    sprintf(name, "paths-%u", (unsigned)GetCurrentProcessId());
    sprintf(path, "%s%s.ini", folder, name);
    file = fopen(path, "w");
    require(file != NULL);
    fclose(file);
    strcat(folder, ";\\");
    length = SearchPathA(folder, name, ".ini", sizeof path, path, &last);
    ok(length == strlen(path) && strncmp(last, name, strlen(name)) == 0, "found %s", path);
    ok(SearchPathA(folder, name, ".ini", 3, path, NULL) == length + 1, "the room it needs");
    ok_fails((int)SearchPathA(folder, name, ".txt", sizeof path, path, NULL) - 1, ERROR_FILE_NOT_FOUND);
    ok_fails((int)SearchPathA(NULL, NULL, NULL, sizeof path, path, NULL) - 1, ERROR_INVALID_PARAMETER);
    length = SearchPathA(NULL, "sh", NULL, sizeof path, path, NULL);
    ok(length > 3 && strcmp(path + length - 3, "/sh") == 0, "found in PATH");
    length = SearchPathA(folder, name, ".ini", sizeof path, path, NULL);
    ok(DeleteFileA(path), "the file is there");
    return ok_done();
}

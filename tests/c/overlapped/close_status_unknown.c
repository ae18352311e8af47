/* An unknown WINSOCK_CLOSE_STATUS is reported on stderr, and closing goes by the documents. */
#include "close_status.h"

int main(void)
{
    static const struct told told = {WSA_OPERATION_ABORTED, ERROR_OPERATION_ABORTED, 0xC0000120};
    char directory[MAX_PATH], path[MAX_PATH], text[512];
    FILE *file;
    require(GetTempPathA(sizeof directory, directory) != 0 && GetTempFileNameA(directory, "ws2", 0, path) != 0);
    require(freopen(path, "w", stderr) != NULL);
    check_close_status("Windows 95", told);
    file = fopen(path, "r");
    require(file != NULL);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    remove(path);
    ok(strstr(text, "WINSOCK_CLOSE_STATUS=Windows 95") != NULL && strstr(text, "netname-deleted") != NULL,
       "the report: %s", text);
    return ok_done();
}

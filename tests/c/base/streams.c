/* Streams of stdio: backslashes in paths, positions that are numbers. */
#include "../ok.h"
#include <errno.h>

int main(void)
{
    char folder[MAX_PATH], path[MAX_PATH + 16];
    fpos_t position = 0, end;
    FILE *stream;
    require(GetTempPathA(sizeof folder, folder) != 0);
    sprintf(path, "%s\\streams-%u", folder, (unsigned)GetCurrentProcessId());
    require(CreateDirectoryA(path, NULL));
    strcpy(folder, path);
    strcat(path, "\\numbers.txt");
    stream = fopen(path, "w+b");
    require(stream != NULL);
    ok(fputs("0123456789", stream) >= 0, "fputs");
    ok(fgetpos(stream, &end) == 0 && end == 10, "fgetpos gave %d", (int)end);
    position = end / 2;
    ok(fsetpos(stream, &position) == 0 && fgetc(stream) == '5', "fsetpos goes to a number");
    stream = freopen(path, "rb", stream);
    require(stream != NULL);
    ok(fgetc(stream) == '0', "freopen begins anew");
    fclose(stream);
    ok(fopen("no such folder\\file", "r") == NULL && errno == ENOENT, "errno %d", errno);
    ok(DeleteFileA(path), "the file is where the path says");
    ok(RemoveDirectoryA(folder), "and alone");
    return ok_done();
}

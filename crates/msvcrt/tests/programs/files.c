/* Streams and descriptors. */
#include <direct.h>
#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

int main(void)
{
    FILE *stream = NULL;
    struct _stati64 status;
    char text[16] = "";
    int fd, result;
    printf("%d\n", fopen_s(&stream, "data.txt", "wt"));
    fprintf(stream, "%s", "hello");
    fclose(stream);
    printf("%d", fopen_s(&stream, "missing.txt", "rb") == ENOENT);
    printf(" %d\n", stream == NULL);
    printf("%d ", _stati64("data.txt", &status));
    printf("%d\n", (int)status.st_size);
    printf("%d ", _wstat64(L"data.txt", &status));
    printf("%d ", (int)status.st_size);
    printf("%d\n", _wstat(L"missing.txt", (struct _stat *)&status));
    fd = _open("data.txt", _O_RDWR | _O_BINARY, _S_IREAD | _S_IWRITE);
    result = _read(fd, text, sizeof text);
    printf("%d %s %d\n", result, text, (int)_filelength(fd));
    printf("%d", (int)_lseek(fd, 0, SEEK_SET));
    printf(" %d\n", _write(fd, "J", 1));
    printf("%d %d\n", _isatty(fd), _setmode(fd, _O_BINARY) >= 0);
    _close(fd);
    stream = _wfopen(L"data.txt", L"rb, ccs=UTF-8");
    printf("%s\n", fgets(text, sizeof text, stream));
    printf("%d\n", _fileno(stream) > 2);
    fclose(stream);
    printf("%d %d\n", _access("data.txt", 0), _access("missing.txt", 0));
    printf("%d", _mkdir("folder"));
    printf(" %d\n", _rmdir("folder"));
    printf("%d\n", _unlink("data.txt"));
    printf("%d\n", _open_osfhandle(_get_osfhandle(1), 0));
    return 0;
}

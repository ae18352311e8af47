/* TransmitFile sends head, file and tail whole and in order, from the offset in the OVERLAPPED or from the file's own
 * position. */
#include "extension.h"

#define LEN 3000000

static char content[LEN], chunk[65536];
static SOCKET pair[2];

/* Receives so many bytes: 1 if they are the content from there on. */
static int receives(int from, int len)
{
    int total = 0, count;
    while (total < len && (count = recv(pair[1], chunk, len - total < (int)sizeof chunk ? len - total : (int)sizeof chunk, 0)) > 0) {
        if (memcmp(chunk, content + from + total, (size_t)count) != 0)
            return 0;
        total += count;
    }
    return total == len;
}

int main(void)
{
    HANDLE file;
    OVERLAPPED overlapped;
    TRANSMIT_FILE_BUFFERS around = {(void *)"head", 4, (void *)"tail!", 5};
    DWORD bytes;
    char name[MAX_PATH];
    start_winsock();
    tcp_pair(pair);
    write_pattern(content, LEN, 0);
    sprintf(name, "/tmp/transmit_file.%lu", (unsigned long)GetCurrentProcessId());
    file = CreateFileA(name, GENERIC_READ | GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
    require(file != INVALID_HANDLE_VALUE);
    require(WriteFile(file, content, LEN, &bytes, NULL) && bytes == LEN);
    overlapped = with_event();
    ok(begun(TransmitFile(pair[0], file, 0, 0, &overlapped, &around, 0)), "TransmitFile");
    ok(recv(pair[1], chunk, 4, MSG_WAITALL) == 4 && memcmp(chunk, "head", 4) == 0, "head");
    ok(receives(0, LEN), "file");
    ok(recv(pair[1], chunk, 5, MSG_WAITALL) == 5 && memcmp(chunk, "tail!", 5) == 0, "tail");
    ok(ended(pair[0], &overlapped, &bytes) == 0 && bytes == LEN + 9, "%u bytes", (unsigned)bytes);
    overlapped.Offset = 1000;
    ok(begun(TransmitFile(pair[0], file, 500, 0, &overlapped, NULL, 0)), "part of the file");
    ok(receives(1000, 500) && ended(pair[0], &overlapped, &bytes) == 0 && bytes == 500, "500 bytes from 1000 on");
    ok(SetFilePointer(file, 200, NULL, FILE_BEGIN) == 200, "position");
    ok(TransmitFile(pair[0], file, 100, 0, NULL, NULL, 0), "synchronous");
    ok(receives(200, 100), "100 bytes from the position");
    ok(TransmitFile(pair[0], NULL, 0, 0, NULL, &around, TF_DISCONNECT), "only memory, and the end");
    ok(recv(pair[1], chunk, 9, MSG_WAITALL) == 9 && memcmp(chunk, "headtail!", 9) == 0, "head and tail");
    ok(recv(pair[1], chunk, 1, 0) == 0, "disconnected");
    ok(!TransmitFile(pair[1], (HANDLE)pair[1], 0, 0, NULL, NULL, 0) && WSAGetLastError() == ERROR_INVALID_HANDLE, "no file");
    ok(!TransmitFile(tcp_socket(), NULL, 0, 0, NULL, &around, 0) && WSAGetLastError() == WSAENOTCONN, "not connected");
    ok(CloseHandle(file) && DeleteFileA(name), "the file is gone");
    WSACleanup();
    return ok_done();
}

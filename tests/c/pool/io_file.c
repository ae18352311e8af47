/* I/O objects of files that are open for overlapped I/O: each read and write is told to the callback. */
#include "../files/files.h"

#define COUNT 32

static struct operation operations[COUNT];
static volatile LONG wrong;
static PTP_IO expected_io;

static void CALLBACK on_end(PTP_CALLBACK_INSTANCE instance, PVOID context, PVOID overlapped, ULONG error,
                            ULONG_PTR count, PTP_IO io)
{
    struct operation *operation = (struct operation *)overlapped;
    (void)instance;
    if (context != (PVOID)&wrong || io != expected_io)
        InterlockedIncrement(&wrong);
    operation->error = error;
    operation->count = (DWORD)count;
    InterlockedIncrement(&operation->ended);
}

static void set_place(struct operation *operation, int i)
{
    clear_operation(operation);
    operation->overlapped.Offset = (DWORD)i * 16;
}

static void ok_all(const char *what)
{
    int i;
    WaitForThreadpoolIoCallbacks(expected_io, FALSE);
    for (i = 0; i < COUNT; i++)
        ok(current(&operations[i].ended) == 1 && operations[i].error == 0 && operations[i].count == 16,
           "%s %d: told %d times, error %d, count %d", what, i, (int)operations[i].ended, (int)operations[i].error,
           (int)operations[i].count);
}

int main(void)
{
    HANDLE file = new_file(FILE_FLAG_OVERLAPPED), plain;
    struct operation behind;
    char text[17];
    int i;
    expected_io = CreateThreadpoolIo(file, on_end, (PVOID)&wrong, NULL);
    require(expected_io != NULL);
    for (i = 0; i < COUNT; i++) {
        set_place(&operations[i], i);
        sprintf(operations[i].bytes, "record %09d", i);
        StartThreadpoolIo(expected_io);
        require(begun(WriteFile(file, operations[i].bytes, 16, NULL, &operations[i].overlapped)));
    }
    ok_all("write");
    for (i = COUNT - 1; i >= 0; i--) {
        set_place(&operations[i], i);
        StartThreadpoolIo(expected_io);
        require(begun(ReadFile(file, operations[i].bytes, 16, NULL, &operations[i].overlapped)));
    }
    ok_all("read");
    for (i = 0; i < COUNT; i++) {
        sprintf(text, "record %09d", i);
        ok(memcmp(operations[i].bytes, text, 16) == 0, "record %d", i);
    }

    set_place(&behind, COUNT);
    StartThreadpoolIo(expected_io);
    ok_last(ReadFile(file, behind.bytes, 16, NULL, &behind.overlapped), ERROR_HANDLE_EOF);
    CancelThreadpoolIo(expected_io);
    WaitForThreadpoolIoCallbacks(expected_io, FALSE);
    ok(current(&behind.ended) == 0 && current(&wrong) == 0, "nobody is told of a call that fails");

    CloseThreadpoolIo(expected_io);
    close_file(file);
    plain = new_file(0);
    SetLastError(0);
    ok(CreateThreadpoolIo(plain, on_end, NULL, NULL) == NULL && GetLastError() == ERROR_INVALID_PARAMETER,
       "a file that is not open for overlapped I/O: error %d", (int)GetLastError());
    close_file(plain);
    return ok_done();
}

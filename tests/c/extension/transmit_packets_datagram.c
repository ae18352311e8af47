/* TransmitPackets on a connected datagram socket: elements are datagrams, or parts of one that TP_ELEMENT_EOP ends. */
#include "extension.h"

#define BY_ELEMENTS 0xFFFFFFFF

static LPFN_TRANSMITPACKETS transmit_packets;
static TRANSMIT_PACKETS_ELEMENT elements[4];
static SOCKET pair[2];
static char large[70000];

static void set_memory(int i, const char *text, ULONG flags)
{
    elements[i].dwElFlags = TP_ELEMENT_MEMORY | flags;
    elements[i].cLength = (ULONG)strlen(text);
    elements[i].pBuffer = (void *)text;
}

static void set_file(int i, HANDLE file, int from, int len, ULONG flags)
{
    elements[i].dwElFlags = TP_ELEMENT_FILE | flags;
    elements[i].cLength = (ULONG)len;
    elements[i].nFileOffset.QuadPart = from;
    elements[i].hFile = file;
}

static void ok_receives(const char *text)
{
    char data[64];
    int len = recv(pair[1], data, sizeof data, 0);
    ok(len == (int)strlen(text) && memcmp(data, text, (size_t)len) == 0, "a datagram of %d bytes for \"%s\"", len, text);
}

static void ok_refused(SOCKET s, int count, DWORD flags, int error)
{
    ok(!transmit_packets(s, elements, (DWORD)count, 0, NULL, flags) && WSAGetLastError() == error,
       "error %d instead of %d", WSAGetLastError(), error);
}

int main(void)
{
    GUID id = WSAID_TRANSMITPACKETS;
    OVERLAPPED overlapped;
    HANDLE file;
    DWORD bytes;
    char name[MAX_PATH];
    start_winsock();
    udp_pair(pair);
    transmit_packets = (LPFN_TRANSMITPACKETS)(UINT_PTR)extension(pair[0], id);
    sprintf(name, "/tmp/transmit_datagrams.%lu", (unsigned long)GetCurrentProcessId());
    file = CreateFileA(name, GENERIC_READ | GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
    require(file != INVALID_HANDLE_VALUE);
    require(WriteFile(file, "0123456789", 10, &bytes, NULL));
    memset(elements, 0, sizeof elements);

    set_memory(0, "one", 0);
    set_file(1, file, 2, 4, 0);
    set_memory(2, "", 0);
    set_memory(3, "four", TP_ELEMENT_EOP);
    ok(transmit_packets(pair[0], elements, 4, 0, NULL, 0), "each element");
    ok_receives("one");
    ok_receives("2345");
    ok_receives("");
    ok_receives("four");

    set_memory(0, "head ", 0);
    set_file(1, file, 0, 0, TP_ELEMENT_EOP);
    set_memory(2, "a", 0);
    set_memory(3, "b", 0);
    overlapped = with_event();
    ok(begun(transmit_packets(pair[0], elements, 4, BY_ELEMENTS, &overlapped, TP_USE_KERNEL_APC)), "up to the end");
    ok(ended(pair[0], &overlapped, &bytes) == 0 && bytes == 17, "%u bytes", (unsigned)bytes);
    ok_receives("head 0123456789");
    ok_receives("ab");

    ok(transmit_packets(pair[0], NULL, 0, 0, NULL, 0), "nothing");
    set_memory(0, "before", 0);
    elements[1].dwElFlags = TP_ELEMENT_MEMORY;
    elements[1].pBuffer = large;
    elements[1].cLength = sizeof large;
    ok_refused(pair[0], 2, 0, WSAEMSGSIZE);
    ok_receives("before");
    require(WriteFile(file, large, sizeof large, &bytes, NULL));
    set_file(1, file, 0, 0, 0);
    ok_refused(pair[0], 2, 0, WSAEMSGSIZE);
    ok_receives("before");
    ok_refused(pair[0], 1, TP_DISCONNECT, WSAEOPNOTSUPP);
    ok_refused(udp_socket(), 1, 0, WSAENOTCONN);
    send(pair[0], "last", 4, 0);
    ok_receives("last");
    ok(CloseHandle(file) && DeleteFileA(name), "the file is gone");
    WSACleanup();
    return ok_done();
}

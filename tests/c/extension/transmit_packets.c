/* TransmitPackets sends memory and parts of files in their order; TF_DISCONNECT | TF_REUSE_SOCKET frees the handle. */
#include "extension.h"

int main(void)
{
    SOCKET pair[2];
    HANDLE file;
    OVERLAPPED overlapped;
    TRANSMIT_PACKETS_ELEMENT elements[3];
    GUID id = WSAID_TRANSMITPACKETS;
    LPFN_TRANSMITPACKETS TransmitPackets;
    char name[MAX_PATH], data[32];
    DWORD bytes;
    start_winsock();
    tcp_pair(pair);
    TransmitPackets = (LPFN_TRANSMITPACKETS)(UINT_PTR)extension(pair[0], id);
    sprintf(name, "/tmp/transmit_packets.%lu", (unsigned long)GetCurrentProcessId());
    file = CreateFileA(name, GENERIC_READ | GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
    require(file != INVALID_HANDLE_VALUE);
    require(WriteFile(file, "0123456789", 10, &bytes, NULL));
    memset(elements, 0, sizeof elements);
    elements[0].dwElFlags = TP_ELEMENT_MEMORY;
    elements[0].cLength = 3;
    elements[0].pBuffer = (void *)"abc";
    elements[1].dwElFlags = TP_ELEMENT_FILE;
    elements[1].cLength = 4;
    elements[1].nFileOffset.QuadPart = 2;
    elements[1].hFile = file;
    elements[2].dwElFlags = TP_ELEMENT_MEMORY | TP_ELEMENT_EOP;
    elements[2].cLength = 1;
    elements[2].pBuffer = (void *)"!";
    overlapped = with_event();
    ok(begun(TransmitPackets(pair[0], elements, 3, 0, &overlapped, TP_DISCONNECT | TP_REUSE_SOCKET)), "TransmitPackets");
    ok(ended(pair[0], &overlapped, &bytes) == 0 && bytes == 8, "%u bytes", (unsigned)bytes);
    ok(recv(pair[1], data, 8, MSG_WAITALL) == 8 && memcmp(data, "abc2345!", 8) == 0, "in order");
    ok(recv(pair[1], data, 1, 0) == 0, "disconnected");
    ok_fails(send(pair[0], "x", 1, 0), WSAENOTCONN);
    elements[0].dwElFlags = 0;
    ok(!TransmitPackets(pair[1], elements, 1, 0, NULL, 0) && WSAGetLastError() == WSAEINVAL, "neither memory nor file");
    ok(!TransmitPackets(pair[1], NULL, 1, 0, NULL, 0) && WSAGetLastError() == WSAEFAULT, "NULL");
    ok(CloseHandle(file) && DeleteFileA(name), "the file is gone");
    WSACleanup();
    return ok_done();
}

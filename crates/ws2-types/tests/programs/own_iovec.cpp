// struct iovec is no name of Windows: programs whose Linux side has it define one for Windows.
#include <winsock2.h>
struct iovec {
    void *iov_base;
    size_t iov_len;
};
#include <fcntl.h>
#include <string>
#include <thread>

int main()
{
    char byte = 0;
    iovec one = {&byte, sizeof byte};
    return one.iov_base == &byte && one.iov_len == 1 ? 0 : 1;
}

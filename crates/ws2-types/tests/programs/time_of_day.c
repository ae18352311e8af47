/* gettimeofday, where a program has it, fills the 8 byte timeval and nothing behind it. */
#include <winsock2.h>
#include <sys/time.h>
#include <time.h>

int main(void)
{
    struct {
        struct timeval now;
        unsigned guard[4];
    } box = {{0, 0}, {1, 2, 3, 4}};
    if (sizeof box.now != 8 || gettimeofday(&box.now, NULL) != 0)
        return 1;
    if (box.guard[0] != 1 || box.guard[1] != 2 || box.guard[2] != 3 || box.guard[3] != 4)
        return 2;
    return box.now.tv_sec > 1700000000 && box.now.tv_usec < 1000000 ? 0 : 3;
}

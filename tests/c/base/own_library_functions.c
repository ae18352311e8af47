/* A program's own arc4random and setenv, which Microsoft's C library does not have; timespec_get, which it has in every dialect. */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <sys/locking.h>

static unsigned arc4random(void)
{
    return 4;
}

static void arc4random_buf(void *buffer, size_t size)
{
    memset(buffer, 4, size);
}

static void setenv(const char *name, const char *value, int overwrite)
{
    if (overwrite)
        _putenv_s(name, value);
}

int main(void)
{
    struct timespec now = {0, 0};
    unsigned char bytes[4];
    arc4random_buf(bytes, sizeof bytes);
    if (arc4random() != 4 || bytes[3] != 4)
        return 1;
    if (timespec_get(&now, TIME_UTC) != TIME_UTC || now.tv_sec < 1700000000 || now.tv_nsec >= 1000000000)
        return 2;
    setenv("OWN", "one", 1);
    if (!getenv("OWN") || strcmp(getenv("OWN"), "one") != 0)
        return 3;
    return _LK_NBLCK == 2 ? 0 : 4;
}

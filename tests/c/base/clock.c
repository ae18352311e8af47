/* QueryPerformanceCounter and GetTickCount64 go on, Sleep sleeps. */
#include "../loopback.h"

int main(void)
{
    ULONGLONG ticks = GetTickCount64();
    double start = now_ms();
    LARGE_INTEGER frequency;
    ok(QueryPerformanceFrequency(&frequency) && frequency.QuadPart >= 1000, "frequency");
    Sleep(50);
    ok(now_ms() - start >= 45 && now_ms() - start < 3000, "slept %d ms", (int)(now_ms() - start));
    ok(GetTickCount64() - ticks >= 30, "ticks");
    return ok_done();
}

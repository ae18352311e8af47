/* Every weaker ordering and both widths of the Interlocked functions. */
#include <winsock2.h>
#include <windows.h>

int main(void)
{
    LONG narrow = 1;
    LONG64 wide = 1;
    PVOID pointer = &narrow;

    if (InterlockedIncrementNoFence(&narrow) != 2 || InterlockedDecrementRelease(&narrow) != 1)
        return 1;
    if (InterlockedAddNoFence(&narrow, 4) != 5 || InterlockedExchangeAddAcquire(&narrow, 1) != 5)
        return 2;
    if (InterlockedOrAcquire(&narrow, 8) != 6 || InterlockedAndRelease(&narrow, 12) != 14 || narrow != 12)
        return 3;
    if (InterlockedIncrementAcquire64(&wide) != 2 || InterlockedDecrementRelease64(&wide) != 1)
        return 4;
    if (InterlockedAddNoFence64(&wide, (LONG64)1 << 40) != ((LONG64)1 << 40) + 1)
        return 5;
    if (InterlockedExchangeNoFence64(&wide, 3) != ((LONG64)1 << 40) + 1)
        return 6;
    if (InterlockedCompareExchangeAcquire64(&wide, 7, 3) != 3 || InterlockedXorRelease64(&wide, 1) != 7 || wide != 6)
        return 7;
    if (InterlockedExchangePointerAcquire(&pointer, &wide) != &narrow)
        return 8;
    if (InterlockedCompareExchangePointerNoFence(&pointer, NULL, &wide) != &wide || pointer)
        return 9;
    return 0;
}

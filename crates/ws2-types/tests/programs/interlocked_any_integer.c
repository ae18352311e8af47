/* Interlocked operations take integers of any width; programs pass long * where LONG * is meant. */
#include <windows.h>

/* The exit status tells the line that failed. */
#define CHECK(condition) do { if (!(condition)) return __LINE__; } while (0)

int main(void)
{
    volatile LONG narrow = 5;
    volatile long wide = 5;
    LONG64 longest = 5;
    unsigned int counter = 0;
    int one = 1, two = 2;
    int *volatile pointer = &one;

    CHECK(InterlockedIncrement(&narrow) == 6 && InterlockedDecrement(&narrow) == 5); /* returns the new value */
    CHECK(InterlockedIncrement(&wide) == 6 && wide == 6); /* long */
    CHECK(InterlockedExchangeAdd(&narrow, 3) == 5 && narrow == 8); /* ExchangeAdd returns the old value */
    CHECK(InterlockedExchange(&wide, -1) == 6 && wide == -1); /* Exchange returns the old value */
    CHECK(InterlockedCompareExchange(&narrow, 9, 7) == 8 && narrow == 8); /* CompareExchange that differs */
    CHECK(InterlockedCompareExchange(&narrow, 9, 8) == 8 && narrow == 9); /* CompareExchange that agrees */
    CHECK(InterlockedCompareExchange64(&longest, 1l << 40, 5) == 5 && longest == 1l << 40); /* 64 bits */
    CHECK(InterlockedOr(&narrow, 6) == 9 && narrow == 15 && InterlockedAnd(&narrow, 3) == 15 && narrow == 3); /* Or, And */
    CHECK(InterlockedIncrement(&counter) == 1); /* unsigned */
    CHECK(InterlockedExchangePointer(&pointer, &two) == &one && pointer == &two); /* pointer */
    CHECK(InterlockedCompareExchangePointer((PVOID *)&pointer, &one, &two) == &two && pointer == &one); /* pointer compared */
    MemoryBarrier();
    YieldProcessor();
    return 0;
}

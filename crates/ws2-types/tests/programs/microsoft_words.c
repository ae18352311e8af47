/* Keywords, annotations and structured exception handling of Microsoft's compiler. */
#include <windows.h>

#pragma comment(lib, "ws2_32.lib")

/* The exit status tells the line that failed. */
#define CHECK(condition) do { if (!(condition)) return __LINE__; } while (0)

static __declspec(noinline) int WINAPI add(_In_ int a, _In_opt_ int b) { return a + b; }
static __forceinline int twice(int a) { return 2 * a; }
__declspec(align(32)) static char aligned[32];
__declspec(thread) static int per_thread;
typedef int(__stdcall *callback)(int, int);
typedef struct _Inner { unsigned __int64 wide; __int32 narrow; } Inner;

static int finally_runs(int leave)
{
    int trace = 0;
    __try {
        trace = trace * 10 + 1;
        if (leave)
            __leave;
        trace = trace * 10 + 2;
    }
    __finally {
        trace = trace * 10 + 3;
    }
    return trace;
}

static int nested(void)
{
    int trace = 0, i;
    __try {
        __try {
            for (i = 0; i < 10; i++)
                if (i == 3)
                    __leave;
            trace = 99;
        }
        __finally {
            trace = trace * 10 + 1;
        }
        trace = trace * 10 + 2;
    }
    __except (GetExceptionCode() == 5 ? EXCEPTION_EXECUTE_HANDLER : EXCEPTION_CONTINUE_SEARCH) {
        trace = 99;
    }
    return trace;
}

int main(void)
{
    callback f = add;
    LARGE_INTEGER big;
    CHECK(f(1, 2) == 3 && twice(4) == 8); /* calling conventions */
    CHECK(((ULONG_PTR)aligned & 31) == 0 && per_thread == 0); /* __declspec */
    CHECK(sizeof(Inner) == 16); /* __int64 */
    CHECK(finally_runs(0) == 123 && finally_runs(1) == 13); /* __try, __leave, __finally */
    CHECK(nested() == 12); /* nested __try */
    big.QuadPart = 0x100000002;
    CHECK(big.LowPart == 2 && big.HighPart == 1); /* LARGE_INTEGER */
    CHECK(MAKEWORD(2, 1) == 0x102 && LOBYTE(0x102) == 2 && HIBYTE(0x102) == 1); /* MAKEWORD */
    CHECK(min(3, 4) == 3 && max(3, 4) == 4); /* min and max */
    return 0;
}

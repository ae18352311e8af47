/* BCryptGenRandom fills the buffer, all of it, and nothing else; bad arguments get their status. */
#include "../ok.h"
#include <bcrypt.h>

#define INVALID_HANDLE ((NTSTATUS)0xC0000008)
#define INVALID_PARAMETER ((NTSTATUS)0xC000000D)

int main(void)
{
    static UCHAR bytes[2][100002];
    int i, differ = 0, zeros = 0;

    for (i = 0; i < 2; i++)
        ok(BCryptGenRandom(NULL, bytes[i] + 1, 100000, BCRYPT_USE_SYSTEM_PREFERRED_RNG) == 0, "filled");
    for (i = 1; i <= 100000; i++) {
        differ += bytes[0][i] != bytes[1][i];
        zeros += bytes[0][i] == 0;
    }
    ok(differ > 90000, "two buffers differ in %d of 100000 bytes", differ);
    ok(zeros < 2000, "%d of 100000 bytes are 0", zeros);
    ok(!bytes[0][0] && !bytes[0][100001] && !bytes[1][0] && !bytes[1][100001], "nothing outside is written");

    ok(BCRYPT_SUCCESS(BCryptGenRandom(BCRYPT_RNG_ALG_HANDLE, bytes[0], 16, 0)), "the pseudo handle");
    ok(BCryptGenRandom(NULL, bytes[0], 0, BCRYPT_USE_SYSTEM_PREFERRED_RNG) == 0, "nothing to fill");
    ok(BCryptGenRandom(NULL, bytes[0], 16, 0) == INVALID_HANDLE, "no algorithm");
    ok(BCryptGenRandom((BCRYPT_ALG_HANDLE)4, bytes[0], 16, 0) == INVALID_HANDLE, "no handle of an algorithm");
    ok(BCryptGenRandom(NULL, NULL, 16, BCRYPT_USE_SYSTEM_PREFERRED_RNG) == INVALID_PARAMETER, "no buffer");
    return ok_done();
}

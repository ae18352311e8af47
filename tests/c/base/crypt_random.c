/* Random numbers through a context of a cryptographic provider; it has no keys and no hash algorithms. */
#include "../ok.h"
#include <wincrypt.h>

int main(void)
{
    HCRYPTPROV context = 0;
    HCRYPTHASH hash;
    BYTE bytes[64] = {0};
    int i, set = 0;
    ok_fails(CryptAcquireContextA(&context, NULL, NULL, PROV_RSA_FULL, 0) - 1, (int)NTE_BAD_KEYSET);
    ok_fails(CryptAcquireContextA(&context, "keys", NULL, PROV_RSA_FULL, CRYPT_VERIFYCONTEXT) - 1, (int)NTE_BAD_FLAGS);
    ok_fails(CryptAcquireContextA(&context, NULL, NULL, 0, CRYPT_VERIFYCONTEXT) - 1, (int)NTE_BAD_PROV_TYPE);
    ok_fails(CryptAcquireContextA(&context, NULL, NULL, 3, CRYPT_VERIFYCONTEXT) - 1, (int)NTE_PROV_TYPE_NOT_DEF);
    ok_fails(CryptAcquireContextA(NULL, NULL, NULL, PROV_RSA_FULL, CRYPT_VERIFYCONTEXT) - 1, ERROR_INVALID_PARAMETER);
    ok(CryptAcquireContextW(&context, NULL, NULL, PROV_RSA_AES, CRYPT_NEWKEYSET), "a new key set");
    ok(CryptReleaseContext(context, 0), "is released");
    require(CryptAcquireContext(&context, NULL, NULL, PROV_RSA_FULL, CRYPT_VERIFYCONTEXT | CRYPT_SILENT));
    ok(CryptGenRandom(context, sizeof bytes, bytes), "random bytes");
    for (i = 0; i < (int)sizeof bytes; i++)
        set += bytes[i] != 0;
    ok(set > 32, "%d bytes of 64 are set", set);
    ok_fails(CryptGenRandom(context, 4, NULL) - 1, ERROR_INVALID_PARAMETER);
    ok_fails(CryptCreateHash(context, CALG_MD5, 0, 0, &hash) - 1, (int)NTE_BAD_ALGID);
    ok_fails(CryptHashData(1, bytes, 1, 0) - 1, ERROR_INVALID_HANDLE);
    ok_fails(CryptReleaseContext(context, 1) - 1, (int)NTE_BAD_FLAGS);
    ok(CryptReleaseContext(context, 0), "the context is released");
    ok_fails(CryptGenRandom(context, 4, bytes) - 1, ERROR_INVALID_HANDLE);
    ok_fails(CryptReleaseContext(context, 0) - 1, ERROR_INVALID_HANDLE);
    return ok_done();
}

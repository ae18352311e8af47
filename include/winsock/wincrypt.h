/* The older cryptographic interface: random numbers. A context holds no keys, and no hash algorithm is offered. */
#ifndef __WINCRYPT_H__
#define __WINCRYPT_H__

#include <windef.h>
#include <bcrypt.h>

typedef unsigned int ALG_ID;
typedef ULONG_PTR HCRYPTPROV;
typedef ULONG_PTR HCRYPTKEY;
typedef ULONG_PTR HCRYPTHASH;

#define PROV_RSA_FULL 1
#define PROV_RSA_AES 24

#define CRYPT_VERIFYCONTEXT 0xF0000000
#define CRYPT_NEWKEYSET 0x00000008
#define CRYPT_DELETEKEYSET 0x00000010
#define CRYPT_MACHINE_KEYSET 0x00000020
#define CRYPT_SILENT 0x00000040

#define CALG_MD2 0x00008001
#define CALG_MD4 0x00008002
#define CALG_MD5 0x00008003
#define CALG_SHA 0x00008004
#define CALG_SHA1 0x00008004
#define CALG_SHA_256 0x0000800c
#define CALG_SHA_384 0x0000800d
#define CALG_SHA_512 0x0000800e

#define HP_ALGID 0x0001
#define HP_HASHVAL 0x0002
#define HP_HASHSIZE 0x0004

_WS2_BEGIN_DECLS
BOOL WINAPI CryptAcquireContextA(HCRYPTPROV *context, LPCSTR container, LPCSTR provider, DWORD type, DWORD flags) WS2_SYMBOL(CryptAcquireContextA);
BOOL WINAPI CryptAcquireContextW(HCRYPTPROV *context, LPCWSTR container, LPCWSTR provider, DWORD type, DWORD flags) WS2_SYMBOL(CryptAcquireContextW);
BOOL WINAPI CryptReleaseContext(HCRYPTPROV context, DWORD flags) WS2_SYMBOL(CryptReleaseContext);
BOOL WINAPI CryptGenRandom(HCRYPTPROV context, DWORD bytes, BYTE *buffer) WS2_SYMBOL(CryptGenRandom);
BOOL WINAPI CryptCreateHash(HCRYPTPROV context, ALG_ID algorithm, HCRYPTKEY key, DWORD flags, HCRYPTHASH *hash) WS2_SYMBOL(CryptCreateHash);
BOOL WINAPI CryptHashData(HCRYPTHASH hash, const BYTE *data, DWORD bytes, DWORD flags) WS2_SYMBOL(CryptHashData);
BOOL WINAPI CryptGetHashParam(HCRYPTHASH hash, DWORD parameter, BYTE *data, DWORD *bytes, DWORD flags) WS2_SYMBOL(CryptGetHashParam);
BOOL WINAPI CryptDestroyHash(HCRYPTHASH hash) WS2_SYMBOL(CryptDestroyHash);
_WS2_END_DECLS

#define CryptAcquireContext _WS2_AW(CryptAcquireContext)

#endif

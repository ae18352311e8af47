/* Calls the DllMain of a shared library: with DLL_PROCESS_ATTACH when it is loaded, with DLL_PROCESS_DETACH when it
 * is unloaded or the process ends.
 *
 * The linker takes this when it makes a shared object. Without a DllMain nothing happens. The reference is hidden:
 * it is met by the library's own function or by none, and no other library sees it. No header declares DllMain, so a
 * C++ program's may have a mangled name: with HINSTANCE or HMODULE, or with HANDLE as its first parameter. */
#include <stddef.h>

#define DLL_PROCESS_DETACH 0u
#define DLL_PROCESS_ATTACH 1u
#define FROM_ADDRESS_WITHOUT_COUNT 6u

typedef int dll_main(void *module, unsigned reason, void *reserved);

extern int ws2_32_GetModuleHandleExA(unsigned flags, const char *address, void **module);
extern int ws2_32_frees_a_module(void);

/* gcc says hidden of a function that it calls, not of one whose address it takes. */
#define ENTRY(name, symbol) \
    __asm__(".hidden " symbol); \
    extern dll_main name __asm__(symbol) __attribute__((__weak__, __visibility__("hidden")));
ENTRY(c_entry, "DllMain")
ENTRY(cxx_entry, "_Z7DllMainP11HINSTANCE__jPv")
ENTRY(cxx_entry_handle, "_Z7DllMainPvjS_")

/* What the linker is asked for. */
__attribute__((__visibility__("hidden"))) char _winsock_dll_main;

static void call(unsigned reason, void *reserved)
{
    dll_main *const entries[] = {c_entry, cxx_entry, cxx_entry_handle};
    void *module = NULL;
    size_t at;
    ws2_32_GetModuleHandleExA(FROM_ADDRESS_WITHOUT_COUNT, &_winsock_dll_main, &module);
    for (at = 0; at < sizeof entries / sizeof *entries; at++)
        if (entries[at])
            entries[at](module, reason, reserved);
}

/* After the constructors of the library's own objects, which the linker has placed before this one. */
__attribute__((__constructor__)) static void attach(void)
{
    call(DLL_PROCESS_ATTACH, NULL);
}

/* A reserved argument says that the process ends. */
__attribute__((__destructor__)) static void detach(void)
{
    call(DLL_PROCESS_DETACH, ws2_32_frees_a_module() ? NULL : &_winsock_dll_main);
}

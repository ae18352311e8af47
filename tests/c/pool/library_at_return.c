/* FreeLibraryWhenCallbackReturns frees a library when the callback returns, before those who wait for it go on. */
#include "pool.h"

static const char name[] = "libanl.so.1"; /* of the C library, and used by nobody here */

static int is_loaded(void)
{
    return GetModuleHandleA(name) != NULL;
}

static void CALLBACK run(PTP_CALLBACK_INSTANCE instance, PVOID context, PTP_WORK work)
{
    (void)work;
    FreeLibraryWhenCallbackReturns(instance, (HMODULE)context);
    ok(is_loaded(), "not before the callback returns");
}

static void CALLBACK run_and_leave(PTP_CALLBACK_INSTANCE instance, PVOID context, PTP_WORK work)
{
    (void)work;
    FreeLibraryWhenCallbackReturns(instance, (HMODULE)context);
    ExitThread(0);
}

static void submit(PTP_WORK_CALLBACK callback, HMODULE library)
{
    PTP_WORK work = CreateThreadpoolWork(callback, library, NULL);
    require(work != NULL);
    SubmitThreadpoolWork(work);
    WaitForThreadpoolWorkCallbacks(work, FALSE);
    CloseThreadpoolWork(work);
}

int main(void)
{
    HMODULE library, second;
    ok(!is_loaded(), "not loaded yet");
    library = LoadLibraryA(name);
    require(library != NULL);
    ok(is_loaded(), "loaded");
    submit(run, library);
    ok(!is_loaded(), "freed");

    library = LoadLibraryA(name);
    second = LoadLibraryA(name);
    require(library != NULL && second != NULL);
    submit(run, library);
    ok(is_loaded(), "loaded twice, freed once");
    submit(run_and_leave, second);
    ok(is_loaded(), "a callback that ends its thread does not return");
    ok(FreeLibrary(second) && !is_loaded(), "freed");
    ok(!FreeLibrary(second) && GetLastError() == ERROR_INVALID_HANDLE, "not twice");

    library = LoadLibraryA(name);
    require(library != NULL && GetModuleHandleExA(0, name, &second) && second == library);
    ok(FreeLibrary(library) && is_loaded() && FreeLibrary(second) && !is_loaded(), "GetModuleHandleEx counts");
    library = LoadLibraryA(name);
    require(library != NULL && GetModuleHandleExA(GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT, name, &second));
    ok(FreeLibrary(library) && !is_loaded(), "unless it shall not");
    return ok_done();
}

/* The printf functions with `...`. */
#include "variadic.h"

int variadic_msvcrt_printf(const char *format, ...)
{
    WITH_ARGUMENTS(format, msvcrt_vprintf(format, list));
}

int variadic_msvcrt_fprintf(FILE *stream, const char *format, ...)
{
    WITH_ARGUMENTS(format, msvcrt_vfprintf(stream, format, list));
}

int variadic_msvcrt_sprintf(char *buffer, const char *format, ...)
{
    WITH_ARGUMENTS(format, msvcrt_vsprintf(buffer, format, list));
}

int variadic_msvcrt_snprintf(char *buffer, size_t size, const char *format, ...)
{
    WITH_ARGUMENTS(format, msvcrt_vsnprintf(buffer, size, format, list));
}

int variadic_msvcrt__snprintf(char *buffer, size_t size, const char *format, ...)
{
    WITH_ARGUMENTS(format, msvcrt__vsnprintf(buffer, size, format, list));
}

int variadic_msvcrt_sprintf_s(char *buffer, size_t size, const char *format, ...)
{
    WITH_ARGUMENTS(format, msvcrt_vsprintf_s(buffer, size, format, list));
}

int variadic_msvcrt__snprintf_s(char *buffer, size_t size, size_t count, const char *format, ...)
{
    WITH_ARGUMENTS(format, msvcrt__vsnprintf_s(buffer, size, count, format, list));
}

int variadic_msvcrt__scprintf(const char *format, ...)
{
    WITH_ARGUMENTS(format, msvcrt__vscprintf(format, list));
}

int variadic_msvcrt_wprintf(const wide *format, ...)
{
    WITH_ARGUMENTS(format, msvcrt_vwprintf(format, list));
}

int variadic_msvcrt_fwprintf(FILE *stream, const wide *format, ...)
{
    WITH_ARGUMENTS(format, msvcrt_vfwprintf(stream, format, list));
}

int variadic_msvcrt_swprintf(wide *buffer, size_t size, const wide *format, ...)
{
    WITH_ARGUMENTS(format, msvcrt_vswprintf(buffer, size, format, list));
}

int variadic_msvcrt__snwprintf(wide *buffer, size_t size, const wide *format, ...)
{
    WITH_ARGUMENTS(format, msvcrt__vsnwprintf(buffer, size, format, list));
}

int variadic_msvcrt_swprintf_s(wide *buffer, size_t size, const wide *format, ...)
{
    WITH_ARGUMENTS(format, msvcrt_vswprintf_s(buffer, size, format, list));
}

int variadic_msvcrt__snwprintf_s(wide *buffer, size_t size, size_t count, const wide *format, ...)
{
    WITH_ARGUMENTS(format, msvcrt__vsnwprintf_s(buffer, size, count, format, list));
}

int variadic_msvcrt__scwprintf(const wide *format, ...)
{
    WITH_ARGUMENTS(format, msvcrt__vscwprintf(format, list));
}

int variadic_ws2_32_wsprintfA(char *buffer, const char *format, ...)
{
    WITH_ARGUMENTS(format, ws2_32_wvsprintfA(buffer, format, list));
}

int variadic_ws2_32_wsprintfW(wide *buffer, const wide *format, ...)
{
    WITH_ARGUMENTS(format, ws2_32_wvsprintfW(buffer, format, list));
}

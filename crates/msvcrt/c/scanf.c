/* The scanf functions with `...`. */
#include "variadic.h"

int variadic_msvcrt_scanf(const char *format, ...)
{
    WITH_ARGUMENTS(format, msvcrt_vscanf(format, list));
}

int variadic_msvcrt_fscanf(FILE *stream, const char *format, ...)
{
    WITH_ARGUMENTS(format, msvcrt_vfscanf(stream, format, list));
}

int variadic_msvcrt_sscanf(const char *text, const char *format, ...)
{
    WITH_ARGUMENTS(format, msvcrt_vsscanf(text, format, list));
}

int variadic_msvcrt_wscanf(const wide *format, ...)
{
    WITH_ARGUMENTS(format, msvcrt_vwscanf(format, list));
}

int variadic_msvcrt_fwscanf(FILE *stream, const wide *format, ...)
{
    WITH_ARGUMENTS(format, msvcrt_vfwscanf(stream, format, list));
}

int variadic_msvcrt_swscanf(const wide *text, const wide *format, ...)
{
    WITH_ARGUMENTS(format, msvcrt_vswscanf(text, format, list));
}

int variadic_msvcrt_scanf_s(const char *format, ...)
{
    WITH_ARGUMENTS(format, msvcrt_vscanf_s(format, list));
}

int variadic_msvcrt_fscanf_s(FILE *stream, const char *format, ...)
{
    WITH_ARGUMENTS(format, msvcrt_vfscanf_s(stream, format, list));
}

int variadic_msvcrt_sscanf_s(const char *text, const char *format, ...)
{
    WITH_ARGUMENTS(format, msvcrt_vsscanf_s(text, format, list));
}

int variadic_msvcrt_wscanf_s(const wide *format, ...)
{
    WITH_ARGUMENTS(format, msvcrt_vwscanf_s(format, list));
}

int variadic_msvcrt_fwscanf_s(FILE *stream, const wide *format, ...)
{
    WITH_ARGUMENTS(format, msvcrt_vfwscanf_s(stream, format, list));
}

int variadic_msvcrt_swscanf_s(const wide *text, const wide *format, ...)
{
    WITH_ARGUMENTS(format, msvcrt_vswscanf_s(text, format, list));
}

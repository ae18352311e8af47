/* Reading a va_list for Rust, one argument at a time. */
#include "variadic.h"

#include <string.h>

_Static_assert(sizeof(va_list) <= 32, "the storage that Rust hands over");
void msvcrt_copy_arguments(void *storage, va_list *list) { va_copy(*(va_list *)storage, *list); }

int32_t msvcrt_argument_int32(va_list *list) { return va_arg(*list, int32_t); }

int64_t msvcrt_argument_int64(va_list *list) { return va_arg(*list, int64_t); }

double msvcrt_argument_double(va_list *list) { return va_arg(*list, double); }

void *msvcrt_argument_pointer(va_list *list) { return va_arg(*list, void *); }

/* `storage` has room for a long double of any ABI: 16 bytes. */
void msvcrt_argument_long_double(va_list *list, void *storage)
{
    long double value = va_arg(*list, long double);
    memcpy(storage, &value, sizeof value);
}

/* `format` has the form "%<flags>*.*L<conversion>". */
int msvcrt_format_long_double(char *buffer, size_t size, const char *format, int width, int precision,
                              const void *storage)
{
    long double value;
    memcpy(&value, storage, sizeof value);
    return snprintf(buffer, size, format, width, precision, value);
}

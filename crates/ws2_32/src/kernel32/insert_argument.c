/* The next insert of FormatMessage. Each is an integer or a pointer, all read as one machine word. */
#include <stdarg.h>
#include <stdint.h>

uintptr_t ws2_next_insert_argument(va_list *arguments)
{
    return va_arg(*arguments, uintptr_t);
}

/* Time: Microsoft's argument order, local time as text, milliseconds. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/timeb.h>
#include <time.h>
#include <wchar.h>

int main(void)
{
    struct tm fields;
    struct _timeb now;
    time_t time_value = 86400 * 365;
    time_t before_epoch = -1;
    char text[32];
    wchar_t wide[32];
    printf("%d", gmtime_s(&fields, &time_value));
    printf(" %d %d %d\n", fields.tm_year, fields.tm_mon, fields.tm_mday);
    printf("%d", localtime_s(&fields, &time_value));
    printf(" %d\n", fields.tm_hour);
    printf("%d", asctime_s(text, sizeof text, &fields));
    printf(" %s", text);
    printf("%d", ctime_s(text, sizeof text, &time_value));
    printf(" %s", text);
    printf("%d\n", asctime_s(text, 10, &fields) == EINVAL);
    printf("%d", gmtime_s(&fields, &before_epoch) == EINVAL);
    printf(" %d\n", fields.tm_year);
    gmtime_s(&fields, &time_value);
    printf("%d", (int)wcsftime(wide, 32, L"%Y-%m-%d", &fields));
    printf(" %ls\n", wide);
    printf("%d %d\n", (int)strlen(_strtime(text)), (int)strlen(_strdate(text)));
    _ftime(&now);
    printf("%d %d %d\n", now.time >= time(NULL) - 1, now.millitm < 1000, now.timezone);
    printf("%d %d\n", (int)CLOCKS_PER_SEC, clock() >= 0);
    printf("%d\n", (int)_mkgmtime(&fields) == (int)time_value);
    return 0;
}

/* %ld stores 32 bits, %lld and %I64d 64. */
#include <stdio.h>

int main(void)
{
    int values[2] = {-1, -1};
    __int64 big = 0;
    unsigned __int64 hex = 0;
    short small[2] = {-1, -1};
    double number;
    float single;
    char word[16], letters[3] = "??";
    int count, matched;
    matched = sscanf("12 99", "%ld", values);
    printf("%d %d %d\n", matched, values[0], values[1]);
    matched = sscanf("-1234567890123 ffffffffffffffff", "%I64d %I64x", &big, &hex);
    printf("%d %I64d %I64x\n", matched, big, hex);
    matched = sscanf("7", "%hd", small);
    printf("%d %d %d\n", matched, small[0], small[1]);
    matched = sscanf("1.5 2.5", "%f %lf", &single, &number);
    printf("%d %g %g\n", matched, single, number);
    matched = sscanf("host:8080 xy", "%15[^:]:%d %2c%n", word, values, letters, &count);
    printf("%d %s %d %.2s %d\n", matched, word, values[0], letters, count);
    matched = sscanf("", "%d", values);
    printf("%d\n", matched);
    matched = sscanf("abc", "%d", values);
    printf("%d\n", matched);
    matched = sscanf("5 skip 6", "%d %*s %d", &values[0], &values[1]);
    printf("%d %d %d\n", matched, values[0], values[1]);
    matched = sscanf("100%!", "%d%%!%n", values, &count);
    printf("%d %d\n", matched, count);
    return 0;
}

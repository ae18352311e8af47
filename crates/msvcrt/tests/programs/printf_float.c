/* Floating point: two exponent digits, 13 digits of %a, names of what is not a number. */
#include <math.h>
#include <stdio.h>

int main(void)
{
    volatile double zero = 0.0;
    printf("%f %.2f %10.3f %-10.1f|\n", 3.14159, 3.14159, 3.14159, 3.14159);
    printf("%e %E %.1e %e\n", 12345.678, 0.00012, 1e100, 1e5);
    printf("%g %G %g %#g\n", 0.0001, 1e-10, 1234567.0, 1.0);
    printf("%a %.2a\n", 1.5, 1.5);
    printf("%f %f %F\n", 1.0 / zero, -1.0 / zero, 1.0 / zero);
    printf("%f %5.1f\n", fabs(zero / zero), -fabs(zero / zero));
    printf("%lf %Lf\n", 2.5, 2.5L);
    printf("%.60f\n", 1.0 / 3.0);
    printf("%08.3f %+.1f\n", -3.14159, 2.0);
    return 0;
}

/* C16: struct linger is two u_short. */
#include "../ok.h"

int main(void)
{
    struct linger linger;
    LPLINGER pointer = &linger;
    ok(sizeof linger == 4, "size %d", (int)sizeof linger);
    ok(sizeof linger.l_onoff == 2 && sizeof linger.l_linger == 2, "members are short");
    ok((char *)&pointer->l_onoff == (char *)pointer && (char *)&pointer->l_linger == (char *)pointer + 2, "in order");
    linger.l_linger = 65535;
    ok(linger.l_linger == 65535, "unsigned");
    return ok_done();
}

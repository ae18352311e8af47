/* The annotations of sal.h under their other name. */
#include <sal.h>

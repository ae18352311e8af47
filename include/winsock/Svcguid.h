#include <svcguid.h>

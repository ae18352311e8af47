#include <processenv.h>

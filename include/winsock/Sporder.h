#include <sporder.h>

/* The order of providers and name spaces, once a library of its own. */
#ifndef _SPORDER_H
#define _SPORDER_H

#include <ws2spi.h>

#endif

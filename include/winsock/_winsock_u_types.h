/* The BSD integer names. u_long has 32 bits, on Windows and here. */
#ifndef _WINSOCK_U_TYPES_H
#define _WINSOCK_U_TYPES_H

/* <sys/types.h> leaves out its own four when this is defined. */
#ifndef __u_char_defined
#define __u_char_defined
typedef unsigned char u_char;
typedef unsigned short u_short;
typedef unsigned int u_int;
typedef unsigned int u_long;
#endif

#endif

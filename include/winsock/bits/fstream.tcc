/* libstdc++.so has these templates for 32-bit characters; for 16-bit ones the program compiles its own, and
 * files of wide characters hold UTF-8. */
#pragma GCC system_header
#if defined(_GLIBCXX_USE_WCHAR_T) && __SIZEOF_WCHAR_T__ == 2
#include <bits/codecvt.h>
#include <_msvcrt_wide_codecvt.hpp>
#undef _GLIBCXX_USE_WCHAR_T
#define use_facet _msvcrt_use_facet
#define __try_use_facet _msvcrt_try_use_facet
#include_next <bits/fstream.tcc>
#undef use_facet
#undef __try_use_facet
#define _GLIBCXX_USE_WCHAR_T 1
#else
#include_next <bits/fstream.tcc>
#endif

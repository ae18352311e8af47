/* libstdc++.so has these templates for 32-bit characters; for 16-bit ones the program compiles its own. */
#pragma GCC system_header
#if defined(_GLIBCXX_USE_WCHAR_T) && __SIZEOF_WCHAR_T__ == 2
#undef _GLIBCXX_USE_WCHAR_T
#include_next <bits/basic_ios.tcc>
#define _GLIBCXX_USE_WCHAR_T 1
#else
#include_next <bits/basic_ios.tcc>
#endif
#if __SIZEOF_WCHAR_T__ == 2
#include <_msvcrt_wide_streams.hpp>
#endif

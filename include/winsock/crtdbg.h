/* Microsoft's <crtdbg.h>: there is no debug heap; its checks do nothing. */
#pragma GCC system_header
#ifndef _MSVCRT_CRTDBG_H
#define _MSVCRT_CRTDBG_H

#include <_msvcrt.h>
#include <assert.h>

#define _CRT_WARN 0
#define _CRT_ERROR 1
#define _CRT_ASSERT 2
#define _CRTDBG_ALLOC_MEM_DF 0x01
#define _CRTDBG_DELAY_FREE_MEM_DF 0x02
#define _CRTDBG_CHECK_ALWAYS_DF 0x04
#define _CRTDBG_LEAK_CHECK_DF 0x20
#define _CRTDBG_REPORT_FLAG (-1)
#define _CRTDBG_MODE_FILE 0x1
#define _CRTDBG_MODE_DEBUG 0x2
#define _CRTDBG_MODE_WNDW 0x4
#define _CRTDBG_FILE_STDOUT ((void *)-4)
#define _CRTDBG_FILE_STDERR ((void *)-5)

#define _ASSERT(condition) assert(condition)
#define _ASSERTE(condition) assert(condition)
#define _ASSERT_EXPR(condition, text) assert(condition)
#define _CrtSetDbgFlag(flags) ((int)((flags) & 0))
#define _CrtSetReportMode(kind, mode) ((int)(((kind) + (mode)) & 0))
#define _CrtSetReportFile(kind, file) ((void *)0)
#define _CrtSetBreakAlloc(number) ((long)((number) & 0))
#define _CrtDumpMemoryLeaks() (0)
#define _CrtCheckMemory() (1)
#define _RPT0(kind, text) ((void)0)
#define _RPT1(kind, text, a) ((void)0)
#define _RPT2(kind, text, a, b) ((void)0)

#endif

/* The outermost frame of a thread made by CreateThread.
 *
 * ExitThread ends the thread from any depth of the program's calls. On Windows it unwinds nothing: no
 * destructor on the stack runs. pthread_exit would run them, and would kill a C++ program that has a
 * catch (...) on the way. So ExitThread jumps back to this frame, and the thread returns from here. */
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>

struct entry_frame {
    jmp_buf place;
    uint32_t exit_code;
};

static __thread struct entry_frame *entry;

uint32_t win32_wait_run_thread(uint32_t (*start)(void *), void *parameter)
{
    struct entry_frame frame;
    uint32_t exit_code;

    if (_setjmp(frame.place) == 0) {
        entry = &frame;
        exit_code = start(parameter);
    } else {
        exit_code = frame.exit_code;
    }
    entry = NULL;
    return exit_code;
}

/* Does not return, except on a thread that has no such frame. */
void win32_wait_leave_thread(uint32_t exit_code)
{
    if (entry != NULL) {
        entry->exit_code = exit_code;
        longjmp(entry->place, 1);
    }
}

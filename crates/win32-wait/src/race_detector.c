/* The functions of ThreadSanitizer's run time, NULL in programs that are built without it. */
typedef void annotation(void *key);

__attribute__((weak)) extern annotation __tsan_acquire;
__attribute__((weak)) extern annotation __tsan_release;

annotation *const win32_wait_tsan_acquire = __tsan_acquire;
annotation *const win32_wait_tsan_release = __tsan_release;

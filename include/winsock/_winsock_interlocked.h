/* Interlocked operations, full barriers all. They take an integer of any type: programs written for a
 * 32 bit long pass long * where LONG * is meant. */
#ifndef _WINSOCK_INTERLOCKED_H
#define _WINSOCK_INTERLOCKED_H

#include <_winsock_types.h>

#ifdef __cplusplus
extern "C++" {
template <class T> struct _ws2_same { typedef T type; };
template <class T> inline T InterlockedIncrement(T volatile *target) { return __atomic_add_fetch(target, (T)1, __ATOMIC_SEQ_CST); }
template <class T> inline T InterlockedDecrement(T volatile *target) { return __atomic_sub_fetch(target, (T)1, __ATOMIC_SEQ_CST); }
template <class T> inline T InterlockedExchange(T volatile *target, typename _ws2_same<T>::type value)
{
    return __atomic_exchange_n(target, value, __ATOMIC_SEQ_CST);
}
template <class T> inline T InterlockedExchangeAdd(T volatile *target, typename _ws2_same<T>::type value)
{
    return __atomic_fetch_add(target, value, __ATOMIC_SEQ_CST);
}
template <class T> inline T InterlockedCompareExchange(T volatile *target, typename _ws2_same<T>::type value, typename _ws2_same<T>::type comparand)
{
    __atomic_compare_exchange_n(target, &comparand, value, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
    return comparand;
}
template <class T> inline T InterlockedAnd(T volatile *target, typename _ws2_same<T>::type value) { return __atomic_fetch_and(target, value, __ATOMIC_SEQ_CST); }
template <class T> inline T InterlockedOr(T volatile *target, typename _ws2_same<T>::type value) { return __atomic_fetch_or(target, value, __ATOMIC_SEQ_CST); }
template <class T> inline T InterlockedXor(T volatile *target, typename _ws2_same<T>::type value) { return __atomic_fetch_xor(target, value, __ATOMIC_SEQ_CST); }
template <class T> inline T InterlockedAdd(T volatile *target, typename _ws2_same<T>::type value) { return __atomic_add_fetch(target, value, __ATOMIC_SEQ_CST); }
template <class T> inline BOOLEAN InterlockedBitTestAndSet(T volatile *base, LONG bit)
{
    T mask = (T)((T)1 << (bit & 31));
    return (__atomic_fetch_or(base, mask, __ATOMIC_SEQ_CST) & mask) != 0;
}
template <class T> inline BOOLEAN InterlockedBitTestAndReset(T volatile *base, LONG bit)
{
    T mask = (T)((T)1 << (bit & 31));
    return (__atomic_fetch_and(base, (T)~mask, __ATOMIC_SEQ_CST) & mask) != 0;
}
}
#else
#define InterlockedIncrement(target) __atomic_add_fetch((target), 1, __ATOMIC_SEQ_CST)
#define InterlockedDecrement(target) __atomic_sub_fetch((target), 1, __ATOMIC_SEQ_CST)
#define InterlockedExchange(target, value) __atomic_exchange_n((target), (value), __ATOMIC_SEQ_CST)
#define InterlockedExchangeAdd(target, value) __atomic_fetch_add((target), (value), __ATOMIC_SEQ_CST)
#define InterlockedCompareExchange(target, value, comparand) \
    __extension__({ \
        __typeof__(__atomic_load_n((target), __ATOMIC_RELAXED)) _ws2_seen = (comparand); \
        __atomic_compare_exchange_n((target), &_ws2_seen, (value), 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST); \
        _ws2_seen; \
    })
#define InterlockedAnd(target, value) __atomic_fetch_and((target), (value), __ATOMIC_SEQ_CST)
#define InterlockedOr(target, value) __atomic_fetch_or((target), (value), __ATOMIC_SEQ_CST)
#define InterlockedXor(target, value) __atomic_fetch_xor((target), (value), __ATOMIC_SEQ_CST)
#define InterlockedAdd(target, value) __atomic_add_fetch((target), (value), __ATOMIC_SEQ_CST)
static __inline BOOLEAN InterlockedBitTestAndSet(LONG volatile *base, LONG bit)
{
    LONG mask = (LONG)(1u << (bit & 31));
    return (__atomic_fetch_or(base, mask, __ATOMIC_SEQ_CST) & mask) != 0;
}
static __inline BOOLEAN InterlockedBitTestAndReset(LONG volatile *base, LONG bit)
{
    LONG mask = (LONG)(1u << (bit & 31));
    return (__atomic_fetch_and(base, ~mask, __ATOMIC_SEQ_CST) & mask) != 0;
}
#endif

/* The pointer operations are functions, for programs hand them pointers of any type. */
static __inline PVOID _ws2_exchange_pointer(void *target, PVOID value)
{
    return __atomic_exchange_n((PVOID *)target, value, __ATOMIC_SEQ_CST);
}
static __inline PVOID _ws2_compare_exchange_pointer(void *target, PVOID value, PVOID comparand)
{
    __atomic_compare_exchange_n((PVOID *)target, &comparand, value, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
    return comparand;
}
#define InterlockedExchangePointer(target, value) _ws2_exchange_pointer((void *)(target), (PVOID)(value))
#define InterlockedCompareExchangePointer(target, value, comparand) \
    _ws2_compare_exchange_pointer((void *)(target), (PVOID)(value), (PVOID)(comparand))

/* One operation serves every width and every weaker ordering. */
#define InterlockedIncrement16 InterlockedIncrement
#define InterlockedDecrement16 InterlockedDecrement
#define InterlockedExchange8 InterlockedExchange
#define InterlockedExchange16 InterlockedExchange
#define InterlockedCompareExchange16 InterlockedCompareExchange
#define InterlockedIncrement64 InterlockedIncrement
#define InterlockedDecrement64 InterlockedDecrement
#define InterlockedExchange64 InterlockedExchange
#define InterlockedExchangeAdd64 InterlockedExchangeAdd
#define InterlockedCompareExchange64 InterlockedCompareExchange
#define InterlockedAnd64 InterlockedAnd
#define InterlockedOr64 InterlockedOr
#define InterlockedXor64 InterlockedXor
#define InterlockedAdd64 InterlockedAdd
#define InterlockedIncrementAcquire InterlockedIncrement
#define InterlockedIncrementRelease InterlockedIncrement
#define InterlockedIncrementNoFence InterlockedIncrement
#define InterlockedDecrementAcquire InterlockedDecrement
#define InterlockedDecrementRelease InterlockedDecrement
#define InterlockedDecrementNoFence InterlockedDecrement
#define InterlockedExchangeAcquire InterlockedExchange
#define InterlockedCompareExchangeAcquire InterlockedCompareExchange
#define InterlockedCompareExchangeRelease InterlockedCompareExchange
#define InterlockedIncrementAcquire64 InterlockedIncrement
#define InterlockedIncrementRelease64 InterlockedIncrement
#define InterlockedIncrementNoFence64 InterlockedIncrement
#define InterlockedDecrementAcquire64 InterlockedDecrement
#define InterlockedDecrementRelease64 InterlockedDecrement
#define InterlockedDecrementNoFence64 InterlockedDecrement
#define InterlockedExchangeAcquire64 InterlockedExchange
#define InterlockedExchangeNoFence InterlockedExchange
#define InterlockedExchangeNoFence64 InterlockedExchange
#define InterlockedExchangeAddAcquire InterlockedExchangeAdd
#define InterlockedExchangeAddAcquire64 InterlockedExchangeAdd
#define InterlockedExchangeAddRelease InterlockedExchangeAdd
#define InterlockedExchangeAddRelease64 InterlockedExchangeAdd
#define InterlockedExchangeAddNoFence InterlockedExchangeAdd
#define InterlockedExchangeAddNoFence64 InterlockedExchangeAdd
#define InterlockedCompareExchangeAcquire64 InterlockedCompareExchange
#define InterlockedCompareExchangeRelease64 InterlockedCompareExchange
#define InterlockedCompareExchangeNoFence InterlockedCompareExchange
#define InterlockedCompareExchangeNoFence64 InterlockedCompareExchange
#define InterlockedAndAcquire InterlockedAnd
#define InterlockedAndAcquire64 InterlockedAnd
#define InterlockedAndRelease InterlockedAnd
#define InterlockedAndRelease64 InterlockedAnd
#define InterlockedAndNoFence InterlockedAnd
#define InterlockedAndNoFence64 InterlockedAnd
#define InterlockedOrAcquire InterlockedOr
#define InterlockedOrAcquire64 InterlockedOr
#define InterlockedOrRelease InterlockedOr
#define InterlockedOrRelease64 InterlockedOr
#define InterlockedOrNoFence InterlockedOr
#define InterlockedOrNoFence64 InterlockedOr
#define InterlockedXorAcquire InterlockedXor
#define InterlockedXorAcquire64 InterlockedXor
#define InterlockedXorRelease InterlockedXor
#define InterlockedXorRelease64 InterlockedXor
#define InterlockedXorNoFence InterlockedXor
#define InterlockedXorNoFence64 InterlockedXor
#define InterlockedAddAcquire InterlockedAdd
#define InterlockedAddAcquire64 InterlockedAdd
#define InterlockedAddRelease InterlockedAdd
#define InterlockedAddRelease64 InterlockedAdd
#define InterlockedAddNoFence InterlockedAdd
#define InterlockedAddNoFence64 InterlockedAdd
#define InterlockedExchangePointerAcquire InterlockedExchangePointer
#define InterlockedExchangePointerNoFence InterlockedExchangePointer
#define InterlockedCompareExchangePointerAcquire InterlockedCompareExchangePointer
#define InterlockedCompareExchangePointerRelease InterlockedCompareExchangePointer
#define InterlockedCompareExchangePointerNoFence InterlockedCompareExchangePointer
#define InterlockedExchangeSubtract(target, value) InterlockedExchangeAdd((target), -(value))
#define InterlockedIncrementSizeT InterlockedIncrement
#define InterlockedDecrementSizeT InterlockedDecrement

/* The compiler intrinsics behind them. */
#define _InterlockedIncrement InterlockedIncrement
#define _InterlockedDecrement InterlockedDecrement
#define _InterlockedExchange InterlockedExchange
#define _InterlockedExchangeAdd InterlockedExchangeAdd
#define _InterlockedCompareExchange InterlockedCompareExchange
#define _InterlockedAnd InterlockedAnd
#define _InterlockedOr InterlockedOr
#define _InterlockedXor InterlockedXor
#define _InterlockedIncrement64 InterlockedIncrement
#define _InterlockedDecrement64 InterlockedDecrement
#define _InterlockedExchange64 InterlockedExchange
#define _InterlockedExchangeAdd64 InterlockedExchangeAdd
#define _InterlockedCompareExchange64 InterlockedCompareExchange
#define _InterlockedExchangePointer InterlockedExchangePointer
#define _InterlockedCompareExchangePointer InterlockedCompareExchangePointer

#define MemoryBarrier() __sync_synchronize()
#define _ReadWriteBarrier() __asm__ __volatile__("" ::: "memory")
#define _ReadBarrier() _ReadWriteBarrier()
#define _WriteBarrier() _ReadWriteBarrier()
#if defined(__x86_64__) || defined(__i386__)
#define YieldProcessor() __builtin_ia32_pause()
#elif defined(__aarch64__)
#define YieldProcessor() __asm__ __volatile__("yield")
#else
#define YieldProcessor() ((void)0)
#endif

#endif

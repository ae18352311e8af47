/* Network events: selecting, waiting for them by the event object, and what must not come. */
#ifndef EVENTS_H
#define EVENTS_H

#include "thread.h"

#define EVERY_EVENT \
    (FD_READ | FD_WRITE | FD_OOB | FD_ACCEPT | FD_CONNECT | FD_CLOSE | FD_QOS | FD_GROUP_QOS | \
     FD_ROUTING_INTERFACE_CHANGE | FD_ADDRESS_LIST_CHANGE)

/* How long to wait for what must come, and to look for what must not. */
#define COMES_WITHIN 20000
#define STAYS_AWAY 100

static inline WSAEVENT selected_event(SOCKET s, long mask)
{
    WSAEVENT event = WSACreateEvent();
    require(event != WSA_INVALID_EVENT);
    require(WSAEventSelect(s, event, mask) == 0);
    return event;
}

static inline int event_comes(WSAEVENT event, DWORD milliseconds)
{
    return WSAWaitForMultipleEvents(1, &event, TRUE, milliseconds, FALSE) == WSA_WAIT_EVENT_0;
}

/* The number of an event: its place in iErrorCode. */
static inline int bit_of(long event)
{
    int bit = 0;
    while (!(event >> bit & 1))
        bit++;
    return bit;
}

/* Waits until every event of `mask` was recorded; the record then, with what else came. */
static inline WSANETWORKEVENTS events_come(SOCKET s, WSAEVENT event, long mask)
{
    WSANETWORKEVENTS all, now;
    memset(&all, 0, sizeof all);
    while ((all.lNetworkEvents & mask) != mask) {
        int bit;
        if (!event_comes(event, COMES_WITHIN)) {
            ok(0, "events 0x%lx come, not only 0x%lx", (unsigned long)mask, (unsigned long)all.lNetworkEvents);
            break;
        }
        require(WSAEnumNetworkEvents(s, event, &now) == 0);
        all.lNetworkEvents |= now.lNetworkEvents;
        for (bit = 0; bit < FD_MAX_EVENTS; bit++)
            if (now.lNetworkEvents >> bit & 1)
                all.iErrorCode[bit] = now.iErrorCode[bit];
    }
    return all;
}

/* Exactly these events come, without an error. */
#define ok_events(s, event, mask) \
    do { \
        WSANETWORKEVENTS ok_record = events_come(s, event, mask); \
        int ok_bit; \
        ok(ok_record.lNetworkEvents == (mask), "0x%lx came instead of " #mask, \
           (unsigned long)ok_record.lNetworkEvents); \
        for (ok_bit = 0; ok_bit < FD_MAX_EVENTS; ok_bit++) \
            ok(ok_record.iErrorCode[ok_bit] == 0, "event %d has error %d", ok_bit, ok_record.iErrorCode[ok_bit]); \
    } while (0)

/* This event comes alone, with this error. */
#define ok_event_error(s, event, one, error) \
    do { \
        WSANETWORKEVENTS ok_record = events_come(s, event, one); \
        ok(ok_record.lNetworkEvents == (one), "0x%lx came instead of " #one, \
           (unsigned long)ok_record.lNetworkEvents); \
        ok(ok_record.iErrorCode[bit_of(one)] == (error), #one " has error %d instead of " #error, \
           ok_record.iErrorCode[bit_of(one)]); \
    } while (0)

/* Nothing is recorded, now and for a while. */
#define ok_no_events(s, event) \
    do { \
        WSANETWORKEVENTS ok_record; \
        ok(!event_comes(event, STAYS_AWAY), "the event stays non-signaled"); \
        require(WSAEnumNetworkEvents(s, event, &ok_record) == 0); \
        ok(ok_record.lNetworkEvents == 0, "0x%lx came instead of nothing", (unsigned long)ok_record.lNetworkEvents); \
    } while (0)

/* A connection whose first end has a selection, with its first FD_WRITE taken. */
static inline WSAEVENT selected_pair(SOCKET pair[2], long mask)
{
    WSAEVENT event;
    tcp_pair(pair);
    event = selected_event(pair[1], mask);
    if (mask & FD_WRITE)
        ok_events(pair[1], event, FD_WRITE);
    return event;
}

#define ok_sends(s, text) ok(send(s, text, (int)sizeof(text) - 1, 0) == (int)sizeof(text) - 1, "send to a peer")

#endif

/* E20, C12: sockets are closed while edges come and other threads select, enumerate and receive. Afterwards the event
 * stays as it is. */
#include "../events.h"

struct scene {
    SOCKET near_end, far_end;
    WSAEVENT event;
};

static void use(void *parameter)
{
    struct scene *scene = (struct scene *)parameter;
    WSANETWORKEVENTS record;
    char room[64];
    int i;
    for (i = 0; i < 200; i++) {
        int failed = i % 3 == 0 ? WSAEventSelect(scene->near_end, scene->event, FD_READ | FD_WRITE | FD_CLOSE) :
                     i % 3 == 1 ? WSAEnumNetworkEvents(scene->near_end, scene->event, &record) :
                                  recv(scene->near_end, room, sizeof room, 0) < 0;
        if (failed && WSAGetLastError() == WSAENOTSOCK)
            return;
    }
}

static void disturb(void *parameter)
{
    struct scene *scene = (struct scene *)parameter;
    int i;
    for (i = 0; i < 50; i++)
        if (send(scene->far_end, "disturbance", 11, 0) < 0)
            return;
}

int main(void)
{
    int round;
    start_winsock();
    for (round = 0; round < 60; round++) {
        struct scene scene;
        struct thread user, disturber;
        SOCKET pair[2];
        char room[64];
        int left = round % 20;
        tcp_pair(pair);
        scene.near_end = pair[0];
        scene.far_end = pair[1];
        scene.event = selected_event(pair[0], FD_READ | FD_WRITE | FD_CLOSE);
        start_thread(&user, use, &scene);
        start_thread(&disturber, disturb, &scene);
        while (left-- > 0)
            recv(pair[0], room, sizeof room, 0);
        ok(closesocket(pair[0]) == 0, "closesocket");
        join_thread(&user);
        WSAResetEvent(scene.event);
        join_thread(&disturber);
        ok(closesocket(pair[1]) == 0, "closesocket of the peer");
        ok(!event_comes(scene.event, round % 10 ? 0 : STAYS_AWAY), "nothing is told after the close");
        WSACloseEvent(scene.event);
    }
    WSACleanup();
    return ok_done();
}

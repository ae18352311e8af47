/* A program that can be a service learns that it was started by hand; nobody else's service can be reached. */
#include "../ok.h"

static LONG entered;

static void WINAPI service_main(DWORD count, LPSTR *arguments)
{
    (void)count;
    (void)arguments;
    InterlockedIncrement(&entered);
}

static void WINAPI handler(DWORD control) { (void)control; }

int main(void)
{
    char name[] = "Echo";
    SERVICE_TABLE_ENTRYA table[2] = {{name, service_main}, {NULL, NULL}};
    SERVICE_STATUS status = {SERVICE_WIN32_OWN_PROCESS, SERVICE_RUNNING, SERVICE_ACCEPT_STOP, 0, 0, 0, 0};
    ok(sizeof status == 28, "SERVICE_STATUS has %d bytes", (int)sizeof status);
    ok_fails(StartServiceCtrlDispatcherA(table) - 1, ERROR_FAILED_SERVICE_CONTROLLER_CONNECT);
    ok(entered == 0, "the program runs itself");
    WSASetLastError(0);
    ok(RegisterServiceCtrlHandlerA("Echo", handler) == NULL && GetLastError() == ERROR_SERVICE_NOT_IN_EXE, "no service");
    ok_fails(SetServiceStatus(NULL, &status) - 1, ERROR_INVALID_HANDLE);
    ok(OpenSCManager(NULL, NULL, SC_MANAGER_CONNECT) == NULL && GetLastError() == ERROR_DATABASE_DOES_NOT_EXIST,
       "no manager");
    ok(OpenServiceA(NULL, "Echo", DELETE) == NULL && GetLastError() == ERROR_INVALID_HANDLE, "no service to open");
    ok_fails(DeleteService(NULL) - 1, ERROR_INVALID_HANDLE);
    return ok_done();
}

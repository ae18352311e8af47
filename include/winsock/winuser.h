/* Windows and message queues. There is no display: windows can be created, and are invisible. Their messages, timers
 * and waits work; boxes with a message are seen by nobody. */
#ifndef _WINUSER_
#define _WINUSER_

#include <windef.h>
#include <_winuser_constants.h>
#include <_winuser_messages.h>

#define HWND_DESKTOP ((HWND)0)
#define HWND_TOP ((HWND)0)
#define HWND_BOTTOM ((HWND)1)
#define HWND_TOPMOST ((HWND)-1)
#define HWND_NOTOPMOST ((HWND)-2)
#define HWND_MESSAGE ((HWND)-3)
#define HWND_BROADCAST ((HWND)0xffff)

#ifndef MAKEINTRESOURCE
#define MAKEINTRESOURCEA(number) ((LPSTR)((ULONG_PTR)((WORD)(number))))
#define MAKEINTRESOURCEW(number) ((LPWSTR)((ULONG_PTR)((WORD)(number))))
#define MAKEINTRESOURCE _WS2_AW(MAKEINTRESOURCE)
#endif
#define IS_INTRESOURCE(name) ((((ULONG_PTR)(name)) >> 16) == 0)
#define MAKEWPARAM(low, high) ((WPARAM)(DWORD)MAKELONG(low, high))
#define MAKELPARAM(low, high) ((LPARAM)(DWORD)MAKELONG(low, high))
#define MAKELRESULT(low, high) ((LRESULT)(DWORD)MAKELONG(low, high))

#define IDC_APPSTARTING MAKEINTRESOURCE(32650)
#define IDC_ARROW MAKEINTRESOURCE(32512)
#define IDC_CROSS MAKEINTRESOURCE(32515)
#define IDC_HAND MAKEINTRESOURCE(32649)
#define IDC_HELP MAKEINTRESOURCE(32651)
#define IDC_IBEAM MAKEINTRESOURCE(32513)
#define IDC_ICON MAKEINTRESOURCE(32641)
#define IDC_NO MAKEINTRESOURCE(32648)
#define IDC_PERSON MAKEINTRESOURCE(32672)
#define IDC_PIN MAKEINTRESOURCE(32671)
#define IDC_SIZE MAKEINTRESOURCE(32640)
#define IDC_SIZEALL MAKEINTRESOURCE(32646)
#define IDC_SIZENESW MAKEINTRESOURCE(32643)
#define IDC_SIZENS MAKEINTRESOURCE(32645)
#define IDC_SIZENWSE MAKEINTRESOURCE(32642)
#define IDC_SIZEWE MAKEINTRESOURCE(32644)
#define IDC_UPARROW MAKEINTRESOURCE(32516)
#define IDC_WAIT MAKEINTRESOURCE(32514)
#define IDI_APPLICATION MAKEINTRESOURCE(32512)
#define IDI_ASTERISK MAKEINTRESOURCE(32516)
#define IDI_ERROR MAKEINTRESOURCE(32513)
#define IDI_EXCLAMATION MAKEINTRESOURCE(32515)
#define IDI_HAND MAKEINTRESOURCE(32513)
#define IDI_INFORMATION MAKEINTRESOURCE(32516)
#define IDI_QUESTION MAKEINTRESOURCE(32514)
#define IDI_SHIELD MAKEINTRESOURCE(32518)
#define IDI_WARNING MAKEINTRESOURCE(32515)
#define IDI_WINLOGO MAKEINTRESOURCE(32517)

#define MB_OK 0x00000000
#define MB_OKCANCEL 0x00000001
#define MB_ABORTRETRYIGNORE 0x00000002
#define MB_YESNOCANCEL 0x00000003
#define MB_YESNO 0x00000004
#define MB_RETRYCANCEL 0x00000005
#define MB_ICONHAND 0x00000010
#define MB_ICONQUESTION 0x00000020
#define MB_ICONEXCLAMATION 0x00000030
#define MB_ICONASTERISK 0x00000040
#define MB_ICONWARNING MB_ICONEXCLAMATION
#define MB_ICONERROR MB_ICONHAND
#define MB_ICONSTOP MB_ICONHAND
#define MB_ICONINFORMATION MB_ICONASTERISK
#define MB_DEFBUTTON1 0x00000000
#define MB_DEFBUTTON2 0x00000100
#define MB_APPLMODAL 0x00000000
#define MB_SYSTEMMODAL 0x00001000
#define MB_TASKMODAL 0x00002000
#define MB_SETFOREGROUND 0x00010000
#define MB_TOPMOST 0x00040000
#define MB_SERVICE_NOTIFICATION 0x00200000

#define IDOK 1
#define IDCANCEL 2
#define IDABORT 3
#define IDRETRY 4
#define IDIGNORE 5
#define IDYES 6
#define IDNO 7

typedef LRESULT (CALLBACK *WNDPROC)(HWND window, UINT message, WPARAM wparam, LPARAM lparam);
typedef VOID (CALLBACK *TIMERPROC)(HWND window, UINT message, UINT_PTR id, DWORD time);
typedef BOOL (CALLBACK *WNDENUMPROC)(HWND window, LPARAM argument);

typedef struct tagMSG {
    HWND hwnd;
    UINT message;
    WPARAM wParam;
    LPARAM lParam;
    DWORD time;
    POINT pt;
} MSG, *PMSG, *NPMSG, *LPMSG;

typedef struct tagWNDCLASSA {
    UINT style;
    WNDPROC lpfnWndProc;
    int cbClsExtra;
    int cbWndExtra;
    HINSTANCE hInstance;
    HICON hIcon;
    HCURSOR hCursor;
    HBRUSH hbrBackground;
    LPCSTR lpszMenuName;
    LPCSTR lpszClassName;
} WNDCLASSA, *PWNDCLASSA, *LPWNDCLASSA;
typedef struct tagWNDCLASSW {
    UINT style;
    WNDPROC lpfnWndProc;
    int cbClsExtra;
    int cbWndExtra;
    HINSTANCE hInstance;
    HICON hIcon;
    HCURSOR hCursor;
    HBRUSH hbrBackground;
    LPCWSTR lpszMenuName;
    LPCWSTR lpszClassName;
} WNDCLASSW, *PWNDCLASSW, *LPWNDCLASSW;

typedef struct tagWNDCLASSEXA {
    UINT cbSize;
    UINT style;
    WNDPROC lpfnWndProc;
    int cbClsExtra;
    int cbWndExtra;
    HINSTANCE hInstance;
    HICON hIcon;
    HCURSOR hCursor;
    HBRUSH hbrBackground;
    LPCSTR lpszMenuName;
    LPCSTR lpszClassName;
    HICON hIconSm;
} WNDCLASSEXA, *PWNDCLASSEXA, *LPWNDCLASSEXA;
typedef struct tagWNDCLASSEXW {
    UINT cbSize;
    UINT style;
    WNDPROC lpfnWndProc;
    int cbClsExtra;
    int cbWndExtra;
    HINSTANCE hInstance;
    HICON hIcon;
    HCURSOR hCursor;
    HBRUSH hbrBackground;
    LPCWSTR lpszMenuName;
    LPCWSTR lpszClassName;
    HICON hIconSm;
} WNDCLASSEXW, *PWNDCLASSEXW, *LPWNDCLASSEXW;

typedef struct tagCREATESTRUCTA {
    LPVOID lpCreateParams;
    HINSTANCE hInstance;
    HMENU hMenu;
    HWND hwndParent;
    int cy;
    int cx;
    int y;
    int x;
    LONG style;
    LPCSTR lpszName;
    LPCSTR lpszClass;
    DWORD dwExStyle;
} CREATESTRUCTA, *LPCREATESTRUCTA;
typedef struct tagCREATESTRUCTW {
    LPVOID lpCreateParams;
    HINSTANCE hInstance;
    HMENU hMenu;
    HWND hwndParent;
    int cy;
    int cx;
    int y;
    int x;
    LONG style;
    LPCWSTR lpszName;
    LPCWSTR lpszClass;
    DWORD dwExStyle;
} CREATESTRUCTW, *LPCREATESTRUCTW;

typedef struct tagMINMAXINFO {
    POINT ptReserved;
    POINT ptMaxSize;
    POINT ptMaxPosition;
    POINT ptMinTrackSize;
    POINT ptMaxTrackSize;
} MINMAXINFO, *PMINMAXINFO, *LPMINMAXINFO;

typedef struct tagCOPYDATASTRUCT {
    ULONG_PTR dwData;
    DWORD cbData;
    PVOID lpData;
} COPYDATASTRUCT, *PCOPYDATASTRUCT;

typedef struct tagSTYLESTRUCT {
    DWORD styleOld;
    DWORD styleNew;
} STYLESTRUCT, *LPSTYLESTRUCT;

#ifdef UNICODE
typedef WNDCLASSW WNDCLASS;
typedef PWNDCLASSW PWNDCLASS;
typedef LPWNDCLASSW LPWNDCLASS;
typedef WNDCLASSEXW WNDCLASSEX;
typedef PWNDCLASSEXW PWNDCLASSEX;
typedef LPWNDCLASSEXW LPWNDCLASSEX;
typedef CREATESTRUCTW CREATESTRUCT;
typedef LPCREATESTRUCTW LPCREATESTRUCT;
#else
typedef WNDCLASSA WNDCLASS;
typedef PWNDCLASSA PWNDCLASS;
typedef LPWNDCLASSA LPWNDCLASS;
typedef WNDCLASSEXA WNDCLASSEX;
typedef PWNDCLASSEXA PWNDCLASSEX;
typedef LPWNDCLASSEXA LPWNDCLASSEX;
typedef CREATESTRUCTA CREATESTRUCT;
typedef LPCREATESTRUCTA LPCREATESTRUCT;
#endif

_WS2_BEGIN_DECLS
ATOM WINAPI RegisterClassA(const WNDCLASSA *definition) WS2_SYMBOL(RegisterClassA);
ATOM WINAPI RegisterClassW(const WNDCLASSW *definition) WS2_SYMBOL(RegisterClassW);
ATOM WINAPI RegisterClassExA(const WNDCLASSEXA *definition) WS2_SYMBOL(RegisterClassExA);
ATOM WINAPI RegisterClassExW(const WNDCLASSEXW *definition) WS2_SYMBOL(RegisterClassExW);
BOOL WINAPI UnregisterClassA(LPCSTR name, HINSTANCE instance) WS2_SYMBOL(UnregisterClassA);
BOOL WINAPI UnregisterClassW(LPCWSTR name, HINSTANCE instance) WS2_SYMBOL(UnregisterClassW);
BOOL WINAPI GetClassInfoA(HINSTANCE instance, LPCSTR name, LPWNDCLASSA definition) WS2_SYMBOL(GetClassInfoA);
BOOL WINAPI GetClassInfoW(HINSTANCE instance, LPCWSTR name, LPWNDCLASSW definition) WS2_SYMBOL(GetClassInfoW);
BOOL WINAPI GetClassInfoExA(HINSTANCE instance, LPCSTR name, LPWNDCLASSEXA definition) WS2_SYMBOL(GetClassInfoExA);
BOOL WINAPI GetClassInfoExW(HINSTANCE instance, LPCWSTR name, LPWNDCLASSEXW definition) WS2_SYMBOL(GetClassInfoExW);
int WINAPI GetClassNameA(HWND window, LPSTR buffer, int length) WS2_SYMBOL(GetClassNameA);
int WINAPI GetClassNameW(HWND window, LPWSTR buffer, int length) WS2_SYMBOL(GetClassNameW);
DWORD WINAPI GetClassLongA(HWND window, int index) WS2_SYMBOL(GetClassLongA);
DWORD WINAPI GetClassLongW(HWND window, int index) WS2_SYMBOL(GetClassLongW);
DWORD WINAPI SetClassLongA(HWND window, int index, LONG value) WS2_SYMBOL(SetClassLongA);
DWORD WINAPI SetClassLongW(HWND window, int index, LONG value) WS2_SYMBOL(SetClassLongW);
ULONG_PTR WINAPI GetClassLongPtrA(HWND window, int index) WS2_SYMBOL(GetClassLongPtrA);
ULONG_PTR WINAPI GetClassLongPtrW(HWND window, int index) WS2_SYMBOL(GetClassLongPtrW);
ULONG_PTR WINAPI SetClassLongPtrA(HWND window, int index, LONG_PTR value) WS2_SYMBOL(SetClassLongPtrA);
ULONG_PTR WINAPI SetClassLongPtrW(HWND window, int index, LONG_PTR value) WS2_SYMBOL(SetClassLongPtrW);

HWND WINAPI CreateWindowExA(DWORD extended_style, LPCSTR class_name, LPCSTR text, DWORD style, int x, int y, int width, int height,
    HWND parent, HMENU menu, HINSTANCE instance, LPVOID parameter) WS2_SYMBOL(CreateWindowExA);
HWND WINAPI CreateWindowExW(DWORD extended_style, LPCWSTR class_name, LPCWSTR text, DWORD style, int x, int y, int width, int height,
    HWND parent, HMENU menu, HINSTANCE instance, LPVOID parameter) WS2_SYMBOL(CreateWindowExW);
BOOL WINAPI DestroyWindow(HWND window) WS2_SYMBOL(DestroyWindow);
BOOL WINAPI IsWindow(HWND window) WS2_SYMBOL(IsWindow);
BOOL WINAPI IsWindowUnicode(HWND window) WS2_SYMBOL(IsWindowUnicode);
LONG WINAPI GetWindowLongA(HWND window, int index) WS2_SYMBOL(GetWindowLongA);
LONG WINAPI GetWindowLongW(HWND window, int index) WS2_SYMBOL(GetWindowLongW);
LONG WINAPI SetWindowLongA(HWND window, int index, LONG value) WS2_SYMBOL(SetWindowLongA);
LONG WINAPI SetWindowLongW(HWND window, int index, LONG value) WS2_SYMBOL(SetWindowLongW);
LONG_PTR WINAPI GetWindowLongPtrA(HWND window, int index) WS2_SYMBOL(GetWindowLongPtrA);
LONG_PTR WINAPI GetWindowLongPtrW(HWND window, int index) WS2_SYMBOL(GetWindowLongPtrW);
LONG_PTR WINAPI SetWindowLongPtrA(HWND window, int index, LONG_PTR value) WS2_SYMBOL(SetWindowLongPtrA);
LONG_PTR WINAPI SetWindowLongPtrW(HWND window, int index, LONG_PTR value) WS2_SYMBOL(SetWindowLongPtrW);
BOOL WINAPI SetWindowTextA(HWND window, LPCSTR text) WS2_SYMBOL(SetWindowTextA);
BOOL WINAPI SetWindowTextW(HWND window, LPCWSTR text) WS2_SYMBOL(SetWindowTextW);
int WINAPI GetWindowTextA(HWND window, LPSTR buffer, int length) WS2_SYMBOL(GetWindowTextA);
int WINAPI GetWindowTextW(HWND window, LPWSTR buffer, int length) WS2_SYMBOL(GetWindowTextW);
int WINAPI GetWindowTextLengthA(HWND window) WS2_SYMBOL(GetWindowTextLengthA);
int WINAPI GetWindowTextLengthW(HWND window) WS2_SYMBOL(GetWindowTextLengthW);
DWORD WINAPI GetWindowThreadProcessId(HWND window, LPDWORD process) WS2_SYMBOL(GetWindowThreadProcessId);

HWND WINAPI GetDesktopWindow(void) WS2_SYMBOL(GetDesktopWindow);
HWND WINAPI GetParent(HWND window) WS2_SYMBOL(GetParent);
HWND WINAPI SetParent(HWND window, HWND parent) WS2_SYMBOL(SetParent);
HWND WINAPI GetAncestor(HWND window, UINT which) WS2_SYMBOL(GetAncestor);
HWND WINAPI GetWindow(HWND window, UINT which) WS2_SYMBOL(GetWindow);
BOOL WINAPI IsChild(HWND parent, HWND window) WS2_SYMBOL(IsChild);
HWND WINAPI FindWindowA(LPCSTR class_name, LPCSTR text) WS2_SYMBOL(FindWindowA);
HWND WINAPI FindWindowW(LPCWSTR class_name, LPCWSTR text) WS2_SYMBOL(FindWindowW);
HWND WINAPI FindWindowExA(HWND parent, HWND after, LPCSTR class_name, LPCSTR text) WS2_SYMBOL(FindWindowExA);
HWND WINAPI FindWindowExW(HWND parent, HWND after, LPCWSTR class_name, LPCWSTR text) WS2_SYMBOL(FindWindowExW);
BOOL WINAPI EnumWindows(WNDENUMPROC found, LPARAM argument) WS2_SYMBOL(EnumWindows);
BOOL WINAPI EnumChildWindows(HWND parent, WNDENUMPROC found, LPARAM argument) WS2_SYMBOL(EnumChildWindows);
BOOL WINAPI EnumThreadWindows(DWORD thread, WNDENUMPROC found, LPARAM argument) WS2_SYMBOL(EnumThreadWindows);
HWND WINAPI GetDlgItem(HWND parent, int id) WS2_SYMBOL(GetDlgItem);
int WINAPI GetDlgCtrlID(HWND window) WS2_SYMBOL(GetDlgCtrlID);

BOOL WINAPI GetMessageA(LPMSG message, HWND window, UINT first, UINT last) WS2_SYMBOL(GetMessageA);
BOOL WINAPI GetMessageW(LPMSG message, HWND window, UINT first, UINT last) WS2_SYMBOL(GetMessageW);
BOOL WINAPI PeekMessageA(LPMSG message, HWND window, UINT first, UINT last, UINT flags) WS2_SYMBOL(PeekMessageA);
BOOL WINAPI PeekMessageW(LPMSG message, HWND window, UINT first, UINT last, UINT flags) WS2_SYMBOL(PeekMessageW);
BOOL WINAPI WaitMessage(void) WS2_SYMBOL(WaitMessage);
BOOL WINAPI TranslateMessage(const MSG *message) WS2_SYMBOL(TranslateMessage);
LRESULT WINAPI DispatchMessageA(const MSG *message) WS2_SYMBOL(DispatchMessageA);
LRESULT WINAPI DispatchMessageW(const MSG *message) WS2_SYMBOL(DispatchMessageW);
BOOL WINAPI PostMessageA(HWND window, UINT message, WPARAM wparam, LPARAM lparam) WS2_SYMBOL(PostMessageA);
BOOL WINAPI PostMessageW(HWND window, UINT message, WPARAM wparam, LPARAM lparam) WS2_SYMBOL(PostMessageW);
BOOL WINAPI PostThreadMessageA(DWORD thread, UINT message, WPARAM wparam, LPARAM lparam) WS2_SYMBOL(PostThreadMessageA);
BOOL WINAPI PostThreadMessageW(DWORD thread, UINT message, WPARAM wparam, LPARAM lparam) WS2_SYMBOL(PostThreadMessageW);
VOID WINAPI PostQuitMessage(int exit_code) WS2_SYMBOL(PostQuitMessage);
LONG WINAPI GetMessageTime(void) WS2_SYMBOL(GetMessageTime);
DWORD WINAPI GetMessagePos(void) WS2_SYMBOL(GetMessagePos);
LPARAM WINAPI GetMessageExtraInfo(void) WS2_SYMBOL(GetMessageExtraInfo);
LPARAM WINAPI SetMessageExtraInfo(LPARAM information) WS2_SYMBOL(SetMessageExtraInfo);
UINT WINAPI RegisterWindowMessageA(LPCSTR name) WS2_SYMBOL(RegisterWindowMessageA);
UINT WINAPI RegisterWindowMessageW(LPCWSTR name) WS2_SYMBOL(RegisterWindowMessageW);
DWORD WINAPI GetQueueStatus(UINT kinds) WS2_SYMBOL(GetQueueStatus);
BOOL WINAPI GetInputState(void) WS2_SYMBOL(GetInputState);
DWORD WINAPI MsgWaitForMultipleObjects(DWORD count, const HANDLE *objects, BOOL all, DWORD timeout, DWORD wake_mask) WS2_SYMBOL(MsgWaitForMultipleObjects);
DWORD WINAPI MsgWaitForMultipleObjectsEx(DWORD count, const HANDLE *objects, DWORD timeout, DWORD wake_mask, DWORD flags) WS2_SYMBOL(MsgWaitForMultipleObjectsEx);

LRESULT WINAPI SendMessageA(HWND window, UINT message, WPARAM wparam, LPARAM lparam) WS2_SYMBOL(SendMessageA);
LRESULT WINAPI SendMessageW(HWND window, UINT message, WPARAM wparam, LPARAM lparam) WS2_SYMBOL(SendMessageW);
LRESULT WINAPI SendMessageTimeoutA(HWND window, UINT message, WPARAM wparam, LPARAM lparam, UINT flags, UINT timeout, PDWORD_PTR result) WS2_SYMBOL(SendMessageTimeoutA);
LRESULT WINAPI SendMessageTimeoutW(HWND window, UINT message, WPARAM wparam, LPARAM lparam, UINT flags, UINT timeout, PDWORD_PTR result) WS2_SYMBOL(SendMessageTimeoutW);
BOOL WINAPI SendNotifyMessageA(HWND window, UINT message, WPARAM wparam, LPARAM lparam) WS2_SYMBOL(SendNotifyMessageA);
BOOL WINAPI SendNotifyMessageW(HWND window, UINT message, WPARAM wparam, LPARAM lparam) WS2_SYMBOL(SendNotifyMessageW);
BOOL WINAPI InSendMessage(void) WS2_SYMBOL(InSendMessage);
DWORD WINAPI InSendMessageEx(LPVOID reserved) WS2_SYMBOL(InSendMessageEx);
BOOL WINAPI ReplyMessage(LRESULT answer) WS2_SYMBOL(ReplyMessage);
LRESULT WINAPI DefWindowProcA(HWND window, UINT message, WPARAM wparam, LPARAM lparam) WS2_SYMBOL(DefWindowProcA);
LRESULT WINAPI DefWindowProcW(HWND window, UINT message, WPARAM wparam, LPARAM lparam) WS2_SYMBOL(DefWindowProcW);
LRESULT WINAPI CallWindowProcA(WNDPROC procedure, HWND window, UINT message, WPARAM wparam, LPARAM lparam) WS2_SYMBOL(CallWindowProcA);
LRESULT WINAPI CallWindowProcW(WNDPROC procedure, HWND window, UINT message, WPARAM wparam, LPARAM lparam) WS2_SYMBOL(CallWindowProcW);
UINT_PTR WINAPI SetTimer(HWND window, UINT_PTR id, UINT period, TIMERPROC routine) WS2_SYMBOL(SetTimer);
BOOL WINAPI KillTimer(HWND window, UINT_PTR id) WS2_SYMBOL(KillTimer);

BOOL WINAPI ShowWindow(HWND window, int how) WS2_SYMBOL(ShowWindow);
BOOL WINAPI UpdateWindow(HWND window) WS2_SYMBOL(UpdateWindow);
BOOL WINAPI InvalidateRect(HWND window, const RECT *area, BOOL erase) WS2_SYMBOL(InvalidateRect);
BOOL WINAPI MoveWindow(HWND window, int x, int y, int width, int height, BOOL repaint) WS2_SYMBOL(MoveWindow);
BOOL WINAPI SetWindowPos(HWND window, HWND after, int x, int y, int width, int height, UINT flags) WS2_SYMBOL(SetWindowPos);
BOOL WINAPI GetClientRect(HWND window, LPRECT area) WS2_SYMBOL(GetClientRect);
BOOL WINAPI GetWindowRect(HWND window, LPRECT area) WS2_SYMBOL(GetWindowRect);
BOOL WINAPI EnableWindow(HWND window, BOOL enable) WS2_SYMBOL(EnableWindow);
BOOL WINAPI IsWindowEnabled(HWND window) WS2_SYMBOL(IsWindowEnabled);
BOOL WINAPI IsWindowVisible(HWND window) WS2_SYMBOL(IsWindowVisible);
HWND WINAPI SetFocus(HWND window) WS2_SYMBOL(SetFocus);
HWND WINAPI GetFocus(void) WS2_SYMBOL(GetFocus);
HWND WINAPI SetActiveWindow(HWND window) WS2_SYMBOL(SetActiveWindow);
HWND WINAPI GetActiveWindow(void) WS2_SYMBOL(GetActiveWindow);
BOOL WINAPI SetForegroundWindow(HWND window) WS2_SYMBOL(SetForegroundWindow);
HWND WINAPI GetForegroundWindow(void) WS2_SYMBOL(GetForegroundWindow);
HICON WINAPI LoadIconA(HINSTANCE instance, LPCSTR name) WS2_SYMBOL(LoadIconA);
HICON WINAPI LoadIconW(HINSTANCE instance, LPCWSTR name) WS2_SYMBOL(LoadIconW);
HCURSOR WINAPI LoadCursorA(HINSTANCE instance, LPCSTR name) WS2_SYMBOL(LoadCursorA);
HCURSOR WINAPI LoadCursorW(HINSTANCE instance, LPCWSTR name) WS2_SYMBOL(LoadCursorW);

int WINAPI MessageBoxA(HWND owner, LPCSTR text, LPCSTR caption, UINT style) WS2_SYMBOL(MessageBoxA);
int WINAPI MessageBoxW(HWND owner, LPCWSTR text, LPCWSTR caption, UINT style) WS2_SYMBOL(MessageBoxW);
_WS2_END_DECLS

#define CreateWindowA(class_name, text, style, x, y, width, height, parent, menu, instance, parameter) \
    CreateWindowExA(0L, class_name, text, style, x, y, width, height, parent, menu, instance, parameter)
#define CreateWindowW(class_name, text, style, x, y, width, height, parent, menu, instance, parameter) \
    CreateWindowExW(0L, class_name, text, style, x, y, width, height, parent, menu, instance, parameter)
#define CreateWindow _WS2_AW(CreateWindow)
#define PostAppMessage(thread, message, wparam, lparam) PostThreadMessage(thread, message, wparam, lparam)

#define RegisterClass _WS2_AW(RegisterClass)
#define RegisterClassEx _WS2_AW(RegisterClassEx)
#define UnregisterClass _WS2_AW(UnregisterClass)
#define GetClassInfo _WS2_AW(GetClassInfo)
#define GetClassInfoEx _WS2_AW(GetClassInfoEx)
#define GetClassName _WS2_AW(GetClassName)
#define GetClassLong _WS2_AW(GetClassLong)
#define SetClassLong _WS2_AW(SetClassLong)
#define GetClassLongPtr _WS2_AW(GetClassLongPtr)
#define SetClassLongPtr _WS2_AW(SetClassLongPtr)
#define CreateWindowEx _WS2_AW(CreateWindowEx)
#define GetWindowLong _WS2_AW(GetWindowLong)
#define SetWindowLong _WS2_AW(SetWindowLong)
#define GetWindowLongPtr _WS2_AW(GetWindowLongPtr)
#define SetWindowLongPtr _WS2_AW(SetWindowLongPtr)
#define SetWindowText _WS2_AW(SetWindowText)
#define GetWindowText _WS2_AW(GetWindowText)
#define GetWindowTextLength _WS2_AW(GetWindowTextLength)
#define FindWindow _WS2_AW(FindWindow)
#define FindWindowEx _WS2_AW(FindWindowEx)
#define GetMessage _WS2_AW(GetMessage)
#define PeekMessage _WS2_AW(PeekMessage)
#define DispatchMessage _WS2_AW(DispatchMessage)
#define PostMessage _WS2_AW(PostMessage)
#define PostThreadMessage _WS2_AW(PostThreadMessage)
#define RegisterWindowMessage _WS2_AW(RegisterWindowMessage)
#define SendMessage _WS2_AW(SendMessage)
#define SendMessageTimeout _WS2_AW(SendMessageTimeout)
#define SendNotifyMessage _WS2_AW(SendNotifyMessage)
#define DefWindowProc _WS2_AW(DefWindowProc)
#define CallWindowProc _WS2_AW(CallWindowProc)
#define LoadIcon _WS2_AW(LoadIcon)
#define LoadCursor _WS2_AW(LoadCursor)
#define MessageBox _WS2_AW(MessageBox)

#endif

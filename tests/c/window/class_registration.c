/* Classes belong to the process: names without regard to case, atoms, and what is refused. */
#include "window.h"

int main(void)
{
    WNDCLASSEXA definition, found;
    WNDCLASSA plain;
    char name[32];
    ATOM atom;
    HWND window;
    HINSTANCE own = GetModuleHandleA(NULL);

    memset(&definition, 0, sizeof definition);
    definition.cbSize = sizeof definition;
    definition.lpfnWndProc = recording_procedure;
    definition.lpszClassName = "Tests.Class";
    definition.hInstance = own;
    definition.style = CS_HREDRAW | CS_VREDRAW;
    definition.cbWndExtra = 16;
    definition.cbClsExtra = 8;
    definition.hIcon = LoadIcon(NULL, IDI_APPLICATION);
    definition.hCursor = LoadCursor(NULL, IDC_ARROW);
    definition.hbrBackground = (HBRUSH)GetStockObject(WHITE_BRUSH);
    ok(definition.hIcon != NULL && definition.hCursor != NULL && definition.hbrBackground != NULL, "pictures");
    atom = RegisterClassExA(&definition);
    ok(atom >= 0xc000, "an atom");
    ok_call_fails(RegisterClassExA(&definition), 0, ERROR_CLASS_ALREADY_EXISTS);
    definition.lpszClassName = "TESTS.CLASS";
    ok_call_fails(RegisterClassExA(&definition), 0, ERROR_CLASS_ALREADY_EXISTS);

    found.cbSize = sizeof found;
    ok(GetClassInfoExA(own, "tests.class", &found) == atom, "found by its name in any case");
    ok(found.style == definition.style && found.cbWndExtra == 16 && found.hIcon == definition.hIcon, "as registered");
    ok(found.lpfnWndProc == recording_procedure, "its procedure");
    ok(GetClassInfoA(NULL, (LPCSTR)(ULONG_PTR)atom, &plain) == atom, "by its atom; NULL is the program");
    ok_call_fails(GetClassInfoA(own, "tests.unknown", &plain), FALSE, ERROR_CLASS_DOES_NOT_EXIST);

    window = CreateWindowA((LPCSTR)(ULONG_PTR)atom, NULL, 0, 0, 0, 0, 0, NULL, NULL, NULL, NULL);
    ok(window != NULL, "created by the atom");
    ok(GetClassNameA(window, name, sizeof name) == 11 && strcmp(name, "Tests.Class") == 0, "its name: %s", name);
    ok(GetClassNameA(window, name, 4) == 3 && strcmp(name, "Tes") == 0, "cut to fit");
    ok(GetClassLongPtrA(window, GCW_ATOM) == atom && GetClassLongA(window, GCL_CBWNDEXTRA) == 16, "its values");
    ok_call_fails(SetClassLongPtrA(window, GCL_CBWNDEXTRA, (LONG_PTR)1 << 60), 0, ERROR_INVALID_PARAMETER);
    ok(SetClassLongPtrA(window, 0, 77) == 0 && GetClassLongPtrA(window, 0) == 77, "its extra bytes");
    ok_call_fails(GetClassLongPtrA(window, 1), 0, ERROR_INVALID_INDEX);
    ok_call_fails(UnregisterClassA("Tests.Class", own), FALSE, ERROR_CLASS_HAS_WINDOWS);
    ok(DestroyWindow(window), "the window ends");
    ok(UnregisterClassA("tests.class", own), "then the class may");
    ok_call_fails(UnregisterClassA("tests.class", own), FALSE, ERROR_CLASS_DOES_NOT_EXIST);
    ok_call_fails(CreateWindowA("tests.class", NULL, 0, 0, 0, 0, 0, NULL, NULL, own, NULL), NULL,
                  ERROR_CANNOT_FIND_WND_CLASS);

    /* One that another module registers is found by this one only if it is global. */
    definition.hInstance = (HINSTANCE)&definition;
    definition.lpszClassName = "tests.other";
    ok(RegisterClassExA(&definition) != 0, "of another module");
    ok_call_fails(CreateWindowA("tests.other", NULL, 0, 0, 0, 0, 0, NULL, NULL, own, NULL), NULL,
                  ERROR_CANNOT_FIND_WND_CLASS);
    definition.lpszClassName = "tests.global";
    definition.style = CS_GLOBALCLASS;
    ok(RegisterClassExA(&definition) != 0, "global");
    window = CreateWindowA("tests.global", NULL, 0, 0, 0, 0, 0, NULL, NULL, own, NULL);
    ok(window != NULL && DestroyWindow(window), "a global class is found");

    ok_call_fails(RegisterClassA(NULL), 0, ERROR_NOACCESS);
    ok_call_fails(RegisterClassExA(NULL), 0, ERROR_NOACCESS);
    definition.lpszClassName = NULL;
    ok_call_fails(RegisterClassExA(&definition), 0, ERROR_INVALID_PARAMETER);
    definition.lpszClassName = "";
    ok_call_fails(RegisterClassExA(&definition), 0, ERROR_INVALID_PARAMETER);
    definition.lpszClassName = "tests.bad";
    definition.cbWndExtra = -1;
    ok_call_fails(RegisterClassExA(&definition), 0, ERROR_INVALID_PARAMETER);
    definition.cbWndExtra = 0;
    definition.cbSize = 3;
    ok_call_fails(RegisterClassExA(&definition), 0, ERROR_INVALID_PARAMETER);
    definition.cbSize = sizeof definition;
    definition.lpfnWndProc = NULL;
    ok_call_fails(RegisterClassExA(&definition), 0, ERROR_INVALID_PARAMETER);
    ok_call_fails(CreateWindowA(NULL, NULL, 0, 0, 0, 0, 0, NULL, NULL, own, NULL), NULL, ERROR_CANNOT_FIND_WND_CLASS);
    ok_call_fails(CreateWindowA((LPCSTR)17, NULL, 0, 0, 0, 0, 0, NULL, NULL, own, NULL), NULL,
                  ERROR_CANNOT_FIND_WND_CLASS);
    return ok_done();
}

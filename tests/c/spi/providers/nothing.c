/* A library that is no provider. */
__declspec(dllexport) int answer(void);

__declspec(dllexport) int answer(void)
{
    return 42;
}

// std::wstring_convert between UTF-8 and 16-bit characters.
#include <codecvt>
#include <cstdio>
#include <locale>
#include <string>

int main()
{
    std::wstring_convert<std::codecvt_utf8_utf16<wchar_t>> converter;
    const std::wstring wide = converter.from_bytes("caf\xc3\xa9 \xf0\x9f\x98\x80");
    std::printf("%d %ls\n", static_cast<int>(wide.size()), wide.c_str());
    std::printf("%s\n", converter.to_bytes(L"\u20ac and \U0001F600 and a longer text than fits a small string").c_str());
    std::wstring_convert<std::codecvt_utf8<wchar_t>, wchar_t> other;
    std::printf("%s\n", other.to_bytes(L"\u00e9").c_str());
    return 0;
}

// std::wstring holds 16-bit units, with the C++ library's headers read first.
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <thread>
#include <vector>
#include <windows.h>

int main()
{
    std::wstring text = L"wide";
    text += L" text that is too long for the small string";
    text.append(3, L'!').insert(0, L">");
    std::printf("%d %ls\n", static_cast<int>(text.size()), text.c_str());
    std::printf("%d %d\n", static_cast<int>(text.find(L"text")), static_cast<int>(text.rfind(L'!')));
    std::printf("%d\n", text.compare(0, 5, L">wide"));
    std::wstring number = std::to_wstring(42) + std::to_wstring(-1.5);
    std::printf("%ls %d\n", number.c_str(), std::stoi(L"77"));
    std::map<std::wstring, int> map{{L"b", 2}, {L"a", 1}};
    std::printf("%ls %d\n", map.begin()->first.c_str(), map[L"b"]);
    std::vector<std::wstring> copies(3, text.substr(1, 4));
    std::printf("%ls %d\n", copies[2].c_str(), copies[0] == copies[1]);
    std::ostringstream stream;
    stream << "narrow " << 7 << std::string(" string");
    std::cout << stream.str() << std::endl;
    std::thread([] { std::printf("thread %d\n", static_cast<int>(sizeof(std::wstring::value_type))); }).join();
    return 0;
}

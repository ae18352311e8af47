// Streams of 16-bit characters: the console, strings and files.
#include <fstream>
#include <iomanip>
#include <iostream>
#include <iterator>
#include <sstream>
#include <string>

int main()
{
    std::wcout << L"wide \u20ac " << 42 << L' ' << 2.5 << " narrow " << true << std::hex << L' ' << 255 << std::endl;
    std::wstring text = L"text";
    std::wcout << text << std::setw(6) << std::setfill(L'.') << std::dec << 7 << L"\n";
    std::wcout << std::setw(8) << std::left << L"left" << L'|' << std::boolalpha << false << L"\U0001F600\n";
    std::wcout << -5L << L' ' << 18446744073709551615ull << L' ' << std::fixed << std::setprecision(2) << 1.005f << std::endl;

    std::wostringstream out;
    out << L"n=" << 12345 << L' ' << 1.5;
    std::wcout << out.str() << std::endl;

    int number = 0;
    double real = 0;
    std::wstring word;
    std::wistringstream in(L"77abc -2.25e1 word ff");
    in >> number >> word >> real;
    std::wcout << number << L'|' << word << L'|' << real;
    in >> word >> std::hex >> number;
    std::wcout << L'|' << word << L'|' << number << L'|' << in.eof() << in.fail() << std::endl;

    std::wcin >> number >> word;
    std::wstring line;
    std::getline(std::wcin, line);
    std::getline(std::wcin, line);
    std::wcout << number << word << L'[' << line << L']' << std::endl;

    {
        std::wofstream file("wide.txt");
        file << L"caf\u00e9 \U0001F600 " << 7 << L"\nsecond\n";
    }
    std::ifstream bytes("wide.txt");
    std::cout << std::string(std::istreambuf_iterator<char>(bytes), std::istreambuf_iterator<char>());
    std::wifstream file("wide.txt");
    std::getline(file, line);
    std::wcout << line.size() << L' ' << line << std::endl;
    std::wcerr << L"error" << std::endl;
    std::printf("printf\n");
    return 0;
}

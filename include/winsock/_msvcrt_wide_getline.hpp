/* std::getline of std::wstring, which the C++ library declares as a specialisation of its own. */
#pragma GCC system_header
#ifndef _MSVCRT_WIDE_GETLINE_H
#define _MSVCRT_WIDE_GETLINE_H

#include <istream>
#include <string>

namespace std {
template <>
inline basic_istream<wchar_t> &getline(basic_istream<wchar_t> &in, basic_string<wchar_t> &line, wchar_t delimiter)
{
    typedef char_traits<wchar_t> traits;
    ios_base::iostate state = ios_base::goodbit;
    bool extracted = false;
    const basic_istream<wchar_t>::sentry ready(in, true);
    if (ready) {
        line.erase();
        for (;;) {
            const traits::int_type unit = in.rdbuf()->sbumpc();
            if (traits::eq_int_type(unit, traits::eof())) {
                state |= ios_base::eofbit;
                break;
            }
            extracted = true;
            if (traits::to_char_type(unit) == delimiter)
                break;
            if (line.size() == line.max_size()) {
                state |= ios_base::failbit;
                break;
            }
            line += traits::to_char_type(unit);
        }
    }
    if (!extracted)
        state |= ios_base::failbit;
    in.setstate(state);
    return in;
}
}

#endif

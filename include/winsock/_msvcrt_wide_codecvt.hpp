/* How std::wofstream and std::wifstream convert: 16-bit characters inside, UTF-8 in the file. */
#pragma GCC system_header
#ifndef _MSVCRT_WIDE_CODECVT_H
#define _MSVCRT_WIDE_CODECVT_H

#include <_msvcrt_wide_streams.hpp>

namespace _msvcrt {

class _WideCodecvt : public std::codecvt<wchar_t, char, std::mbstate_t> {
public:
    _WideCodecvt() : std::codecvt<wchar_t, char, std::mbstate_t>(1) {}
    ~_WideCodecvt() {}

protected:
    /* The first half of a character of two waits in the state. */
    static unsigned _waiting(const std::mbstate_t &state) { return state.__value.__wch; }
    static void _wait(std::mbstate_t &state, unsigned unit) { state.__value.__wch = unit; }

    result do_out(std::mbstate_t &state, const wchar_t *from, const wchar_t *from_end, const wchar_t *&from_next,
                  char *to, char *to_end, char *&to_next) const
    {
        result outcome = ok;
        for (; from < from_end; ++from) {
            unsigned point = *from;
            if (point >= 0xD800 && point < 0xDC00 && !_waiting(state)) {
                _wait(state, point);
                continue;
            }
            if (_waiting(state))
                point = point >= 0xDC00 && point < 0xE000
                            ? 0x10000 + ((_waiting(state) - 0xD800) << 10) + (point - 0xDC00)
                            : 0xFFFD;
            else if (point >= 0xDC00 && point < 0xE000)
                point = 0xFFFD;
            const int length = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (to_end - to < length) {
                outcome = partial;
                break;
            }
            _wait(state, 0);
            if (length == 1) {
                *to++ = static_cast<char>(point);
                continue;
            }
            *to++ = static_cast<char>((0xF00 >> length) | point >> 6 * (length - 1));
            for (int rest = length - 2; rest >= 0; --rest)
                *to++ = static_cast<char>(0x80 | (point >> 6 * rest & 0x3F));
        }
        from_next = from;
        to_next = to;
        return outcome;
    }

    result do_in(std::mbstate_t &state, const char *from, const char *from_end, const char *&from_next, wchar_t *to,
                 wchar_t *to_end, wchar_t *&to_next) const
    {
        result outcome = ok;
        while (to < to_end) {
            if (_waiting(state)) {
                *to++ = static_cast<wchar_t>(_waiting(state));
                _wait(state, 0);
                continue;
            }
            if (from == from_end)
                break;
            const unsigned first = static_cast<unsigned char>(*from);
            const int length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
            if (from_end - from < length) {
                outcome = partial;
                break;
            }
            unsigned point = length == 1 ? first : length == 0 ? 0xFFFD : first & (0x7F >> length);
            int taken = 1;
            for (; taken < length && (static_cast<unsigned char>(from[taken]) & 0xC0) == 0x80; ++taken)
                point = point << 6 | (static_cast<unsigned char>(from[taken]) & 0x3F);
            if (length > 0 && taken < length)
                point = 0xFFFD;
            from += taken;
            if (point >= 0x10000) {
                _wait(state, 0xDC00 + (point & 0x3FF));
                point = 0xD800 + ((point - 0x10000) >> 10);
            }
            *to++ = static_cast<wchar_t>(point);
        }
        if (outcome == ok && from < from_end)
            outcome = partial;
        from_next = from;
        to_next = to;
        return outcome;
    }

    result do_unshift(std::mbstate_t &, char *to, char *, char *&to_next) const
    {
        to_next = to;
        return noconv;
    }
    int do_encoding() const throw() { return 0; }
    bool do_always_noconv() const throw() { return false; }
    int do_max_length() const throw() { return 4; }
    int do_length(std::mbstate_t &state, const char *from, const char *end, std::size_t count) const
    {
        const char *next = from;
        for (; count > 0 && next < end; --count) {
            wchar_t unit, *unit_next;
            const char *after;
            if (do_in(state, next, end, after, &unit, &unit + 1, unit_next) == error || unit_next == &unit)
                break;
            next = after;
        }
        return static_cast<int>(next - from);
    }
};

}

/* What <bits/fstream.tcc> calls in place of use_facet. */
namespace std {
template <typename _Facet>
struct _msvcrt_facet {
    static const _Facet &_of(const locale &where) { return use_facet<_Facet>(where); }
};
template <>
struct _msvcrt_facet<codecvt<wchar_t, char, mbstate_t> > {
    static const codecvt<wchar_t, char, mbstate_t> &_of(const locale &)
    {
        return ::_msvcrt::_wide_facet< ::_msvcrt::_WideCodecvt>();
    }
};
template <typename _Facet>
inline const _Facet &_msvcrt_use_facet(const locale &where)
{
    return _msvcrt_facet<_Facet>::_of(where);
}
template <typename _Facet>
inline const _Facet *_msvcrt_try_use_facet(const locale &where)
{
    return has_facet<_Facet>(where) ? &_msvcrt_facet<_Facet>::_of(where) : 0;
}
}

#endif

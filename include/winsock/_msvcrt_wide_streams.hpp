/* Numbers and characters in streams of 16-bit characters: std::wostringstream, std::wcout and kin.
 *
 * libstdc++.so has these facets for 32-bit characters. The streams take their facets from
 * basic_ios::_M_cache_locale, which is replaced here; numbers go through the narrow facets of the stream's
 * locale. Wide time, money and collation facets stay the library's, and unfit for use. */
#pragma GCC system_header
#ifndef _MSVCRT_WIDE_STREAMS_H
#define _MSVCRT_WIDE_STREAMS_H

#include <string>

namespace _msvcrt {

struct _NarrowPut : std::num_put<char, std::back_insert_iterator<std::string> > {
    _NarrowPut() : std::num_put<char, std::back_insert_iterator<std::string> >(1) {}
    ~_NarrowPut() {}
};

class _WidePut : public std::num_put<wchar_t> {
public:
    _WidePut() : std::num_put<wchar_t>(1) {}
    ~_WidePut() {}

protected:
    template <typename _Value>
    iter_type _put(iter_type out, std::ios_base &stream, wchar_t fill, _Value value) const
    {
        static const _NarrowPut narrow;
        const char fill_mark = '\1';
        std::string text;
        narrow.put(std::back_insert_iterator<std::string>(text), stream, fill_mark, value);
        for (std::string::size_type at = 0; at < text.size(); ++at, ++out)
            *out = text[at] == fill_mark ? fill : static_cast<wchar_t>(static_cast<unsigned char>(text[at]));
        return out;
    }
    iter_type do_put(iter_type out, std::ios_base &s, wchar_t fill, bool value) const { return _put(out, s, fill, value); }
    iter_type do_put(iter_type out, std::ios_base &s, wchar_t fill, long value) const { return _put(out, s, fill, value); }
    iter_type do_put(iter_type out, std::ios_base &s, wchar_t fill, unsigned long value) const
    {
        return _put(out, s, fill, value);
    }
    iter_type do_put(iter_type out, std::ios_base &s, wchar_t fill, long long value) const { return _put(out, s, fill, value); }
    iter_type do_put(iter_type out, std::ios_base &s, wchar_t fill, unsigned long long value) const
    {
        return _put(out, s, fill, value);
    }
    iter_type do_put(iter_type out, std::ios_base &s, wchar_t fill, double value) const { return _put(out, s, fill, value); }
    iter_type do_put(iter_type out, std::ios_base &s, wchar_t fill, long double value) const
    {
        return _put(out, s, fill, value);
    }
    iter_type do_put(iter_type out, std::ios_base &s, wchar_t fill, const void *value) const
    {
        return _put(out, s, fill, value);
    }
};

struct _NarrowGet : std::num_get<char, const char *> {
    _NarrowGet() : std::num_get<char, const char *>(1) {}
    ~_NarrowGet() {}
};

class _WideGet : public std::num_get<wchar_t> {
public:
    _WideGet() : std::num_get<wchar_t>(1) {}
    ~_WideGet() {}

protected:
    enum _Kind { _Integer, _Float, _Pointer, _Boolean };

    /* Whether a character can go on with the number read so far. */
    static bool _continues(const std::string &text, char next, std::ios_base &stream, _Kind kind)
    {
        const std::ios_base::fmtflags base = stream.flags() & std::ios_base::basefield;
        const bool hex = kind == _Pointer || (kind == _Integer && base == std::ios_base::hex);
        const bool any_base = kind == _Integer && base == std::ios_base::fmtflags(0);
        const std::string::size_type sign = !text.empty() && (text[0] == '+' || text[0] == '-') ? 1 : 0;
        const char last = text.empty() ? '\0' : text[text.size() - 1];
        if (kind == _Boolean && (stream.flags() & std::ios_base::boolalpha)) {
            const std::string longer = text + next;
            return std::string("true").compare(0, longer.size(), longer) == 0 ||
                   std::string("false").compare(0, longer.size(), longer) == 0;
        }
        if (next == '+' || next == '-')
            return text.empty() || (kind == _Float && (last == 'e' || last == 'E'));
        if (next >= '0' && next <= '9')
            return base != std::ios_base::oct || kind != _Integer || next < '8';
        if (next == 'x' || next == 'X')
            return (hex || any_base) && text.size() == sign + 1 && last == '0';
        if ((next >= 'a' && next <= 'f') || (next >= 'A' && next <= 'F'))
            if (hex || (any_base && text.find_first_of("xX") != std::string::npos))
                return true;
        if (kind != _Float)
            return false;
        const bool exponent = text.find_first_of("eE") != std::string::npos;
        if (next == '.')
            return !exponent && text.find('.') == std::string::npos;
        return (next == 'e' || next == 'E') && !exponent && text.find_first_of("0123456789") != std::string::npos;
    }

    template <typename _Value>
    iter_type _get(iter_type in, iter_type end, std::ios_base &stream, std::ios_base::iostate &state, _Value &value,
                   _Kind kind) const
    {
        static const _NarrowGet narrow;
        std::string text;
        for (; in != end; ++in) {
            const wchar_t next = *in;
            if (next >= 0x80 || !_continues(text, static_cast<char>(next), stream, kind))
                break;
            text += static_cast<char>(next);
        }
        std::ios_base::iostate read = std::ios_base::goodbit;
        narrow.get(text.data(), text.data() + text.size(), stream, read, value);
        state |= read & ~std::ios_base::eofbit;
        if (in == end)
            state |= std::ios_base::eofbit;
        return in;
    }

#define _MSVCRT_GET(type, kind)                                                                                \
    iter_type do_get(iter_type in, iter_type end, std::ios_base &s, std::ios_base::iostate &state, type &value) const \
    {                                                                                                          \
        return _get(in, end, s, state, value, kind);                                                           \
    }
    _MSVCRT_GET(bool, _Boolean)
    _MSVCRT_GET(long, _Integer)
    _MSVCRT_GET(unsigned short, _Integer)
    _MSVCRT_GET(unsigned int, _Integer)
    _MSVCRT_GET(unsigned long, _Integer)
    _MSVCRT_GET(long long, _Integer)
    _MSVCRT_GET(unsigned long long, _Integer)
    _MSVCRT_GET(float, _Float)
    _MSVCRT_GET(double, _Float)
    _MSVCRT_GET(long double, _Float)
    _MSVCRT_GET(void *, _Pointer)
#undef _MSVCRT_GET
};

/* The library's functions for one character do; those for ranges would step by 32 bits. */
class _WideCtype : public std::ctype<wchar_t> {
public:
    _WideCtype() : std::ctype<wchar_t>(1) {}
    ~_WideCtype() {}

protected:
    using std::ctype<wchar_t>::do_is;
    using std::ctype<wchar_t>::do_toupper;
    using std::ctype<wchar_t>::do_tolower;
    using std::ctype<wchar_t>::do_widen;
    using std::ctype<wchar_t>::do_narrow;
    const wchar_t *do_is(const wchar_t *from, const wchar_t *end, mask *masks) const
    {
        for (; from < end; ++from, ++masks) {
            *masks = mask();
            for (int bit = 0; bit < 16; ++bit)
                if (do_is(static_cast<mask>(1 << bit), *from))
                    *masks = static_cast<mask>(*masks | 1 << bit);
        }
        return end;
    }
    const wchar_t *do_scan_is(mask wanted, const wchar_t *from, const wchar_t *end) const
    {
        while (from < end && !do_is(wanted, *from))
            ++from;
        return from;
    }
    const wchar_t *do_scan_not(mask wanted, const wchar_t *from, const wchar_t *end) const
    {
        while (from < end && do_is(wanted, *from))
            ++from;
        return from;
    }
    const wchar_t *do_toupper(wchar_t *from, const wchar_t *end) const
    {
        for (; from < end; ++from)
            *from = do_toupper(*from);
        return end;
    }
    const wchar_t *do_tolower(wchar_t *from, const wchar_t *end) const
    {
        for (; from < end; ++from)
            *from = do_tolower(*from);
        return end;
    }
    const char *do_widen(const char *from, const char *end, wchar_t *to) const
    {
        for (; from < end; ++from, ++to)
            *to = do_widen(*from);
        return end;
    }
    const wchar_t *do_narrow(const wchar_t *from, const wchar_t *end, char otherwise, char *to) const
    {
        for (; from < end; ++from, ++to)
            *to = do_narrow(*from, otherwise);
        return end;
    }
};

template <typename _Facet>
inline const _Facet &_wide_facet()
{
    /* Never destroyed: streams are used until the very end. */
    static const _Facet &facet = *new _Facet;
    return facet;
}

}

namespace std {
template <>
inline void basic_ios<wchar_t>::_M_cache_locale(const locale &)
{
    _M_ctype = &_msvcrt::_wide_facet<_msvcrt::_WideCtype>();
    _M_num_put = &_msvcrt::_wide_facet<_msvcrt::_WidePut>();
    _M_num_get = &_msvcrt::_wide_facet<_msvcrt::_WideGet>();
}
}

#endif

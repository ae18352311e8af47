/* Service classes: the GUIDs of services by port, and those of the queries for hosts and services. */
#ifndef _SVCGUID_
#define _SVCGUID_

#include <basetsd.h>
#include <guiddef.h>

/* A port of TCP or UDP, and the type of a DNS record; an SAP identifier of NetWare. */
#define SVCID_TCP_RR(_Port, _RR) {(0x0009 << 16) | (_Port), (_RR), 0, {0xC0, 0, 0, 0, 0, 0, 0, 0x46}}
#define SVCID_UDP_RR(_Port, _RR) {(0x000A << 16) | (_Port), (_RR), 0, {0xC0, 0, 0, 0, 0, 0, 0, 0x46}}
#define SVCID_TCP(_Port) SVCID_TCP_RR(_Port, 0)
#define SVCID_UDP(_Port) SVCID_UDP_RR(_Port, 0)
#define SVCID_DNS(_RecordType) SVCID_TCP_RR(53, _RecordType)
#define SVCID_NETWARE(_SapId) {(0x000B << 16) | (_SapId), 0, 0, {0xC0, 0, 0, 0, 0, 0, 0, 0x46}}

#define SVCID_HOSTNAME {0x0002A800, 0, 0, {0xC0, 0, 0, 0, 0, 0, 0, 0x46}}
#define SVCID_INET_HOSTADDRBYINETSTRING {0x0002A801, 0, 0, {0xC0, 0, 0, 0, 0, 0, 0, 0x46}}
#define SVCID_INET_SERVICEBYNAME {0x0002A802, 0, 0, {0xC0, 0, 0, 0, 0, 0, 0, 0x46}}
#define SVCID_INET_HOSTADDRBYNAME {0x0002A803, 0, 0, {0xC0, 0, 0, 0, 0, 0, 0, 0x46}}

/* What such a GUID says. */
#define _WS2_IS_SVCID(_g, _Kind) \
    (((_g)->Data1 & 0xFFFF0000) == ((_Kind) << 16) && (_g)->Data3 == 0 && (_g)->Data4[0] == 0xC0 && \
     (_g)->Data4[1] == 0 && (_g)->Data4[2] == 0 && (_g)->Data4[3] == 0 && (_g)->Data4[4] == 0 && \
     (_g)->Data4[5] == 0 && (_g)->Data4[6] == 0 && (_g)->Data4[7] == 0x46)
#define IS_SVCID_TCP(_g) _WS2_IS_SVCID(_g, 0x0009u)
#define IS_SVCID_UDP(_g) _WS2_IS_SVCID(_g, 0x000Au)
#define IS_SVCID_NETWARE(_g) _WS2_IS_SVCID(_g, 0x000Bu)
#define IS_SVCID_DNS(_g) (IS_SVCID_TCP(_g) && PORT_FROM_SVCID_TCP(_g) == 53)
#define PORT_FROM_SVCID_TCP(_g) ((WORD)((_g)->Data1 & 0xFFFF))
#define PORT_FROM_SVCID_UDP(_g) ((WORD)((_g)->Data1 & 0xFFFF))
#define SAPID_FROM_SVCID_NETWARE(_g) ((WORD)((_g)->Data1 & 0xFFFF))
#define RR_FROM_SVCID(_RR) ((_RR)->Data2)
#define _WS2_SET_SVCID(_g, _Kind, _Port, _RR) \
    do { \
        (_g)->Data1 = ((_Kind) << 16) | (_Port); \
        (_g)->Data2 = (_RR); \
        (_g)->Data3 = 0; \
        (_g)->Data4[0] = 0xC0; \
        (_g)->Data4[1] = (_g)->Data4[2] = (_g)->Data4[3] = 0; \
        (_g)->Data4[4] = (_g)->Data4[5] = (_g)->Data4[6] = 0; \
        (_g)->Data4[7] = 0x46; \
    } while (0)
#define SET_TCP_SVCID_RR(_g, _Port, _RR) _WS2_SET_SVCID(_g, 0x0009u, _Port, _RR)
#define SET_UDP_SVCID_RR(_g, _Port, _RR) _WS2_SET_SVCID(_g, 0x000Au, _Port, _RR)
#define SET_TCP_SVCID(_g, _Port) SET_TCP_SVCID_RR(_g, _Port, 0)
#define SET_UDP_SVCID(_g, _Port) SET_UDP_SVCID_RR(_g, _Port, 0)
#define SET_NETWARE_SVCID(_g, _SapId) _WS2_SET_SVCID(_g, 0x000Bu, _SapId, 0)

/* Records of DNS. */
#define SVCID_DNS_TYPE_A SVCID_DNS(0x0001)
#define SVCID_DNS_TYPE_NS SVCID_DNS(0x0002)
#define SVCID_DNS_TYPE_CNAME SVCID_DNS(0x0005)
#define SVCID_DNS_TYPE_SOA SVCID_DNS(0x0006)
#define SVCID_DNS_TYPE_PTR SVCID_DNS(0x000C)
#define SVCID_DNS_TYPE_HINFO SVCID_DNS(0x000D)
#define SVCID_DNS_TYPE_MX SVCID_DNS(0x000F)
#define SVCID_DNS_TYPE_TEXT SVCID_DNS(0x0010)
#define SVCID_DNS_TYPE_AAAA SVCID_DNS(0x001C)
#define SVCID_DNS_TYPE_SRV SVCID_DNS(0x0021)
#define SVCID_DNS_TYPE_ANY SVCID_DNS(0x00FF)

/* Well-known services. */
#define SVCID_ECHO_TCP SVCID_TCP(7)
#define SVCID_DISCARD_TCP SVCID_TCP(9)
#define SVCID_DAYTIME_TCP SVCID_TCP(13)
#define SVCID_CHARGEN_TCP SVCID_TCP(19)
#define SVCID_FTP_DATA_TCP SVCID_TCP(20)
#define SVCID_FTP_TCP SVCID_TCP(21)
#define SVCID_TELNET_TCP SVCID_TCP(23)
#define SVCID_SMTP_TCP SVCID_TCP(25)
#define SVCID_TIME_TCP SVCID_TCP(37)
#define SVCID_NAMESERVER_TCP SVCID_TCP(53)
#define SVCID_FINGER_TCP SVCID_TCP(79)
#define SVCID_HTTP_TCP SVCID_TCP(80)
#define SVCID_POP3_TCP SVCID_TCP(110)
#define SVCID_NNTP_TCP SVCID_TCP(119)
#define SVCID_ECHO_UDP SVCID_UDP(7)
#define SVCID_DISCARD_UDP SVCID_UDP(9)
#define SVCID_DAYTIME_UDP SVCID_UDP(13)
#define SVCID_CHARGEN_UDP SVCID_UDP(19)
#define SVCID_TIME_UDP SVCID_UDP(37)
#define SVCID_NAMESERVER_UDP SVCID_UDP(53)
#define SVCID_TFTP_UDP SVCID_UDP(69)
#define SVCID_NTP_UDP SVCID_UDP(123)
#define SVCID_SNMP_UDP SVCID_UDP(161)

#endif

//! Every structure of the headers that Windows has too, with its size and the offset of each field as
//! `windows-sys` lays them out. `nothing_is_left_out` fails when one is missing here.

use std::mem::{offset_of, size_of};

/// One structure's layout.
pub(crate) struct Layout {
    /// Its name, the same in C and in `windows-sys`.
    pub(crate) name: &'static str,
    /// Its size in bytes.
    pub(crate) size: usize,
    /// Path of each field as `windows-sys` spells it, and its offset.
    pub(crate) fields: &'static [(&'static str, usize)],
}

macro_rules! layouts {
    ($($module:path { $($name:ident { $($($field:ident).+),* $(,)? })* })*) => {
        /// All of them.
        pub(crate) const LAYOUTS: &[&[Layout]] = &[$({
            use $module as module;
            &[$(Layout {
                name: stringify!($name),
                size: size_of::<module::$name>(),
                fields: &[$((stringify!($($field).+), offset_of!(module::$name, $($field).+))),*],
            }),*]
        }),*];
    };
}

layouts! {
    windows_sys::Win32::Networking::WinSock {
        ADDRINFOA {
            ai_flags, ai_family, ai_socktype, ai_protocol, ai_addrlen, ai_canonname, ai_addr, ai_next,
        }
        ADDRINFOEX2A {
            ai_flags, ai_family, ai_socktype, ai_protocol, ai_addrlen, ai_canonname, ai_addr, ai_blob,
            ai_bloblen, ai_provider, ai_next, ai_version, ai_fqdn,
        }
        ADDRINFOEX2W {
            ai_flags, ai_family, ai_socktype, ai_protocol, ai_addrlen, ai_canonname, ai_addr, ai_blob,
            ai_bloblen, ai_provider, ai_next, ai_version, ai_fqdn,
        }
        ADDRINFOEX3 {
            ai_flags, ai_family, ai_socktype, ai_protocol, ai_addrlen, ai_canonname, ai_addr, ai_blob,
            ai_bloblen, ai_provider, ai_next, ai_version, ai_fqdn, ai_interfaceindex,
        }
        ADDRINFOEX4 {
            ai_flags, ai_family, ai_socktype, ai_protocol, ai_addrlen, ai_canonname, ai_addr, ai_blob,
            ai_bloblen, ai_provider, ai_next, ai_version, ai_fqdn, ai_interfaceindex, ai_resolutionhandle,
        }
        ADDRINFOEXA {
            ai_flags, ai_family, ai_socktype, ai_protocol, ai_addrlen, ai_canonname, ai_addr, ai_blob,
            ai_bloblen, ai_provider, ai_next,
        }
        ADDRINFOEXW {
            ai_flags, ai_family, ai_socktype, ai_protocol, ai_addrlen, ai_canonname, ai_addr, ai_blob,
            ai_bloblen, ai_provider, ai_next,
        }
        ADDRINFOW {
            ai_flags, ai_family, ai_socktype, ai_protocol, ai_addrlen, ai_canonname, ai_addr, ai_next,
        }
        AFPROTOCOLS { iAddressFamily, iProtocol }
        CMSGHDR { cmsg_len, cmsg_level, cmsg_type }
        CSADDR_INFO { LocalAddr, RemoteAddr, iSocketType, iProtocol }
        FD_SET { fd_count, fd_array }
        FLOWSPEC {
            TokenRate, TokenBucketSize, PeakBandwidth, Latency, DelayVariation, ServiceType, MaxSduSize,
            MinimumPolicedSize,
        }
        GROUP_FILTER { gf_interface, gf_group, gf_fmode, gf_numsrc, gf_slist }
        GROUP_REQ { gr_interface, gr_group }
        GROUP_SOURCE_REQ { gsr_interface, gsr_group, gsr_source }
        HOSTENT { h_name, h_aliases, h_addrtype, h_length, h_addr_list }
        ICMP_ERROR_INFO { srcaddress, protocol, r#type, code }
        IN6_ADDR { u, u.Byte, u.Word }
        IN6_PKTINFO { ipi6_addr, ipi6_ifindex }
        IN6_PKTINFO_EX { pkt_info, scope_id }
        INET_PORT_RANGE { StartPort, NumberOfPorts }
        INET_PORT_RESERVATION_INSTANCE { Reservation, Token }
        INET_PORT_RESERVATION_TOKEN { Token }
        INTERFACE_INFO { iiFlags, iiAddress, iiBroadcastAddress, iiNetmask }
        INTERFACE_INFO_EX { iiFlags, iiAddress, iiBroadcastAddress, iiNetmask }
        IN_ADDR {
            S_un, S_un.S_un_b, S_un.S_un_b.s_b1, S_un.S_un_b.s_b2, S_un.S_un_b.s_b3, S_un.S_un_b.s_b4,
            S_un.S_un_w, S_un.S_un_w.s_w1, S_un.S_un_w.s_w2, S_un.S_addr,
        }
        IN_PKTINFO { ipi_addr, ipi_ifindex }
        IN_PKTINFO_EX { pkt_info, scope_id }
        IN_RECVERR { protocol, info, r#type, code }
        IPV6_MREQ { ipv6mr_multiaddr, ipv6mr_interface }
        IP_MREQ { imr_multiaddr, imr_interface }
        IP_MREQ_SOURCE { imr_multiaddr, imr_sourceaddr, imr_interface }
        IP_MSFILTER { imsf_multiaddr, imsf_interface, imsf_fmode, imsf_numsrc, imsf_slist }
        LINGER { l_onoff, l_linger }
        NSPV2_ROUTINE {
            cbSize, dwMajorVersion, dwMinorVersion, NSPv2Startup, NSPv2Cleanup, NSPv2LookupServiceBegin,
            NSPv2LookupServiceNextEx, NSPv2LookupServiceEnd, NSPv2SetServiceEx, NSPv2ClientSessionRundown,
        }
        NSP_ROUTINE {
            cbSize, dwMajorVersion, dwMinorVersion, NSPCleanup, NSPLookupServiceBegin, NSPLookupServiceNext,
            NSPLookupServiceEnd, NSPSetService, NSPInstallServiceClass, NSPRemoveServiceClass,
            NSPGetServiceClassInfo, NSPIoctl,
        }
        NS_INFOA { dwNameSpace, dwNameSpaceFlags, lpNameSpace }
        NS_INFOW { dwNameSpace, dwNameSpaceFlags, lpNameSpace }
        NS_SERVICE_INFOA { dwNameSpace, ServiceInfo }
        NS_SERVICE_INFOW { dwNameSpace, ServiceInfo }
        PRIORITY_STATUS { Sender, Receiver }
        PROTOCOL_INFOA {
            dwServiceFlags, iAddressFamily, iMaxSockAddr, iMinSockAddr, iSocketType, iProtocol,
            dwMessageSize, lpProtocol,
        }
        PROTOCOL_INFOW {
            dwServiceFlags, iAddressFamily, iMaxSockAddr, iMinSockAddr, iSocketType, iProtocol,
            dwMessageSize, lpProtocol,
        }
        PROTOENT { p_name, p_aliases, p_proto }
        QOS { SendingFlowspec, ReceivingFlowspec, ProviderSpecific }
        RCVALL_IF { Mode, Interface }
        RIORESULT { Status, BytesTransferred, SocketContext, RequestContext }
        RIO_BUF { BufferId, Offset, Length }
        RIO_CMSG_BUFFER { TotalLength }
        RIO_EXTENSION_FUNCTION_TABLE {
            cbSize, RIOReceive, RIOReceiveEx, RIOSend, RIOSendEx, RIOCloseCompletionQueue,
            RIOCreateCompletionQueue, RIOCreateRequestQueue, RIODequeueCompletion, RIODeregisterBuffer,
            RIONotify, RIORegisterBuffer, RIOResizeCompletionQueue, RIOResizeRequestQueue,
        }
        RIO_NOTIFICATION_COMPLETION {
            Type, Anonymous.Event, Anonymous.Event.EventHandle, Anonymous.Event.NotifyReset, Anonymous.Iocp,
            Anonymous.Iocp.IocpHandle, Anonymous.Iocp.CompletionKey, Anonymous.Iocp.Overlapped,
        }
        SCOPE_ID { Anonymous.Value }
        SERVENT { s_name, s_aliases, s_proto, s_port }
        SERVICE_ADDRESS {
            dwAddressType, dwAddressFlags, dwAddressLength, dwPrincipalLength, lpAddress, lpPrincipal,
        }
        SERVICE_ADDRESSES { dwAddressCount, Addresses }
        SERVICE_ASYNC_INFO { lpServiceCallbackProc, lParam, hAsyncTaskHandle }
        SERVICE_INFOA {
            lpServiceType, lpServiceName, lpComment, lpLocale, dwDisplayHint, dwVersion, dwTime,
            lpMachineName, lpServiceAddress, ServiceSpecificInfo,
        }
        SERVICE_INFOW {
            lpServiceType, lpServiceName, lpComment, lpLocale, dwDisplayHint, dwVersion, dwTime,
            lpMachineName, lpServiceAddress, ServiceSpecificInfo,
        }
        SOCKADDR { sa_family, sa_data }
        SOCKADDR_DL { sdl_family, sdl_data, sdl_zero }
        SOCKADDR_IN { sin_family, sin_port, sin_addr, sin_zero }
        SOCKADDR_IN6 {
            sin6_family, sin6_port, sin6_flowinfo, sin6_addr, Anonymous.sin6_scope_id,
            Anonymous.sin6_scope_struct,
        }
        SOCKADDR_IN6_PAIR { SourceAddress, DestinationAddress }
        SOCKADDR_IN6_W2KSP1 { sin6_family, sin6_port, sin6_flowinfo, sin6_addr, sin6_scope_id }
        SOCKADDR_INET { Ipv4, Ipv6, si_family }
        SOCKADDR_STORAGE { ss_family, __ss_pad1, __ss_align, __ss_pad2 }
        SOCKADDR_STORAGE_XP { ss_family, __ss_pad1, __ss_align, __ss_pad2 }
        SOCKADDR_UN { sun_family, sun_path }
        SOCKET_ADDRESS { lpSockaddr, iSockaddrLength }
        SOCKET_ADDRESS_LIST { iAddressCount, Address }
        SOCKET_PROCESSOR_AFFINITY { Processor, NumaNodeId, Reserved }
        SOCK_NOTIFY_REGISTRATION {
            socket, completionKey, eventFilter, operation, triggerFlags, registrationResult,
        }
        TCP_ACK_FREQUENCY_PARAMETERS { TcpDelayedAckFrequency }
        TCP_ICW_PARAMETERS { Level }
        TCP_INFO_v0 {
            State, Mss, ConnectionTimeMs, TimestampsEnabled, RttUs, MinRttUs, BytesInFlight, Cwnd, SndWnd,
            RcvWnd, RcvBuf, BytesOut, BytesIn, BytesReordered, BytesRetrans, FastRetrans, DupAcksIn,
            TimeoutEpisodes, SynRetrans,
        }
        TCP_INFO_v1 {
            State, Mss, ConnectionTimeMs, TimestampsEnabled, RttUs, MinRttUs, BytesInFlight, Cwnd, SndWnd,
            RcvWnd, RcvBuf, BytesOut, BytesIn, BytesReordered, BytesRetrans, FastRetrans, DupAcksIn,
            TimeoutEpisodes, SynRetrans, SndLimTransRwin, SndLimTimeRwin, SndLimBytesRwin, SndLimTransCwnd,
            SndLimTimeCwnd, SndLimBytesCwnd, SndLimTransSnd, SndLimTimeSnd, SndLimBytesSnd,
        }
        TCP_INITIAL_RTO_PARAMETERS { Rtt, MaxSynRetransmissions }
        TIMESTAMPING_CONFIG { Flags, TxTimestampsBuffered }
        TIMEVAL { tv_sec, tv_usec }
        TRANSMIT_FILE_BUFFERS { Head, HeadLength, Tail, TailLength }
        TRANSMIT_PACKETS_ELEMENT {
            dwElFlags, cLength, Anonymous.Anonymous.nFileOffset, Anonymous.Anonymous.hFile,
            Anonymous.pBuffer,
        }
        WSABUF { len, buf }
        WSACOMPLETION {
            Type, Parameters, Parameters.WindowMessage, Parameters.WindowMessage.hWnd,
            Parameters.WindowMessage.uMsg, Parameters.WindowMessage.context, Parameters.Event,
            Parameters.Event.lpOverlapped, Parameters.Apc, Parameters.Apc.lpOverlapped,
            Parameters.Apc.lpfnCompletionProc, Parameters.Port, Parameters.Port.lpOverlapped,
            Parameters.Port.hPort, Parameters.Port.Key,
        }
        WSADATA {
            wVersion, wHighVersion, iMaxSockets, iMaxUdpDg, lpVendorInfo, szDescription, szSystemStatus,
        }
        WSAMSG { name, namelen, lpBuffers, dwBufferCount, Control, dwFlags }
        WSANAMESPACE_INFOA { NSProviderId, dwNameSpace, fActive, dwVersion, lpszIdentifier }
        WSANAMESPACE_INFOEXA {
            NSProviderId, dwNameSpace, fActive, dwVersion, lpszIdentifier, ProviderSpecific,
        }
        WSANAMESPACE_INFOEXW {
            NSProviderId, dwNameSpace, fActive, dwVersion, lpszIdentifier, ProviderSpecific,
        }
        WSANAMESPACE_INFOW { NSProviderId, dwNameSpace, fActive, dwVersion, lpszIdentifier }
        WSANETWORKEVENTS { lNetworkEvents, iErrorCode }
        WSANSCLASSINFOA { lpszName, dwNameSpace, dwValueType, dwValueSize, lpValue }
        WSANSCLASSINFOW { lpszName, dwNameSpace, dwValueType, dwValueSize, lpValue }
        WSAPOLLDATA { result, fds, timeout, fdArray }
        WSAPOLLFD { fd, events, revents }
        WSAPROTOCOLCHAIN { ChainLen, ChainEntries }
        WSAPROTOCOL_INFOA {
            dwServiceFlags1, dwServiceFlags2, dwServiceFlags3, dwServiceFlags4, dwProviderFlags, ProviderId,
            dwCatalogEntryId, ProtocolChain, iVersion, iAddressFamily, iMaxSockAddr, iMinSockAddr,
            iSocketType, iProtocol, iProtocolMaxOffset, iNetworkByteOrder, iSecurityScheme, dwMessageSize,
            dwProviderReserved, szProtocol,
        }
        WSAPROTOCOL_INFOW {
            dwServiceFlags1, dwServiceFlags2, dwServiceFlags3, dwServiceFlags4, dwProviderFlags, ProviderId,
            dwCatalogEntryId, ProtocolChain, iVersion, iAddressFamily, iMaxSockAddr, iMinSockAddr,
            iSocketType, iProtocol, iProtocolMaxOffset, iNetworkByteOrder, iSecurityScheme, dwMessageSize,
            dwProviderReserved, szProtocol,
        }
        WSAQUERYSET2A {
            dwSize, lpszServiceInstanceName, lpVersion, lpszComment, dwNameSpace, lpNSProviderId,
            lpszContext, dwNumberOfProtocols, lpafpProtocols, lpszQueryString, dwNumberOfCsAddrs,
            lpcsaBuffer, dwOutputFlags, lpBlob,
        }
        WSAQUERYSET2W {
            dwSize, lpszServiceInstanceName, lpVersion, lpszComment, dwNameSpace, lpNSProviderId,
            lpszContext, dwNumberOfProtocols, lpafpProtocols, lpszQueryString, dwNumberOfCsAddrs,
            lpcsaBuffer, dwOutputFlags, lpBlob,
        }
        WSAQUERYSETA {
            dwSize, lpszServiceInstanceName, lpServiceClassId, lpVersion, lpszComment, dwNameSpace,
            lpNSProviderId, lpszContext, dwNumberOfProtocols, lpafpProtocols, lpszQueryString,
            dwNumberOfCsAddrs, lpcsaBuffer, dwOutputFlags, lpBlob,
        }
        WSAQUERYSETW {
            dwSize, lpszServiceInstanceName, lpServiceClassId, lpVersion, lpszComment, dwNameSpace,
            lpNSProviderId, lpszContext, dwNumberOfProtocols, lpafpProtocols, lpszQueryString,
            dwNumberOfCsAddrs, lpcsaBuffer, dwOutputFlags, lpBlob,
        }
        WSASENDMSG { lpMsg, dwFlags, lpNumberOfBytesSent, lpOverlapped, lpCompletionRoutine }
        WSASERVICECLASSINFOA { lpServiceClassId, lpszServiceClassName, dwCount, lpClassInfos }
        WSASERVICECLASSINFOW { lpServiceClassId, lpszServiceClassName, dwCount, lpClassInfos }
        WSATHREADID { ThreadHandle, Reserved }
        WSAVERSION { dwVersion, ecHow }
        WSC_PROVIDER_AUDIT_INFO { RecordSize, Reserved }
        WSPDATA { wVersion, wHighVersion, szDescription }
        WSPPROC_TABLE {
            lpWSPAccept, lpWSPAddressToString, lpWSPAsyncSelect, lpWSPBind, lpWSPCancelBlockingCall,
            lpWSPCleanup, lpWSPCloseSocket, lpWSPConnect, lpWSPDuplicateSocket, lpWSPEnumNetworkEvents,
            lpWSPEventSelect, lpWSPGetOverlappedResult, lpWSPGetPeerName, lpWSPGetSockName, lpWSPGetSockOpt,
            lpWSPGetQOSByName, lpWSPIoctl, lpWSPJoinLeaf, lpWSPListen, lpWSPRecv, lpWSPRecvDisconnect,
            lpWSPRecvFrom, lpWSPSelect, lpWSPSend, lpWSPSendDisconnect, lpWSPSendTo, lpWSPSetSockOpt,
            lpWSPShutdown, lpWSPSocket, lpWSPStringToAddress,
        }
        WSPUPCALLTABLE {
            lpWPUCloseEvent, lpWPUCloseSocketHandle, lpWPUCreateEvent, lpWPUCreateSocketHandle,
            lpWPUFDIsSet, lpWPUGetProviderPath, lpWPUModifyIFSHandle, lpWPUPostMessage,
            lpWPUQueryBlockingCallback, lpWPUQuerySocketHandleContext, lpWPUQueueApc, lpWPUResetEvent,
            lpWPUSetEvent, lpWPUOpenCurrentThread, lpWPUCloseThread,
        }
        netent { n_name, n_aliases, n_addrtype, n_net }
        sockaddr_gen { Address, AddressIn, AddressIn6 }
        sockaddr_in6_old { sin6_family, sin6_port, sin6_flowinfo, sin6_addr }
        sockproto { sp_family, sp_protocol }
        tcp_keepalive { onoff, keepalivetime, keepaliveinterval }
    }
    windows_sys::Win32::Foundation {
        FILETIME { dwLowDateTime, dwHighDateTime }
        LUID { LowPart, HighPart }
        POINT { x, y }
        RECT { left, top, right, bottom }
        UNICODE_STRING { Length, MaximumLength, Buffer }
        SIZE { cx, cy }
        SYSTEMTIME { wYear, wMonth, wDayOfWeek, wDay, wHour, wMinute, wSecond, wMilliseconds }
    }
    windows_sys::Win32::Storage::FileSystem {
        CREATEFILE2_EXTENDED_PARAMETERS {
            dwSize, dwFileAttributes, dwFileFlags, dwSecurityQosFlags, lpSecurityAttributes, hTemplateFile,
        }
        FILE_SEGMENT_ELEMENT { Buffer, Alignment }
        WIN32_FILE_ATTRIBUTE_DATA {
            dwFileAttributes, ftCreationTime, ftLastAccessTime, ftLastWriteTime, nFileSizeHigh, nFileSizeLow,
        }
        WIN32_FIND_DATAA {
            dwFileAttributes, ftCreationTime, ftLastAccessTime, ftLastWriteTime, nFileSizeHigh, nFileSizeLow,
            dwReserved0, dwReserved1, cFileName, cAlternateFileName,
        }
        WIN32_FIND_DATAW {
            dwFileAttributes, ftCreationTime, ftLastAccessTime, ftLastWriteTime, nFileSizeHigh, nFileSizeLow,
            dwReserved0, dwReserved1, cFileName, cAlternateFileName,
        }
    }
    windows_sys::Win32::Devices::Communication {
        COMMTIMEOUTS {
            ReadIntervalTimeout, ReadTotalTimeoutMultiplier, ReadTotalTimeoutConstant,
            WriteTotalTimeoutMultiplier, WriteTotalTimeoutConstant,
        }
        DCB {
            DCBlength, BaudRate, wReserved, XonLim, XoffLim, ByteSize, Parity, StopBits, XonChar, XoffChar,
            ErrorChar, EofChar, EvtChar, wReserved1,
        }
    }
    windows_sys::Wdk::Foundation {
        OBJECT_ATTRIBUTES {
            Length, RootDirectory, ObjectName, Attributes, SecurityDescriptor, SecurityQualityOfService,
        }
    }
    windows_sys::Wdk::Storage::FileSystem {
        FILE_COMPLETION_INFORMATION { Port, Key }
    }
    windows_sys::Win32::System::IO {
        IO_STATUS_BLOCK { Anonymous.Status, Anonymous.Pointer, Information }
        OVERLAPPED {
            Internal, InternalHigh, Anonymous.Anonymous.Offset, Anonymous.Anonymous.OffsetHigh,
            Anonymous.Pointer, hEvent,
        }
        OVERLAPPED_ENTRY { lpCompletionKey, lpOverlapped, Internal, dwNumberOfBytesTransferred }
    }
    windows_sys::Win32::System::Threading {
        CONDITION_VARIABLE { Ptr }
        CRITICAL_SECTION { DebugInfo, LockCount, RecursionCount, OwningThread, LockSemaphore, SpinCount }
        INIT_ONCE { Ptr }
        PROCESS_INFORMATION { hProcess, hThread, dwProcessId, dwThreadId }
        REASON_CONTEXT {
            Version, Flags, Reason, Reason.Detailed.LocalizedReasonModule, Reason.Detailed.LocalizedReasonId,
            Reason.Detailed.ReasonStringCount, Reason.Detailed.ReasonStrings, Reason.SimpleReasonString,
        }
        SRWLOCK { Ptr }
        STARTUPINFOA {
            cb, lpReserved, lpDesktop, lpTitle, dwX, dwY, dwXSize, dwYSize, dwXCountChars, dwYCountChars,
            dwFillAttribute, dwFlags, wShowWindow, cbReserved2, lpReserved2, hStdInput, hStdOutput,
            hStdError,
        }
        STARTUPINFOW {
            cb, lpReserved, lpDesktop, lpTitle, dwX, dwY, dwXSize, dwYSize, dwXCountChars, dwYCountChars,
            dwFillAttribute, dwFlags, wShowWindow, cbReserved2, lpReserved2, hStdInput, hStdOutput,
            hStdError,
        }
        TP_CALLBACK_ENVIRON_V3 {
            Version, Pool, CleanupGroup, CleanupGroupCancelCallback, RaceDll, ActivationContext,
            FinalizationCallback, u, u.Flags, u.s, CallbackPriority, Size,
        }
    }
    windows_sys::Win32::System::SystemInformation {
        OSVERSIONINFOA {
            dwOSVersionInfoSize, dwMajorVersion, dwMinorVersion, dwBuildNumber, dwPlatformId, szCSDVersion,
        }
        OSVERSIONINFOEXA {
            dwOSVersionInfoSize, dwMajorVersion, dwMinorVersion, dwBuildNumber, dwPlatformId, szCSDVersion,
            wServicePackMajor, wServicePackMinor, wSuiteMask, wProductType, wReserved,
        }
        OSVERSIONINFOEXW {
            dwOSVersionInfoSize, dwMajorVersion, dwMinorVersion, dwBuildNumber, dwPlatformId, szCSDVersion,
            wServicePackMajor, wServicePackMinor, wSuiteMask, wProductType, wReserved,
        }
        OSVERSIONINFOW {
            dwOSVersionInfoSize, dwMajorVersion, dwMinorVersion, dwBuildNumber, dwPlatformId, szCSDVersion,
        }
        SYSTEM_INFO {
            Anonymous.dwOemId, Anonymous.Anonymous.wProcessorArchitecture, Anonymous.Anonymous.wReserved,
            dwPageSize, lpMinimumApplicationAddress, lpMaximumApplicationAddress, dwActiveProcessorMask,
            dwNumberOfProcessors, dwProcessorType, dwAllocationGranularity, wProcessorLevel,
            wProcessorRevision,
        }
    }
    windows_sys::Win32::Security {
        SECURITY_ATTRIBUTES { nLength, lpSecurityDescriptor, bInheritHandle }
    }
    windows_sys::Win32::System::Console {
        CONSOLE_SCREEN_BUFFER_INFO { dwSize, dwCursorPosition, wAttributes, srWindow, dwMaximumWindowSize }
        COORD { X, Y }
        SMALL_RECT { Left, Top, Right, Bottom }
    }
    windows_sys::Win32::System::DataExchange {
        COPYDATASTRUCT { dwData, cbData, lpData }
    }
    windows_sys::Win32::UI::WindowsAndMessaging {
        CREATESTRUCTA {
            lpCreateParams, hInstance, hMenu, hwndParent, cy, cx, y, x, style, lpszName, lpszClass, dwExStyle,
        }
        CREATESTRUCTW {
            lpCreateParams, hInstance, hMenu, hwndParent, cy, cx, y, x, style, lpszName, lpszClass, dwExStyle,
        }
        MINMAXINFO { ptReserved, ptMaxSize, ptMaxPosition, ptMinTrackSize, ptMaxTrackSize }
        MSG { hwnd, message, wParam, lParam, time, pt }
        STYLESTRUCT { styleOld, styleNew }
        WNDCLASSA {
            style, lpfnWndProc, cbClsExtra, cbWndExtra, hInstance, hIcon, hCursor, hbrBackground, lpszMenuName,
            lpszClassName,
        }
        WNDCLASSW {
            style, lpfnWndProc, cbClsExtra, cbWndExtra, hInstance, hIcon, hCursor, hbrBackground, lpszMenuName,
            lpszClassName,
        }
        WNDCLASSEXA {
            cbSize, style, lpfnWndProc, cbClsExtra, cbWndExtra, hInstance, hIcon, hCursor, hbrBackground,
            lpszMenuName, lpszClassName, hIconSm,
        }
        WNDCLASSEXW {
            cbSize, style, lpfnWndProc, cbClsExtra, cbWndExtra, hInstance, hIcon, hCursor, hbrBackground,
            lpszMenuName, lpszClassName, hIconSm,
        }
    }
}

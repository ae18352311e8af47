//! Names and addresses: `getaddrinfo`, `gethostbyname`, `inet_*`, `WSAAddressToString` and their kin.

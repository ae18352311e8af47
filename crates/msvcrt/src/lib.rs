//! Names of Microsoft's C run time that Winsock sources use.

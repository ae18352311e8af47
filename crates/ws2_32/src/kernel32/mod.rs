//! The part of the Windows base API that Winsock programs cannot do without.

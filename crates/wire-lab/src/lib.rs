//! A scripted TCP peer on TUN, namespaces and captures, to see closes on the wire.

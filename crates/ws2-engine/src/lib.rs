//! Sans-I/O rules of sockets: states, options, closing and lingering.

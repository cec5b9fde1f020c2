# The interface for programs: why a request was not done.
api-unauthorized = Sign in, or send the token of one of the event’s devices.
api-not-found = There is nothing at this address, or it is not yours.
api-forbidden = This is not yours to do.
api-too-many = Too many requests: try again in a minute.
api-busy = Too much work is waiting: try again in a second.
api-internal = Something broke here; try again later.
api-too-large = The batch is larger than one megabyte: split it.
api-unreadable = The batch cannot be read: it must be a JSON object whose “entries” is a list.
api-entry-unreadable = This entry cannot be read: { $why }.

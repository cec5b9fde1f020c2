//! Every pair of a set: solved on each vertex's heaviest edges, then checked against all the others.

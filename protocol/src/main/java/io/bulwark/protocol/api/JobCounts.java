package io.bulwark.protocol.api;

/** How many jobs there are, by how they stand. */
public record JobCounts(int open, int succeeded, int failed, int cancelled) {}

package io.bulwark.protocol;

/** Marks an actor's message that crosses between processes: it has a Protobuf form, and Java serialization never sees it. */
public interface WireMessage {}

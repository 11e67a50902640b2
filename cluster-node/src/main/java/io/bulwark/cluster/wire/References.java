package io.bulwark.cluster.wire;

import io.bulwark.protocol.Limits;
import io.bulwark.protocol.MalformedMessageException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;

/** Actor references to and from their string form. */
record References(ActorRefResolver resolver) {
    String write(ActorRef<?> reference) {
        return resolver.toSerializationFormat(reference);
    }

    /** @throws MalformedMessageException if the string is too long or names no actor */
    <T> ActorRef<T> read(String reference) {
        if (reference.isEmpty() || reference.length() > Limits.REFERENCE) {
            throw new MalformedMessageException("expected an actor reference of 1 to " + Limits.REFERENCE
                    + " characters, got " + reference.length());
        }
        try {
            return resolver.resolveActorRef(reference);
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException("expected an actor reference, got \"" + reference + "\"");
        }
    }
}

package io.bulwark.cluster.wire;

import io.bulwark.cluster.prover.NodeLoad;
import io.bulwark.cluster.transit.TransitForm;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.TransientMessage;
import java.util.List;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * Turns every {@link TransientMessage} into Kryo's bytes and back. The manifest names the build: a message of another one is refused, never misread.
 */
public final class TransientSerializer extends SerializerWithStringManifest {
    /** Names this serializer on the wire; it must never change. */
    private static final int IDENTIFIER = 0x42554c58;

    private static final String PREFIX = "transient ";

    /** Every class of a transient message, and those within. */
    private static final List<Class<?>> CLASSES = List.of(NodeId.class, ProverId.class, NodeLoad.class);

    private final TransitForm form;

    /** Called by Pekko. */
    public TransientSerializer(ExtendedActorSystem system) {
        this(new TransitForm(CLASSES));
    }

    TransientSerializer(TransitForm form) {
        this.form = form;
    }

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object message) {
        return PREFIX + form.build();
    }

    @Override
    public byte[] toBinary(Object message) {
        if (message instanceof TransientMessage whole) {
            return form.write(whole);
        }
        throw new IllegalArgumentException(message.getClass() + " is no transient message");
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) {
        if (!manifest.startsWith(PREFIX)) {
            throw new MalformedMessageException("no transient message is called \"" + manifest + "\"");
        }
        return form.read(bytes, manifest.substring(PREFIX.length()));
    }
}

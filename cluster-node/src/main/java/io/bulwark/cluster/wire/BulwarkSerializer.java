package io.bulwark.cluster.wire;

import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.WireMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * Turns every {@link WireMessage} into Protobuf and back. A class or a manifest that is not listed here is refused, and so are bytes that
 * are no such message; Pekko logs that and goes on.
 */
public final class BulwarkSerializer extends SerializerWithStringManifest {
    /** Names this serializer on the wire; it must never change. */
    private static final int IDENTIFIER = 0x42554c57;

    private final Map<Class<?>, Codec<?, ?>> byType = new HashMap<>();
    private final Map<String, Codec<?, ?>> byManifest = new HashMap<>();

    /** Called by Pekko. */
    public BulwarkSerializer(ExtendedActorSystem system) {
        References references = new References(ActorRefResolver.get(Adapter.toTyped(system)));
        List<Codec<?, ?>> codecs = new ArrayList<>(new KeeperCodecs(references).all());
        codecs.addAll(new JobCodecs(references).all());
        codecs.addAll(new ErrandCodecs(references).all());
        codecs.addAll(new HeadersCodecs(references).all());
        codecs.add(new StatusCodec(references).codec());
        codecs.addAll(new WatchCodecs(references).all());
        codecs.addAll(new MembershipCodecs(references).all());
        for (Codec<?, ?> codec : codecs) {
            byType.put(codec.type(), codec);
            byManifest.put(codec.manifest(), codec);
        }
    }

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object message) {
        return codec(message).manifest();
    }

    @Override
    public byte[] toBinary(Object message) {
        return codec(message).toBytes((WireMessage) message);
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) {
        Codec<?, ?> codec = byManifest.get(manifest);
        if (codec == null) {
            throw new MalformedMessageException("no message is called \"" + manifest + "\"");
        }
        return codec.fromBytes(bytes);
    }

    private Codec<?, ?> codec(Object message) {
        Codec<?, ?> codec = byType.get(message.getClass());
        if (codec == null) {
            throw new IllegalArgumentException(message.getClass() + " has no form on the wire");
        }
        return codec;
    }
}

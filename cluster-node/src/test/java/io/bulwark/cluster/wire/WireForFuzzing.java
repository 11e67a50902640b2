package io.bulwark.cluster.wire;

import io.bulwark.protocol.WireMessage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializationExtension;

/** Messages between nodes as bytes, for tests outside of this room: the first byte says which message the others are of. */
public final class WireForFuzzing {
    private final BulwarkSerializer serializer;
    private final List<WireMessage> messages;

    public WireForFuzzing(ActorTestKit kit) {
        messages = LargestMessages.all(kit).toList();
        serializer = (BulwarkSerializer)
                SerializationExtension.get(Adapter.toClassic(kit.system())).findSerializerFor(messages.getFirst());
    }

    /** The largest of each message. */
    public List<byte[]> seeds() {
        return IntStream.range(0, messages.size())
                .mapToObj(i -> {
                    byte[] message = serializer.toBinary(messages.get(i));
                    byte[] seed = new byte[message.length + 1];
                    seed[0] = (byte) i;
                    System.arraycopy(message, 0, seed, 1, message.length);
                    return seed;
                })
                .toList();
    }

    public void read(byte[] bytes) {
        if (bytes.length > 0) {
            WireMessage kind = messages.get((bytes[0] & 0xff) % messages.size());
            serializer.fromBinary(Arrays.copyOfRange(bytes, 1, bytes.length), serializer.manifest(kind));
        }
    }
}

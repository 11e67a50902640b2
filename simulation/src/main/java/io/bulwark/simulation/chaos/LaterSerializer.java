package io.bulwark.simulation.chaos;

import com.google.protobuf.UnknownFieldSet;
import io.bulwark.cluster.wire.BulwarkSerializer;
import java.util.Arrays;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.slf4j.LoggerFactory;

/** Messages as a release after this one may write them: each has a field that this one does not know. */
public final class LaterSerializer extends SerializerWithStringManifest {
    /** What a node says that has it. */
    static final String SAID = "writes messages as a later release does";

    private static final int FIELD = 1000;
    private static final byte[] MORE = UnknownFieldSet.newBuilder()
            .addField(FIELD, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
            .build()
            .toByteArray();

    private final BulwarkSerializer today;

    /** Called by Pekko. */
    public LaterSerializer(ExtendedActorSystem system) {
        today = new BulwarkSerializer(system);
        LoggerFactory.getLogger(LaterSerializer.class).info(SAID);
    }

    @Override
    public int identifier() {
        return today.identifier();
    }

    @Override
    public String manifest(Object message) {
        return today.manifest(message);
    }

    @Override
    public byte[] toBinary(Object message) {
        byte[] bytes = today.toBinary(message);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + MORE.length);
        System.arraycopy(MORE, 0, longer, bytes.length, MORE.length);
        return longer;
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) {
        return today.fromBinary(bytes, manifest);
    }
}

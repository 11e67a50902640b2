package io.bulwark.cluster.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.cluster.prover.NodeLoad;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.TransientMessage;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class TransientSerializerTest {
    private static final ActorTestKit KIT = RemotingKit.start("transients");
    private static final Serialization SERIALIZATION = SerializationExtension.get(Adapter.toClassic(KIT.system()));
    private static final NodeLoad LARGEST = new NodeLoad(
            new ProverId(new NodeId("n".repeat(63)), Long.MAX_VALUE),
            Integer.MIN_VALUE,
            Integer.MIN_VALUE,
            Integer.MIN_VALUE,
            Integer.MIN_VALUE,
            Long.MIN_VALUE,
            Long.MIN_VALUE,
            Long.MIN_VALUE,
            Long.MIN_VALUE,
            Long.MIN_VALUE,
            true);

    record Unlisted(int number) implements TransientMessage {}

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    private static TransientSerializer serializer() {
        return (TransientSerializer) SERIALIZATION.findSerializerFor(LARGEST);
    }

    @Test
    void aNodesLoadComesBackAsItWas() {
        byte[] bytes = SERIALIZATION.serialize(LARGEST).get();

        assertThat(bytes.length).isLessThan(Limits.FRAME_BYTES / 100);
        assertThat(serializer().fromBinary(bytes, serializer().manifest(LARGEST)))
                .isEqualTo(LARGEST);
    }

    @Test
    void refusesAnotherBuildAndWhatIsNotListed() {
        byte[] bytes = SERIALIZATION.serialize(LARGEST).get();

        assertThatThrownBy(() -> serializer().fromBinary(bytes, "transient 0123456789abcdef"))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("0123456789abcdef")
                .hasMessageContaining("same version");
        assertThatThrownBy(() -> serializer().fromBinary(bytes, "job.status.2"))
                .isInstanceOf(MalformedMessageException.class);
        assertThat(SERIALIZATION.serialize(new Unlisted(1)).failed().get())
                .isInstanceOf(MalformedMessageException.class);
    }
}

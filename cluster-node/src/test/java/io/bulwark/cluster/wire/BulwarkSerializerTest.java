package io.bulwark.cluster.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.headers.Headers;
import io.bulwark.cluster.job.Job;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.TaskName;
import io.bulwark.protocol.WireMessage;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BulwarkSerializerTest {
    /** Room in a frame for the envelope: the recipient, the sender and the headers. */
    private static final int ENVELOPE = 4096;

    private static final ActorTestKit KIT = RemotingKit.start("serializer");
    private static final Serialization SERIALIZATION = SerializationExtension.get(Adapter.toClassic(KIT.system()));

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    static Stream<WireMessage> largest() {
        return LargestMessages.all(KIT);
    }

    @ParameterizedTest
    @MethodSource("largest")
    void theLargestOfEachMessageFitsAFrameAndComesBackAsItWas(WireMessage message) {
        byte[] bytes = SERIALIZATION.serialize(message).get();

        assertThat(SERIALIZATION.findSerializerFor(message)).isInstanceOf(BulwarkSerializer.class);
        assertThat(bytes.length).isLessThanOrEqualTo(Limits.FRAME_BYTES - ENVELOPE);
        assertThat(read(message, bytes)).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("largest")
    void brokenBytesAreReadAsAMessageOrRefusedAndNothingElse(WireMessage message) {
        byte[] bytes = SERIALIZATION.serialize(message).get();
        Random random = new Random(bytes.length);
        for (int i = 0; i < 200; i++) {
            byte[] broken = i % 2 == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes.clone();
            if (broken.length > 0) {
                broken[random.nextInt(Math.min(broken.length, 300))] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                assertThat(read(message, broken)).isInstanceOf(message.getClass());
            } catch (MalformedMessageException refused) {
                assertThat(refused).hasMessageMatching("(?s).+");
            }
        }
    }

    @Test
    void everyMessageOfTheProtocolsIsCovered() {
        List<String> covered = largest()
                .map(message -> serializer(message).manifest(message))
                .distinct()
                .toList();
        assertThat(covered).hasSize(32);
        for (Class<?> protocol : List.of(
                Keeper.Command.class,
                Keeper.Answer.class,
                Headers.Command.class,
                Headers.HoldAnswer.class,
                Job.Command.class,
                Job.Errand.class)) {
            for (Class<?> message : protocol.getPermittedSubclasses()) {
                assertThat(!WireMessage.class.isAssignableFrom(message)
                                || largest().anyMatch(message::isInstance))
                        .as(message.getName())
                        .isTrue();
            }
        }
    }

    @Test
    void refusesAManifestThatItDoesNotKnow() {
        WireMessage any = new Job.Nothing(LargestMessages.SPEC.id());
        assertThatThrownBy(() -> serializer(any).fromBinary(new byte[0], "job.unheard-of.1"))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("job.unheard-of.1");
    }

    @Test
    void javaSerializationIsOff() {
        record Plain(int number) implements Serializable {}

        assertThat(SERIALIZATION.serialize(new Plain(1)).isFailure()).isTrue();
        assertThat(KIT.system().settings().config().getBoolean("pekko.actor.allow-java-serialization"))
                .isFalse();
    }

    @Test
    void aSignalThatIsNotSignedDoesNotCross() {
        Job.Signal renew = new Job.Renew(LargestMessages.PROVER, TaskName.segment(0));

        assertThat(SERIALIZATION.serialize(renew).isFailure()).isTrue();
    }

    private static BulwarkSerializer serializer(WireMessage message) {
        return (BulwarkSerializer) SERIALIZATION.findSerializerFor(message);
    }

    private static Object read(WireMessage message, byte[] bytes) {
        String manifest = Serializers.manifestFor(serializer(message), message);
        return serializer(message).fromBinary(bytes, manifest);
    }
}

package io.bulwark.cluster.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.protocol.WireMessage;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The largest of each message goes from one process's remoting to another's, in frames as nodes have them. */
class SentMessagesTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final ActorTestKit SENDER = RemotingKit.start("sender");
    private static final ActorTestKit RECEIVER = RemotingKit.start("receiver");

    @AfterAll
    static void stop() {
        SENDER.shutdownTestKit();
        RECEIVER.shutdownTestKit();
    }

    @Test
    void theLargestOfEachMessageArrives() {
        TestProbe<WireMessage> probe = RECEIVER.createTestProbe();
        String address = ActorRefResolver.get(RECEIVER.system()).toSerializationFormat(probe.ref());
        ActorRef<WireMessage> remote = ActorRefResolver.get(SENDER.system()).resolveActorRef(address);
        List<WireMessage> messages = LargestMessages.all(SENDER).toList();

        for (WireMessage message : messages) {
            remote.tell(message);
            WireMessage arrived = probe.receiveMessage(LONG);

            assertThat(arrived).hasSameClassAs(message);
            assertThat(bytes(RECEIVER, arrived)).isEqualTo(bytes(SENDER, message));
        }
        assertThat(messages)
                .anySatisfy(message -> assertThat(bytes(SENDER, message)).hasSizeGreaterThan(128 * 1024));
    }

    private static byte[] bytes(ActorTestKit kit, WireMessage message) {
        Serialization serialization = SerializationExtension.get(Adapter.toClassic(kit.system()));
        return serialization.serialize(message).get();
    }
}

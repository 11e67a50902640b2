package io.bulwark.cluster.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.bulwark.cluster.certs.Authority;
import io.bulwark.cluster.membership.Introduction;
import io.bulwark.cluster.membership.Membership;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.WireMessage;
import io.bulwark.protocol.identity.CaCertificate;
import io.bulwark.protocol.identity.Consortium;
import io.bulwark.protocol.identity.Operator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Members' messages there and back: the largest of each, and broken ones. */
class MembershipCodecsTest {
    private static final int ENVELOPE = 4096;
    private static final ActorTestKit KIT = RemotingKit.start("membership");
    private static final Serialization SERIALIZATION = SerializationExtension.get(Adapter.toClassic(KIT.system()));

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void theLargestOfEachFitsAFrameAndComesBackAsItWas() {
        for (WireMessage message : largest()) {
            byte[] bytes = SERIALIZATION.serialize(message).get();

            assertThat(bytes.length).isLessThanOrEqualTo(Limits.FRAME_BYTES - ENVELOPE);
            assertThat(read(message, bytes)).isEqualTo(message);
        }
        for (Class<?> message : Membership.Command.class.getPermittedSubclasses()) {
            assertThat(!WireMessage.class.isAssignableFrom(message)
                            || largest().stream().anyMatch(message::isInstance))
                    .as(message.getName())
                    .isTrue();
        }
    }

    @Test
    void brokenBytesAreReadAsAMessageOrRefusedAndNothingElse() {
        for (WireMessage message : largest()) {
            byte[] bytes = SERIALIZATION.serialize(message).get();
            Random random = new Random(bytes.length);
            for (int i = 0; i < 30; i++) {
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
    }

    private static final List<WireMessage> LARGEST = makeLargest();

    private static List<WireMessage> largest() {
        return LARGEST;
    }

    private static List<WireMessage> makeLargest() {
        ActorRef<Membership.Command> reference =
                KIT.<Membership.Command>createTestProbe().ref();
        Introduction introduction = new Introduction(
                "h".repeat(255) + ":65535",
                Long.MIN_VALUE,
                "r".repeat(63),
                ByteString.copyFrom(new byte[Limits.CERTIFICATE_BYTES]),
                ByteString.copyFrom(new byte[64]));
        return List.of(
                new Membership.Introduce(introduction, Integer.MAX_VALUE, reference),
                new Membership.Introduced(
                        introduction.address(), Optional.of("c".repeat(Limits.CAUSE)), Integer.MAX_VALUE, reference),
                new Membership.Introduced(introduction.address(), Optional.empty(), 0, reference),
                new Membership.AskLists(Integer.MAX_VALUE, reference),
                new Membership.NextList(list()));
    }

    /** As many operators as a list holds, with the longest names, two authorities each, and all signatures. */
    private static Consortium list() {
        Instant now = Instant.now();
        List<Operator> operators = new ArrayList<>();
        NavigableSet<Jurisdiction> jurisdictions = new TreeSet<>();
        for (char letter = 'A'; jurisdictions.size() < Operator.JURISDICTIONS; letter++) {
            jurisdictions.add(new Jurisdiction("Z" + letter));
        }
        for (int i = 0; i < Consortium.OPERATORS; i++) {
            OperatorId id = name("o", i);
            List<CaCertificate> authorities = new ArrayList<>();
            for (int k = 0; k < Operator.AUTHORITIES; k++) {
                authorities.add(
                        Authority.make(id, now, now.plus(Duration.ofDays(1))).certificate());
            }
            operators.add(new Operator(id, jurisdictions, authorities));
        }
        NavigableSet<OperatorId> expelled = new TreeSet<>();
        for (int i = 0; i < Consortium.EXPELLED; i++) {
            expelled.add(name("x", i));
        }
        Consortium list = new Consortium(
                Consortium.VERSIONS, ByteString.copyFrom(new byte[32]), operators, expelled, new TreeMap<>());
        for (Operator operator : operators) {
            list = list.with(operator.id(), ByteString.copyFrom(new byte[64]));
        }
        return list;
    }

    private static OperatorId name(String first, int number) {
        return new OperatorId((first + "%03d-".formatted(number)).concat("n".repeat(58)));
    }

    private static Object read(WireMessage message, byte[] bytes) {
        BulwarkSerializer serializer = (BulwarkSerializer) SERIALIZATION.findSerializerFor(message);
        return serializer.fromBinary(bytes, serializer.manifest(message));
    }
}

package io.bulwark.cluster.transit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Output;
import com.google.protobuf.ByteString;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.TransientMessage;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TransitFormTest {
    enum Mood {
        GOOD,
        BAD
    }

    record Part(String name, long number, Mood mood) {}

    @SuppressWarnings("ArrayRecordComponent")
    record Report(int count, List<Part> parts, Optional<String> words, ByteString bytes, byte[] more)
            implements TransientMessage {}

    record Nested(List<Nested> within) implements TransientMessage {}

    /** What a gadget's chain begins with: a class that does something when it is read. */
    record Holder(Object anything) implements TransientMessage {}

    record Unlisted(int number) implements TransientMessage, Serializable {}

    private static final List<Class<?>> CLASSES =
            List.of(Mood.class, Part.class, Report.class, Nested.class, Holder.class);
    private static final TransitForm FORM = new TransitForm(CLASSES);
    private static final Report REPORT = new Report(
            -7,
            List.of(new Part("ä", Long.MIN_VALUE, Mood.BAD), new Part("", 0, Mood.GOOD)),
            Optional.of("words"),
            ByteString.copyFromUtf8("bytes"),
            new byte[0]);

    @Test
    void comesBackAsItWas() {
        Report back = (Report) FORM.read(FORM.write(REPORT), FORM.build());

        assertThat(back).usingRecursiveComparison().isEqualTo(REPORT);
        assertThat(back.parts()).isEqualTo(REPORT.parts());
        assertThat(FORM.read(FORM.write(new Nested(List.of())), FORM.build())).isEqualTo(new Nested(List.of()));
    }

    @Test
    void refusesAMessageOfAnotherBuildAndNamesBoth() {
        TransitForm other = new TransitForm(CLASSES.subList(0, 4));

        assertThat(other.build()).isNotEqualTo(FORM.build());
        refuses(() -> FORM.read(other.write(REPORT), other.build()), FORM.build(), other.build(), "same version");
    }

    @Test
    void writesNoClassThatIsNotListedNotEvenWithinOneThatIs() {
        refuses(() -> FORM.write(new Unlisted(1)), Unlisted.class.getName());
        for (Object gadget : List.of(new HashMap<>(), new PriorityQueue<>(), new Unlisted(1), Runtime.class)) {
            refuses(() -> FORM.write(new Holder(gadget)), Holder.class.getName(), "not registered");
        }
    }

    @Test
    void readsNoClassThatIsNotListedWhateverTheBytesSay() {
        // Kryo as many use it: classes by name.
        Kryo open = new Kryo();
        open.setRegistrationRequired(false);
        for (Object gadget : List.of(new ArrayList<>(List.of(1)), new HashMap<>(), new PriorityQueue<>())) {
            Output out = new Output(100, -1);
            open.writeClassAndObject(out, gadget);
            refuses(() -> FORM.read(out.toBytes(), FORM.build()), "not listed");
        }
        // A number behind the last listed class.
        refuses(() -> FORM.read(new byte[] {100, 1, 1}, FORM.build()), "no transient message");
        // A listed value that is no message.
        refuses(() -> FORM.read(new byte[] {3, 1, 'a'}, FORM.build()), "something else");
    }

    @Test
    void writesAndReadsNothingLargerThanAFrame() {
        Report large = new Report(0, List.of(), Optional.empty(), ByteString.EMPTY, new byte[TransitForm.LARGEST]);
        Report fits = new Report(0, List.of(), Optional.empty(), ByteString.EMPTY, new byte[TransitForm.LARGEST - 50]);

        assertThat(((Report) FORM.read(FORM.write(fits), FORM.build())).more()).hasSize(TransitForm.LARGEST - 50);
        refuses(() -> FORM.write(large), "at most " + TransitForm.LARGEST);
        refuses(() -> FORM.read(new byte[TransitForm.LARGEST + 1], FORM.build()), "at most " + TransitForm.LARGEST);
    }

    @Test
    void writesAndReadsNothingThatLiesTooDeep() {
        Nested deep = new Nested(List.of());
        for (int i = 0; i < 100; i++) {
            deep = new Nested(List.of(deep));
        }
        Nested deepest = deep;
        refuses(() -> FORM.write(deepest), "no transient form");

        byte[] one = FORM.write(new Nested(List.of(new Nested(List.of()))));
        byte[] start = Arrays.copyOf(one, one.length / 2);
        byte[] bomb = new byte[100_000];
        IntStream.range(0, bomb.length).forEach(i -> bomb[i] = start[i % start.length]);
        refuses(() -> FORM.read(bomb, FORM.build()), "no transient message");
    }

    /** Each length is set to 2^31 - 1 in its turn: text, bytes, lists. */
    @Test
    void allocatesNoMoreThanTheBytesThereAre() {
        byte[] bytes = FORM.write(REPORT);
        byte[] huge = {-1, -1, -1, -1, 7};
        com.sun.management.ThreadMXBean memory = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        FORM.read(bytes, FORM.build());
        long before = memory.getCurrentThreadAllocatedBytes();
        for (int at = 1; at < bytes.length; at++) {
            byte[] bomb = new byte[bytes.length + huge.length - 1];
            System.arraycopy(bytes, 0, bomb, 0, at);
            System.arraycopy(huge, 0, bomb, at, huge.length);
            System.arraycopy(bytes, at + 1, bomb, at + huge.length, bytes.length - at - 1);
            readOrRefuse(bomb);
        }
        assertThat(memory.getCurrentThreadAllocatedBytes() - before).isLessThan(100L << 20);
    }

    @Test
    void readsBrokenBytesAsAMessageOrRefusesThem() {
        byte[] bytes = FORM.write(REPORT);
        long seed = 20261129;
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            byte[] broken = i % 2 == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes.clone();
            if (broken.length > 0) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            readOrRefuse(broken);
        }
    }

    private static void readOrRefuse(byte[] bytes) {
        try {
            assertThat(FORM.read(bytes, FORM.build())).isNotNull();
        } catch (MalformedMessageException refused) {
            assertThat(refused.getMessage()).isNotEmpty();
        }
    }

    private static void refuses(ThrowingCallable act, String... words) {
        assertThatThrownBy(act).isInstanceOf(MalformedMessageException.class).hasMessageContainingAll(words);
    }
}

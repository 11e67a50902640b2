package io.bulwark.cluster.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.bulwark.cluster.wire.RemotingKit;
import io.bulwark.cluster.wire.WireForFuzzing;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.Sha256;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever bytes come in, a decoder reads them or refuses them, in its own words and in bounded memory. docs/fuzzing.md. */
class FuzzTest {
    private static final Path CORPUS = Path.of("src", "test", "resources", "fuzz");
    private static final Path FOUND = Path.of("target", "fuzz");
    /** Of the ordinary run, for each decoder. */
    private static final int INPUTS = 2000;
    /** Of the ordinary run, which finds the same today and tomorrow. The slow run's is another one every day. */
    private static final long SEED = 9;

    /** {@code -Dbulwark.fuzz.seconds}: how long the slow run is at each decoder. */
    private static final Duration LONG = Duration.ofSeconds(Long.getLong("bulwark.fuzz.seconds", 60));

    private static final int COPIES = 16;
    private static final int AGAIN = 3;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final ActorTestKit KIT = RemotingKit.start("fuzz");

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    static Stream<Decoder> decoders() {
        WireForFuzzing wire = new WireForFuzzing(KIT);
        Decoder messages = new Decoder(
                "wire-message", wire::read, Set.of(MalformedMessageException.class), 64L << 20, wire.seeds());
        return Stream.concat(Stream.of(messages), Decoders.all().stream());
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void readsItsSeedsAndTheCorpusIsReadOrRefused(Decoder decoder) throws Exception {
        for (byte[] seed : decoder.seeds()) {
            decoder.reading().read(seed);
        }
        for (byte[] kept : corpus(decoder)) {
            tryOut(decoder, kept, "of the corpus");
        }
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void whatIsChangedIsReadOrRefused(Decoder decoder) throws Exception {
        fuzz(decoder, SEED, tried -> tried < INPUTS);
    }

    @ParameterizedTest
    @MethodSource("decoders")
    @Tag("slow")
    void whatIsChangedIsReadOrRefusedForAMinuteFromASeedOfTheDay(Decoder decoder) throws Exception {
        long seed = LocalDate.now(ZoneOffset.UTC).toEpochDay();
        System.out.println("fuzzing " + decoder + " from seed " + seed);
        fuzz(decoder, seed, within(LONG));
    }

    @Test
    void findsADecoderThatThrowsSomethingElseOrTakesWhateverItIsTold() {
        Decoder careless = new Decoder(
                "careless",
                bytes -> {
                    if (bytes.length == 2) {
                        throw new ArrayIndexOutOfBoundsException(2);
                    }
                },
                Set.of(MalformedMessageException.class),
                1 << 20,
                List.of(new byte[] {1, 2, 3}));
        assertThatThrownBy(() -> fuzz(careless, 1, within(Duration.ofSeconds(20))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("careless", "ArrayIndexOutOfBounds", "seed 1");

        Decoder greedy = new Decoder(
                "greedy",
                bytes -> assertThat(new byte[bytes.length == 2 ? 8 << 20 : 8]).isNotEmpty(),
                Set.of(),
                1 << 20,
                List.of(new byte[] {1, 2, 3}));
        assertThatThrownBy(() -> fuzz(greedy, 1, within(Duration.ofSeconds(20))))
                .hasMessageContainingAll("greedy", "allocates");
    }

    @Test
    void oneSeedMakesTheSameInputs() {
        List<byte[]> corpus = List.of("some bytes".getBytes(java.nio.charset.StandardCharsets.UTF_8), new byte[100]);
        Mutation one = new Mutation(5, corpus);
        Mutation other = new Mutation(5, corpus);
        for (int i = 0; i < 1000; i++) {
            assertThat(one.next()).isEqualTo(other.next());
        }
    }

    private static LongPredicate within(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        return tried -> System.nanoTime() < end;
    }

    private static void fuzz(Decoder decoder, long seed, LongPredicate goOn) throws IOException {
        List<byte[]> corpus = new ArrayList<>(decoder.seeds());
        corpus.addAll(corpus(decoder));
        Mutation mutation = new Mutation(seed, corpus);
        for (long tried = 0; goOn.test(tried); tried++) {
            tryOut(decoder, mutation.next(), "number " + tried + " of seed " + seed);
        }
    }

    private static void tryOut(Decoder decoder, byte[] bytes, String which) throws IOException {
        long most = decoder.mostBytes() + COPIES * (long) bytes.length;
        long allocated = allocated(decoder, bytes, which);
        // Code that is not compiled yet allocates what compiled code does not: what the bytes ask for, they ask for
        // again.
        for (int again = 0; again < AGAIN && allocated > most; again++) {
            allocated = allocated(decoder, bytes, which);
        }
        if (allocated > most) {
            throw new AssertionError(found(decoder, bytes, which) + "allocates " + allocated + " bytes");
        }
    }

    private static long allocated(Decoder decoder, byte[] bytes, String which) throws IOException {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            decoder.reading().read(bytes);
        } catch (Throwable thrown) {
            if (!decoder.refusesBy(thrown)) {
                throw new AssertionError(found(decoder, bytes, which) + "throws " + thrown, thrown);
            }
            assertThat(thrown.getMessage()).as("why it is refused").isNotBlank();
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /** Keeps what was found, and says how it becomes part of the corpus. */
    private static String found(Decoder decoder, byte[] bytes, String which) throws IOException {
        String name = HexFormat.of().formatHex(Sha256.of(bytes).toByteArray(), 0, 6);
        Path file = FOUND.resolve(decoder.name()).resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        return decoder + ", input " + which + ", now in " + file + " (once mended it belongs into "
                + CORPUS.resolve(decoder.name()) + "), ";
    }

    private static List<byte[]> corpus(Decoder decoder) throws IOException {
        Path directory = CORPUS.resolve(decoder.name());
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<byte[]> kept = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                kept.add(Files.readAllBytes(file));
            }
        }
        return kept;
    }
}

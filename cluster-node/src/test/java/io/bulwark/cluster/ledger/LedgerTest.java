package io.bulwark.cluster.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.bulwark.cluster.Facts;
import io.bulwark.cluster.ledger.LedgerException.Fault;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.Span;
import io.bulwark.protocol.TaskId;
import io.bulwark.protocol.TaskName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    private static final long ENOUGH = 64L << 20;
    private static final ArtifactId INPUT = new ArtifactId(Sha256.of(new byte[] {1}));
    private static final JobSpec SPEC = new JobSpec("test", "none", 0, INPUT, 5);
    private static final JobId JOB = SPEC.id();
    private static final JobId OTHER = new JobId(Sha256.of(new byte[] {2}));

    @TempDir
    private Path directory;

    private static Fact fact(JobId job, TaskName name) {
        Claim claim = new Claim(
                new Checkpoint(0, ByteString.copyFrom(new byte[] {0})),
                new Checkpoint(9, ByteString.copyFrom(new byte[] {1})));
        return Facts.fact(new TaskId(job, name), claim, INPUT, 5, new ProverId(new NodeId("a"), 7), 10);
    }

    private static List<Fact> facts(JobId job, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> fact(job, TaskName.segment(i)))
                .toList();
    }

    @Test
    void knowsAfterANewStartWhatItKnewOfEachStage() {
        List<Fact> facts = List.of(
                fact(JOB, TaskName.segment(3)),
                fact(JOB, TaskName.finish(3)),
                fact(JOB, TaskName.segment(0)),
                fact(JOB, TaskName.join(new Span(0, 2))),
                fact(JOB, TaskName.join(new Span(0, 3))));
        try (Ledger ledger = Ledger.open(directory, ENOUGH)) {
            ledger.remember(SPEC);
            facts.forEach(ledger::remember);
            facts.forEach(ledger::remember);
        }

        try (Ledger again = Ledger.open(directory, ENOUGH)) {
            assertThat(again.spec(JOB)).contains(SPEC);
            assertThat(again.jobs()).containsExactly(JOB);
            assertThat(again.facts(JOB, 0, 100)).isEqualTo(new Ledger.Page(facts, 5));
            for (Fact fact : facts) {
                assertThat(again.fact(JOB, fact.task().name())).contains(fact);
            }
            assertThat(again.fact(JOB, TaskName.segment(1))).isEmpty();
        }
    }

    @Test
    void theLatestFactOfATaskTakesThePlaceOfTheOneBefore() {
        Fact first = fact(JOB, TaskName.segment(0));
        Fact other = fact(JOB, TaskName.segment(1));
        Fact latest = Facts.fact(first.task(), first.claim(), INPUT, 5, new ProverId(new NodeId("b"), 7), 10);
        try (Ledger ledger = Ledger.open(directory, ENOUGH)) {
            ledger.remember(SPEC);
            List.of(first, other, latest).forEach(ledger::remember);
        }

        try (Ledger again = Ledger.open(directory, ENOUGH)) {
            assertThat(again.facts(JOB, 0, 100)).isEqualTo(new Ledger.Page(List.of(latest, other), 2));
        }
    }

    @Test
    void tellsFactsPageByPageAndEachJobsOwn() {
        try (Ledger ledger = Ledger.open(directory, ENOUGH)) {
            facts(OTHER, 3).forEach(ledger::remember);
            List<Fact> facts = facts(JOB, 300);
            facts.forEach(ledger::remember);

            assertThat(ledger.facts(JOB, 0, 128)).isEqualTo(new Ledger.Page(facts.subList(0, 128), 300));
            assertThat(ledger.facts(JOB, 256, 128)).isEqualTo(new Ledger.Page(facts.subList(256, 300), 300));
            assertThat(ledger.facts(JOB, 300, 128)).isEqualTo(new Ledger.Page(List.of(), 300));
            assertThat(ledger.facts(JOB, -1, 128).facts()).isEmpty();
            assertThat(ledger.facts(OTHER, 2, 128).facts()).hasSize(1);
        }
    }

    @Test
    void forgetsAJobAndNoOther() {
        try (Ledger ledger = Ledger.open(directory, ENOUGH)) {
            ledger.remember(SPEC);
            facts(JOB, 5).forEach(ledger::remember);
            facts(OTHER, 5).forEach(ledger::remember);

            ledger.forget(JOB);

            assertThat(ledger.spec(JOB)).isEmpty();
            assertThat(ledger.facts(JOB, 0, 100).total()).isZero();
            assertThat(ledger.fact(JOB, TaskName.segment(1))).isEmpty();
            assertThat(ledger.facts(OTHER, 0, 100).total()).isEqualTo(5);
        }
    }

    @Test
    void saysThatItIsFullKeepsWhatItHasAndTakesMoreWhenSomethingWasForgotten() {
        try (Ledger ledger = Ledger.open(directory, 256 * 1024)) {
            int kept = 0;
            LedgerException full = null;
            for (Fact fact : facts(JOB, 5000)) {
                full = catchThrowableOfType(LedgerException.class, () -> ledger.remember(fact));
                if (full != null) {
                    break;
                }
                kept++;
            }

            assertThat(full.fault()).isEqualTo(Fault.FULL);
            assertThat(full).hasMessageContaining("is full; give it more");
            assertThat(ledger.facts(JOB, 0, 10).total()).isEqualTo(kept);
        }
    }

    @Test
    void refusesADirectoryThatAnotherNodeUses() {
        try (Ledger ledger = Ledger.open(directory, ENOUGH)) {
            ledger.remember(SPEC);
            assertThatThrownBy(() -> Ledger.open(directory, ENOUGH))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("is in use by another node");
        }
        Ledger.open(directory, ENOUGH).close();
    }

    @Test
    void neverAnswersWronglyWhicheverBitIsFlipped() throws IOException {
        byte[] whole = written(200);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int found = 0;
        for (int i = 0; i < 60; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            found += isFound(damaged, "seed " + seed) ? 1 : 0;
        }
        assertThat(found).as("seed %d", seed).isPositive();
    }

    @Test
    void findsAFlippedBitOfARecord() throws IOException {
        try (Ledger ledger = Ledger.open(directory, ENOUGH)) {
            ledger.remember(fact(JOB, TaskName.segment(0)));
        }
        Path file = directory.resolve("data.mdb");
        byte[] bytes = Files.readAllBytes(file);
        byte[] record = INPUT.bytes().toByteArray();
        int at = indexOf(bytes, record);
        bytes[at] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> Ledger.open(directory, ENOUGH))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("is damaged. Move the directory away")
                .hasMessageContaining("expected a record of checksum");
    }

    @Test
    void findsATornTail() throws IOException {
        byte[] whole = written(200);
        for (int length : new int[] {whole.length / 2, 8192, 4096, 100}) {
            assertThat(isFound(Arrays.copyOf(whole, length), "cut"))
                    .as("cut to %d bytes", length)
                    .isTrue();
        }
        for (int cut = 1; cut < 10; cut++) {
            isFound(Arrays.copyOf(whole, whole.length - cut * 4096), "cut by " + cut + " pages");
        }
    }

    private byte[] written(int facts) throws IOException {
        try (Ledger ledger = Ledger.open(directory, ENOUGH)) {
            ledger.remember(SPEC);
            facts(JOB, facts).forEach(ledger::remember);
        }
        return Files.readAllBytes(directory.resolve("data.mdb"));
    }

    /** Whether such a file is refused; if not, the damage is in a page that nothing uses any more, and the answers are right. */
    private boolean isFound(byte[] file, String what) throws IOException {
        Files.write(directory.resolve("data.mdb"), file);
        try (Ledger ledger = Ledger.open(directory, ENOUGH)) {
            assertThat(ledger.facts(JOB, 0, 1000).facts().equals(facts(JOB, 200)))
                    .as(what)
                    .isTrue();
            return false;
        } catch (LedgerException e) {
            assertThat(e.fault()).as("%s: %s", what, e).isEqualTo(Fault.DAMAGED);
            return true;
        }
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int i = 0; i + wanted.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new AssertionError("the record is not in the file");
    }
}

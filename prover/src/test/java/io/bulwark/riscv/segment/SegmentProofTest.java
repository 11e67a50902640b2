package io.bulwark.riscv.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.air.Table;
import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import io.bulwark.proof.Prover;
import io.bulwark.proof.ProverOptions;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.riscv.Input;
import io.bulwark.riscv.Limits;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.RandomProgram;
import io.bulwark.riscv.memory.Digest;
import io.bulwark.riscv.plan.Checkpoint;
import io.bulwark.riscv.tables.SegmentEnds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A whole run, proved segment by segment with few queries, and what is refused of it. */
class SegmentProofTest {
    private static final long SEED = 11;
    private static final SecurityParameters FEW_QUERIES = new SecurityParameters(1, 3, 0, 4, 4);
    private static final ProverOptions OPTIONS = ProverOptions.standard();
    private static final byte[] BYTES = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    private static final Input INPUT = Input.of(BYTES);

    private static ProvingKey key;
    private static byte[] file;
    private static final List<SegmentProof> PROOFS = new ArrayList<>();
    private static final List<SegmentClaim> CLAIMS = new ArrayList<>();

    @BeforeAll
    static void proveARun() throws IOException {
        key = ProvingKey.of(TracedSegment.SMALL, TracedSegment.reader(), FEW_QUERIES, OPTIONS);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RunWriter writer = new RunWriter(out, RunHeader.of(key.key(), RunInput.of(INPUT)));
        new RunProver(key, Limits.standard(), place -> true, OPTIONS).prove(INPUT, writer, new RunProver.Listener() {
            @Override
            public void proved(Checkpoint checkpoint, ProvenSegment segment) {
                PROOFS.add(segment.proof());
                CLAIMS.add(segment.claim());
            }
        });
        writer.end();
        file = out.toByteArray();
    }

    private static RunExpectation expecting(Input input) {
        return new RunExpectation(RunInput.of(input), OptionalInt.of(7), Optional.empty());
    }

    private static void refuses(Reason reason, Runnable verification) {
        assertThatThrownBy(verification::run)
                .isInstanceOfSatisfying(
                        VerificationException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static RunVerifier chain(SegmentClaim... claims) {
        RunVerifier verifier = new RunVerifier(key.key());
        for (SegmentClaim claim : claims) {
            verifier.add(claim);
        }
        return verifier;
    }

    private static SegmentClaim[] all() {
        return CLAIMS.toArray(SegmentClaim[]::new);
    }

    @Test
    void aProvedRunVerifiesAsWhatItWas() {
        assertThat(PROOFS.size()).isGreaterThan(2);
        RunVerifier verifier = new RunVerifier(key.key());
        PROOFS.forEach(verifier::add);
        SegmentClaim run = verifier.end(expecting(INPUT));
        assertThat(run.exitCode()).isEqualTo(7);
        assertThat(run.digest()).isNotEqualTo(OutputDigest.NONE);
        assertThat(run.cycles())
                .isEqualTo(CLAIMS.stream().mapToLong(SegmentClaim::cycles).sum());
    }

    @Test
    void theSameCheckpointGivesTheSameProof() {
        Checkpoint checkpoint = TracedSegment.checkpoints(TracedSegment.SMALL, key.program(), INPUT)
                .getLast();
        byte[] again = new SegmentProver(key, OPTIONS.withThreads(2))
                .prove(checkpoint)
                .proof()
                .proof();
        assertThat(again).isEqualTo(PROOFS.getLast().proof());
    }

    @Test
    void theChainRefusesSwappedDroppedAndDoubledSegments() {
        chain(all()).end(expecting(INPUT));
        for (int i = 0; i + 1 < CLAIMS.size(); i++) {
            List<SegmentClaim> swapped = new ArrayList<>(CLAIMS);
            Collections.swap(swapped, i, i + 1);
            refuses(Reason.SEGMENTS_DO_NOT_JOIN, () -> chain(swapped.toArray(SegmentClaim[]::new)));
            List<SegmentClaim> doubled = new ArrayList<>(CLAIMS);
            doubled.add(i, CLAIMS.get(i));
            refuses(Reason.SEGMENTS_DO_NOT_JOIN, () -> chain(doubled.toArray(SegmentClaim[]::new)));
        }
        for (int i = 1; i + 1 < CLAIMS.size(); i++) {
            List<SegmentClaim> dropped = new ArrayList<>(CLAIMS);
            dropped.remove(i);
            refuses(Reason.SEGMENTS_DO_NOT_JOIN, () -> chain(dropped.toArray(SegmentClaim[]::new)));
        }
    }

    @Test
    void theRunNeedsItsFirstAndItsLastSegmentAndNoneBehind() {
        refuses(Reason.RUN_WITHOUT_SEGMENTS, () -> chain().end(expecting(INPUT)));
        refuses(
                Reason.RUN_START,
                () -> chain(Arrays.copyOfRange(all(), 1, CLAIMS.size())).end(expecting(INPUT)));
        refuses(
                Reason.RUN_NOT_HALTED,
                () -> chain(Arrays.copyOf(all(), CLAIMS.size() - 1)).end(expecting(INPUT)));
        RunVerifier halted = chain(all());
        refuses(Reason.SEGMENTS_DO_NOT_JOIN, () -> halted.add(CLAIMS.getFirst()));
    }

    @Test
    void refusesAnotherInputAPrefixAndOneWithZerosBehindIt() {
        byte[] other = BYTES.clone();
        other[9]++;
        for (byte[] wrong : List.of(
                other, Arrays.copyOf(BYTES, 9), Arrays.copyOf(BYTES, 11), Arrays.copyOf(BYTES, 12), new byte[0])) {
            refuses(Reason.RUN_START, () -> chain(all()).end(expecting(Input.of(wrong))));
        }
    }

    @Test
    void refusesAnotherExitCodeOrDigestThanIsExpected() {
        RunInput input = RunInput.of(INPUT);
        refuses(
                Reason.RUN_EXIT_CODE,
                () -> chain(all()).end(new RunExpectation(input, OptionalInt.of(0), Optional.empty())));
        refuses(
                Reason.RUN_OUTPUT_DIGEST,
                () -> chain(all()).end(new RunExpectation(input, OptionalInt.empty(), Optional.of(OutputDigest.NONE))));
        chain(all())
                .end(new RunExpectation(
                        input, OptionalInt.empty(), Optional.of(CLAIMS.getLast().digest())));
    }

    @Test
    void refusesEveryPublicValueThatIsChanged() {
        SegmentVerifier verifier = new SegmentVerifier(key.key());
        for (SegmentProof proof : List.of(PROOFS.getFirst(), PROOFS.getLast())) {
            verifier.verify(proof);
            for (int i = 0; i < SegmentEnds.COUNT; i++) {
                int[] values = proof.values().clone();
                values[i] = values[i] == KoalaBear.P - 1 ? 0 : values[i] + 1;
                assertThatThrownBy(() -> verifier.verify(new SegmentProof(values, proof.proof())))
                        .as("public value %d", i)
                        .isInstanceOf(VerificationException.class);
            }
            refuses(
                    Reason.NUMBER_OF_PUBLIC_VALUES,
                    () -> verifier.verify(new SegmentProof(Arrays.copyOf(proof.values(), 42), proof.proof())));
        }
    }

    @Test
    void refusesASegmentOfAnotherProgram() {
        Program other = Program.load(RandomProgram.of(1));
        ProgramKey otherKey =
                ProvingKey.of(TracedSegment.SMALL, other, FEW_QUERIES, OPTIONS).key();
        assertThat(otherKey.id()).isNotEqualTo(key.id());
        assertThatThrownBy(() -> new SegmentVerifier(otherKey).verify(PROOFS.getFirst()))
                .isInstanceOf(VerificationException.class);
        SegmentProver prover = new SegmentProver(key, OPTIONS);
        Checkpoint checkpoint = TracedSegment.checkpoints(TracedSegment.SMALL, other, Input.none())
                .getFirst();
        assertThatThrownBy(() -> prover.prove(checkpoint)).isInstanceOf(SegmentException.class);
    }

    @Test
    void refusesProofsOfTablesThatLie() {
        TracedSegment honest =
                TracedSegment.of(TracedSegment.SMALL, key.program(), INPUT).getLast();
        SplittableRandom random = new SplittableRandom(SEED);
        for (int chip : new int[] {MachineTables.BLOCK, MachineTables.PERMUTATION, 3}) {
            Table table = honest.tables().get(chip);
            int column = random.nextInt(table.width());
            int row = random.nextInt(table.rows());
            List<Table> changed = new ArrayList<>(honest.tables());
            changed.set(chip, table.with(column, row, KoalaBear.add(table.column(column)[row], KoalaBear.ONE)));
            int[] values = SegmentValues.of(honest.claim());
            byte[] proof = Prover.prove(key.proverKey(), honest.shapeIndex(), changed, values, OPTIONS)
                    .proof();
            assertThatThrownBy(() -> new SegmentVerifier(key.key()).verify(new SegmentProof(values, proof)))
                    .as("seed %d, chip %d, column %d, row %d", SEED, chip, column, row)
                    .isInstanceOf(VerificationException.class);
        }
    }

    @Test
    void theFileOfARunReadsBackAndKeepsItsProgramsId() throws IOException {
        RunReader reader = new RunReader(new ByteArrayInputStream(file));
        ProgramKey program = reader.header().program(TracedSegment.SMALL);
        assertThat(program.id()).isEqualTo(key.id());
        assertThat(reader.header().input()).isEqualTo(RunInput.of(INPUT));
        RunVerifier verifier = new RunVerifier(program);
        for (SegmentProof proof : PROOFS) {
            assertThat(reader.next(program.key())).contains(proof);
            verifier.add(proof);
        }
        assertThat(reader.next(program.key())).isEmpty();
        verifier.end(expecting(INPUT));
    }

    @Test
    void aFileThatIsCutChangedOrLongerIsRefusedOrSaysSomethingElse() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 60; i++) {
            byte[] bad = random.nextInt(3) == 0
                    ? Arrays.copyOf(file, random.nextInt(file.length))
                    : Arrays.copyOf(file, file.length + random.nextInt(2));
            int changes = bad.length == file.length ? 1 : random.nextInt(2);
            for (int j = 0; j < changes && bad.length > 0; j++) {
                // Half of them where the numbers are that sizes follow from.
                int at = random.nextInt(random.nextBoolean() ? Math.min(bad.length, 200) : bad.length);
                bad[at] ^= (byte) (1 << random.nextInt(8));
            }
            assertThatThrownBy(() -> readStrictly(bad))
                    .as("seed %d, round %d", SEED, i)
                    .isInstanceOfAny(VerificationException.class, AssertionError.class);
        }
    }

    /** Reads to the end; an AssertionError if all is well formed but other than what was written. */
    private static void readStrictly(byte[] bytes) throws IOException {
        RunReader reader = new RunReader(new ByteArrayInputStream(bytes));
        RunHeader header = reader.header();
        ProgramKey program = header.program(TracedSegment.SMALL);
        List<SegmentProof> proofs = new ArrayList<>();
        for (Optional<SegmentProof> next = reader.next(program.key());
                next.isPresent();
                next = reader.next(program.key())) {
            proofs.add(next.get());
        }
        assertThat(proofs.equals(PROOFS) && header.equals(RunHeader.of(key.key(), RunInput.of(INPUT))))
                .isTrue();
    }

    @Test
    void anIdIsBoundToImageEntryAndTable() {
        ProgramStart start = key.key().start();
        ProgramStart otherEntry = new ProgramStart(start.logTable(), start.entry() + 1, start.image());
        ProgramStart otherImage = new ProgramStart(start.logTable(), start.entry(), Digest.of(new int[Digest.LENGTH]));
        for (ProgramStart other : List.of(otherEntry, otherImage)) {
            assertThat(ProgramKey.of(
                                    TracedSegment.SMALL,
                                    FEW_QUERIES,
                                    other,
                                    key.key().tables())
                            .id())
                    .isNotEqualTo(key.id());
        }
        assertThat(ProgramId.parse(key.id().toString())).isEqualTo(key.id());
    }
}

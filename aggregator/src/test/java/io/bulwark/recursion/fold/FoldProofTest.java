package io.bulwark.recursion.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import io.bulwark.proof.MemoryBudgetException;
import io.bulwark.recursion.fold.SmallFold.Run;
import io.bulwark.riscv.segment.SegmentClaim;
import io.bulwark.riscv.segment.SegmentProof;
import io.bulwark.riscv.segment.SegmentVerifier;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two runs folded with few queries, and what their verifier refuses. */
class FoldProofTest {
    private static final long SEED = 5;
    private static final FoldVerifier VERIFIER = SmallFold.VERIFIER;

    private static Run run;
    private static BundleProof bundle;

    @BeforeAll
    static void fold() {
        run = SmallFold.three();
        bundle = SmallFold.PROVER.bundle(List.of(run.end(), SmallFold.two().end()));
    }

    private static void refuses(Reason reason, ThrowingCallable verification) {
        assertThatThrownBy(verification)
                .isInstanceOfSatisfying(
                        VerificationException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static CircuitProof with(CircuitProof proof, int[] values) {
        return new CircuitProof(proof.set(), proof.circuit(), values, proof.cap(), proof.proof());
    }

    private static void verify(CircuitProof proof) {
        switch (CircuitKind.of(proof.circuit())) {
            case LIFT, JOIN -> VERIFIER.verify(new FoldProof(proof));
            case FINISH -> VERIFIER.verify(new FinalProof(proof));
            case BUNDLE -> VERIFIER.verify(new BundleProof(proof));
        }
    }

    private static List<CircuitProof> oneOfEach() {
        return List.of(run.lifts().getLast().body(), run.whole().body(), run.end().body(), bundle.body());
    }

    @Test
    void aLiftClaimsWhatItsSegmentClaims() {
        assertThat(run.segments().size()).isGreaterThan(2);
        SegmentVerifier segments = new SegmentVerifier(run.program());
        for (int i = 0; i < run.segments().size(); i++) {
            assertThat(VERIFIER.verify(run.lifts().get(i)))
                    .isEqualTo(segments.verify(run.segments().get(i)));
        }
    }

    @Test
    void aJoinClaimsWhatTheClaimsJoinTo() {
        SegmentClaim joined = run.lifts().stream()
                .map(VERIFIER::verify)
                .reduce(SegmentClaim::join)
                .orElseThrow();
        assertThat(VERIFIER.verify(run.whole())).isEqualTo(joined);
    }

    @Test
    void aFinishedRunClaimsProgramInputExitCodeOutputAndCycles() {
        SegmentClaim whole = VERIFIER.verify(run.whole());
        assertThat(VERIFIER.verify(run.end()))
                .isEqualTo(new FinalClaim(
                        run.program().id(), run.input().digest(), 7, whole.digest(), whole.cycles()));
        assertThat(whole.digest().words().getFirst()).isEqualTo(300);
    }

    @Test
    void aBundleHasAPathForEachOfItsRunsAndForNoOther() {
        BundleClaim claim = VERIFIER.verify(bundle);
        assertThat(claim.runs()).isEqualTo(2);
        List<FinalProof> runs = List.of(run.end(), SmallFold.two().end());
        List<MembershipPath> paths = MembershipPath.of(runs);
        for (int i = 0; i < 2; i++) {
            assertThat(paths.get(i).verify(claim, runs.get(i).values()))
                    .isEqualTo(VERIFIER.verify(runs.get(i)));
        }
        refuses(Reason.BUNDLE_PATH, () -> paths.get(0).verify(claim, runs.get(1).values()));
        for (int i = 0; i < FoldValues.COUNT; i++) {
            int[] other = runs.get(0).values();
            other[i] = (other[i] + 1) % KoalaBear.P;
            refuses(Reason.BUNDLE_PATH, () -> paths.get(0).verify(claim, other));
        }
        MembershipPath empty = new MembershipPath(2, paths.get(0).siblings());
        refuses(Reason.BUNDLE_PATH, () -> empty.verify(claim, runs.get(0).values()));
        MembershipPath shorter = new MembershipPath(0, paths.get(0).siblings().subList(0, 3));
        refuses(Reason.BUNDLE_PATH, () -> shorter.verify(claim, runs.get(0).values()));
    }

    @Test
    void refusesEveryPublicValueThatIsChanged() {
        for (CircuitProof proof : oneOfEach()) {
            verify(proof);
            for (int i = 0; i < FoldValues.COUNT; i++) {
                int[] values = proof.values().clone();
                values[i] = (values[i] + 1) % KoalaBear.P;
                assertThatThrownBy(() -> verify(with(proof, values)))
                        .as("public value %d of circuit %d", i, proof.circuit())
                        .isInstanceOf(VerificationException.class);
            }
            refuses(
                    Reason.NUMBER_OF_PUBLIC_VALUES,
                    () -> verify(with(proof, Arrays.copyOf(proof.values(), FoldValues.COUNT - 1))));
            int[] notCanonical = proof.values().clone();
            notCanonical[FoldValues.PROGRAM] = KoalaBear.P;
            refuses(Reason.PUBLIC_VALUE_NOT_CANONICAL, () -> verify(with(proof, notCanonical)));
        }
    }

    @Test
    void bytesReadBackAsTheProof() {
        FoldProof lift = run.lifts().getFirst();
        assertThat(FoldProof.decode(lift.encode(), SmallFold.IDENTITIES)).isEqualTo(lift);
        assertThat(FinalProof.decode(run.end().encode(), SmallFold.IDENTITIES)).isEqualTo(run.end());
        assertThat(BundleProof.decode(bundle.encode(), SmallFold.IDENTITIES)).isEqualTo(bundle);
    }

    @Test
    void refusesBytesThatAreCutLongerOrChanged() {
        SplittableRandom random = new SplittableRandom(SEED);
        byte[] bytes = run.end().encode();
        for (int length : new int[] {0, 3, 15, 16, bytes.length - 4, bytes.length - 1, bytes.length + 1}) {
            assertThatThrownBy(() -> finished(Arrays.copyOf(bytes, length)))
                    .as("length %d", length)
                    .isInstanceOf(VerificationException.class);
        }
        for (int i = 0; i < 100; i++) {
            byte[] flipped = bytes.clone();
            int at = i < 16 ? i : random.nextInt(bytes.length);
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> finished(flipped))
                    .as("seed %d, byte %d", SEED, at)
                    .isInstanceOf(VerificationException.class);
        }
    }

    private static void finished(byte[] bytes) {
        VERIFIER.verify(FinalProof.decode(bytes, SmallFold.IDENTITIES));
    }

    @Test
    void refusesAnotherVersionAnotherSetAndAnotherKind() {
        refuses(Reason.FILE_VERSION, () -> finished(word(run.end().encode(), 1)));
        refuses(Reason.FILE_PARAMETERS, () -> finished(word(run.end().encode(), 2)));
        refuses(Reason.FOLD_KIND, () -> finished(run.whole().encode()));
        refuses(Reason.FOLD_KIND, () -> finished(bundle.encode()));
        refuses(Reason.FOLD_KIND, () -> FoldProof.decode(run.end().encode(), SmallFold.IDENTITIES));
        CircuitProof end = run.end().body();
        refuses(
                Reason.FILE_PARAMETERS,
                () -> verify(new CircuitProof(128, end.circuit(), end.values(), end.cap(), end.proof())));
    }

    private static byte[] word(byte[] bytes, int word) {
        bytes[4 * word]++;
        return bytes;
    }

    @Test
    void refusesTheProofOfAnotherCircuit() {
        CircuitProof whole = run.whole().body();
        CircuitProof lift = run.lifts().getFirst().body();
        for (int other : new int[] {SmallFold.LIFT, CircuitKind.JOIN.index(1), CircuitKind.JOIN.index(2)}) {
            assertThatThrownBy(() -> verify(new CircuitProof(
                            whole.set(), other, whole.values(), whole.cap(), whole.proof())))
                    .isInstanceOf(VerificationException.class);
        }
        refuses(
                Reason.PREPROCESSED_CAP_ROOT,
                () -> verify(new CircuitProof(
                        whole.set(), whole.circuit(), whole.values(), lift.cap(), whole.proof())));
        refuses(
                Reason.FOLD_CIRCUIT,
                () -> VERIFIER.verify(new FoldProof(new CircuitProof(
                        whole.set(), CircuitKind.CIRCUITS, whole.values(), whole.cap(), whole.proof()))));
    }

    @Test
    void theProverRefusesWhatItHasNoCircuitForAndWhatDoesNotVerify() {
        FoldProof lift = run.lifts().getFirst();
        for (List<FoldProof> parts : List.of(List.of(lift), Collections.nCopies(5, lift))) {
            assertThatThrownBy(() -> SmallFold.PROVER.join(parts))
                    .isInstanceOfSatisfying(
                            FoldException.class,
                            e -> assertThat(e.kind()).isEqualTo(FoldException.Kind.NO_SUCH_CIRCUIT));
        }
        refuses(Reason.JOIN_AFTER_HALT, () -> SmallFold.PROVER.join(List.of(run.lifts().getLast(), lift)));
        refuses(Reason.FOLD_NOT_HALTED, () -> SmallFold.PROVER.finish(lift, run.program(), run.input()));
        SegmentProof segment = run.segments().getFirst();
        byte[] shorter = Arrays.copyOf(segment.proof(), segment.proof().length - 4);
        refuses(
                Reason.PROOF_LENGTH,
                () -> SmallFold.PROVER.lift(run.program(), new SegmentProof(segment.values(), shorter)));
        byte[] otherShape = segment.proof().clone();
        otherShape[0]++;
        refuses(
                Reason.SHAPE_INDEX,
                () -> SmallFold.PROVER.lift(run.program(), new SegmentProof(segment.values(), otherShape)));
        assertThatThrownBy(() -> SmallFold.PROVER.lift(SmallFold.two().program(), segment))
                .isInstanceOf(VerificationException.class);
    }

    @Test
    void theProverKeepsToItsMemory() {
        FoldProver poor = new FoldProver(
                SmallFold.KEYS, SmallFold.IDENTITIES, SmallFold.OPTIONS.withMemoryBudget(1 << 20));
        assertThatThrownBy(() -> poor.lift(run.program(), run.segments().getFirst()))
                .isInstanceOf(MemoryBudgetException.class);
    }
}

package io.bulwark.recursion.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.backend.NativeBackend;
import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import io.bulwark.recursion.circuit.Circuit;
import io.bulwark.recursion.circuit.Witness;
import io.bulwark.recursion.fold.SmallFold.Run;
import io.bulwark.riscv.memory.Digest;
import io.bulwark.riscv.segment.RunInput;
import io.bulwark.riscv.tables.SegmentEnds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * One corpus of hints, good and bad, given to the verifier that computes and to the circuit that was recorded from it. Their verdicts, and the public values of
 * what they accept, must agree on all.
 */
class CorpusTest {
    private static final long SEED = 17;
    private static final FoldHints HINTS = new FoldHints(SmallFold.IDENTITIES);

    private static Run run;
    private static Run other;

    @BeforeAll
    static void fold() {
        run = SmallFold.three();
        other = SmallFold.two();
    }

    /** What both say: nothing if they accept. */
    private static Optional<Reason> verdict(int index, int[] hints) {
        FoldCircuit circuit = SmallFold.SYSTEM.circuits().get(index);
        Optional<List<Integer>> computed = Optional.empty();
        Optional<Reason> refused = Optional.empty();
        try {
            computed = Optional.of(
                    new FoldRules<>(NativeBackend.INSTANCE, SmallFold.SYSTEM).values(circuit, hints));
        } catch (VerificationException e) {
            refused = Optional.of(e.reason());
        }
        Circuit recorded = SmallFold.KEYS.get(index).circuit();
        try {
            int[] values = Witness.of(recorded, hints).publicValues();
            assertThat(computed).as("the circuit accepts, the other says %s", refused).isPresent();
            assertThat(values)
                    .isEqualTo(computed.orElseThrow().stream()
                            .mapToInt(Integer::intValue)
                            .toArray());
        } catch (VerificationException e) {
            assertThat(computed).as("the circuit says %s", e.reason()).isEmpty();
        }
        return refused;
    }

    private static void accepts(int index, int[] hints) {
        assertThat(verdict(index, hints)).isEmpty();
    }

    private static void refuses(Reason reason, int index, int[] hints) {
        assertThat(verdict(index, hints)).contains(reason);
    }

    private static int[] joined(FoldProof... parts) {
        return HINTS.children(
                List.of(parts).stream().map(FoldProof::body).toList(), new int[0]);
    }

    private static int[] finished(FoldProof whole, Run of, RunInput input) {
        return HINTS.children(List.of(whole.body()), FoldHints.finish(of.program(), input));
    }

    private static int[] lifted(int segment) {
        return HINTS.lift(
                new FoldCircuit.Lift(0), run.program(), run.segments().get(segment));
    }

    private static int[] bundled() {
        return HINTS.children(List.of(run.end().body(), other.end().body()), new int[0]);
    }

    private static int[] with(int[] hints, int at, int canonical) {
        int[] changed = hints.clone();
        changed[at] = KoalaBear.fromCanonical(canonical);
        return changed;
    }

    @Test
    void bothAcceptWhatIsGood() {
        for (int i = 0; i < run.segments().size(); i++) {
            accepts(SmallFold.LIFT, lifted(i));
        }
        accepts(SmallFold.JOIN, joined(run.lifts().get(0), run.lifts().get(1)));
        accepts(SmallFold.FINISH, finished(run.whole(), run, run.input()));
        accepts(SmallFold.BUNDLE, bundled());
    }

    @Test
    void bothRefuseGapsOverlapsAndSwappedEnds() {
        List<FoldProof> lifts = run.lifts();
        refuses(Reason.JOIN_MEMORY, SmallFold.JOIN, joined(lifts.get(0), lifts.get(2)));
        refuses(Reason.JOIN_MEMORY, SmallFold.JOIN, joined(lifts.get(1), lifts.get(1)));
        assertThat(verdict(SmallFold.JOIN, joined(lifts.get(1), lifts.get(0)))).isPresent();
        FoldProof firstTwo = SmallFold.PROVER.join(lifts.subList(0, 2));
        assertThat(verdict(SmallFold.JOIN, joined(firstTwo, lifts.get(1)))).isPresent();
        accepts(SmallFold.JOIN, joined(firstTwo, lifts.get(2)));
    }

    @Test
    void bothRefuseMixedProgramsAndWhatFollowsAHalt() {
        refuses(
                Reason.JOIN_PROGRAM,
                SmallFold.JOIN,
                joined(run.lifts().get(0), other.lifts().get(0)));
        refuses(
                Reason.JOIN_AFTER_HALT,
                SmallFold.JOIN,
                joined(run.lifts().getLast(), run.lifts().getFirst()));
    }

    @Test
    void bothRefuseHalfARunAnotherInputAndAnotherProgram() {
        refuses(Reason.FOLD_NOT_HALTED, SmallFold.FINISH, finished(run.lifts().getFirst(), run, run.input()));
        assertThat(verdict(SmallFold.FINISH, finished(run.lifts().getLast(), run, run.input())))
                .isPresent();
        RunInput longer = new RunInput(run.input().length() + 1, run.input().root());
        refuses(Reason.FOLD_START, SmallFold.FINISH, finished(run.whole(), run, longer));
        refuses(Reason.FOLD_START, SmallFold.FINISH, finished(run.whole(), run, other.input()));
        refuses(Reason.FOLD_PROGRAM, SmallFold.FINISH, finished(run.whole(), other, run.input()));
    }

    @Test
    void bothRefuseEveryPublicValueOfAChildThatIsChanged() {
        int[] join = joined(run.lifts().get(0), run.lifts().get(1));
        int[] finish = finished(run.whole(), run, run.input());
        int[] bundle = bundled();
        for (int i = 0; i < FoldValues.COUNT; i++) {
            int changed = (KoalaBear.toCanonical(join[i]) + 1) % KoalaBear.P;
            assertThat(verdict(SmallFold.JOIN, with(join, i, changed))).as("value %d", i).isPresent();
            changed = (KoalaBear.toCanonical(finish[i]) + 1) % KoalaBear.P;
            assertThat(verdict(SmallFold.FINISH, with(finish, i, changed))).as("value %d", i).isPresent();
            changed = (KoalaBear.toCanonical(bundle[i]) + 1) % KoalaBear.P;
            assertThat(verdict(SmallFold.BUNDLE, with(bundle, i, changed))).as("value %d", i).isPresent();
        }
        int[] lift = lifted(0);
        for (int i = 0; i < SegmentEnds.COUNT; i++) {
            int changed = (KoalaBear.toCanonical(lift[i]) + 1) % KoalaBear.P;
            assertThat(verdict(SmallFold.LIFT, with(lift, i, changed))).as("value %d", i).isPresent();
        }
    }

    @Test
    void bothRefuseAnotherKindThanOneThatIsTaken() {
        int[] join = joined(run.lifts().get(0), run.lifts().get(1));
        refuses(Reason.FOLD_KIND, SmallFold.JOIN, with(join, FoldValues.KIND, CircuitKind.FINISH.number()));
        refuses(Reason.FOLD_KIND, SmallFold.JOIN, with(join, FoldValues.KIND, CircuitKind.BUNDLE.number()));
        refuses(Reason.FOLD_KIND, SmallFold.JOIN, with(join, FoldValues.KIND, KoalaBear.P - 1));
        refuses(Reason.FOLD_CIRCUIT_PATH, SmallFold.JOIN, with(join, FoldValues.KIND, CircuitKind.JOIN.number()));
        refuses(
                Reason.FOLD_KIND,
                SmallFold.BUNDLE,
                with(bundled(), FoldValues.KIND, CircuitKind.JOIN.number()));
    }

    @Test
    void bothRefuseACircuitThatIsNotAllowedAndOneOfAnotherSet() {
        FoldIdentities otherSet = SmallFold.identities(SmallFold.system(128));
        FoldProof theirs = new FoldProver(FoldKeys.of(otherSet.system(), SmallFold.OPTIONS, 1), otherSet, SmallFold.OPTIONS)
                .lift(run.program(), run.segments().get(1));
        int[] mixed = joined(run.lifts().get(0), theirs);
        // With the path of this set, then with that of the other one.
        refuses(Reason.FOLD_CIRCUIT_PATH, SmallFold.JOIN, mixed);
        int[] both = new FoldHints(otherSet)
                .children(List.of(theirs.body(), theirs.body()), new int[0]);
        refuses(Reason.FOLD_CIRCUIT_PATH, SmallFold.JOIN, both);
        int path = FoldValues.COUNT
                + Digest.LENGTH
                + Math.toIntExact(SmallFold.SYSTEM.layout(CircuitKind.JOIN, 0).stackCapElements());
        int[] join = joined(run.lifts().get(0), run.lifts().get(1));
        refuses(Reason.FOLD_CIRCUIT_PATH, SmallFold.JOIN, with(join, path, 1));
        refuses(Reason.FOLD_CIRCUIT_PATH, SmallFold.JOIN, with(join, path, 2));
    }

    @Test
    void bothSayTheSameOfHintsThatAreChangedAnywhere() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Integer> circuits = List.of(SmallFold.LIFT, SmallFold.JOIN, SmallFold.FINISH, SmallFold.BUNDLE);
        List<int[]> good = new ArrayList<>(List.of(
                lifted(0),
                joined(run.lifts().get(0), run.lifts().get(1)),
                finished(run.whole(), run, run.input()),
                bundled()));
        for (int i = 0; i < 100; i++) {
            int which = random.nextInt(circuits.size());
            int[] hints = good.get(which).clone();
            int at = random.nextInt(hints.length);
            hints[at] = random.nextInt(KoalaBear.P);
            // What a lift opens of the program, and the root of the allowed circuits, are the prover's to say: they change the public values.
            verdict(circuits.get(which), hints);
        }
    }
}

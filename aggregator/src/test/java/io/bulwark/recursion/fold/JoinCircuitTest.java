package io.bulwark.recursion.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import io.bulwark.recursion.circuit.BaseWire;
import io.bulwark.recursion.circuit.BitWire;
import io.bulwark.recursion.circuit.Circuit;
import io.bulwark.recursion.circuit.CircuitBackend;
import io.bulwark.recursion.circuit.ExtensionWire;
import io.bulwark.recursion.circuit.Sequence;
import io.bulwark.recursion.circuit.Witness;
import io.bulwark.riscv.memory.Digest;
import io.bulwark.riscv.segment.ClaimException;
import io.bulwark.riscv.segment.JoinRules;
import io.bulwark.riscv.segment.JoinRules.Claim;
import io.bulwark.riscv.segment.MachinePoint;
import io.bulwark.riscv.segment.OutputDigest;
import io.bulwark.riscv.segment.ProgramId;
import io.bulwark.riscv.segment.SegmentClaim;
import io.bulwark.riscv.segment.SegmentValues;
import io.bulwark.riscv.tables.SegmentEnds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The rules of joining as a circuit of their own, against the join of claims: claims that no proof of a test's length could have. */
class JoinCircuitTest {
    private static final long SEED = 3;
    private static final int PROGRAM = Digest.LENGTH;
    private static final Circuit CIRCUIT = record();
    private static final ProgramId ID = new ProgramId(digest(1));

    private static Circuit record() {
        CircuitBackend backend = new CircuitBackend();
        Claim<BaseWire> joined = new JoinRules<BaseWire, ExtensionWire, Sequence, BitWire>(backend)
                .join(claim(backend), claim(backend));
        for (int i = 0; i < SegmentEnds.COUNT; i++) {
            backend.publicValue(i, joined.values().get(i));
        }
        return backend.finish();
    }

    private static Claim<BaseWire> claim(CircuitBackend backend) {
        List<BaseWire> elements = new ArrayList<>();
        Sequence hints = backend.hints(PROGRAM + SegmentEnds.COUNT);
        for (int i = 0; i < PROGRAM + SegmentEnds.COUNT; i++) {
            elements.add(backend.element(hints, i));
        }
        return new Claim<>(elements.subList(0, PROGRAM), elements.subList(PROGRAM, elements.size()));
    }

    private static Digest digest(int x) {
        int[] elements = new int[Digest.LENGTH];
        Arrays.fill(elements, x);
        return Digest.of(elements);
    }

    private static SegmentClaim claim(int from, int to, long cycles, boolean halted) {
        return new SegmentClaim(
                ID,
                new MachinePoint(from, digest(from)),
                new MachinePoint(halted ? 0 : to, digest(to)),
                cycles,
                halted,
                halted ? 5 : 0,
                OutputDigest.NONE);
    }

    private static SegmentClaim joinedByCircuit(SegmentClaim left, SegmentClaim right) {
        int[] hints = new int[CIRCUIT.hints()];
        int at = 0;
        for (SegmentClaim claim : List.of(left, right)) {
            claim.program().digest().copyTo(hints, at);
            at += PROGRAM;
            for (int value : SegmentValues.of(claim)) {
                hints[at++] = KoalaBear.fromCanonical(value);
            }
        }
        int[] values = Arrays.stream(Witness.of(CIRCUIT, hints).publicValues())
                .map(KoalaBear::toCanonical)
                .toArray();
        return SegmentValues.claim(left.program(), values);
    }

    @Test
    void theCircuitRefusesCyclesThatWrap() {
        SegmentClaim most = claim(1, 2, -2, false);
        assertThat(joinedByCircuit(most, claim(2, 3, 1, false)).cycles()).isEqualTo(-1);
        for (long more : new long[] {2, 3, 1L << 32, -1}) {
            assertThatThrownBy(() -> joinedByCircuit(most, claim(2, 3, more, false)))
                    .isInstanceOfSatisfying(
                            VerificationException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.JOIN_CYCLES));
        }
    }

    @Test
    void theCircuitJoinsWhatClaimsJoinAndToTheSame() {
        SplittableRandom random = new SplittableRandom(SEED);
        int joined = 0;
        for (int i = 0; i < 2000; i++) {
            SegmentClaim left = random(random);
            SegmentClaim right = random(random);
            SegmentClaim both;
            try {
                both = left.join(right);
            } catch (ClaimException e) {
                assertThatThrownBy(() -> joinedByCircuit(left, right))
                        .as("seed %d, round %d: %s", SEED, i, e.getMessage())
                        .isInstanceOf(VerificationException.class);
                continue;
            }
            joined++;
            assertThat(joinedByCircuit(left, right)).as("seed %d, round %d", SEED, i).isEqualTo(both);
        }
        assertThat(joined).isGreaterThan(200);
    }

    private static SegmentClaim random(SplittableRandom random) {
        // Limbs of ones and zeros, so that carries run through.
        long cycles = 0;
        for (int limb = 0; limb < 4; limb++) {
            cycles = cycles << 16 | (random.nextInt(3) == 0 ? 0xffff : random.nextInt(2));
        }
        int from = random.nextInt(1, 3);
        return claim(from, random.nextInt(1, 3), cycles, random.nextInt(6) == 0);
    }
}

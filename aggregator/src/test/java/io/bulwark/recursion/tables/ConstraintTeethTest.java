package io.bulwark.recursion.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import io.bulwark.recursion.circuit.Circuit;
import io.bulwark.recursion.circuit.Gate;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Take any constraint of any chip away, and a trace passes that proves something false: there is one here that this constraint alone refuses. */
class ConstraintTeethTest {
    private static final long SEED = 6;
    private static final int TWO = KoalaBear.fromCanonical(2);

    private final Random random = new Random(SEED);
    private final SmallCircuit circuit = new SmallCircuit();

    private int[] elements(int n) {
        return random.ints(n, 0, KoalaBear.P).toArray();
    }

    private int k() {
        return circuit.hintWire(elements(Extension.DEGREE));
    }

    private int f() {
        return circuit.baseHint(random.nextInt(KoalaBear.P));
    }

    /** A row of the circuit to be forged: the first of its kind, since public values are written last. */
    private Supplier<ForgedRow> rowOf(Gate gate) {
        Circuit built = circuit.build();
        int[] hints = circuit.hints();
        return () -> new ForgedRow(built, hints, gate, 0);
    }

    private static void onlyRefusedBy(FilledCircuit forged, Gate gate, int constraint) {
        String name = GateTables.of(gate).chip().name();
        assertThat(forged.imbalances())
                .as("%s, constraint %d", gate, constraint)
                .isEmpty();
        assertThat(forged.violations())
                .as("%s, constraint %d", gate, constraint)
                .isNotEmpty()
                .allSatisfy(v -> {
                    assertThat(v.chip()).isEqualTo(name);
                    assertThat(v.constraint()).isEqualTo(constraint);
                });
    }

    /** Each element of a result, one after the other, is another: constraint first + k speaks of element k alone, and no constraint is left over. */
    private void resultsMatter(Gate gate, int first, int width) {
        Supplier<ForgedRow> row = rowOf(gate);
        assertThat(GateTables.of(gate).chip().constraintCount()).isEqualTo(first + width);
        for (int k = 0; k < width; k++) {
            ForgedRow forged = row.get().increment(width == 1 ? "out" : "out" + k);
            assertThat(forged.honest().isTrue()).isTrue();
            FilledCircuit trace = forged.trace();
            onlyRefusedBy(trace, gate, first + k);
            assertThat(trace.publicValues()).isNotEqualTo(forged.honest().publicValues());
        }
    }

    @Test
    void arithmeticInF() {
        circuit.publish(circuit.arithmetic(Gate.BASE, f(), f(), f(), 3, 4, 5, 6, 7));
        resultsMatter(Gate.BASE, 0, 1);
    }

    @Test
    void arithmeticInK() {
        circuit.publishElements(circuit.arithmetic(Gate.EXTENSION, k(), k(), k(), 3, 4, 5, 6, 7));
        resultsMatter(Gate.EXTENSION, 0, Extension.DEGREE);
    }

    @Test
    void weightedSums() {
        circuit.publishElements(circuit.row(Gate.DOT, k(), k(), k(), k(), k(), k(), k()));
        resultsMatter(Gate.DOT, 0, Extension.DEGREE);
    }

    @Test
    void folds() {
        circuit.publishElements(circuit.row(Gate.FOLD, k(), k(), f(), k()));
        resultsMatter(Gate.FOLD, 0, Extension.DEGREE);
    }

    @Test
    void choices() {
        circuit.publishElements(circuit.row(Gate.SELECT, circuit.baseHint(KoalaBear.ONE), k(), k()));
        resultsMatter(Gate.SELECT, 1, Extension.DEGREE);
    }

    @Test
    void aChoiceByTwoIsNeitherOfBoth() {
        circuit.publishElements(circuit.row(Gate.SELECT, circuit.baseHint(TWO), k(), k()));
        onlyRefusedBy(rowOf(Gate.SELECT).get().trace(), Gate.SELECT, 0);
    }

    @Test
    void theTailOfADigest() {
        circuit.publishElements(circuit.hintWire(elements(Extension.DEGREE - 1)));
        Supplier<ForgedRow> row = rowOf(Gate.HINT);
        assertThat(GateTables.of(Gate.HINT).chip().constraintCount()).isEqualTo(1);
        FilledCircuit trace = row.get().increment("out4").trace();
        onlyRefusedBy(trace, Gate.HINT, 0);
        assertThat(trace.publicValues().get(Extension.DEGREE - 1)).isEqualTo(KoalaBear.ONE);
    }

    @Test
    void everySBoxOfTheSponge() {
        int sponge = circuit.row(Gate.SPONGE, k(), k(), k(), k(), circuit.hintWire(elements(4)), 7);
        for (int i = 0; i < Gate.SPONGE.written(); i++) {
            circuit.publishElements(sponge + i);
        }
        boxesMatter(Gate.SPONGE, 0);
    }

    private void boxesMatter(Gate gate, int first) {
        Supplier<ForgedRow> row = rowOf(gate);
        assertThat(GateTables.of(gate).chip().constraintCount()).isEqualTo(first + Poseidon2.BOXES);
        assertThat(row.get().honest().isTrue()).isTrue();
        for (int box = 0; box < Poseidon2.BOXES; box++) {
            ForgedRow forged = row.get().increment("y" + box).solveFrom(first + box + 1);
            FilledCircuit trace = forged.trace();
            onlyRefusedBy(trace, gate, first + box);
            assertThat(trace.publicValues()).isNotEqualTo(forged.honest().publicValues());
        }
    }

    private void step(int bit) {
        int path = circuit.path(bit, k(), circuit.hintWire(elements(4)), elements(Poseidon2.DIGEST));
        circuit.publishElements(path);
        circuit.publishElements(path + 1);
    }

    @Test
    void everySBoxOfAPath() {
        step(circuit.baseHint(KoalaBear.ONE));
        boxesMatter(Gate.PATH, 1 + Poseidon2.DIGEST);
    }

    /** Without them the path would start from another digest than the one it claims. */
    @Test
    void theHalfThatIsTheDigest() {
        int bit = random.nextInt(2);
        step(circuit.baseHint(bit == 0 ? 0 : KoalaBear.ONE));
        Supplier<ForgedRow> row = rowOf(Gate.PATH);
        for (int i = 0; i < Poseidon2.DIGEST; i++) {
            FilledCircuit trace = row.get()
                    .increment("x" + (bit * Poseidon2.DIGEST + i))
                    .solveFrom(1 + Poseidon2.DIGEST)
                    .trace();
            onlyRefusedBy(trace, Gate.PATH, 1 + i);
        }
    }

    /** With a bit of 2 both halves can be the forger's: left = 2 right - digest. */
    @Test
    void aSideThatIsTwo() {
        step(circuit.baseHint(TWO));
        ForgedRow row = rowOf(Gate.PATH).get();
        for (int i = 0; i < Poseidon2.DIGEST; i++) {
            String digest = i < Extension.DEGREE ? "d0" + i : "d1" + (i - Extension.DEGREE);
            int right = random.nextInt(KoalaBear.P);
            row.set("x" + (Poseidon2.DIGEST + i), right);
            row.set("x" + i, KoalaBear.sub(KoalaBear.add(right, right), row.cell(digest)));
        }
        onlyRefusedBy(row.solveFrom(1 + Poseidon2.DIGEST).trace(), Gate.PATH, 0);
    }

    private FilledCircuit bits(int x, long form, int two) {
        SmallCircuit small = new SmallCircuit();
        int bits = small.row(Gate.BITS, small.baseHint(KoalaBear.fromCanonical(x)));
        for (int i = 0; i < Gate.BITS.written(); i++) {
            small.publish(bits + i);
        }
        ForgedRow row = new ForgedRow(small.build(), small.hints(), Gate.BITS, 0);
        assertThat(row.honest().isTrue()).isTrue();
        int high = 0;
        for (int i = 0; i < Gate.BITS.written(); i++) {
            int bit = i == two ? 2 : (int) (form >> i) & 1;
            row.set("out" + i + "_", KoalaBear.fromCanonical(bit));
            high += i >= KoalaBear.TWO_ADICITY ? bit : 0;
        }
        int gap = KoalaBear.fromLong(high - 7L);
        return row.set("w", gap == 0 ? 0 : KoalaBear.inverse(gap)).trace();
    }

    @Test
    void aBitThatIsTwo() {
        for (int i = 0; i < Gate.BITS.written(); i++) {
            long x = i == Gate.BITS.written() - 1 ? (1L << 31) - KoalaBear.P : 2L << i;
            FilledCircuit trace = bits((int) x, 0, i);
            onlyRefusedBy(trace, Gate.BITS, i);
        }
    }

    @Test
    void theSecondFormOfEverySmallNumber() {
        int canonical = Gate.BITS.written();
        assertThat(GateTables.of(Gate.BITS).chip().constraintCount()).isEqualTo(canonical + 1);
        int greatest = (1 << KoalaBear.TWO_ADICITY) - 2;
        for (int x : new int[] {0, 1, 5, 1 << 23, greatest - 1, greatest}) {
            FilledCircuit trace = bits(x, (long) x + KoalaBear.P, -1);
            onlyRefusedBy(trace, Gate.BITS, canonical);
            // The bits that would be proved are those of x + p.
            assertThat(trace.publicValues().getFirst()).isEqualTo((x + 1) % 2 == 0 ? 0 : KoalaBear.ONE);
        }
    }

    /** From 2^24 - 1 on x + p has more than 31 bits; p - 1 has no second form either, and all forms below p pass. */
    @Test
    void canonicalFormsPass() {
        int least = (1 << KoalaBear.TWO_ADICITY) - 1;
        for (int x : new int[] {0, 1, 5, least - 1, least, least + 1, KoalaBear.P - 2, KoalaBear.P - 1}) {
            assertThat(bits(x, x, -1).isTrue()).as("%d", x).isTrue();
        }
        assertThat((long) least + KoalaBear.P).isEqualTo(1L << 31);
    }

    /** What the proof system demands of an answer, that each of its columns is constrained: here where there is nothing to answer. */
    @Test
    void aRowThatStoresNothingIsZeroAndAnswersNothing() {
        FilledCircuit honest = FilledCircuit.of(EveryGate.witness(SEED));
        int padding = honest.table(Gate.STORE).rows();
        assertThat(GateTables.of(Gate.STORE).chip().constraintCount()).isEqualTo(Poseidon2.DIGEST + 1);
        for (int i = 0; i < Poseidon2.DIGEST; i++) {
            onlyRefusedBy(honest.with(Gate.STORE, i, padding, KoalaBear.ONE), Gate.STORE, i);
        }
        assertThat(honest.with(Gate.STORE, Poseidon2.DIGEST, padding, KoalaBear.ONE)
                        .violations())
                .singleElement()
                .satisfies(v -> assertThat(v.constraint()).isEqualTo(Poseidon2.DIGEST));
    }

    @Test
    void theOtherKindsSpeakByTheirMessagesAlone() {
        for (Gate gate : List.of(Gate.CONSTANT, Gate.BASE_HINT, Gate.PACK, Gate.UNPACK, Gate.FETCH, Gate.EQUAL)) {
            assertThat(GateTables.of(gate).chip().constraintCount())
                    .as("%s", gate)
                    .isZero();
        }
    }
}

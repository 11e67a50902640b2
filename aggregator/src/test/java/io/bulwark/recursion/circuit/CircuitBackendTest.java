package io.bulwark.recursion.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bulwark.backend.Ring;
import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2NodeHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CircuitBackendTest {
    private final Random random = new Random(31);
    private final CircuitBackend backend = new CircuitBackend();
    private final Ring<BaseWire> base = backend.base();
    private final Ring<ExtensionWire> extension = backend.extension();

    private List<BaseWire> baseHints(int n) {
        Sequence hints = backend.hints(n);
        return IntStream.range(0, n).mapToObj(i -> backend.element(hints, i)).toList();
    }

    private List<ExtensionWire> extensionHints(int n) {
        return backend.regroup(backend.hints(Extension.DEGREE * n));
    }

    private int[] elements(int n) {
        return random.ints(n, 0, KoalaBear.P).toArray();
    }

    private static BaseWire constant(Ring<BaseWire> ring, int canonical) {
        return ring.constant(KoalaBear.fromLong(canonical));
    }

    private static Reason refusal(Circuit circuit, int... hints) {
        return catchThrowableOfType(VerificationException.class, () -> Witness.of(circuit, hints))
                .reason();
    }

    @Test
    void factorsAndSummandsThatAreKnownCostNoRow() {
        BaseWire x = baseHints(1).getFirst();
        BaseWire y = base.add(base.mul(x, constant(base, 3)), constant(base, 4));
        BaseWire z = base.sub(constant(base, 1), base.mul(constant(base, -1), y));
        backend.publicValue(0, base.add(z, base.mul(constant(base, 0), base.mul(x, x))));
        Circuit circuit = backend.finish();
        assertThat(circuit.rows(Gate.BASE)).isOne();
        assertThat(Witness.of(circuit, new int[] {KoalaBear.fromCanonical(10)}).publicValues())
                .containsExactly(KoalaBear.fromCanonical(35));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 1", "4, 2", "5, 2", "6, 3", "7, 3", "100, 50"})
    void aSumTakesThreeTermsThenTwoARow(int terms, int rows) {
        ExtensionWire sum = extension.constant(KoalaBear.ONE);
        for (ExtensionWire x : extensionHints(terms)) {
            sum = extension.add(sum, extension.mul(x, extension.constant(random.nextInt(1, KoalaBear.P))));
        }
        backend.assertEqual(extensionHints(1).getFirst(), sum, Reason.FRI_FOLD);
        assertThat(backend.finish().rows(Gate.EXTENSION)).isEqualTo(rows);
    }

    @Test
    void aProductTakesTheSumSoFarIntoItsRow() {
        List<ExtensionWire> x = extensionHints(8);
        ExtensionWire sum = extension.constant(KoalaBear.ZERO);
        for (int i = 0; i < 8; i += 2) {
            sum = extension.sub(sum, extension.mul(x.get(i), x.get(i + 1)));
        }
        backend.assertEqual(x.getFirst(), sum, Reason.FRI_FOLD);
        assertThat(backend.finish().rows(Gate.EXTENSION)).isEqualTo(4);
    }

    @Test
    void aProductOfAffineFactorsIsOneRow() {
        List<ExtensionWire> x = extensionHints(2);
        ExtensionWire one = extension.constant(KoalaBear.ONE);
        ExtensionWire product = extension.mul(extension.sub(one, x.get(0)), extension.add(x.get(1), one));
        backend.assertEqual(x.getFirst(), product, Reason.FRI_FOLD);
        assertThat(backend.finish().rows(Gate.EXTENSION)).isOne();
    }

    @Test
    void whatIsComputedTwiceIsOneRow() {
        List<ExtensionWire> x = extensionHints(3);
        for (int i = 0; i < 5; i++) {
            ExtensionWire product = extension.mul(x.get(i % 2), x.get(1 - i % 2));
            backend.assertEqual(x.get(2), product, Reason.FRI_FOLD);
        }
        assertThat(backend.finish().rows(Gate.EXTENSION)).isOne();
    }

    @Test
    void whatNobodyNeedsIsLeftOut() {
        List<ExtensionWire> x = extensionHints(3);
        extension.mul(x.get(0), extension.add(x.get(1), x.get(2)));
        backend.rowHashes(List.of(backend.hints(40)));
        backend.lowBits(baseHints(1).getFirst(), 31);
        backend.publicValue(0, base.constant(KoalaBear.ONE));
        Circuit circuit = backend.finish();
        assertThat(circuit.steps()).isEqualTo(circuit.rows(Gate.CONSTANT) + 1);
        assertThat(circuit.rows(Gate.BASE)).isOne();
        assertThat(circuit.hints()).isEqualTo(56);
    }

    @Test
    void fiveHintsThatTravelTogetherAreOneRow() {
        Sequence hints = backend.hints(19);
        backend.assertSame(backend.slice(hints, 0, 5), backend.slice(hints, 5, 10), Reason.FRI_FOLD);
        backend.assertSame(backend.slice(hints, 10, 14), backend.slice(hints, 14, 18), Reason.FRI_FOLD);
        Circuit circuit = backend.finish();
        assertThat(circuit.rows(Gate.HINT)).isEqualTo(4);
        assertThat(circuit.column(Gate.HINT, "tail")).containsExactly(0, 0, 1, 1);
        assertThat(circuit.rows(Gate.BASE_HINT)).isZero();
        assertThat(circuit.rows(Gate.PACK)).isZero();
    }

    @Test
    void elementsThatComeFromHereAndThereArePackedOnce() {
        Sequence hints = backend.hints(10);
        backend.regroup(hints).forEach(x -> backend.assertNotZero(x, Reason.FRI_FOLD));
        Sequence mixed = backend.slice(hints, 3, 8);
        for (int i = 0; i < 3; i++) {
            backend.assertNotZero(backend.regroup(mixed).getFirst(), Reason.FRI_FOLD);
            backend.assertNotZero(
                    extension.add(backend.regroup(mixed).getFirst(), extension.constant(i)), Reason.FRI_FOLD);
        }
        Circuit circuit = backend.finish();
        assertThat(circuit.rows(Gate.PACK)).isOne();
        assertThat(circuit.rows(Gate.UNPACK)).isEqualTo(2);
    }

    @Test
    void refusesToReadASiblingTwice() {
        Sequence siblings = backend.hints(9);
        Sequence digest = backend.constants(new int[9]);
        BitWire bit = backend.lowBits(baseHints(1).getFirst(), 1).getFirst();
        backend.climb(List.of(bit), List.of(digest), List.of(siblings));
        assertThatIllegalStateException().isThrownBy(() -> backend.element(siblings, 3));
        assertThatIllegalStateException().isThrownBy(() -> backend.regroup(backend.slice(siblings, 4, 9)));
        assertThatIllegalStateException()
                .isThrownBy(() -> backend.climb(List.of(bit), List.of(digest), List.of(siblings)));
        assertThatIllegalStateException().isThrownBy(() -> backend.rowHashes(List.of(siblings)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSiblingThatOthersReadHasWires(boolean right) {
        Sequence siblings = backend.hints(9);
        backend.publicValue(0, backend.element(siblings, 4));
        int[] own = elements(9);
        BitWire bit = backend.lowBits(baseHints(1).getFirst(), 1).getFirst();
        Sequence above = backend.climb(List.of(bit), List.of(backend.constants(own)), List.of(siblings))
                .getFirst();
        backend.assertSame(backend.hints(9), above, Reason.STACK_ROW_PATH);
        Circuit circuit = backend.finish();
        assertThat(circuit.column(Gate.PATH, "s0")).doesNotContain(0);
        int[] sibling = elements(9);
        Poseidon2NodeHash hash = new Poseidon2NodeHash();
        int[] hints = IntStream.of(sibling).toArray();
        hints = Arrays.copyOf(hints, 19);
        hints[9] = right ? KoalaBear.ONE : KoalaBear.ZERO;
        System.arraycopy(right ? hash.hash(sibling, own) : hash.hash(own, sibling), 0, hints, 10, 9);
        assertThat(Witness.of(circuit, hints).publicValues()).containsExactly(sibling[4]);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, KoalaBear.P - 1, 0x55555555, 1 << 24})
    void bitsAreThoseOfTheCanonicalForm(int canonical) {
        List<BitWire> bits = backend.lowBits(baseHints(1).getFirst(), 31);
        for (int i = 0; i < 31; i++) {
            backend.publicValue(i, backend.select(bits.get(i), constant(base, 0), constant(base, 1)));
        }
        Witness witness = Witness.of(backend.finish(), new int[] {KoalaBear.fromCanonical(canonical)});
        for (int i = 0; i < 31; i++) {
            assertThat(KoalaBear.toCanonical(witness.publicValues()[i])).isEqualTo(canonical >>> i & 1);
        }
    }

    @Test
    void zeroHasNoInverse() {
        ExtensionWire inverse = backend.inverse(extensionHints(1).getFirst(), Reason.PUBLIC_FINGERPRINT);
        backend.assertEqual(extensionHints(1).getFirst(), inverse, Reason.FRI_FOLD);
        Circuit circuit = backend.finish();
        assertThat(refusal(circuit, new int[10])).isEqualTo(Reason.PUBLIC_FINGERPRINT);
        Extension x = Extension.ofCoefficients(elements(5), 0);
        int[] hints = IntStream.concat(
                        IntStream.of(x.coefficients()), IntStream.of(x.inverse().coefficients()))
                .toArray();
        assertThat(Witness.of(circuit, hints).values()).hasSize(5 * (circuit.wires() + 1));
    }

    @Test
    void onlyZeroAndOneAreBits() {
        backend.bit(baseHints(1).getFirst(), Reason.PUBLIC_MULTIPLICITY);
        Circuit circuit = backend.finish();
        Witness.of(circuit, new int[] {KoalaBear.ZERO});
        Witness.of(circuit, new int[] {KoalaBear.ONE});
        assertThat(refusal(circuit, KoalaBear.fromCanonical(2))).isEqualTo(Reason.PUBLIC_MULTIPLICITY);
    }

    @Test
    void anEntryMustStandAtItsNumber() {
        List<Sequence> table = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            table.add(backend.hints(9));
        }
        List<BitWire> number = backend.lowBits(baseHints(1).getFirst(), 2);
        Sequence entry = backend.hints(9);
        backend.assertEntries(table, List.of(number), List.of(entry), Reason.FRI_LEAF_PATH);
        Circuit circuit = backend.finish();
        assertThat(circuit.rows(Gate.STORE)).isEqualTo(4);
        int[] hints = elements(4 * 9 + 1 + 9);
        hints[36] = KoalaBear.fromCanonical(6);
        System.arraycopy(hints, 18, hints, 37, 9);
        Witness.of(circuit, hints);
        for (int changed : new int[] {18, 26, 36, 37, 41, 42, 45}) {
            int[] other = hints.clone();
            other[changed] = KoalaBear.add(other[changed], KoalaBear.ONE);
            assertThat(refusal(circuit, other)).isEqualTo(Reason.FRI_LEAF_PATH);
            assertThat(Witness.lenient(circuit, other).values()).isNotEmpty();
        }
    }

    @Test
    void aListIsStoredOnce() {
        List<Sequence> table = List.of(backend.hints(9), backend.hints(9));
        List<BitWire> number = backend.lowBits(baseHints(1).getFirst(), 1);
        for (int i = 0; i < 3; i++) {
            backend.assertEntries(List.copyOf(table), List.of(number), List.of(backend.hints(9)), Reason.FRI_LEAF_PATH);
        }
        Circuit circuit = backend.finish();
        assertThat(circuit.rows(Gate.STORE)).isEqualTo(2);
        assertThat(circuit.rows(Gate.FETCH)).isEqualTo(3);
    }

    @Test
    void publicValuesAreTheFirstWires() {
        List<BaseWire> x = baseHints(3);
        backend.publicValue(2, x.get(0));
        backend.publicValue(0, base.mul(x.get(1), x.get(2)));
        assertThatIllegalStateException().isThrownBy(() -> backend.publicValue(2, x.get(1)));
        assertThatIllegalStateException().isThrownBy(backend::finish);
        backend.publicValue(1, x.get(0));
        Circuit circuit = backend.finish();
        assertThat(circuit.publicValues()).isEqualTo(3);
        assertThat(IntStream.rangeClosed(1, 3).map(circuit::reads)).containsOnly(1);
        assertThat(circuit.column(Gate.BASE, "out")).containsExactlyInAnyOrder(1, 2, 3);
        int[] hints = elements(3);
        assertThat(Witness.of(circuit, hints).publicValues())
                .containsExactly(KoalaBear.mul(hints[1], hints[2]), hints[0], hints[0]);
    }
}

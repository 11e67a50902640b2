package io.bulwark.proof;

import io.bulwark.backend.Backend;
import io.bulwark.backend.NativeBackend;
import io.bulwark.backend.Ring;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.Extension;
import io.bulwark.proof.RecordingBackend.BaseWire;
import io.bulwark.proof.RecordingBackend.BitWire;
import io.bulwark.proof.RecordingBackend.ExtensionWire;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Records the verifier's calls as a straight-line program over wires, without any proof; the program is run on proofs later. What a circuit needs the
 * verifier to be, this needs as well: there are no values to branch on while it records.
 */
final class RecordingBackend implements Backend<BaseWire, ExtensionWire, List<BaseWire>, BitWire> {
    private static final NativeBackend NATIVE = NativeBackend.INSTANCE;

    private final List<Runnable> program = new ArrayList<>();

    /** A place for an element of F, written once in a run. */
    static final class BaseWire {
        private int value;

        void set(int montgomery) {
            value = montgomery;
        }
    }

    /** A place for an element of K. */
    static final class ExtensionWire {
        private Extension value = Extension.ZERO;
    }

    /** A place for a bit. */
    static final class BitWire {
        private boolean value;
    }

    /** Wires that whoever runs the program writes first. */
    static List<BaseWire> inputs(int n) {
        return IntStream.range(0, n).mapToObj(i -> new BaseWire()).toList();
    }

    /** Runs the program on what the input wires hold. */
    void run() {
        program.forEach(Runnable::run);
    }

    int gates() {
        return program.size();
    }

    private BaseWire base(Supplier<Integer> compute) {
        BaseWire out = new BaseWire();
        program.add(() -> out.value = compute.get());
        return out;
    }

    private ExtensionWire extension(Supplier<Extension> compute) {
        ExtensionWire out = new ExtensionWire();
        program.add(() -> out.value = compute.get());
        return out;
    }

    private List<BaseWire> sequence(int n, Supplier<int[]> compute) {
        List<BaseWire> out = inputs(n);
        program.add(() -> {
            int[] values = compute.get();
            for (int i = 0; i < n; i++) {
                out.get(i).value = values[i];
            }
        });
        return out;
    }

    private static int[] values(List<BaseWire> sequence) {
        return sequence.stream().mapToInt(w -> w.value).toArray();
    }

    private static List<Boolean> bits(List<BitWire> bits) {
        return bits.stream().map(w -> w.value).toList();
    }

    @Override
    public Ring<BaseWire> base() {
        return new Ring<>() {
            @Override
            public BaseWire constant(int a) {
                return base(() -> a);
            }

            @Override
            public BaseWire add(BaseWire a, BaseWire b) {
                return base(() -> NATIVE.base().add(a.value, b.value));
            }

            @Override
            public BaseWire sub(BaseWire a, BaseWire b) {
                return base(() -> NATIVE.base().sub(a.value, b.value));
            }

            @Override
            public BaseWire mul(BaseWire a, BaseWire b) {
                return base(() -> NATIVE.base().mul(a.value, b.value));
            }
        };
    }

    @Override
    public Ring<ExtensionWire> extension() {
        return new Ring<>() {
            @Override
            public ExtensionWire constant(int a) {
                return extension(() -> Extension.of(a));
            }

            @Override
            public ExtensionWire add(ExtensionWire a, ExtensionWire b) {
                return extension(() -> a.value.add(b.value));
            }

            @Override
            public ExtensionWire sub(ExtensionWire a, ExtensionWire b) {
                return extension(() -> a.value.sub(b.value));
            }

            @Override
            public ExtensionWire mul(ExtensionWire a, ExtensionWire b) {
                return extension(() -> a.value.mul(b.value));
            }
        };
    }

    @Override
    public ExtensionWire scale(ExtensionWire a, BaseWire b) {
        return extension(() -> a.value.scale(b.value));
    }

    @Override
    public ExtensionWire inverse(ExtensionWire a, Reason reason) {
        return extension(() -> NATIVE.inverse(a.value, reason));
    }

    @Override
    public List<BaseWire> constants(int[] elements) {
        return sequence(elements.length, () -> elements);
    }

    @Override
    public List<BaseWire> sequence(List<BaseWire> elements) {
        return elements;
    }

    @Override
    public int length(List<BaseWire> sequence) {
        return sequence.size();
    }

    @Override
    public List<BaseWire> slice(List<BaseWire> sequence, int from, int to) {
        return sequence.subList(from, to);
    }

    @Override
    public List<BaseWire> concat(List<List<BaseWire>> sequences) {
        return sequences.stream().flatMap(List::stream).toList();
    }

    @Override
    public BaseWire element(List<BaseWire> sequence, int i) {
        return sequence.get(i);
    }

    @Override
    public List<ExtensionWire> regroup(List<BaseWire> sequence) {
        return IntStream.range(0, sequence.size() / Extension.DEGREE)
                .mapToObj(i -> {
                    List<BaseWire> part = sequence.subList(i * Extension.DEGREE, (i + 1) * Extension.DEGREE);
                    return extension(() -> Extension.ofCoefficients(values(part), 0));
                })
                .toList();
    }

    @Override
    public List<ExtensionWire> weightedSums(List<ExtensionWire> weights, List<List<BaseWire>> rows) {
        return rows.stream()
                .map(row -> extension(() -> NATIVE.weightedSums(
                                weights.stream().map(w -> w.value).toList(), List.of(values(row)))
                        .getFirst()))
                .toList();
    }

    @Override
    public List<BaseWire> turn(List<BaseWire> state, List<BaseWire> block) {
        return sequence(state.size(), () -> NATIVE.turn(values(state), values(block)));
    }

    @Override
    public List<List<BaseWire>> rowHashes(List<List<BaseWire>> rows) {
        return rows.stream()
                .map(row -> sequence(
                        DIGEST, () -> NATIVE.rowHashes(List.of(values(row))).getFirst()))
                .toList();
    }

    @Override
    public List<List<BaseWire>> nodeHashes(List<List<BaseWire>> left, List<List<BaseWire>> right) {
        return IntStream.range(0, left.size())
                .mapToObj(i -> sequence(
                        DIGEST,
                        () -> NATIVE.nodeHashes(List.of(values(left.get(i))), List.of(values(right.get(i))))
                                .getFirst()))
                .toList();
    }

    @Override
    public List<List<BaseWire>> climb(
            List<BitWire> sides, List<List<BaseWire>> digests, List<List<BaseWire>> siblings) {
        return IntStream.range(0, sides.size())
                .mapToObj(i -> sequence(
                        DIGEST,
                        () -> NATIVE.climb(
                                        List.of(sides.get(i).value),
                                        List.of(values(digests.get(i))),
                                        List.of(values(siblings.get(i))))
                                .getFirst()))
                .toList();
    }

    @Override
    public List<BitWire> lowBits(BaseWire a, int count) {
        List<BitWire> out =
                IntStream.range(0, count).mapToObj(i -> new BitWire()).toList();
        program.add(() -> {
            List<Boolean> bits = NATIVE.lowBits(a.value, count);
            for (int i = 0; i < count; i++) {
                out.get(i).value = bits.get(i);
            }
        });
        return out;
    }

    @Override
    public BitWire bit(BaseWire a, Reason reason) {
        BitWire out = new BitWire();
        program.add(() -> out.value = NATIVE.bit(a.value, reason));
        return out;
    }

    @Override
    public BaseWire select(BitWire bit, BaseWire ifZero, BaseWire ifOne) {
        return base(() -> bit.value ? ifOne.value : ifZero.value);
    }

    @Override
    public ExtensionWire selectExtension(BitWire bit, ExtensionWire ifZero, ExtensionWire ifOne) {
        return extension(() -> bit.value ? ifOne.value : ifZero.value);
    }

    @Override
    public List<BaseWire> entry(List<List<BaseWire>> table, List<BitWire> number) {
        return sequence(
                table.getFirst().size(),
                () -> NATIVE.entry(table.stream().map(RecordingBackend::values).toList(), bits(number)));
    }

    @Override
    public ExtensionWire extensionEntry(List<ExtensionWire> table, List<BitWire> number) {
        return extension(
                () -> NATIVE.extensionEntry(table.stream().map(w -> w.value).toList(), bits(number)));
    }

    @Override
    public void assertEqual(ExtensionWire expected, ExtensionWire got, Reason reason) {
        program.add(() -> NATIVE.assertEqual(expected.value, got.value, reason));
    }

    @Override
    public void assertSame(List<BaseWire> expected, List<BaseWire> got, Reason reason) {
        program.add(() -> NATIVE.assertSame(values(expected), values(got), reason));
    }

    @Override
    public void assertZero(List<BitWire> bits, Reason reason) {
        program.add(() -> NATIVE.assertZero(bits(bits), reason));
    }
}

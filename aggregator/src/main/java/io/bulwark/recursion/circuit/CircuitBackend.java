package io.bulwark.recursion.circuit;

import io.bulwark.backend.Backend;
import io.bulwark.backend.Ring;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The backend that records: the verifier's calls become the rows of a circuit, the same calls always the same circuit. There are no values to branch on. What is
 * recorded must belong to this backend; {@link #finish} ends the recording.
 */
public final class CircuitBackend implements Backend<BaseWire, ExtensionWire, Sequence, BitWire> {
    private static final int FIVE = Circuit.ELEMENTS;

    private final Nodes nodes = new Nodes();
    private final Arithmetic arithmetic = new Arithmetic(nodes);
    private final Packing packing = new Packing(nodes, arithmetic);
    /** The first node, so that it stands before all rows. */
    private final int zero = arithmetic.constant(0, 0, 0, 0, 0);

    private final Hashing hashing = new Hashing(nodes, arithmetic, packing);
    private final Assertions assertions = new Assertions(nodes, arithmetic, packing);
    private final PublicValues publicValues = new PublicValues(nodes, arithmetic);
    private final Ring<BaseWire> base = arithmetic.ring(BaseWire::new);
    private final Ring<ExtensionWire> extension = arithmetic.ring(ExtensionWire::new);

    /** The next n hint elements: the prover's to choose. */
    public Sequence hints(int n) {
        return packing.freshHints(n);
    }

    /** Says what public value i is; to be said once for each i from 0 on. */
    public void publicValue(int i, BaseWire value) {
        publicValues.set(i, value);
    }

    /** The circuit of all that has been recorded, without what no assertion and no public value needs. */
    public Circuit finish() {
        return new Lowering(nodes, zero, publicValues.nodes(), assertions.reasons(), packing.hints()).circuit();
    }

    @Override
    public Ring<BaseWire> base() {
        return base;
    }

    @Override
    public Ring<ExtensionWire> extension() {
        return extension;
    }

    @Override
    public ExtensionWire scale(ExtensionWire a, BaseWire b) {
        return arithmetic.product(a, b, ExtensionWire::new);
    }

    @Override
    public ExtensionWire inverse(ExtensionWire a, Reason reason) {
        int node = arithmetic.node(a);
        ExtensionWire inverse = extension(nodes.row(Gate.HINT, 0, 0, -node));
        if (nodes.isBase(node)) {
            nodes.markBase(inverse.node());
        }
        assertEqual(extension.constant(KoalaBear.ONE), extension.mul(a, inverse), reason);
        return inverse;
    }

    @Override
    public Sequence constants(int[] elements) {
        return new Sequence(IntStream.of(elements).mapToLong(Sequence::constant).toArray());
    }

    @Override
    public Sequence sequence(List<BaseWire> elements) {
        return new Sequence(elements.stream()
                .mapToLong(x -> x.isConstant() ? Sequence.constant(x.offset()) : Sequence.node(arithmetic.node(x)))
                .toArray());
    }

    @Override
    public int length(Sequence sequence) {
        return sequence.length();
    }

    @Override
    public Sequence slice(Sequence sequence, int from, int to) {
        return sequence.slice(from, to);
    }

    @Override
    public Sequence concat(List<Sequence> sequences) {
        return Sequence.concat(sequences);
    }

    @Override
    public BaseWire element(Sequence sequence, int i) {
        long reference = sequence.get(i);
        return Sequence.kind(reference) == Sequence.Kind.CONSTANT
                ? base.constant(Sequence.value(reference))
                : new BaseWire(packing.element(sequence, i), KoalaBear.ONE, KoalaBear.ZERO);
    }

    @Override
    public List<ExtensionWire> regroup(Sequence sequence) {
        List<ExtensionWire> out = new ArrayList<>(sequence.length() / Extension.DEGREE);
        for (int at = 0; at < sequence.length(); at += Extension.DEGREE) {
            out.add(extension(packing.pack(sequence, at, at + Extension.DEGREE)));
        }
        return out;
    }

    @Override
    public List<ExtensionWire> weightedSums(List<ExtensionWire> weights, List<Sequence> rows) {
        WeightedSums sums = new WeightedSums(nodes, arithmetic, packing, weights);
        return rows.stream().map(row -> extension(sums.of(row))).toList();
    }

    @Override
    public Sequence turn(Sequence state, Sequence block) {
        return hashing.turn(state, block);
    }

    @Override
    public List<Sequence> rowHashes(List<Sequence> rows) {
        return hashing.rowHashes(rows);
    }

    @Override
    public List<Sequence> nodeHashes(List<Sequence> left, List<Sequence> right) {
        return hashing.nodeHashes(left, right);
    }

    /**
     * {@inheritDoc}
     *
     * <p>A sibling of hint elements that nobody has read so far belongs to the row that hashes it.
     *
     * @throws IllegalStateException later, if anything else reads it
     */
    @Override
    public List<Sequence> climb(List<BitWire> sides, List<Sequence> digests, List<Sequence> siblings) {
        return hashing.climb(sides, digests, siblings);
    }

    @Override
    public List<BitWire> lowBits(BaseWire a, int count) {
        int first = nodes.row(Gate.BITS, arithmetic.node(a), 0);
        List<BitWire> bits = new ArrayList<>(count);
        for (int i = 0; i < Gate.BITS.written(); i++) {
            nodes.markBase(first + i);
            if (i < count) {
                bits.add(new BitWire(first + i, KoalaBear.ONE, KoalaBear.ZERO));
            }
        }
        return bits;
    }

    @Override
    public BitWire bit(BaseWire a, Reason reason) {
        assertions.equal(a, base.mul(a, a), reason);
        return new BitWire(a.node(), a.scale(), a.offset());
    }

    @Override
    public BaseWire select(BitWire bit, BaseWire ifZero, BaseWire ifOne) {
        return select(bit, ifZero, ifOne, BaseWire::new);
    }

    @Override
    public ExtensionWire selectExtension(BitWire bit, ExtensionWire ifZero, ExtensionWire ifOne) {
        return select(bit, ifZero, ifOne, ExtensionWire::new);
    }

    private <T extends Affine> T select(BitWire bit, T ifZero, T ifOne, Affine.Factory<T> factory) {
        if (bit.isConstant()) {
            return bit.offset() == KoalaBear.ZERO ? ifZero : ifOne;
        }
        if (ifZero.isConstant() || ifOne.isConstant() || ifZero.node() == ifOne.node()) {
            // The difference costs nothing, so this is one product.
            T difference = arithmetic.sum(ifOne, ifZero, true, factory);
            return arithmetic.sum(ifZero, arithmetic.product(bit, difference, factory), false, factory);
        }
        int selected = selectNode(arithmetic.node(bit), arithmetic.node(ifZero), arithmetic.node(ifOne));
        return factory.of(selected, KoalaBear.ONE, KoalaBear.ZERO);
    }

    private int selectNode(int bit, int ifZero, int ifOne) {
        int node = nodes.row(Gate.SELECT, bit, ifZero, ifOne, 0);
        if (nodes.isBase(ifZero) && nodes.isBase(ifOne)) {
            nodes.markBase(node);
        } else if (nodes.endsInZero(ifZero) && nodes.endsInZero(ifOne)) {
            nodes.markEndsInZero(node);
        }
        return node;
    }

    @Override
    public Sequence entry(List<Sequence> table, List<BitWire> number) {
        int length = table.getFirst().length();
        long[] references = new long[length];
        for (int at = 0; at < length; at += FIVE) {
            int from = at;
            int to = Math.min(at + FIVE, length);
            List<ExtensionWire> group = table.stream()
                    .map(entry -> extension(packing.pack(entry, from, to)))
                    .toList();
            int chosen = arithmetic.node(extensionEntry(group, number));
            for (int i = from; i < to; i++) {
                references[i] = Sequence.lane(chosen, i - from);
            }
        }
        return new Sequence(references);
    }

    @Override
    public ExtensionWire extensionEntry(List<ExtensionWire> table, List<BitWire> number) {
        List<ExtensionWire> left = table;
        for (BitWire bit : number) {
            List<ExtensionWire> half = new ArrayList<>(left.size() / 2);
            for (int i = 0; i < left.size(); i += 2) {
                half.add(selectExtension(bit, left.get(i), left.get(i + 1)));
            }
            left = half;
        }
        return left.getFirst();
    }

    @Override
    public ExtensionWire foldPair(ExtensionWire low, ExtensionWire high, BaseWire pointInverse, ExtensionWire z) {
        return extension(nodes.row(
                Gate.FOLD,
                arithmetic.node(low),
                arithmetic.node(high),
                arithmetic.node(pointInverse),
                arithmetic.node(z),
                0));
    }

    @Override
    public void assertEqual(ExtensionWire expected, ExtensionWire got, Reason reason) {
        assertions.equal(expected, got, reason);
    }

    /** The same over F. */
    public void assertEqual(BaseWire expected, BaseWire got, Reason reason) {
        assertions.equal(expected, got, reason);
    }

    @Override
    public void assertSame(Sequence expected, Sequence got, Reason reason) {
        assertions.same(expected, got, reason);
    }

    @Override
    public void assertEntries(
            List<Sequence> table, List<List<BitWire>> numbers, List<Sequence> entries, Reason reason) {
        assertions.entries(table, numbers, entries, reason);
    }

    @Override
    public void assertZero(List<BitWire> bits, Reason reason) {
        BaseWire sum = base.constant(KoalaBear.ZERO);
        for (BitWire bit : bits) {
            sum = arithmetic.sum(sum, bit, false, BaseWire::new);
        }
        assertions.equal(base.constant(KoalaBear.ZERO), sum, reason);
    }

    private static ExtensionWire extension(int node) {
        return new ExtensionWire(node, KoalaBear.ONE, KoalaBear.ZERO);
    }
}

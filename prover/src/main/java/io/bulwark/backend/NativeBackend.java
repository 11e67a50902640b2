package io.bulwark.backend;

import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.NodeHash;
import io.bulwark.hash.Poseidon2;
import io.bulwark.hash.Poseidon2NodeHash;
import io.bulwark.hash.Poseidon2RowHash;
import io.bulwark.hash.RowHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The backend that computes: elements of F are ints in Montgomery form, sequences are arrays that nobody changes. A check that fails throws
 * {@link VerificationException}. Stateless.
 */
public class NativeBackend implements Backend<Integer, Extension, int[], Boolean> {
    /** The only one that is needed. */
    public static final NativeBackend INSTANCE = new NativeBackend();

    private static final RowHash ROW_HASH = new Poseidon2RowHash();
    private static final NodeHash NODE_HASH = new Poseidon2NodeHash();
    private static final Ring<Integer> BASE = new BaseRing();
    private static final Ring<Extension> EXTENSION = new ExtensionRing();

    /** For {@link #INSTANCE}, and for tests that look over its shoulder. */
    protected NativeBackend() {}

    @Override
    public Ring<Integer> base() {
        return BASE;
    }

    @Override
    public Ring<Extension> extension() {
        return EXTENSION;
    }

    @Override
    public Extension scale(Extension a, Integer b) {
        return a.scale(b);
    }

    @Override
    public Extension inverse(Extension a, Reason reason) {
        if (a.isZero()) {
            throw new VerificationException(reason, "an element with an inverse", 0);
        }
        return a.inverse();
    }

    @Override
    public int[] constants(int[] elements) {
        return elements.clone();
    }

    @Override
    public int[] sequence(List<Integer> elements) {
        return elements.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public int length(int[] sequence) {
        return sequence.length;
    }

    @Override
    public int[] slice(int[] sequence, int from, int to) {
        return Arrays.copyOfRange(sequence, from, to);
    }

    @Override
    public int[] concat(List<int[]> sequences) {
        int[] out = new int[sequences.stream().mapToInt(s -> s.length).sum()];
        int at = 0;
        for (int[] sequence : sequences) {
            System.arraycopy(sequence, 0, out, at, sequence.length);
            at += sequence.length;
        }
        return out;
    }

    @Override
    public Integer element(int[] sequence, int i) {
        return sequence[i];
    }

    @Override
    public List<Extension> regroup(int[] sequence) {
        List<Extension> out = new ArrayList<>(sequence.length / Extension.DEGREE);
        for (int at = 0; at < sequence.length; at += Extension.DEGREE) {
            out.add(Extension.ofCoefficients(sequence, at));
        }
        return out;
    }

    @Override
    public List<Extension> weightedSums(List<Extension> weights, List<int[]> rows) {
        int[][] coefficients = new int[Extension.DEGREE][weights.size()];
        for (int j = 0; j < weights.size(); j++) {
            for (int c = 0; c < Extension.DEGREE; c++) {
                coefficients[c][j] = weights.get(j).coefficient(c);
            }
        }
        List<Extension> out = new ArrayList<>(rows.size());
        for (int[] row : rows) {
            int[] sum = new int[Extension.DEGREE];
            for (int c = 0; c < Extension.DEGREE; c++) {
                sum[c] = dot(coefficients[c], row);
            }
            out.add(Extension.ofCoefficients(sum, 0));
        }
        return out;
    }

    private static int dot(int[] a, int[] b) {
        int sum = 0;
        for (int i = 0; i < b.length; i++) {
            sum = KoalaBear.add(sum, KoalaBear.mul(a[i], b[i]));
        }
        return sum;
    }

    @Override
    public int[] turn(int[] state, int[] block) {
        int[] next = state.clone();
        System.arraycopy(block, 0, next, 0, block.length);
        next[Poseidon2.RATE] = KoalaBear.add(next[Poseidon2.RATE], KoalaBear.fromCanonical(block.length));
        Poseidon2.permute(next);
        return next;
    }

    @Override
    public List<int[]> rowHashes(List<int[]> rows) {
        return ROW_HASH.hashAll(rows);
    }

    @Override
    public List<int[]> nodeHashes(List<int[]> left, List<int[]> right) {
        return NODE_HASH.hashAll(left, right);
    }

    @Override
    public List<int[]> climb(List<Boolean> sides, List<int[]> digests, List<int[]> siblings) {
        List<int[]> left = new ArrayList<>(digests.size());
        List<int[]> right = new ArrayList<>(digests.size());
        for (int i = 0; i < digests.size(); i++) {
            left.add(sides.get(i) ? siblings.get(i) : digests.get(i));
            right.add(sides.get(i) ? digests.get(i) : siblings.get(i));
        }
        return nodeHashes(left, right);
    }

    @Override
    public List<Boolean> lowBits(Integer a, int count) {
        int canonical = KoalaBear.toCanonical(a);
        return IntStream.range(0, count)
                .mapToObj(i -> ((canonical >>> i) & 1) == 1)
                .toList();
    }

    @Override
    public Boolean bit(Integer a, Reason reason) {
        if (a != KoalaBear.ZERO && a != KoalaBear.ONE) {
            throw new VerificationException(reason, "0 or 1", KoalaBear.toCanonical(a));
        }
        return a == KoalaBear.ONE;
    }

    @Override
    public Integer select(Boolean bit, Integer ifZero, Integer ifOne) {
        return bit ? ifOne : ifZero;
    }

    @Override
    public Extension selectExtension(Boolean bit, Extension ifZero, Extension ifOne) {
        return bit ? ifOne : ifZero;
    }

    @Override
    public int[] entry(List<int[]> table, List<Boolean> number) {
        return table.get(number(number));
    }

    @Override
    public Extension extensionEntry(List<Extension> table, List<Boolean> number) {
        return table.get(number(number));
    }

    private static int number(List<Boolean> bits) {
        int number = 0;
        for (int i = 0; i < bits.size(); i++) {
            number |= bits.get(i) ? 1 << i : 0;
        }
        return number;
    }

    @Override
    public void assertEqual(Extension expected, Extension got, Reason reason) {
        if (!expected.equals(got)) {
            throw new VerificationException(reason, expected, got);
        }
    }

    @Override
    public void assertSame(int[] expected, int[] got, Reason reason) {
        if (!Arrays.equals(expected, got)) {
            throw new VerificationException(reason, canonical(expected), canonical(got));
        }
    }

    @Override
    public void assertZero(List<Boolean> bits, Reason reason) {
        if (bits.contains(true)) {
            throw new VerificationException(reason, bits.size() + " zeros", Integer.toBinaryString(number(bits)));
        }
    }

    private static String canonical(int[] elements) {
        return Arrays.toString(
                Arrays.stream(elements).map(KoalaBear::toCanonical).toArray());
    }
}

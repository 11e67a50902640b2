package io.bulwark.recursion.circuit;

import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Records permutations. Those of many rows or paths stand side by side in the program, after all that they read, so that they can be run together. */
final class Hashing {
    private static final int FIVE = Circuit.ELEMENTS;
    private static final int RATE = Poseidon2.RATE;
    private static final int WIDTH = Poseidon2.WIDTH;
    private static final int DIGEST = Poseidon2.DIGEST;
    /** Wires of the rate. */
    private static final int INPUTS = RATE / FIVE;
    /** Wires of a state. */
    private static final int STATE = Gate.SPONGE.written();

    private final Nodes nodes;
    private final Arithmetic arithmetic;
    private final Packing packing;

    Hashing(Nodes nodes, Arithmetic arithmetic, Packing packing) {
        this.nodes = nodes;
        this.arithmetic = arithmetic;
        this.packing = packing;
    }

    Sequence turn(Sequence state, Sequence block) {
        int length = block.length();
        Sequence input = Sequence.concat(List.of(block, state.slice(length, WIDTH)));
        int[] wires = new int[STATE];
        for (int i = 0; i < STATE; i++) {
            wires[i] = packing.pack(input, FIVE * i, Math.min(FIVE * (i + 1), WIDTH));
        }
        return lanes(sponge(wires, length), WIDTH);
    }

    private int sponge(int[] wires, int length) {
        int first = nodes.row(Gate.SPONGE, wires[0], wires[1], wires[2], wires[3], wires[4], length, 0);
        nodes.markEndsInZero(first + STATE - 1);
        return first;
    }

    /** The first n elements of consecutive wires. */
    private static Sequence lanes(int first, int n) {
        long[] references = new long[n];
        for (int i = 0; i < n; i++) {
            references[i] = Sequence.lane(first + i / FIVE, i % FIVE);
        }
        return new Sequence(references);
    }

    /** Block after block, each of all rows. */
    List<Sequence> rowHashes(List<Sequence> rows) {
        int length = rows.isEmpty() ? 0 : rows.getFirst().length();
        int blocks = Math.max(1, Math.ceilDiv(length, RATE));
        List<int[]> packed = rows.stream().map(row -> packRow(row, blocks)).toList();
        int zero = arithmetic.constant(0, 0, 0, 0, 0);
        int last = arithmetic.constant(0, 0, 0, KoalaBear.fromCanonical(length), 0);
        int[] states = new int[rows.size()];
        for (int block = 0; block < blocks; block++) {
            for (int i = 0; i < states.length; i++) {
                int c0 = block == 0 ? zero : states[i] + INPUTS;
                int c1 = block == 0 ? last : states[i] + INPUTS + 1;
                int[] row = packed.get(i);
                int at = INPUTS * block;
                states[i] = sponge(new int[] {row[at], row[at + 1], row[at + 2], c0, c1}, 0);
            }
        }
        List<Sequence> digests = new ArrayList<>(rows.size());
        for (int state : states) {
            digests.add(lanes(state, DIGEST));
        }
        return digests;
    }

    private int[] packRow(Sequence row, int blocks) {
        int[] wires = new int[INPUTS * blocks];
        for (int i = 0; i < wires.length; i++) {
            wires[i] = packing.pack(row, FIVE * i, Math.min(FIVE * (i + 1), row.length()));
        }
        return wires;
    }

    /** One step of each path; siblings that nobody has read are read by the rows themselves, and by nobody else ever. */
    List<Sequence> climb(List<BitWire> sides, List<Sequence> digests, List<Sequence> siblings) {
        int n = digests.size();
        int[] bits = new int[n];
        List<int[]> own = new ArrayList<>(n);
        List<int[]> others = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            bits[i] = arithmetic.node(sides.get(i));
            own.add(packing.digest(digests.get(i)));
            Sequence sibling = siblings.get(i);
            others.add(packing.isFresh(sibling) ? new int[] {0, 0, packing.spend(sibling)} : packing.digest(sibling));
        }
        return paths(bits, own, others);
    }

    /** Node hashes; both digests of a pair may have other readers. */
    List<Sequence> nodeHashes(List<Sequence> left, List<Sequence> right) {
        int[] bits = new int[left.size()];
        Arrays.fill(bits, arithmetic.constant(0, 0, 0, 0, 0));
        return paths(
                bits,
                left.stream().map(packing::digest).toList(),
                right.stream().map(packing::digest).toList());
    }

    private List<Sequence> paths(int[] bits, List<int[]> own, List<int[]> others) {
        List<Sequence> out = new ArrayList<>(bits.length);
        for (int i = 0; i < bits.length; i++) {
            int[] d = own.get(i);
            int[] s = others.get(i);
            int first = s.length == 2
                    ? nodes.row(Gate.PATH, bits[i], d[0], d[1], s[0], s[1], 0, 0)
                    : nodes.freshRow(Gate.PATH, bits[i], d[0], d[1], 0, 0, s[2], 0);
            nodes.markEndsInZero(first + 1);
            out.add(lanes(first, DIGEST));
        }
        return out;
    }
}

package io.bulwark.recursion.tables;

import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import io.bulwark.recursion.circuit.Gate;
import io.bulwark.recursion.circuit.Witness;
import java.util.Random;

/** A circuit with several rows of every kind, every wire of it read by somebody, and a witness. */
final class EveryGate {
    private static final int LIST = 3;

    private final Random random;
    private final SmallCircuit circuit = new SmallCircuit();

    private EveryGate(long seed) {
        this.random = new Random(seed);
    }

    static Witness witness(long seed) {
        EveryGate example = new EveryGate(seed);
        example.arithmetic();
        example.bitsAndChoices();
        example.hashes();
        example.lists();
        return Witness.of(example.circuit.build(), example.circuit.hints());
    }

    private int[] elements(int n) {
        return random.ints(n, 0, KoalaBear.P).toArray();
    }

    private int k() {
        return circuit.hintWire(elements(Extension.DEGREE));
    }

    private int f() {
        return circuit.baseHint(random.nextInt(KoalaBear.P));
    }

    private void arithmetic() {
        int a = k();
        int b = k();
        int sum = circuit.arithmetic(Gate.EXTENSION, a, b, k(), 3, -1, 5, 7, 11);
        int inverse = circuit.inverse(sum);
        int one = circuit.arithmetic(Gate.EXTENSION, sum, inverse, circuit.zero(), 1);
        circuit.assertion(Gate.EQUAL, one, circuit.constant(1));
        int x = f();
        int y = circuit.arithmetic(Gate.BASE, x, f(), f(), 2, 13, -6, 17, 19);
        int v = circuit.row(Gate.PACK, x, y, f(), x, y);
        int dot = circuit.row(Gate.DOT, v, a, b, sum, k(), inverse, k());
        int fold = circuit.row(Gate.FOLD, dot, sum, y, b);
        circuit.publishElements(circuit.row(Gate.FOLD, fold, v, x, dot));
        circuit.publishElements(circuit.row(Gate.DOT, fold, v, v, a, a, dot, fold));
    }

    private void bitsAndChoices() {
        int x = f();
        int bits = circuit.row(Gate.BITS, x);
        int total = circuit.zero();
        for (int i = 0; i < Gate.BITS.written(); i++) {
            total = circuit.arithmetic(Gate.BASE, total, bits + i, circuit.zero(), 0, 1, 1L << i);
        }
        circuit.assertion(Gate.EQUAL, total, x);
        circuit.row(Gate.BITS, circuit.constant(KoalaBear.P - 1));
        circuit.row(Gate.BITS, circuit.constant((1 << KoalaBear.TWO_ADICITY) - 1));
        for (int bit : new int[] {circuit.constant(0), circuit.constant(1), bits, bits + 1}) {
            circuit.publishElements(circuit.row(Gate.SELECT, bit, k(), k()));
        }
    }

    private int[] digest() {
        return new int[] {k(), circuit.hintWire(elements(Poseidon2.DIGEST - Extension.DEGREE))};
    }

    private void hashes() {
        int[] d = digest();
        int first = circuit.row(Gate.SPONGE, k(), k(), k(), d[0], d[1], 7);
        int second = circuit.row(Gate.SPONGE, k(), first + 1, first + 2, first + 3, first + 4, 0);
        int step = circuit.path(circuit.constant(0), first, second + 4, elements(Poseidon2.DIGEST));
        int next = circuit.path(circuit.constant(1), step, step + 1, elements(Poseidon2.DIGEST));
        int wired = circuit.wiredPath(circuit.constant(1), next, next + 1, d[0], d[1]);
        int last = circuit.wiredPath(circuit.constant(0), wired, wired + 1, step, step + 1);
        for (int w : new int[] {second, second + 1, second + 2, second + 3}) {
            circuit.assertion(Gate.EQUAL, w, circuit.row(Gate.SELECT, circuit.constant(1), circuit.zero(), w));
        }
        circuit.publishElements(last);
        circuit.publishElements(last + 1);
    }

    private void lists() {
        int[][] entries = new int[4][];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = digest();
            circuit.assertion(Gate.STORE, LIST, i, entries[i][0], entries[i][1]);
        }
        circuit.assertion(Gate.STORE, LIST + 1, 2, entries[0][0], entries[0][1]);
        for (int wanted : new int[] {2, 0, 2}) {
            int number = circuit.arithmetic(Gate.BASE, circuit.constant(wanted), circuit.zero(), circuit.zero(), 0, 1);
            circuit.assertion(Gate.FETCH, LIST, number, entries[wanted][0], entries[wanted][1]);
        }
        circuit.assertion(Gate.FETCH, LIST + 1, circuit.constant(2), entries[0][0], entries[0][1]);
    }
}

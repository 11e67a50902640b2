package io.bulwark.recursion.circuit;

import io.bulwark.backend.Backend;
import io.bulwark.backend.Ring;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Random calls on any backend, the same for the same seed: none looks at a value. */
final class RandomProgram<F, K, V, B> {
    /** Elements that a program reads. */
    static final int INPUTS = 200;

    private static final int MINUS_ONE = KoalaBear.neg(KoalaBear.ONE);

    private final Backend<F, K, V, B> backend;
    private final Random random;
    private final List<F> base = new ArrayList<>();
    private final List<K> extension = new ArrayList<>();
    private final List<V> digests = new ArrayList<>();
    private final List<B> bits = new ArrayList<>();
    private V elements;

    /**
     * What a program leaves.
     *
     * @param digests nine elements each
     */
    record Left<F, K, V>(List<F> base, List<K> extension, List<V> digests) {}

    private RandomProgram(Backend<F, K, V, B> backend, V inputs, long seed) {
        this.backend = backend;
        this.random = new Random(seed);
        this.elements = inputs;
    }

    static <F, K, V, B> Left<F, K, V> run(Backend<F, K, V, B> backend, V inputs, long seed, int calls) {
        RandomProgram<F, K, V, B> program = new RandomProgram<>(backend, inputs, seed);
        program.start();
        for (int i = 0; i < calls; i++) {
            program.call();
        }
        return new Left<>(program.base, program.extension, program.digests);
    }

    private void start() {
        for (int i = 0; i < 5; i++) {
            base.add(backend.element(elements, i));
        }
        extension.addAll(backend.regroup(backend.slice(elements, 5, 30)));
        digests.add(backend.slice(elements, 30, 39));
        digests.add(backend.slice(elements, 50, 59));
        bits.addAll(backend.lowBits(base.getFirst(), 5));
        bits.addAll(backend.lowBits(base.getLast(), 31));
    }

    private <T> T any(List<T> list) {
        // Mostly late ones, so that programs get deep.
        int back = random.nextInt(1 + random.nextInt(list.size()));
        return list.get(list.size() - 1 - back);
    }

    private int constant() {
        return switch (random.nextInt(4)) {
            case 0 -> KoalaBear.ZERO;
            case 1 -> KoalaBear.ONE;
            case 2 -> MINUS_ONE;
            default -> random.nextInt(KoalaBear.P);
        };
    }

    private <T> T arithmetic(Ring<T> ring, List<T> from) {
        T a = any(from);
        T b = random.nextInt(3) == 0 ? ring.constant(constant()) : any(from);
        return switch (random.nextInt(4)) {
            case 0 -> ring.sub(a, b);
            case 1 -> ring.sub(b, a);
            case 2 -> ring.mul(a, b);
            default -> ring.add(a, b);
        };
    }

    private List<B> someBits(int n) {
        return IntStream.range(0, n).mapToObj(i -> any(bits)).toList();
    }

    private V part(int length) {
        int from = random.nextInt(backend.length(elements) - length + 1);
        return backend.slice(elements, from, from + length);
    }

    private void call() {
        switch (random.nextInt(24)) {
            case 0, 1, 2, 3 -> base.add(arithmetic(backend.base(), base));
            case 4, 5, 6, 7, 8, 9, 10 -> extension.add(arithmetic(backend.extension(), extension));
            case 11 -> extension.add(backend.scale(any(extension), any(base)));
            case 12 -> base.add(backend.select(any(bits), any(base), any(base)));
            case 13 -> extension.add(backend.selectExtension(any(bits), any(extension), any(extension)));
            case 14 -> base.add(backend.power(KoalaBear.rootOfUnity(20), someBits(4)));
            case 15 -> extension.add(backend.foldPair(any(extension), any(extension), any(base), any(extension)));
            case 16 ->
                extension.add(backend.extensionEntry(
                        IntStream.range(0, 4).mapToObj(i -> any(extension)).toList(), someBits(2)));
            case 17 -> elements = backend.concat(List.of(elements, backend.sequence(List.of(any(base), any(base)))));
            case 18 -> extension.addAll(backend.regroup(part(5 * (1 + random.nextInt(3)))));
            case 19 -> base.add(backend.element(elements, random.nextInt(backend.length(elements))));
            case 20 -> sums();
            case 21 -> hashes();
            case 22 ->
                digests.add(backend.entry(
                        IntStream.range(0, 4).mapToObj(i -> any(digests)).toList(), someBits(2)));
            default -> turn();
        }
    }

    private void sums() {
        int width = 1 + random.nextInt(12);
        List<K> weights =
                IntStream.range(0, width).mapToObj(i -> any(extension)).toList();
        extension.addAll(backend.weightedSums(weights, List.of(part(width), part(width))));
    }

    private void hashes() {
        int width = random.nextInt(40);
        digests.addAll(backend.rowHashes(List.of(part(width), part(width), part(width))));
        digests.addAll(backend.nodeHashes(List.of(any(digests), part(9)), List.of(any(digests), any(digests))));
        digests.addAll(backend.climb(
                List.of(any(bits), any(bits)), List.of(any(digests), part(9)), List.of(any(digests), any(digests))));
    }

    private void turn() {
        V state = backend.turn(part(24), part(random.nextInt(16)));
        elements = backend.concat(List.of(elements, state));
    }
}

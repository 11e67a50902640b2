package io.bulwark.recursion.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import io.bulwark.recursion.circuit.Gate;
import io.bulwark.recursion.circuit.Witness;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Who reads fewer than five elements says that the others are zero: a wire of K is no element of F, and five elements are not the end of a digest. */
class WireWidthTest {
    private static final long SEED = 8;

    private final Random random = new Random(SEED);

    private int[] elements(int n) {
        return random.ints(n, 1, KoalaBear.P).toArray();
    }

    /** A reader of a wire that holds {@code width} elements. */
    private record Reader(int width, BiConsumer<SmallCircuit, Integer> row) {}

    private Map<String, Reader> readers() {
        Map<String, Reader> readers = new LinkedHashMap<>();
        readers.put("a", new Reader(1, (c, w) -> c.arithmetic(Gate.BASE, w, c.zero(), c.zero(), 0, 1)));
        readers.put("b", new Reader(1, (c, w) -> c.arithmetic(Gate.BASE, c.zero(), w, c.zero(), 0, 0, 1)));
        readers.put("c", new Reader(1, (c, w) -> c.arithmetic(Gate.BASE, c.zero(), c.zero(), w, 0, 0, 0, 1)));
        readers.put("bit", new Reader(1, (c, w) -> c.row(Gate.SELECT, w, c.zero(), c.zero())));
        readers.put("number", new Reader(1, (c, w) -> c.row(Gate.BITS, w)));
        for (int i = 0; i < Extension.DEGREE; i++) {
            int place = i;
            readers.put("packed " + i, new Reader(1, (c, w) -> {
                int[] parts = new int[Extension.DEGREE];
                Arrays.fill(parts, c.zero());
                parts[place] = w;
                c.row(Gate.PACK, parts);
            }));
        }
        readers.put("inverse", new Reader(1, (c, w) -> c.row(Gate.FOLD, c.zero(), c.zero(), w, c.zero())));
        readers.put(
                "capacity", new Reader(4, (c, w) -> c.row(Gate.SPONGE, c.zero(), c.zero(), c.zero(), c.zero(), w, 1)));
        readers.put("side", new Reader(1, (c, w) -> c.path(w, c.zero(), c.zero(), elements(Poseidon2.DIGEST))));
        readers.put("digest", new Reader(4, (c, w) -> c.path(c.zero(), c.zero(), w, elements(Poseidon2.DIGEST))));
        readers.put("sibling", new Reader(4, (c, w) -> c.wiredPath(c.zero(), c.zero(), c.zero(), c.zero(), w)));
        readers.put("stored", new Reader(4, (c, w) -> c.assertion(Gate.STORE, 1, 0, c.zero(), w)));
        readers.put("fetched", new Reader(4, (c, w) -> {
            c.assertion(Gate.STORE, 1, 0, c.zero(), w);
            c.assertion(Gate.FETCH, 1, c.zero(), c.zero(), w);
        }));
        readers.put("index", new Reader(1, (c, w) -> {
            c.assertion(Gate.STORE, 1, 1, c.zero(), c.zero());
            c.assertion(Gate.FETCH, 1, w, c.zero(), c.zero());
        }));
        return readers;
    }

    private boolean isProved(Reader reader, int... wire) {
        SmallCircuit circuit = new SmallCircuit();
        reader.row().accept(circuit, circuit.hintWire(wire));
        return FilledCircuit.of(Witness.lenient(circuit.build(), circuit.hints()))
                .isTrue();
    }

    @Test
    void whoReadsAnElementOrAnEndReadsZerosBehindIt() {
        readers().forEach((name, reader) -> {
            int[] wire = new int[Extension.DEGREE];
            wire[0] = KoalaBear.ONE;
            assertThat(isProved(reader, wire)).as(name).isTrue();
            for (int i = 0; i < Extension.DEGREE; i++) {
                int[] other = wire.clone();
                other[i] = KoalaBear.ONE;
                assertThat(isProved(reader, other))
                        .as("%s with element %d", name, i)
                        .isEqualTo(i < reader.width());
            }
        });
    }
}

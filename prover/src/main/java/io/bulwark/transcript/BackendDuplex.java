package io.bulwark.transcript;

import io.bulwark.backend.Backend;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The duplex sponge of section 8 over a backend: input that waits, a state, output not yet used. Only {@link VerifierChannel} holds one.
 *
 * @param <F> an element of F
 * @param <V> a sequence of elements of F
 */
final class BackendDuplex<F, V> {
    private static final int WIDTH = Poseidon2.WIDTH;
    private static final int RATE = Poseidon2.RATE;

    private final Backend<F, ?, V, ?> backend;
    private final V nothing;
    private V state;
    private V waiting;
    private V output;

    BackendDuplex(Backend<F, ?, V, ?> backend) {
        this.backend = backend;
        this.nothing = backend.constants(new int[0]);
        int[] zeros = new int[WIDTH];
        Arrays.fill(zeros, KoalaBear.ZERO);
        this.state = backend.constants(zeros);
        this.waiting = nothing;
        this.output = nothing;
    }

    void absorb(V input) {
        int length = backend.length(input);
        for (int at = 0; at < length; ) {
            int taken = Math.min(RATE - backend.length(waiting), length - at);
            waiting = backend.concat(List.of(waiting, backend.slice(input, at, at + taken)));
            // Output computed before an input is never used after it.
            output = nothing;
            at += taken;
            if (backend.length(waiting) == RATE) {
                turn();
            }
        }
    }

    /** The next n elements of output, lane 0 first; input that waits goes in before. */
    V sample(int n) {
        List<V> parts = new ArrayList<>();
        for (int missing = n; missing > 0; ) {
            if (backend.length(waiting) > 0 || backend.length(output) == 0) {
                turn();
            }
            int taken = Math.min(missing, backend.length(output));
            parts.add(backend.slice(output, 0, taken));
            output = backend.slice(output, taken, backend.length(output));
            missing -= taken;
        }
        return backend.concat(parts);
    }

    private void turn() {
        state = backend.turn(state, waiting);
        waiting = nothing;
        output = backend.slice(state, 0, RATE);
    }
}

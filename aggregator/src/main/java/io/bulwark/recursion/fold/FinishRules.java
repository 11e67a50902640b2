package io.bulwark.recursion.fold;

import io.bulwark.backend.Backend;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.memory.InitialMemoryRules;
import io.bulwark.riscv.segment.ProgramIdRules;
import io.bulwark.riscv.tables.SegmentEnds;
import java.util.List;

/**
 * What makes a folded run a whole one, over any backend: it starts in the program's first state with an input, and it halts. Nothing else says that a run is complete,
 * and no prover can choose it.
 *
 * <p>Hints behind those of the child, in order: digest of the program's table, its entry and image; the input's length, its half-words, its root.
 *
 * @param <F> an element of F
 * @param <K> an element of K
 * @param <V> a sequence of elements of F
 * @param <B> a bit
 */
final class FinishRules<F, K, V, B> {
    /** Hints beside those of the child. */
    static final int HINTS = Backend.DIGEST + 1 + Backend.DIGEST + 3 + Backend.DIGEST;

    private final Backend<F, K, V, B> backend;

    FinishRules(Backend<F, K, V, B> backend) {
        this.backend = backend;
    }

    /**
     * The public values between the kind and the root of the allowed circuits.
     *
     * @param child public values of a lift or a join
     */
    List<V> values(HintReader<V> hints, V child) {
        V id = backend.slice(child, FoldValues.PROGRAM, FoldValues.SEGMENT);
        V tables = hints.take(Backend.DIGEST);
        V entry = hints.take(1);
        V image = hints.take(Backend.DIGEST);
        backend.assertSame(id, new ProgramIdRules<>(backend).id(tables, entry, image), Reason.FOLD_PROGRAM);

        InitialMemoryRules<F, K, V, B> memory = new InitialMemoryRules<>(backend);
        V length = hints.take(1);
        V halves = hints.take(2);
        V inputRoot = hints.take(Backend.DIGEST);
        memory.checkLength(length, halves);

        V segment = backend.slice(child, FoldValues.SEGMENT, FoldValues.ALLOWED);
        same(segment, SegmentEnds.START_PC, backend.element(entry, 0), Reason.FOLD_START);
        backend.assertSame(
                backend.slice(segment, SegmentEnds.START_ROOT, SegmentEnds.END_PC),
                memory.root(image, halves, inputRoot),
                Reason.FOLD_START);
        same(segment, SegmentEnds.HALTED, backend.base().constant(KoalaBear.ONE), Reason.FOLD_NOT_HALTED);
        return List.of(
                id,
                memory.inputDigest(length, inputRoot),
                backend.slice(segment, SegmentEnds.EXIT_CODE, SegmentEnds.COUNT),
                backend.slice(segment, SegmentEnds.CYCLES, SegmentEnds.HALTED));
    }

    private void same(V values, int i, F expected, Reason reason) {
        K one = backend.extension().constant(KoalaBear.ONE);
        backend.assertEqual(backend.scale(one, expected), backend.scale(one, backend.element(values, i)), reason);
    }
}

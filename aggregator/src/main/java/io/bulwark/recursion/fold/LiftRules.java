package io.bulwark.recursion.fold;

import io.bulwark.air.Layout;
import io.bulwark.backend.Backend;
import io.bulwark.proof.ProtocolVerifier;
import io.bulwark.proof.ProtocolVerifier.Statement;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.riscv.segment.ClaimRules;
import io.bulwark.riscv.segment.ProgramIdRules;
import io.bulwark.riscv.segment.ProgramStacking;
import io.bulwark.riscv.segment.SegmentShape;
import io.bulwark.riscv.tables.SegmentEnds;
import io.bulwark.transcript.VerifierChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * What a lift shows of a segment, over any backend: its proof verifies, its values are a claim, and the program that it is of has this id.
 *
 * <p>Hints, in order: the segment's public values; root and cap of the program's table as the segment's shape stacks it; the roots of the other commitments to
 * that table; entry and image of the program; root of the allowed circuits; the proof. The id binds the root of the segment's own commitment; entry, image and
 * the other roots are opened by who knows the id.
 *
 * @param <F> an element of F
 * @param <K> an element of K
 * @param <V> a sequence of elements of F
 * @param <B> a bit
 */
final class LiftRules<F, K, V, B> {
    private final Backend<F, K, V, B> backend;
    private final FoldSystem system;

    LiftRules(Backend<F, K, V, B> backend, FoldSystem system) {
        this.backend = backend;
        this.system = system;
    }

    /** How many hints the lift of a shape has. */
    static int hints(FoldSystem system, int shape) {
        Layout layout = system.segmentLayout(shape);
        return Math.toIntExact(SegmentEnds.COUNT
                + layout.stackCapElements()
                + (long) Backend.DIGEST * stackings(system, shape).size()
                + 1
                + 2 * Backend.DIGEST
                + layout.proofElements()
                - 1);
    }

    /** In the order of the id's commitments. */
    static List<ProgramStacking> stackings(FoldSystem system, int shape) {
        return system.segments()
                .stackings(system.segments().shapes().get(shape).logProgram());
    }

    /** The public values behind the kind. */
    List<V> values(HintReader<V> hints, int shape) {
        SegmentShape segment = system.segments().shapes().get(shape);
        Layout layout = system.segmentLayout(shape);
        SecurityParameters parameters = system.parameters().segments();
        V values = hints.take(SegmentEnds.COUNT);
        new ClaimRules<>(backend).check(values, segment.size().logCycles());
        V root = hints.take(Backend.DIGEST);
        V cap = hints.take(Math.toIntExact(layout.stackCapElements()));
        V program = program(hints, shape, root);
        V allowed = hints.take(Backend.DIGEST);
        V proof = hints.take(Math.toIntExact(layout.proofElements() - 1));
        new ProtocolVerifier<>(
                        new VerifierChannel<>(backend, proof),
                        layout,
                        parameters,
                        new Statement<>(backend.constants(system.segmentDigest()), root, cap, values))
                .verify();
        return List.of(program, values, allowed);
    }

    private V program(HintReader<V> hints, int shape, V root) {
        List<ProgramStacking> stackings = stackings(system, shape);
        ProgramStacking own = system.segments().shapes().get(shape).programStacking();
        List<V> roots = new ArrayList<>();
        for (ProgramStacking stacking : stackings) {
            roots.add(stacking.equals(own) ? root : hints.take(Backend.DIGEST));
        }
        ProgramIdRules<V> rules = new ProgramIdRules<>(backend);
        V tables = rules.tables(stackings, system.parameters().segments().logBlowup(), roots);
        return rules.id(tables, hints.take(1), hints.take(Backend.DIGEST));
    }
}

package io.bulwark.recursion.fold;

import io.bulwark.air.Layout;
import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import io.bulwark.proof.Preprocessed;
import io.bulwark.recursion.fold.FoldCircuit.Lift;
import io.bulwark.riscv.segment.ProgramKey;
import io.bulwark.riscv.segment.ProgramStacking;
import io.bulwark.riscv.segment.RunInput;
import io.bulwark.riscv.segment.SegmentProof;
import io.bulwark.riscv.tables.SegmentEnds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes the hints of circuits, in the order in which {@link FoldRules} takes them, and refuses proofs whose lengths are not the circuit's. */
final class FoldHints {
    private final FoldIdentities identities;
    private final AllowedCircuits allowed;

    FoldHints(FoldIdentities identities) {
        identities.requireComplete();
        this.identities = identities;
        this.allowed = AllowedCircuits.of(identities.system(), identities.all());
    }

    /**
     * Of a lift.
     *
     * @throws VerificationException if the proof has not the form of one of the shape's, or the program has no such shape
     */
    int[] lift(Lift circuit, ProgramKey program, SegmentProof segment) {
        Layout layout = identities.system().segmentLayout(circuit.shape());
        if (segment.values().length != SegmentEnds.COUNT) {
            throw new VerificationException(
                    Reason.NUMBER_OF_PUBLIC_VALUES, SegmentEnds.COUNT, segment.values().length);
        }
        Preprocessed own = program.key()
                .preprocessed(circuit.shape())
                .orElseThrow(() -> new VerificationException(
                        Reason.NO_PREPROCESSED_ROOT, "one for shape " + circuit.shape(), "none"));
        List<int[]> parts = new ArrayList<>();
        parts.add(CircuitProof.elements(segment.values(), Reason.PUBLIC_VALUE_NOT_CANONICAL));
        parts.add(own.root());
        parts.add(own.cap());
        List<ProgramStacking> stackings = LiftRules.stackings(identities.system(), circuit.shape());
        ProgramStacking stacking =
                identities.system().segments().shapes().get(circuit.shape()).programStacking();
        for (int i = 0; i < stackings.size(); i++) {
            if (!stackings.get(i).equals(stacking)) {
                parts.add(program.tables().get(i).root());
            }
        }
        parts.add(element(program.start().entry()));
        parts.add(program.start().image().elements());
        parts.add(identities.allowedRoot().elements());
        parts.add(CircuitProof.elements(segment.proof(), layout));
        return concat(parts);
    }

    /** Of a circuit that verifies these proofs, behind which it takes {@code more}. */
    int[] children(List<CircuitProof> children, int[] more) {
        List<int[]> parts = new ArrayList<>();
        for (CircuitProof child : children) {
            child(child, parts);
        }
        parts.add(more);
        return concat(parts);
    }

    private void child(CircuitProof child, List<int[]> parts) {
        int index = child.circuit();
        CircuitIdentity identity = identities.of(index, CircuitKind.values());
        Layout layout = identities.system().layout(CircuitKind.of(index), identity.shape());
        parts.add(child.valueElements());
        parts.add(identity.root().elements());
        int[] cap = identities
                .cap(index)
                .map(known -> CircuitProof.elements(known, Reason.PREPROCESSED_CAP_LENGTH))
                .orElseGet(child::capElements);
        if (cap.length != layout.stackCapElements()) {
            throw new VerificationException(Reason.PREPROCESSED_CAP_LENGTH, layout.stackCapElements(), cap.length);
        }
        parts.add(cap);
        int[] place = new int[CircuitKind.LOG_PLACES];
        Arrays.setAll(place, i -> KoalaBear.fromCanonical(index >>> i & 1));
        parts.add(place);
        parts.add(allowed.path(index));
        parts.add(child.proofElements(layout));
    }

    /** What a finish takes beside its child. */
    static int[] finish(ProgramKey program, RunInput input) {
        return concat(List.of(
                program.tablesDigest().elements(),
                element(program.start().entry()),
                program.start().image().elements(),
                element(input.length()),
                element(input.length() & 0xffff),
                element(input.length() >>> 16),
                input.root().elements()));
    }

    private static int[] element(int canonical) {
        return new int[] {KoalaBear.fromCanonical(canonical)};
    }

    private static int[] concat(List<int[]> parts) {
        int[] out = new int[parts.stream().mapToInt(p -> p.length).sum()];
        int at = 0;
        for (int[] part : parts) {
            System.arraycopy(part, 0, out, at, part.length);
            at += part.length;
        }
        return out;
    }
}

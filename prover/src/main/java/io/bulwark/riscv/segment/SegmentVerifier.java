package io.bulwark.riscv.segment;

import io.bulwark.backend.NativeBackend;
import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import io.bulwark.proof.Verifier;
import io.bulwark.riscv.tables.SegmentEnds;
import java.util.Arrays;

/** Verifies segments of one program: the proof, and what public values must satisfy beside it. */
public final class SegmentVerifier {
    private final ProgramKey program;

    public SegmentVerifier(ProgramKey program) {
        this.program = program;
    }

    /**
     * What a proof proves.
     *
     * @throws VerificationException if it is refused; nothing else, whatever the input
     */
    public SegmentClaim verify(SegmentProof segment) {
        int shape = segment.shape();
        int shapes = program.machine().shapes().size();
        if (Integer.compareUnsigned(shape, shapes) >= 0) {
            throw new VerificationException(
                    Reason.SHAPE_INDEX, "an index below " + shapes, Integer.toUnsignedString(shape));
        }
        int logCycles = program.machine().shapes().get(shape).size().logCycles();
        int[] values = segment.values().clone();
        new ClaimRules<>(NativeBackend.INSTANCE).check(elements(values), logCycles);
        Verifier.verify(program.key(), values, segment.proof());
        return SegmentValues.claim(program.id(), values);
    }

    private static int[] elements(int[] values) {
        if (values.length != SegmentEnds.COUNT) {
            throw new VerificationException(Reason.NUMBER_OF_PUBLIC_VALUES, SegmentEnds.COUNT, values.length);
        }
        for (int value : values) {
            if (!KoalaBear.isCanonical(value)) {
                throw new VerificationException(
                        Reason.PUBLIC_VALUE_NOT_CANONICAL,
                        "a number below " + KoalaBear.P,
                        Integer.toUnsignedString(value));
            }
        }
        return Arrays.stream(values).map(KoalaBear::fromCanonical).toArray();
    }
}

package io.bulwark.riscv.segment;

import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.memory.Digest;
import io.bulwark.riscv.tables.SegmentEnds;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A claim as the public values of {@link SegmentEnds}. The program is not among them: its table's commitment is part of the statement. */
public final class SegmentValues {
    private static final int LIMB_BITS = 16;
    private static final int LIMB = (1 << LIMB_BITS) - 1;
    private static final int CYCLE_LIMBS = SegmentEnds.HALTED - SegmentEnds.CYCLES;

    private SegmentValues() {}

    /** The canonical public values of a claim. */
    public static int[] of(SegmentClaim claim) {
        int[] values = new int[SegmentEnds.COUNT];
        point(claim.start(), values, SegmentEnds.START_PC);
        point(claim.end(), values, SegmentEnds.END_PC);
        for (int i = 0; i < CYCLE_LIMBS; i++) {
            values[SegmentEnds.CYCLES + i] = (int) (claim.cycles() >>> (LIMB_BITS * i)) & LIMB;
        }
        values[SegmentEnds.HALTED] = claim.halted() ? 1 : 0;
        limbs(claim.exitCode(), values, SegmentEnds.EXIT_CODE);
        for (int i = 0; i < OutputDigest.WORDS; i++) {
            limbs(claim.digest().words().get(i), values, SegmentEnds.DIGEST + 2 * i);
        }
        return values;
    }

    private static void point(MachinePoint point, int[] values, int at) {
        values[at] = point.pc();
        for (int k = 0; k < Digest.LENGTH; k++) {
            values[at + 1 + k] = point.root().canonical(k);
        }
    }

    private static void limbs(int word, int[] values, int at) {
        values[at] = word & LIMB;
        values[at + 1] = word >>> LIMB_BITS;
    }

    /** A claim as the rules of joining take it. */
    static JoinRules.Claim<Integer> elements(SegmentClaim claim) {
        return new JoinRules.Claim<>(
                IntStream.of(claim.program().digest().elements()).boxed().toList(),
                IntStream.of(of(claim)).map(KoalaBear::fromCanonical).boxed().toList());
    }

    /** Elements as canonical numbers. */
    static int[] canonical(List<Integer> elements) {
        return elements.stream().mapToInt(KoalaBear::toCanonical).toArray();
    }

    /**
     * The claim that public values state.
     *
     * @param values canonical numbers, as {@link ClaimRules} has let them pass
     */
    public static SegmentClaim claim(ProgramId program, int[] values) {
        long cycles = 0;
        for (int i = 0; i < CYCLE_LIMBS; i++) {
            cycles |= (long) values[SegmentEnds.CYCLES + i] << (LIMB_BITS * i);
        }
        List<Integer> digest = new ArrayList<>();
        for (int i = 0; i < OutputDigest.WORDS; i++) {
            digest.add(word(values, SegmentEnds.DIGEST + 2 * i));
        }
        return new SegmentClaim(
                program,
                point(values, SegmentEnds.START_PC),
                point(values, SegmentEnds.END_PC),
                cycles,
                values[SegmentEnds.HALTED] == 1,
                word(values, SegmentEnds.EXIT_CODE),
                new OutputDigest(digest));
    }

    private static MachinePoint point(int[] values, int at) {
        int[] root = new int[Digest.LENGTH];
        for (int k = 0; k < root.length; k++) {
            root[k] = KoalaBear.fromCanonical(values[at + 1 + k]);
        }
        return new MachinePoint(values[at], Digest.of(root));
    }

    private static int word(int[] values, int at) {
        return values[at] | values[at + 1] << LIMB_BITS;
    }
}

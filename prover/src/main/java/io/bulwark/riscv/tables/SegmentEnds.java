package io.bulwark.riscv.tables;

import io.bulwark.air.Expression;
import io.bulwark.air.Multiplicity;
import io.bulwark.air.PublicContributions;
import io.bulwark.air.PublicContributionsBuilder;
import io.bulwark.hash.Poseidon2;
import java.util.ArrayList;
import java.util.List;

/**
 * What the verifier itself puts on the buses: the two ends of a segment, made of its public values. In order: start pc as a word index, start root, end pc, end
 * root, cycles in four limbs of 16 bits, whether the run halted, exit code low and high, 16 half-words of the output digest.
 *
 * <p>State begins at (4, start pc) and ends at (4 + 4 cycles, end pc), or not at all where the exit row took it; then that row's Halt message, of clk 4 cycles
 * since it was the last one, is taken here. The memory walk begins at the two roots.
 *
 * <p>Sound only together with what the verifier demands of the values: cycles below 2^(14 + A) of the shape, so that the two upper limbs are 0 and no clk wraps;
 * limbs in range; halted 0 or 1 (a multiplicity that is neither is refused by itself); exit code and digest 0 where halted = 0, end pc 0 where halted = 1, as
 * no message holds them then.
 */
public final class SegmentEnds {
    /** Place of the start pc, a word index. */
    public static final int START_PC = 0;
    /** Place of the start root's nine elements. */
    public static final int START_ROOT = START_PC + 1;
    /** Place of the end pc, a word index. */
    public static final int END_PC = START_ROOT + Poseidon2.DIGEST;
    /** Place of the end root's nine elements. */
    public static final int END_ROOT = END_PC + 1;
    /** Place of the cycles' four limbs, least significant first. */
    public static final int CYCLES = END_ROOT + Poseidon2.DIGEST;
    /** Place of halted. */
    public static final int HALTED = CYCLES + 4;
    /** Place of the exit code's two limbs. */
    public static final int EXIT_CODE = HALTED + 1;
    /** Place of the output digest's half-words. */
    public static final int DIGEST = EXIT_CODE + 2;
    /** Half-words of an output digest. */
    public static final int DIGEST_HALVES = 16;
    /** How many public values there are. */
    public static final int COUNT = DIGEST + DIGEST_HALVES;

    private static final int FIRST_CLK = 4;
    private static final int CLKS_PER_CYCLE = 4;

    private SegmentEnds() {}

    public static PublicContributions contributions() {
        PublicContributionsBuilder ends = new PublicContributionsBuilder(COUNT);
        List<Expression> values = ends.values();
        Expression halted = values.get(HALTED);
        Expression cycles = values.get(CYCLES).plus(values.get(CYCLES + 1).times(Word.W));
        Expression lastClk = cycles.times(CLKS_PER_CYCLE);
        Multiplicity once = Multiplicity.flag(ends.constant(1));
        ends.send(Buses.STATE, once, ends.constant(FIRST_CLK), values.get(START_PC));
        ends.receive(
                Buses.STATE, Multiplicity.flag(halted.subtractedFrom(1)), lastClk.plus(FIRST_CLK), values.get(END_PC));
        List<Expression> halt = new ArrayList<>(List.of(lastClk));
        halt.addAll(values.subList(EXIT_CODE, COUNT));
        ends.receive(Buses.HALT, Multiplicity.flag(halted), halt);
        List<Expression> roots = new ArrayList<>(List.of(ends.constant(0), ends.constant(0)));
        roots.addAll(values.subList(START_ROOT, END_PC));
        roots.addAll(values.subList(END_ROOT, CYCLES));
        ends.send(Buses.NODE, once, roots);
        return ends.build();
    }
}

package io.bulwark.riscv.tables;

import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What every precompile's row of {@link OperandPointer} can be lied to about: where operands are, which instruction it is, and how many calls the row is. */
final class PointerLies {
    private static final int TOP = 0xffff;
    private static final long QUARTER = (1 + 3L * KoalaBear.P) / 4;

    private PointerLies() {}

    /**
     * What refuses an operand of so many words at a register that is not in memory or at no multiple of 4: the bit, its equation and the lookup.
     *
     * @param call answers an honest row, a new one each time
     */
    static List<String> of(Supplier<CallForgeries.Row> call, int register, int words) {
        List<String> out = new ArrayList<>();
        // The register holds 1, and a bit that is none makes room for a quarter of it.
        long claim = KoalaBear.toCanonical(KoalaBear.add(
                KoalaBear.ONE,
                KoalaBear.mul(KoalaBear.fromLong(QUARTER), KoalaBear.inverse(KoalaBear.fromLong(words - 1)))));
        CallForgeries.Row unaligned = at(call.get(), register, QUARTER, 0x1000).set("f" + register, claim);
        long inverse = KoalaBear.toCanonical(KoalaBear.inverse(KoalaBear.fromLong(TOP - 0x1000)));
        out.add(unaligned.set("i" + register, claim * inverse % KoalaBear.P).refusesTheCall());
        // The last word of memory, and then registers.
        out.add(at(call.get(), register, (1 << 14) - 1, TOP)
                .set("f" + register, 1)
                .refusesTheCall());
        for (int past = 1; past < words; past++) {
            out.add(at(call.get(), register, (1 << 14) - words + past, TOP)
                    .set("f" + register, 0)
                    .refusesTheCall());
        }
        out.add(at(call.get(), register, QUARTER, 0x1000).set("f" + register, 0).refusesTheCall());
        return out.stream().distinct().toList();
    }

    private static CallForgeries.Row at(CallForgeries.Row row, int register, long u, long top) {
        return row.set("u" + register, u).set("T" + register, top).set("i" + register, 0);
    }

    /** What refuses the row of a call where the program has another instruction. */
    static String elsewhere(CallForgeries.Row row) {
        return row.add("pcw", -1).refusesTheCall();
    }
}

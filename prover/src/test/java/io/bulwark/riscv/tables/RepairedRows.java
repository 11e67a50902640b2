package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.tables.ChipRow.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.ToIntFunction;

/**
 * Somebody who changes a cell and then mends what that breaks: takes a constraint that no longer holds, or an entry of a lookup that no table answers, and sets
 * another cell so that it does, and so on. Finds changes that must fit each other, where guessing does not.
 */
final class RepairedRows {
    private static final int REPAIRS = 8;
    private static final int TRIES = 8;

    private final ChipRow row;
    private final Program program;
    private final Random random;

    RepairedRows(Chip chip, Program program, Random random) {
        this.row = new ChipRow(chip);
        this.program = program;
        this.random = random;
    }

    /**
     * The row with some cells changed; not always with success.
     *
     * @param open the columns that may change
     * @param value what the first cell to change becomes, in Montgomery form
     */
    int[] attempt(int[] honest, List<Integer> open, int first, int value) {
        int[] cells = honest.clone();
        cells[first] = value;
        for (int k = 0; k < REPAIRS; k++) {
            List<ToIntFunction<ChipRow>> broken = broken(row.at(cells));
            if (broken.isEmpty()) {
                break;
            }
            ToIntFunction<ChipRow> one = broken.get(random.nextInt(broken.size()));
            for (int t = 0; t < TRIES && one.applyAsInt(row.at(cells)) != 0; t++) {
                int column = open.get(random.nextInt(open.size()));
                if (column != first) {
                    solve(cells, column, one).ifPresent(x -> cells[column] = x);
                }
            }
        }
        return cells;
    }

    /** A value of the cell where what is broken becomes 0: one of the small ones, or the root of a polynomial of degree 1. */
    private OptionalInt solve(int[] cells, int column, ToIntFunction<ChipRow> broken) {
        int[] tried = cells.clone();
        tried[column] = 0;
        int at0 = broken.applyAsInt(row.at(tried));
        tried[column] = KoalaBear.ONE;
        int slope = KoalaBear.sub(broken.applyAsInt(row.at(tried)), at0);
        List<Integer> roots = new ArrayList<>(List.of(0, KoalaBear.ONE));
        if (slope != 0) {
            roots.add(KoalaBear.mul(KoalaBear.neg(at0), KoalaBear.inverse(slope)));
        }
        roots.removeIf(x -> {
            tried[column] = x;
            return x == cells[column] || broken.applyAsInt(row.at(tried)) != 0;
        });
        return roots.isEmpty() ? OptionalInt.empty() : OptionalInt.of(roots.get(random.nextInt(roots.size())));
    }

    /** What should be 0 and is not: constraints, and entries of lookups less a value that would do. */
    private List<ToIntFunction<ChipRow>> broken(ChipRow now) {
        List<ToIntFunction<ChipRow>> out = new ArrayList<>();
        for (int i = 0; i < now.constraintCount(); i++) {
            int constraint = i;
            if (now.constraint(i) != 0) {
                out.add(r -> r.constraint(constraint));
            }
        }
        List<Message> messages = now.allMessages();
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            int interaction = i;
            if (message.multiplicity() != 0 && !LookupFacts.hold(program, message)) {
                int place = message.entries().size() - 1;
                int wanted = KoalaBear.fromCanonical(LookupFacts.lastEntry(message, random));
                out.add(r -> KoalaBear.sub(r.entry(interaction, place), wanted));
            }
        }
        return out;
    }
}

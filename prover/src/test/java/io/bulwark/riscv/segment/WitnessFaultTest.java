package io.bulwark.riscv.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.air.BusChecker;
import io.bulwark.air.BusChecker.Imbalance;
import io.bulwark.air.Chip;
import io.bulwark.air.Machine;
import io.bulwark.air.Piece;
import io.bulwark.air.PublicContributions;
import io.bulwark.air.Shape;
import io.bulwark.air.Table;
import io.bulwark.air.Trace;
import io.bulwark.air.TraceChecker;
import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.Input;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.tables.Buses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One wrong cell in a real trace. All of it satisfied constraints and buses before, so a change is refused if its own row breaks a constraint or puts other
 * messages on a bus than it did; every column of every table is tried, in rows that a seed chooses.
 */
class WitnessFaultTest {
    private static final long SEED = 5;
    private static final int ROWS = 6;
    private static final int ALL_MESSAGES = 1 << 12;
    private static final Path SELFTEST = Path.of("..", "guests", "selftest.elf");
    private static final byte[] SEED_AND_ROUNDS = {7, 0, 0, 0, 1, 0, 0, 0};

    private static TracedSegment selftest() throws IOException {
        Program program = Program.load(Files.readAllBytes(SELFTEST));
        return TracedSegment.of(SegmentMachine.standard(), program, Input.of(SEED_AND_ROUNDS))
                .getFirst();
    }

    /** A chip alone, with a single row. */
    private record OneRow(Machine machine) {
        static OneRow of(Chip chip) {
            return new OneRow(new Machine(
                    Buses.all(), List.of(chip), List.of(Shape.of(0, new Piece(0, 0))), PublicContributions.none()));
        }

        private Trace trace(Table row) {
            return Trace.of(machine, 0, List.of(row), Map.of());
        }

        boolean satisfies(Table row) {
            return TraceChecker.check(trace(row), 1).isEmpty();
        }

        List<Imbalance> messages(Table row) {
            return BusChecker.check(trace(row), new int[0], ALL_MESSAGES);
        }

        boolean refuses(Table honest, Table changed) {
            return !satisfies(changed) || !messages(changed).equals(messages(honest));
        }
    }

    private static Table row(Table table, int r) {
        int[][] columns = new int[table.width()][];
        for (int c = 0; c < columns.length; c++) {
            columns[c] = new int[] {table.column(c)[r]};
        }
        return Table.of(1, columns);
    }

    /** Columns in which no change that was tried is refused, by chip and name. */
    private static List<String> unseen(TracedSegment segment, int everyColumnOfWideTables) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<String> unseen = new ArrayList<>();
        for (int chip = 0; chip < MachineTables.PROGRAM; chip++) {
            Table table = segment.tables().get(chip);
            if (table.rows() == 0) {
                continue;
            }
            OneRow one = OneRow.of(segment.machine().machine().chips().get(chip));
            int step = table.width() > 300 ? everyColumnOfWideTables : 1;
            for (int column = random.nextInt(step); column < table.width(); column += step) {
                if (!isSeen(one, table, column, random)) {
                    unseen.add(segment.machine().machine().chips().get(chip).name() + " "
                            + ForgedTables.columns(chip).names().get(column));
                }
            }
        }
        return unseen;
    }

    private static boolean isSeen(OneRow one, Table table, int column, SplittableRandom random) {
        for (int i = 0; i < ROWS; i++) {
            Table honest = row(table, random.nextInt(table.rows()));
            int value = honest.column(column)[0];
            int other = random.nextBoolean() ? KoalaBear.add(value, KoalaBear.ONE) : random.nextInt(KoalaBear.P);
            if (other != value && one.refuses(honest, honest.with(column, 0, other))) {
                return true;
            }
        }
        return false;
    }

    @Test
    void everyColumnOfAnOrdinarySegmentMatters() {
        List<TracedSegment> segments =
                TracedSegment.of(TracedSegment.SMALL, TracedSegment.reader(), Input.of(SEED_AND_ROUNDS));
        List<String> unseen = unseen(segments.getFirst(), 1);
        // The inverse of a branch's value matters only where that is not zero: somewhere, but not in every segment.
        segments.forEach(segment -> unseen.retainAll(unseen(segment, 1)));
        assertThat(unseen).as("seed %d", SEED).isEmpty();
    }

    @Test
    void columnsOfPrecompilesMatter() throws IOException {
        assertThat(unseen(selftest(), 37)).as("seed %d", SEED).isEmpty();
    }

    @Test
    @Tag("slow")
    void everyColumnOfEveryTableMatters() throws IOException {
        assertThat(unseen(selftest(), 1)).as("seed %d", SEED).isEmpty();
    }
}

package io.bulwark.riscv.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.Input;
import io.bulwark.riscv.Instruction;
import io.bulwark.riscv.TableId;
import io.bulwark.riscv.Words;
import io.bulwark.riscv.memory.Digest;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What somebody would try who fills a segment's tables and wants them to say what the program did not do. */
class SegmentAttackTest {
    private static final byte[] BYTES = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    private static final int ADD = ForgedTables.chip(TableId.ADD);
    private static final int ADD_HERE = ForgedTables.chip(TableId.ADD_HERE);
    private static final int JUMP = ForgedTables.chip(TableId.JUMP);
    private static final int CONST = ForgedTables.chip(TableId.CONST);
    private static final int BRANCH = ForgedTables.chip(TableId.BRANCH_ZERO);
    private static final int LOAD = ForgedTables.chip(TableId.LOAD_WORD);
    private static final int STORE = ForgedTables.chip(TableId.STORE_WORD);
    private static final int READ = ForgedTables.chip(TableId.READ);
    private static final int COPY = ForgedTables.chip(TableId.COPY);
    private static final int HALT = ForgedTables.chip(TableId.HALT);
    private static final int RANGE_16 = 1 << 16;

    private static TracedSegment first;
    private static TracedSegment last;

    @BeforeAll
    static void trace() {
        List<TracedSegment> segments = TracedSegment.of(TracedSegment.SMALL, TracedSegment.reader(), Input.of(BYTES));
        first = segments.getFirst();
        last = segments.getLast();
        assertThat(first.isAccepted()).isTrue();
        assertThat(last.isAccepted()).isTrue();
    }

    private static ForgedTables first() {
        return new ForgedTables(first);
    }

    private static ForgedTables last() {
        return new ForgedTables(last);
    }

    private static void refuses(ForgedTables forged) {
        assertThat(forged.segment().isAccepted()).isFalse();
    }

    private static int rowWhere(ForgedTables tables, int chip, IntPredicate holds) {
        return IntStream.range(0, tables.rows(chip)).filter(holds).findFirst().orElseThrow();
    }

    @Test
    void x0Written() {
        ForgedTables tables = first();
        refuses(tables.set(ADD, "d", 0, 0));
    }

    @Test
    void anotherTargetRegister() {
        refuses(first().add(ADD, "d", 0, 1));
    }

    @Test
    void anotherResultWithItsRangeChecksCounted() {
        ForgedTables tables = first();
        int a0 = tables.get(ADD, "a0", 0);
        int other = a0 ^ 1;
        refuses(tables.set(ADD, "a0", 0, other)
                .ask(MachineTables.RANGE, RANGE_16 + a0, -1)
                .ask(MachineTables.RANGE, RANGE_16 + other, 1));
    }

    @Test
    void aStaleRegisterRead() {
        // Row 1 claims to have read what row 0 of the loop read: the value and the time of an earlier access.
        ForgedTables tables = first();
        for (String column : new String[] {"b0", "b1", "ts"}) {
            tables.set(ADD, column, 1, tables.get(ADD, column, 0));
        }
        refuses(tables);
    }

    @Test
    void aWrongNextPcOnABranch() {
        ForgedTables tables = first();
        refuses(tables.add(BRANCH, "nxt", 0, 1));
        ForgedTables taken = first();
        int row = rowWhere(taken, BRANCH, i -> taken.get(BRANCH, "eq", i) == 0);
        refuses(taken.set(BRANCH, "eq", row, 1));
    }

    @Test
    void aWrongNextPcOnAJumpOrACallsReturn() {
        ForgedTables constants = first();
        refuses(constants.add(CONST, "z", 0, 1));
        ForgedTables read = first();
        refuses(read.add(READ, "pcw", 0, 1));
    }

    @Test
    void anAddressThatWraps() {
        ForgedTables tables = first();
        // u + 2^14 T names the same number in the field with T below and u above by 2^14.
        refuses(tables.add(LOAD, "T", 0, -1).add(LOAD, "u", 0, 1 << 14));
        refuses(first().add(STORE, "u", 0, 1));
    }

    @Test
    void aBlockEnteredTwice() {
        ForgedTables tables = first();
        refuses(tables.copyRow(MachineTables.BLOCK, 0));
        // With the hashes asked for once more, and the node above opened once more.
        ForgedTables twice = first();
        int nodes = twice.rows(MachineTables.NODE);
        int above = rowWhere(twice, MachineTables.NODE, i -> twice.get(MachineTables.NODE, "depth", i) == 27);
        assertThat(above).isLessThan(nodes);
        refuses(twice.copyRow(MachineTables.BLOCK, 0).copyRow(MachineTables.NODE, above));
    }

    @Test
    void aValueAtTheBoundaryChanged() {
        for (String column : new String[] {"i0", "f0", "s0", "o0", "n0"}) {
            refuses(first().add(MachineTables.BLOCK, column, 1, 1));
        }
    }

    @Test
    void aTimestampThatGoesBackOrIsTheSame() {
        ForgedTables tables = first();
        int clk = tables.get(ADD, "clk", 3);
        refuses(tables.set(ADD, "ts", 3, clk + 5));
        refuses(first().set(ADD, "ts", 3, clk));
        ForgedTables gap = first();
        int g = gap.get(ADD, "gs", 3);
        refuses(gap.set(ADD, "gs", 3, (g + 1) & 0xffff)
                .ask(MachineTables.RANGE, RANGE_16 + g, -1)
                .ask(MachineTables.RANGE, RANGE_16 + (g + 1 & 0xffff), 1));
    }

    @Test
    void aReadOfMemoryThatNobodyOpened() {
        ForgedTables tables = first();
        int row = rowWhere(tables, LOAD, i -> tables.get(LOAD, "tm", i) == 0 || i == 0);
        refuses(tables.add(LOAD, "u", row, 8 * 1000).set(LOAD, "tm", row, 0));
    }

    @Test
    void aSelectorOnAPaddingRow() {
        for (int chip = 0; chip < MachineTables.PROGRAM; chip++) {
            if (ForgedTables.columns(chip).names().contains("real")
                    && first.machine().shapes().getFirst().shape().capacityOf(chip) > first().rows(chip)) {
                ForgedTables tables = first().zeroRow(chip);
                refuses(tables.set(chip, "real", tables.rows(chip) - 1, 1));
            }
        }
        ForgedTables two = first();
        refuses(two.set(ADD, "fsub", 0, 1));
        ForgedTables answer = first().zeroRow(MachineTables.PERMUTATION);
        refuses(answer.set(MachineTables.PERMUTATION, "m9", answer.rows(MachineTables.PERMUTATION) - 1, 1));
    }

    @Test
    void anExitCodeOrDigestThatIsNotInMemory() {
        refuses(last().add(HALT, "a0", 0, 1));
        refuses(last().add(HALT, "w3", 0, 1));
        SegmentClaim c = last.claim();
        assertThat(c.halted()).isTrue();
        SegmentClaim otherCode =
                new SegmentClaim(c.program(), c.start(), c.end(), c.cycles(), true, c.exitCode() + 1, c.digest());
        SegmentClaim otherDigest =
                new SegmentClaim(c.program(), c.start(), c.end(), c.cycles(), true, c.exitCode(), OutputDigest.NONE);
        SegmentClaim running = new SegmentClaim(
                c.program(), c.start(), new MachinePoint(5, c.end().root()), c.cycles(), false, 0, OutputDigest.NONE);
        for (SegmentClaim lie : List.of(otherCode, otherDigest, running)) {
            assertThat(last.with(lie).imbalances()).isNotEmpty();
        }
        // A code that the row, the claim and nobody else agree on.
        assertThat(last().add(HALT, "a0", 0, 1).segment().with(otherCode).imbalances())
                .isNotEmpty();
    }

    @Test
    void aFloatingLoopOfStateRows() {
        // A jump that leads to itself in time: no column holds the next clk, so the row cannot send what it receives.
        ForgedTables tables = first().zeroRow(JUMP);
        int row = tables.rows(JUMP) - 1;
        tables.set(JUMP, "real", row, 1)
                .set(JUMP, "clk", row, 400_000)
                .set(JUMP, "pcw", row, 77)
                .set(JUMP, "x", row, 77);
        refuses(tables);
        ForgedTables pair = tables.copyRow(JUMP, row);
        refuses(pair.set(JUMP, "clk", row + 1, 400_004));
        // One that ends where it began, by a clk beyond p.
        refuses(pair.set(JUMP, "clk", row + 1, KoalaBear.P - 4).set(JUMP, "clk", row, 0));
    }

    @Test
    void aRowOfAnotherProgram() {
        ForgedTables tables = first();
        int x = ForgedTables.chip(TableId.ADD_HERE);
        refuses(tables.add(x, "x", 0, 1).add(x, "a0", 0, 1));
        ForgedTables extra = first();
        refuses(extra.ask(MachineTables.PROGRAM, 0, 1));
    }

    @Test
    void moreOrOtherInput() {
        ForgedTables tables = first();
        assertThat(tables.rows(COPY)).isEqualTo(3);
        refuses(tables.add(COPY, "w0", 0, 1));
        refuses(first().add(READ, "w", 0, 1));
        refuses(first().copyRow(COPY, 2));
        refuses(first().dropLast(COPY));
        ForgedTables shifted = first();
        IntStream.range(0, 3).forEach(i -> shifted.add(COPY, "b", i, 1));
        refuses(shifted);
    }

    @Test
    void twoWalksThatDisagreeOnAnUnopenedSibling() {
        ForgedTables tables = first();
        int row = rowWhere(tables, MachineTables.NODE, i -> tables.get(MachineTables.NODE, "tl", i) == 0);
        refuses(tables.add(MachineTables.NODE, "ln0", row, 1));
        // Opened to no one: then nobody demands that its digests agree, but somebody must take its message.
        ForgedTables opened = first();
        refuses(opened.add(MachineTables.NODE, "ln0", row, 1).set(MachineTables.NODE, "tl", row, 1));
    }

    @Test
    void anEndRootThatIsNotTheWalks() {
        SegmentClaim c = first.claim();
        Digest other = SegmentClaimTest.digest(5);
        SegmentClaim start = new SegmentClaim(
                c.program(), new MachinePoint(c.start().pc(), other), c.end(), c.cycles(), false, 0, c.digest());
        SegmentClaim end = new SegmentClaim(
                c.program(), c.start(), new MachinePoint(c.end().pc(), other), c.cycles(), false, 0, c.digest());
        SegmentClaim longer = new SegmentClaim(c.program(), c.start(), c.end(), c.cycles() + 1, false, 0, c.digest());
        SegmentClaim pc = new SegmentClaim(
                c.program(),
                c.start(),
                new MachinePoint(c.end().pc() + 1, c.end().root()),
                c.cycles(),
                false,
                0,
                c.digest());
        for (SegmentClaim lie : List.of(start, end, longer, pc)) {
            assertThat(first.with(lie).imbalances()).isNotEmpty();
        }
    }

    @Test
    void aWordPlusPInPlaceOfTheWord() {
        // p = 2^31 - 2^24 + 1: as limbs (1, 0x7f00). lo + 2^16 hi is the same element, the two limbs are other ones.
        ForgedTables tables = first();
        int a0 = tables.get(ADD_HERE, "a0", 0);
        int a1 = tables.get(ADD_HERE, "a1", 0);
        refuses(tables.set(ADD_HERE, "a0", 0, a0 + 1L)
                .set(ADD_HERE, "a1", 0, a1 + 0x7f00L)
                .ask(MachineTables.RANGE, RANGE_16 + a0, -1)
                .ask(MachineTables.RANGE, RANGE_16 + a0 + 1, 1)
                .ask(MachineTables.RANGE, RANGE_16 + a1, -1)
                .ask(MachineTables.RANGE, RANGE_16 + a1 + 0x7f00, 1));
    }

    @Test
    void theSinkIsReadByNobody() {
        assertThat(Words.SINK - Words.REGISTERS).isEqualTo(Instruction.SINK);
        ForgedTables tables = first();
        refuses(tables.set(ADD, "s", 0, Instruction.SINK));
    }
}

package io.bulwark.riscv.tables;

import static io.bulwark.riscv.Assembly.branch;
import static io.bulwark.riscv.Assembly.jalr;
import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.Assembly;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The tables of branches and of jumps through registers. */
class ControlTablesTest {
    private static final long SEED = 2024;
    private static final int TOP_PAGE = 0xfffff000;

    private static final BranchZeroTable ZERO = new BranchZeroTable();
    private static final BranchEqTable EQUAL = new BranchEqTable();
    private static final BranchLessTable LESS = new BranchLessTable();
    private static final JalrTable JALR = new JalrTable();
    private static final List<InstructionTable> TABLES = List.of(ZERO, EQUAL, LESS, JALR);

    @TestFactory
    List<DynamicTest> chipsAreThoseOfTheReference() {
        return ReferenceTables.agreeWith(TABLES);
    }

    /** Every branch at pairs of edges, at pairs that differ in one limb, and at random ones. */
    private static MadeSteps steps() {
        MadeSteps made = new MadeSteps(SEED);
        for (String name : Assembly.BRANCH.keySet()) {
            int offset = 4;
            for (int b : MadeSteps.EDGES) {
                for (int c : MadeSteps.EDGES) {
                    offset = offset == 4094 - 2 ? -4096 : offset + 8;
                    made.add(branch(name, 1, 2, offset), b, c);
                }
                made.add(branch(name, 1, 0, 8), b, 0).add(branch(name, 0, 2, -8), 0, b);
                made.add(branch(name, 3, 3, 16), b, b);
                made.add(branch(name, 1, 2, 8), b, b ^ 1).add(branch(name, 1, 2, 8), b, b ^ 0x10000);
            }
            for (int k = 0; k < 200; k++) {
                made.add(branch(name, 1, 2, 64), made.word(), made.word());
            }
        }
        jumps(made);
        return made;
    }

    private static void jumps(MadeSteps made) {
        for (int offset : new int[] {0, 1, -1, 2, 3, 4, 5, 2047, -2048, -2047, 1024}) {
            for (int edge : MadeSteps.EDGES) {
                int to = (edge & -4) + (offset & 1);
                made.add(jalr(made.random().nextInt(3), 1, offset), to - offset, 0);
            }
            made.add(jalr(5, 0, offset & -4), 0, 0);
        }
    }

    private static RowChecks checks(InstructionTable table) {
        MadeSteps made = steps();
        return new RowChecks(table, made.program(), made.of(table.id()));
    }

    @TestFactory
    List<DynamicTest> rowsSayWhatTheInstructionsMean() {
        return each(table -> checks(table).honestRowsHold());
    }

    @TestFactory
    List<DynamicTest> fillingBlockByBlockIsFilling() {
        return each(table -> steps().fillingBlockByBlockIsFilling(table));
    }

    @TestFactory
    List<DynamicTest> changedCellsAreRefused() {
        return each(table -> checks(table).changedCellsAreRefused(SEED, free(table)));
    }

    @TestFactory
    List<DynamicTest> changesThatFitEachOtherAreRefused() {
        return each(table -> checks(table).repairedRowsAreRefused(SEED));
    }

    @TestFactory
    List<DynamicTest> atMostOneSelectorIsSet() {
        return each(table -> checks(table).atMostOneSelectorIsSet(selectors(table)));
    }

    private static List<DynamicTest> each(Consumer<InstructionTable> check) {
        return TABLES.stream()
                .map(table -> DynamicTest.dynamicTest(table.id().name(), () -> check.accept(table)))
                .toList();
    }

    /** Where values are equal, nothing asks for the witness that they are not. */
    private static String[] free(InstructionTable table) {
        return table == ZERO || table == EQUAL ? new String[] {"inv"} : new String[0];
    }

    private static String[] selectors(InstructionTable table) {
        if (table == ZERO) {
            return new String[] {"fbeqz", "fbnez"};
        }
        return table == EQUAL ? new String[] {"fbeq", "fbne"} : new String[] {"real"};
    }

    @Test
    void branchesWorkAtTheTopOfTheAddresses() {
        MadeSteps made = new MadeSteps(TOP_PAGE, SEED);
        for (int k = 0; k < 1021; k++) {
            made.add(branch("bne", 1, 2, 8), 1, 1);
        }
        made.add(branch("bltu", 1, 2, 8), 3, 4).add(branch("beq", 1, 2, -4096 + 1024), 1, 1);
        made.add(branch("beq", 1, 0, -4), 0, 0);
        for (InstructionTable table : List.of(ZERO, EQUAL, LESS)) {
            new RowChecks(table, made.program(), made.of(table.id())).honestRowsHold();
        }
    }

    @Test
    void aBranchGoesNowhereElse() {
        for (String name : Assembly.BRANCH.keySet()) {
            for (int c : new int[] {5, 6, 7}) {
                InstructionTable table = name.equals("beq") || name.equals("bne") ? EQUAL : LESS;
                goesNowhereElse(name, Forgery.of(table, new MadeSteps(SEED).add(branch(name, 1, 2, 64), 6, c)));
            }
        }
        for (String name : List.of("beq", "bne")) {
            for (int b : new int[] {0, 1}) {
                goesNowhereElse(name, Forgery.of(ZERO, new MadeSteps(SEED).add(branch(name, 1, 0, 64), b, 0)));
            }
        }
    }

    private static void goesNowhereElse(String name, Forgery row) {
        long here = row.at("pcw");
        assertThat(row.isAccepted()).isTrue();
        for (long next : new long[] {0, 1, here - 1, here, here + 1, here + 2, here + 15, here + 16, here + 17, -1}) {
            assertThat(row.with("nxt", next).isAccepted())
                    .as("%s at %d to %d", name, here, next)
                    .isEqualTo(next == row.at("nxt"));
        }
    }

    @Test
    void aBranchOnZeroIsNotTakenByTheWitnessLeftOut() {
        Forgery zero = Forgery.of(ZERO, new MadeSteps(SEED).add(branch("beq", 1, 0, 64), 0, 0));
        long behind = zero.at("pcw") + 1L;
        assertThat(zero.with("eq", 0).with("nxt", behind).isAccepted()).isFalse();
        for (long inverse : new long[] {0, 1, -1}) {
            assertThat(zero.with("eq", 0)
                            .with("nxt", behind)
                            .with("inv", inverse)
                            .isAccepted())
                    .isFalse();
        }
        Forgery other = Forgery.of(ZERO, new MadeSteps(SEED).add(branch("beq", 1, 0, 64), 0x10000, 0));
        assertThat(other.with("eq", 1).with("nxt", other.at("z")).with("inv", 0).isAccepted())
                .isFalse();
    }

    /** Words whose difference is p, or limbs' squares that agree up to a factor of the wrong kind. */
    @Test
    void wordsThatDifferByTheFieldsOrderAreNotEqual() {
        for (int[] pair :
                new int[][] {{0x7f000001, 0}, {0, 0x7f000001}, {0xfe000002, 0}, {0x80000000, 0xffffff}, {0x30001, 0}}) {
            Forgery row = Forgery.of(EQUAL, new MadeSteps(SEED).add(branch("beq", 1, 2, 64), pair[0], pair[1]));
            assertThat(row.isAccepted()).isTrue();
            assertThat(row.at("eq")).isZero();
            Forgery equal = row.with("eq", 1).with("nxt", row.at("z"));
            assertThat(equal.isAccepted()).isFalse();
            assertThat(equal.with("inv", 0).isAccepted()).isFalse();
        }
        // Euler's criterion: 3 is no square, so x^2 - 3 y^2 vanishes nowhere but at 0.
        int three = KoalaBear.fromCanonical(3);
        assertThat(KoalaBear.pow(three, (KoalaBear.P - 1) / 2)).isEqualTo(KoalaBear.neg(KoalaBear.ONE));
    }

    @Test
    void equalHighLimbsDoNotDecideAnOrder() {
        for (int c : new int[] {0x50003, 0x50004, 0x50005}) {
            Forgery row = Forgery.of(LESS, new MadeSteps(SEED).add(branch("bltu", 1, 2, 64), 0x50004, c));
            assertThat(row.at("e")).isEqualTo(1);
            for (int lt = 0; lt < 2; lt++) {
                long next = lt == 1 ? row.at("z") : row.at("pcw") + 1L;
                Forgery byHigh = row.with("e", 0).with("lt", lt).with("nxt", next);
                assertThat(byHigh.with("D", lt == 1 ? Word.W : -1).isAccepted()).isFalse();
                assertThat(byHigh.with("D", 0).isAccepted()).isFalse();
            }
        }
    }

    @Test
    void aSignedBranchTakesItsSigns() {
        Forgery row = Forgery.of(LESS, new MadeSteps(SEED).add(branch("blt", 1, 2, 64), -1, 1));
        assertThat(row.at("nxt")).isEqualTo(row.at("z"));
        Forgery asUnsigned = row.with("mb", 0).with("lt", 0).with("D", 0xfffe).with("nxt", row.at("pcw") + 1);
        assertThat(asUnsigned.isAccepted()).isFalse();
        assertThat(asUnsigned.with("uns", 1).isAccepted()).isFalse();
    }

    @Test
    void aJumpToAnOddWordHasNoRow() {
        for (int target : new int[] {0x10002, 0x10003}) {
            Forgery row = Forgery.of(JALR, new MadeSteps(SEED).add(jalr(1, 2, 0), target, 0));
            assertThat(row.isAccepted()).isFalse();
            for (int numerator = 0; numerator < 4; numerator++) {
                long quarter = KoalaBear.toCanonical(KoalaBear.inverse(KoalaBear.fromCanonical(4)));
                Forgery fraction = row.with("u", row.at("u") + numerator * quarter);
                assertThat(fraction.with("bit", 0).isAccepted()).isFalse();
                assertThat(fraction.with("bit", 1).isAccepted()).isFalse();
            }
        }
    }

    @Test
    void aJumpsTargetDoesNotWrapAnywhereButAtTheTop() {
        Forgery row = Forgery.of(JALR, new MadeSteps(SEED).add(jalr(1, 2, -4), 0, 0));
        assertThat(row.at("u")).isEqualTo(0x3fff);
        assertThat(row.at("T")).isEqualTo(0xffff);
        assertThat(row.isAccepted()).isTrue();
        assertThat(row.with("T", -1).isAccepted()).isFalse();
        assertThat(row.with("T", 0xfffe).isAccepted()).isFalse();
        assertThat(row.with("T", 0).with("u", -1).isAccepted()).isFalse();
    }
}

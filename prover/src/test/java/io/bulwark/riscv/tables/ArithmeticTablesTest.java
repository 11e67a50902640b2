package io.bulwark.riscv.tables;

import static io.bulwark.riscv.Assembly.immediate;
import static io.bulwark.riscv.Assembly.register;

import io.bulwark.riscv.Assembly;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The tables of jumps without registers, sums, logic, shifts and comparisons. */
class ArithmeticTablesTest {
    private static final long SEED = 2011;
    private static final int[] WORDS = {
        0,
        1,
        2,
        -1,
        -2,
        Integer.MIN_VALUE,
        Integer.MIN_VALUE + 1,
        Integer.MAX_VALUE,
        0x7fff,
        0x8000,
        0xffff,
        0x10000,
        0x7fff0000,
        0x80008000,
        0xffff0000,
        15,
        16,
        31,
        32,
        33,
        47,
        0x8000ffff,
        0xff00ff
    };
    private static final int[] IMMEDIATES = {0, 1, -1, 2, 15, 16, 31, 255, 256, 2047, -2048, -2047, 1024, -256};

    private static final List<InstructionTable> TABLES =
            List.of(new JumpTable(), new ConstTable(), new AddImmTable(), new AddHereTable(), new AddTable());

    @TestFactory
    List<DynamicTest> chipsAreThoseOfTheReference() {
        return ReferenceTables.agreeWith(TABLES);
    }

    private static RecordedSteps run() {
        Random random = new Random(SEED);
        Assembly code = new Assembly();
        for (String name : Assembly.REGISTER.keySet()) {
            for (int k = 0; k < 60; k++) {
                int b = word(random);
                int c = random.nextInt(4) == 0 ? b : word(random);
                code.set(1, b).set(2, c).add(register(name, random.nextInt(4), random.nextInt(3), random.nextInt(3)));
            }
        }
        for (String name : Assembly.IMMEDIATE.keySet()) {
            for (int value : IMMEDIATES) {
                code.set(1, word(random)).add(immediate(name, random.nextInt(4), random.nextInt(2), value));
            }
        }
        return RecordedSteps.of(code.words());
    }

    private static int word(Random random) {
        return random.nextInt(3) == 0 ? random.nextInt() : WORDS[random.nextInt(WORDS.length)];
    }

    @TestFactory
    List<DynamicTest> honestRowsHold() {
        RecordedSteps run = run();
        List<DynamicTest> tests = new ArrayList<>();
        for (InstructionTable table : TABLES) {
            tests.add(DynamicTest.dynamicTest(
                    table.id().name(), () -> new RowChecks(table, run.program(), run.of(table.id())).honestRowsHold()));
        }
        return tests;
    }

    @TestFactory
    List<DynamicTest> changedCellsAreRefused() {
        RecordedSteps run = run();
        List<DynamicTest> tests = new ArrayList<>();
        for (InstructionTable table : TABLES) {
            tests.add(DynamicTest.dynamicTest(
                    table.id().name(),
                    () -> new RowChecks(table, run.program(), run.of(table.id())).changedCellsAreRefused(SEED)));
        }
        return tests;
    }
}

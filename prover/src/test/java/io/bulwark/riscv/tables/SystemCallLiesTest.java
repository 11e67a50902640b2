package io.bulwark.riscv.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.riscv.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Rows of system calls that lie, each with the rest of the machine on its side, are refused; the same calls without the lie are not. */
class SystemCallLiesTest {
    private static final int TO = 0x00400010;
    private static final int TO_WORD = TO >>> 2;
    private static final int LENGTH = 42;
    private static final int POSITION = 8;
    private static final int SOURCE = Words.INPUT + POSITION / 4;
    /** Places of a call's accesses in its records. */
    private static final int ANSWER = 1;

    private static final int POINTER = 2;
    private static final int MEMORY_END = 1 << 30;

    private static OneCall read(int asked) {
        return OneCall.read(LENGTH, POSITION, TO, asked);
    }

    /** An answer of n with all that follows from it. */
    private static OneCall answers(OneCall call, int n) {
        return call.reads(n, POSITION + n, TO_WORD, SOURCE, (n + 3) / 4, 0);
    }

    private static void accepted(OneCall call) {
        assertThat(call.judged()).isEmpty();
    }

    @Test
    void acceptsHonestCalls() {
        accepted(answers(read(16), 16));
        accepted(answers(read(0), 0));
        accepted(answers(read(32), 32));
        accepted(answers(read(36), 34));
        accepted(answers(read(0xfffffffc), 34));
        accepted(OneCall.read(LENGTH, LENGTH, TO, 16).reads(0, LENGTH, TO_WORD, SOURCE, 0, 0));
        accepted(OneCall.exit(7, TO).exits(TO_WORD));
        accepted(OneCall.exit(-1, 0).exits(0));
        accepted(OneCall.write(-5).writes(-5));
    }

    @Test
    void acceptsEitherWitnessWhereAllThatIsLeftIsAsked() {
        OneCall call = OneCall.read(LENGTH - 2, POSITION, TO, 32);
        accepted(answers(call, 32));
        accepted(answers(OneCall.read(LENGTH - 2, POSITION, TO, 32), 32).cell("end", 1));
    }

    @TestFactory
    List<DynamicTest> refusesEveryNumberOfBytesButTheLeast() {
        List<DynamicTest> tests = new ArrayList<>();
        int left = LENGTH - POSITION;
        for (int asked : new int[] {0, 4, 16, 32, 36, 64}) {
            for (int n = 0; n <= 40; n++) {
                int wrong = n;
                if (n != Math.min(asked, left)) {
                    tests.add(DynamicTest.dynamicTest("%d of %d asked and %d left".formatted(n, asked, left), () -> {
                        for (long end = 0; end < 2; end++) {
                            for (int slack : new int[] {0, asked - wrong, left - wrong, asked - left, left - asked}) {
                                OneCall call = answers(read(asked), wrong)
                                        .cell("end", end)
                                        .cell("s0", slack & 0xffff)
                                        .cell("s1", slack >>> 16);
                                assertThat(call.judged()).anyMatch(what -> what.startsWith("Read constraint"));
                            }
                        }
                    }));
                }
            }
        }
        return tests;
    }

    @Test
    void refusesALengthThatWraps() {
        // 2^32 - 4 more than position 8 is 4, if the carry out of the upper limbs is forgotten; and modulo p with a
        // slack.
        OneCall wraps =
                read(0xfffffffc).reads(-4, POSITION - 4, TO_WORD, SOURCE, 0, 0).filledAs(ANSWER, 0);
        for (long end = 0; end < 2; end++) {
            OneCall call = wraps.cell("end", end).cell("w", 0x3fff).cell("n1", 0xffff);
            assertThat(call.judged()).anyMatch(what -> what.startsWith("Read constraint"));
            assertThat(call.judged()).contains("Read lookup on bus " + Buses.RANGE.number());
        }
    }

    @Test
    void refusesAPositionThatMovesOtherwise() {
        for (int position : new int[] {POSITION, POSITION + 12, LENGTH, 0}) {
            OneCall call = read(16).reads(16, position, TO_WORD, SOURCE, 4, 0);
            for (long end = 0; end < 2; end++) {
                assertThat(call.cell("end", end).judged()).anyMatch(what -> what.startsWith("Read constraint"));
            }
        }
    }

    @Test
    void refusesAnotherSourceTargetOrNumberOfWords() {
        String copy = "balance of bus " + Buses.COPY.number();
        assertThat(read(16).reads(16, POSITION + 16, TO_WORD, SOURCE + 1, 4, 0).judged())
                .containsExactly(copy);
        assertThat(read(16).reads(16, POSITION + 16, TO_WORD, SOURCE - 2, 4, 0).judged())
                .containsExactly(copy);
        assertThat(read(16).reads(16, POSITION + 16, TO_WORD + 1, SOURCE, 4, 0).judged())
                .containsExactly(copy);
        assertThat(read(16).reads(16, POSITION + 16, TO_WORD, SOURCE, 3, 0).judged())
                .containsExactly(copy);
        assertThat(read(16).reads(16, POSITION + 16, TO_WORD, SOURCE, 5, 0).judged())
                .containsExactly(copy);
        assertThat(read(36).reads(34, LENGTH, TO_WORD, SOURCE, 8, 0).judged()).containsExactly(copy);
        OneCall withoutPart = read(36).reads(34, LENGTH, TO_WORD, SOURCE, 8, 0).cell("part", 0);
        assertThat(withoutPart.judged()).anyMatch(what -> what.startsWith("Read constraint"));
    }

    @Test
    void refusesAWordThatIsNotTheInputs() {
        OneCall call = read(16).reads(16, POSITION + 16, TO_WORD, SOURCE, 4, 1 << 20);
        assertThat(call.judged()).containsExactly("balance of bus " + Buses.MEMORY.number());
    }

    @Test
    void refusesAPointerOrLengthThatIsNoMultipleOfFour() {
        for (int odd = 1; odd < 4; odd++) {
            OneCall pointer = OneCall.read(LENGTH, POSITION, TO + odd, 16);
            assertThat(answers(pointer, 16).judged()).containsExactly("balance of bus " + Buses.MEMORY.number());
            // u as a quarter in the field instead.
            long quarter = (TO & 0xffff) / 4 + odd * inverseOfFour();
            assertThat(answers(OneCall.read(LENGTH, POSITION, TO + odd, 16), 16)
                            .cell("u", quarter)
                            .judged())
                    .contains("Read lookup on bus " + Buses.RANGE.number());
            OneCall length = OneCall.read(LENGTH, POSITION, TO, 16 + odd);
            assertThat(answers(length, 16 + odd).judged()).isNotEmpty();
            OneCall exit = OneCall.exit(0, TO + odd).exits(TO_WORD);
            assertThat(exit.judged()).containsExactly("balance of bus " + Buses.MEMORY.number());
        }
    }

    private static long inverseOfFour() {
        // 4 * 1598029825 = 3 p + 1.
        return 1598029825L;
    }

    @Test
    void refusesAPointerThatRunsIntoTheRegisters() {
        Set<String> range = Set.of("Read lookup on bus " + Buses.RANGE.number());
        for (int words = 1; words < 4; words++) {
            int target = MEMORY_END - words;
            int pastTheEnd = 4 - words;
            for (long e = 0; e < 1 << 15; e += e < 4 ? 1 : 4093) {
                OneCall call =
                        OneCall.read(LENGTH, POSITION, target << 2, 16).reads(16, POSITION + 16, target, SOURCE, 4, 0);
                pointer(call, target, e);
                assertThat(call.judged()).isEqualTo(range);
            }
            OneCall whole =
                    OneCall.read(LENGTH, POSITION, target << 2, 16).reads(16, POSITION + 16, target, SOURCE, 4, 0);
            // The e with which the other lookup's value is 0.
            pointer(whole, target, -pastTheEnd);
            assertThat(whole.judged()).isEqualTo(range);
            OneCall exit = OneCall.exit(3, target << 2).exits(target);
            pointer(exit, target, 0);
            assertThat(exit.judged()).containsExactly("Halt lookup on bus " + Buses.RANGE.number());
        }
        OneCall upToTheEnd =
                OneCall.read(LENGTH, POSITION, -16, 16).reads(16, POSITION + 16, MEMORY_END - 4, SOURCE, 4, 0);
        accepted(upToTheEnd);
    }

    private static void pointer(OneCall call, int word, long e) {
        call.filledAs(POINTER, TO)
                .cell("u", word & 0x3fff)
                .cell("T", word >>> 14)
                .cell("e", e);
    }

    @Test
    void refusesAnotherFileAndAnotherNumber() {
        String memory = "balance of bus " + Buses.MEMORY.number();
        assertThat(answers(read(16).register(10, 1), 16).judged()).containsExactly(memory);
        for (int number : new int[] {0, 62, 64, 93, 63 + (1 << 16), 0x1000}) {
            assertThat(answers(read(16).register(17, number), 16).judged()).containsExactly(memory);
            if (number != 64) {
                OneCall write = OneCall.write(4).register(17, number).writes(4);
                assertThat(write.judged()).containsExactly(memory);
            }
            if (number != 93) {
                OneCall exit = OneCall.exit(0, TO).register(17, number).exits(TO_WORD);
                assertThat(exit.judged()).containsExactly(memory);
            }
        }
    }

    @Test
    void refusesAnAnswerOfWriteButTheLength() {
        assertThat(OneCall.write(4).writes(5).judged()).containsExactly("balance of bus " + Buses.MEMORY.number());
        assertThat(OneCall.write(4).writes(5).cell("n0", 5).judged())
                .containsExactly("balance of bus " + Buses.MEMORY.number());
    }

    @Test
    void refusesAnExitCodeOrDigestThatIsNotInMemory() {
        String memory = "balance of bus " + Buses.MEMORY.number();
        assertThat(OneCall.exit(7, TO).exits(TO_WORD).cell("a0", 0).judged()).containsExactly(memory);
        assertThat(OneCall.exit(7, TO).exits(TO_WORD).cell("a1", 1).judged()).containsExactly(memory);
        for (int i = 0; i < 16; i++) {
            OneCall call = OneCall.exit(7, TO).exits(TO_WORD).cell("w" + i, 77);
            assertThat(call.judged()).containsExactly(memory);
        }
        assertThat(OneCall.exit(7, TO).exits(TO_WORD + 1).judged()).contains(memory);
    }

    @Test
    void refusesAStateBehindTheExit() {
        assertThat(OneCall.exit(7, TO).exits(TO_WORD).goesOn().judged())
                .containsExactly("balance of bus " + Buses.STATE.number());
    }
}

package io.bulwark.riscv;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.riscv.GuestException.Reason;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SystemCallsTest {
    private static final int DATA = GuestElf.DATA;
    private static final byte[] ELEVEN = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};

    private static RunResult run(Assembly code, byte[] input) {
        return Executor.run(
                Program.load(GuestElf.of(code.words())), Input.of(input), Limits.standard(), Observer.none());
    }

    private static void stops(Reason reason, Assembly code) {
        stops(reason, code, Input.of(ELEVEN));
    }

    private static void stops(Reason reason, Assembly code, Input input) {
        try {
            Executor.run(Program.load(GuestElf.of(code.words())), input, Limits.standard(), Observer.none());
        } catch (GuestException e) {
            assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason);
            return;
        }
        throw new AssertionError("expected " + reason + ", and the program ended");
    }

    /** Stores a0 at an offset of the data segment. */
    private static Assembly keep(Assembly code, int offset) {
        return code.set(5, DATA + offset).add(Assembly.store("sw", 10, 5, 0));
    }

    @Test
    void readAnswersWhatIsLeftAndFillsTheLastWordWithZeros() {
        Assembly code = new Assembly().set(5, DATA + 8).set(6, -1).add(Assembly.store("sw", 6, 5, 0));
        keep(code.call(63, 0, DATA, 4), 64);
        keep(code.call(63, 0, DATA + 4, 400), 68);
        keep(code.call(63, 0, DATA + 12, 400), 72);
        code.call(64, 1, DATA, 12).call(64, 1, DATA + 64, 12).call(93, 0, 0);
        RunResult result = run(code, ELEVEN);
        assertThat(Arrays.copyOf(result.output(), 12)).isEqualTo(Arrays.copyOf(ELEVEN, 12));
        assertThat(Arrays.copyOfRange(result.output(), 12, 24))
                .isEqualTo(new byte[] {4, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0});
        assertThat(result.rows().get(TableId.READ)).isEqualTo(3);
        assertThat(result.rows().get(TableId.COPY)).isEqualTo(3);
    }

    @Test
    void readRefusesOtherFilesBadPointersAndBadLengths() {
        stops(Reason.BAD_FILE, new Assembly().call(63, 3, DATA, 4));
        stops(Reason.BAD_POINTER, new Assembly().call(63, 0, DATA + 2, 4));
        stops(Reason.BAD_LENGTH, new Assembly().call(63, 0, DATA, 5));
        stops(Reason.BAD_POINTER, new Assembly().call(63, 0, -8, 12));
        stops(Reason.BAD_POINTER, new Assembly().call(63, 0, DATA, -4));
        stops(Reason.FIRST_PAGE, new Assembly().call(63, 0, 0xff8, 8));
    }

    @Test
    void aProgramThatReadsNeedsAnInput() {
        stops(Reason.INPUT_MISSING, new Assembly().call(63, 0, DATA, 4), Input.none());
        assertThat(run(new Assembly().call(63, 0, DATA, 4).call(93, 5, 0), new byte[0])
                        .exitCode())
                .isEqualTo(5);
    }

    @Test
    void writeTakesAnyBytesAndAnswersTheirNumber() {
        Assembly code = new Assembly().call(63, 0, DATA, 12);
        keep(code.call(64, 1, DATA + 1, 7), 16);
        code.call(64, 2, DATA + 3, 2)
                .call(64, 1, 0, 0)
                .call(64, 1, DATA + 16, 4)
                .call(93, 0, 0);
        RunResult result = run(code, ELEVEN);
        assertThat(result.output()).containsExactly(2, 3, 4, 5, 6, 7, 8, 7, 0, 0, 0);
        assertThat(result.log()).containsExactly(4, 5);
    }

    @Test
    void writeRefusesOtherFilesAndBytesThatAreNotThere() {
        stops(Reason.BAD_FILE, new Assembly().call(64, 0, DATA, 4));
        stops(Reason.BAD_FILE, new Assembly().call(64, 3, DATA, 4));
        stops(Reason.BAD_POINTER, new Assembly().call(64, 1, -1, 2));
        stops(Reason.BAD_POINTER, new Assembly().call(64, 1, 0xfff, 1));
    }

    @Test
    void exitNamesTheDigestInMemory() {
        RunResult result = run(new Assembly().call(63, 0, DATA, 12).call(93, -1, DATA), ELEVEN);
        assertThat(result.exitCode()).isEqualTo(-1);
        assertThat(result.digest()).isEqualTo(Arrays.copyOf(ELEVEN, 32));
        stops(Reason.BAD_POINTER, new Assembly().call(93, 0, DATA + 1));
        stops(Reason.BAD_POINTER, new Assembly().call(93, 0, -28));
        stops(Reason.FIRST_PAGE, new Assembly().call(93, 0, 4));
    }

    @Test
    void precompilesRefuseOperandsThatAreNotThere() {
        for (int call : new int[] {0x1000, 0x1001, 0x1002, 0x1003}) {
            stops(Reason.BAD_POINTER, new Assembly().call(call, DATA + 1, DATA, DATA, DATA));
            stops(Reason.BAD_POINTER, new Assembly().call(call, -4, DATA, DATA, DATA));
            stops(
                    Reason.FIRST_PAGE,
                    new Assembly()
                            .set(5, DATA)
                            .set(6, 1)
                            .add(Assembly.store("sw", 6, 5, 0))
                            .call(call, 0x800, DATA, DATA, DATA));
        }
        stops(Reason.BAD_POINTER, new Assembly().call(0x1001, DATA, DATA + 2));
        stops(Reason.BAD_POINTER, new Assembly().call(0x1003, DATA, DATA, -28, DATA));
        stops(Reason.BAD_POINTER, new Assembly().call(0x1003, DATA, DATA, DATA, -28));
    }

    @Test
    void precompilesRefuseOperandsWithoutAResult() {
        // Modulus 0, and a state word that is p.
        stops(Reason.BAD_OPERAND, new Assembly().call(0x1003, DATA, DATA, DATA, DATA));
        stops(
                Reason.BAD_OPERAND,
                new Assembly()
                        .set(5, DATA + 92)
                        .set(6, 0x7f000001)
                        .add(Assembly.store("sw", 6, 5, 0))
                        .call(0x1000, DATA));
    }

    @Test
    void precompilesAnswerZero() {
        Assembly code = new Assembly().set(5, DATA).set(6, 3).add(Assembly.store("sw", 6, 5, 0));
        keep(code.call(0x1003, DATA + 256, DATA + 512, DATA + 512, DATA), 1024);
        keep(code.call(0x1000, DATA), 1028);
        keep(code.call(0x1001, DATA, DATA), 1032);
        keep(code.call(0x1002, DATA), 1036);
        code.call(64, 1, DATA + 1024, 16).call(93, 0, 0);
        assertThat(run(code, new byte[0]).output()).isEqualTo(new byte[16]);
    }
}

package io.bulwark.riscv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.riscv.GuestException.Reason;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How runs end: with an exit code, or with the one error that says why and where. */
class ExecutorTest {
    private static final int ADDI_LOOP = Assembly.immediate("addi", 5, 5, 1);

    private static RunResult run(Assembly code) {
        return run(code, Input.none(), Limits.standard());
    }

    private static RunResult run(Assembly code, Input input, Limits limits) {
        return Executor.run(Program.load(GuestElf.of(code.words())), input, limits, Observer.none());
    }

    private static GuestException stops(Reason reason, Assembly code) {
        return stops(reason, code, Limits.standard());
    }

    private static GuestException stops(Reason reason, Assembly code, Limits limits) {
        try {
            run(code, Input.none(), limits);
        } catch (GuestException e) {
            assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason);
            assertThat(e).hasMessageContaining("0x%08x", e.pc());
            return e;
        }
        throw new AssertionError("expected " + reason + ", and the program ended");
    }

    @Test
    void endsWithTheExitCodeAndCountsCyclesAndRows() {
        RunResult result = run(new Assembly().call(93, 42, 0));
        assertThat(result.halted()).isTrue();
        assertThat(result.exitCode()).isEqualTo(42);
        assertThat(result.digest()).isEqualTo(new byte[32]);
        assertThat(result.cycles()).isEqualTo(7);
        assertThat(result.rows()).isEqualTo(Map.of(TableId.CONST, 3L, TableId.ADD_HERE, 3L, TableId.HALT, 1L));
    }

    @Test
    void startsWithTheStackPointerAndZerosElsewhere() {
        Assembly code = new Assembly();
        for (int r = 0; r < 32; r++) {
            // The stack pointer is the only way to memory before a register is set.
            code.add(Assembly.store("sw", r, 2, -4 * r - 4));
        }
        code.call(64, 1, 0xBFFFFFF0 - 128, 128).call(93, 0, 0);
        byte[] registers = run(code).output();
        byte[] expected = new byte[128];
        expected[4 * 29] = (byte) 0xf0;
        expected[4 * 29 + 1] = (byte) 0xff;
        expected[4 * 29 + 2] = (byte) 0xff;
        expected[4 * 29 + 3] = (byte) 0xbf;
        assertThat(registers).isEqualTo(expected);
    }

    @Test
    void aTrapNamesPcInstructionAndRegisters() {
        GuestException e =
                stops(Reason.ILLEGAL_INSTRUCTION, new Assembly().set(10, 0xcafe).add(Assembly.EBREAK));
        assertThat(e.pc()).isEqualTo(GuestElf.TEXT + 8);
        assertThat(e.instruction()).isEqualTo(Assembly.EBREAK);
        assertThat(e.registers()).hasSize(32);
        assertThat(e.registers().get(10)).isEqualTo(0xcafe);
        assertThat(e).hasMessageContaining("a0 0000cafe").hasMessageContaining("0x00100073");
    }

    @Test
    void stopsBeforeLeavingCode() {
        stops(Reason.OUTSIDE_TEXT, new Assembly().set(5, 1));
        stops(Reason.OUTSIDE_TEXT, new Assembly().add(Assembly.jal(0, 4096)));
        stops(Reason.OUTSIDE_TEXT, new Assembly().add(Assembly.jalr(1, 0, 0)));
        stops(Reason.OUTSIDE_TEXT, new Assembly().set(5, GuestElf.TEXT - 4).add(Assembly.jalr(1, 5, 0)));
        stops(Reason.MISALIGNED_JUMP, new Assembly().set(5, GuestElf.TEXT).add(Assembly.jalr(1, 5, 2)));
    }

    @Test
    void aBranchThatIsNotTakenMayPointAnywhere() {
        assertThat(run(new Assembly().add(Assembly.branch("bne", 0, 0, -4096)).call(93, 3, 0))
                        .exitCode())
                .isEqualTo(3);
    }

    @Test
    void stopsMisalignedAccesses() {
        Assembly base = new Assembly().set(5, GuestElf.DATA);
        stops(Reason.MISALIGNED_ACCESS, new Assembly().set(5, GuestElf.DATA).add(Assembly.load("lw", 6, 5, 2)));
        stops(Reason.MISALIGNED_ACCESS, new Assembly().set(5, GuestElf.DATA).add(Assembly.load("lh", 6, 5, 1)));
        stops(Reason.MISALIGNED_ACCESS, new Assembly().set(5, GuestElf.DATA).add(Assembly.store("sw", 6, 5, 1)));
        GuestException e = stops(Reason.MISALIGNED_ACCESS, base.add(Assembly.store("sh", 6, 5, 3)));
        assertThat(e).hasMessageContaining("0x01000003");
        assertThat(e.pc()).isEqualTo(GuestElf.TEXT + 8);
    }

    @Test
    void stopsAnAccessToTheFirstPage() {
        stops(Reason.FIRST_PAGE, new Assembly().add(Assembly.load("lw", 5, 0, 0)));
        stops(Reason.FIRST_PAGE, new Assembly().add(Assembly.load("lbu", 5, 0, 2047)));
        stops(Reason.FIRST_PAGE, new Assembly().set(6, 4095).add(Assembly.store("sb", 5, 6, 0)));
    }

    @Test
    void addressesWrapAtTheTopOfMemory() {
        // 0xfffff800 + 0x7fc is the last word but one; + 0x800 more would be the first page.
        Assembly code = new Assembly().set(5, -4).set(6, 0x1234).add(Assembly.store("sw", 6, 5, 0));
        code.add(Assembly.load("lhu", 10, 5, 0)).set(11, 0).set(17, 93).add(Assembly.ECALL);
        assertThat(run(code).exitCode()).isEqualTo(0x1234);
        stops(Reason.FIRST_PAGE, new Assembly().set(5, -4).add(Assembly.load("lw", 6, 5, 4)));
    }

    @Test
    void writesToCodeChangeDataOnly() {
        Assembly code = new Assembly().set(5, GuestElf.TEXT).set(6, 0);
        int patched = code.here() + 8;
        code.add(Assembly.store("sw", 6, 5, patched), Assembly.load("lw", 10, 5, patched));
        code.add(Assembly.immediate("addi", 10, 10, 7)).set(11, 0).set(17, 93).add(Assembly.ECALL);
        assertThat(run(code).exitCode()).isEqualTo(7);
    }

    @Test
    void aJumpToItselfIsEndless() {
        stops(Reason.ENDLESS_LOOP, new Assembly().add(Assembly.jal(0, 0)));
        stops(Reason.ENDLESS_LOOP, new Assembly().add(Assembly.branch("bgeu", 5, 5, 0)));
    }

    @Test
    void stopsExactlyAtTheCycleLimit() {
        Assembly endless = new Assembly().add(ADDI_LOOP, Assembly.jal(0, -4));
        GuestException e = stops(Reason.CYCLE_LIMIT, endless, Limits.standard().withMaxCycles(1001));
        assertThat(e.registers().get(5)).isEqualTo(501);
        assertThat(e.pc()).isEqualTo(GuestElf.TEXT + 4);
        Assembly seven = new Assembly().call(93, 0, 0);
        assertThat(run(seven, Input.none(), Limits.standard().withMaxCycles(7)).halted())
                .isTrue();
        stops(Reason.CYCLE_LIMIT, seven, Limits.standard().withMaxCycles(6));
    }

    @Test
    void stopsAtTheMemoryLimit() {
        Assembly code = new Assembly().set(5, 0x20000000).set(6, 4096);
        code.add(Assembly.store("sw", 6, 5, 0), Assembly.register("add", 5, 5, 6), Assembly.jal(0, -8));
        GuestException e = stops(Reason.MEMORY_LIMIT, code, Limits.standard().withMaxMemoryBytes(1 << 20));
        assertThat(e.registers().get(5)).isBetween(0x20000000 + 200 * 4096, 0x20000000 + 256 * 4096);
    }

    @Test
    void stopsAtTheOutputLimit() {
        Assembly code = new Assembly().call(64, 1, GuestElf.DATA, 100).call(64, 2, GuestElf.DATA, 100);
        stops(Reason.OUTPUT_LIMIT, code, Limits.standard().withMaxOutputBytes(199));
        Assembly ends = new Assembly()
                .call(64, 1, GuestElf.DATA, 100)
                .call(64, 2, GuestElf.DATA, 99)
                .call(93, 0, 0);
        RunResult result = run(ends, Input.none(), Limits.standard().withMaxOutputBytes(199));
        assertThat(result.output()).hasSize(100);
        assertThat(result.log()).hasSize(99);
    }

    @Test
    void anUnknownSystemCallIsNamed() {
        GuestException e = stops(Reason.UNKNOWN_SYSTEM_CALL, new Assembly().call(222));
        assertThat(e).hasMessageContaining("222");
        assertThat(e.pc()).isEqualTo(GuestElf.TEXT + 8);
        // Both limbs of a7 count.
        stops(Reason.UNKNOWN_SYSTEM_CALL, new Assembly().call(0x10000 + 93));
    }

    @Test
    void everyEndIsTheSameStepByStep() {
        for (Assembly code : new Assembly[] {
            new Assembly().add(Assembly.EBREAK),
            new Assembly().set(5, 1),
            new Assembly().add(Assembly.load("lw", 5, 0, 0))
        }) {
            Program program = Program.load(GuestElf.of(code.words()));
            GuestException blocks = thrown(program, Observer.none());
            GuestException steps = thrown(program, new SilentSteps());
            assertThat(steps).hasMessage(blocks.getMessage());
        }
    }

    private static GuestException thrown(Program program, Observer observer) {
        try {
            Executor.run(program, Input.none(), Limits.standard(), observer);
        } catch (GuestException e) {
            return e;
        }
        throw new AssertionError("the program ended");
    }

    @Test
    void theDirectedProgramPrintsWhatItPrintedUnderQemu() throws NoSuchAlgorithmException {
        // The digest of the output that qemu-riscv32 7.2 gives: every instruction is held to it where qemu is absent,
        // too.
        RunResult result =
                Executor.run(Program.load(DirectedProgram.build()), Input.none(), Limits.standard(), Observer.none());
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(result.output())))
                .isEqualTo("b2b4a10c4af810fc87eef756922d11e2abd64a0854f237e8644c15cc037095d5");
        assertThat(result.exitCode()).isEqualTo(77);
    }

    @Test
    void inputsFrom2To30BytesOnAreRefused() {
        assertThat(Input.of(new byte[5]).length()).isEqualTo(5);
        assertThat(Input.of(new byte[] {1, 2, 3, 4, 5}).word(1)).isEqualTo(5);
        assertThat(Input.of(new byte[] {1, 2, 3, 4, 5}).word(2)).isZero();
        assertThatThrownBy(() -> Input.of(new byte[1 << 30])).isInstanceOf(IllegalArgumentException.class);
    }

    /** Takes every step and looks at none. */
    private static final class SilentSteps implements RowObserver {
        @Override
        public long allowance(Execution execution) {
            return Long.MAX_VALUE;
        }

        @Override
        public void executed(Step step) {}

        @Override
        public void accessed(int word, int before, int after, int k) {}
    }
}

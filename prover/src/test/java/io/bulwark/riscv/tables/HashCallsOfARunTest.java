package io.bulwark.riscv.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.riscv.Assembly;
import io.bulwark.riscv.Execution;
import io.bulwark.riscv.Executor;
import io.bulwark.riscv.GuestElf;
import io.bulwark.riscv.Input;
import io.bulwark.riscv.Limits;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.RowObserver;
import io.bulwark.riscv.Step;
import io.bulwark.riscv.SystemCall;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the executor tells of its hash calls is what the tables are filled from: the same accesses in the same order. */
class HashCallsOfARunTest {
    private static final int DATA = GuestElf.DATA;
    private static final int KECCAK_STATE = DATA + 512;

    /** Keeps the accesses of each kind of call, with the timestamps of those alone. */
    private static final class Recorder implements RowObserver {
        private final Program program;
        private final Map<SystemCall, CallRecords> records = new EnumMap<>(SystemCall.class);
        private final Map<Integer, Integer> times = new HashMap<>();
        private CallRecords current = new CallRecords();
        private int clk;

        Recorder(Program program) {
            this.program = program;
        }

        @Override
        public long allowance(Execution execution) {
            return Long.MAX_VALUE;
        }

        @Override
        public void executed(Step step) {
            clk += 4;
        }

        @Override
        public void calls(Execution execution, SystemCall call, int copyRows) {
            clk += 4;
            current = records.computeIfAbsent(call, c -> new CallRecords());
            current.begin(clk, (execution.pc() - program.textStart()) / 4);
        }

        @Override
        public void accessed(int word, int before, int after, int k) {
            Integer previous = times.put(word, clk + k);
            current.access(word, before, after, k, previous == null ? 0 : previous);
        }
    }

    @Test
    void aRunsCallsAreThoseThatTheTablesExpect() {
        byte[] data = new byte[1024];
        new SplittableRandom(9).nextBytes(data);
        int[] code = new Assembly()
                .call(SystemCall.SHA256_COMPRESS.number(), DATA, DATA + 64)
                .call(SystemCall.KECCAK_F1600.number(), KECCAK_STATE)
                .call(SystemCall.SHA256_COMPRESS.number(), DATA + 72, DATA + 64)
                .call(SystemCall.KECCAK_F1600.number(), KECCAK_STATE)
                .call(SystemCall.EXIT.number(), 0, 0)
                .words();
        Program program = Program.load(GuestElf.of(data, code));
        Recorder recorder = new Recorder(program);
        Executor.run(program, Input.of(new byte[0]), Limits.standard(), recorder);

        SimulatedCalls sha256 = new SimulatedCalls();
        sha256.set(DATA, HashMachine.littleEndian(data));
        SimulatedCalls keccak = new SimulatedCalls();
        keccak.set(DATA, HashMachine.littleEndian(data));
        CallRecords told = recorder.records.get(SystemCall.SHA256_COMPRESS);
        sha256.sha256(told.clk[0], told.index[0], DATA, DATA + 64);
        sha256.sha256(told.clk[1], told.index[1], DATA + 72, DATA + 64);
        isTheSame(told, sha256.records);
        CallRecords lanes = recorder.records.get(SystemCall.KECCAK_F1600);
        keccak.keccak(lanes.clk[0], lanes.index[0], KECCAK_STATE);
        keccak.keccak(lanes.clk[1], lanes.index[1], KECCAK_STATE);
        isTheSame(lanes, keccak.records);
        assertThat(HashMachine.SHA256.fill(program, told).violated()).isEmpty();
        assertThat(HashMachine.KECCAK.fill(program, lanes).violated()).isEmpty();
    }

    private static void isTheSame(CallRecords told, CallRecords expected) {
        assertThat(told.calls).isEqualTo(expected.calls);
        assertThat(told.accesses).isEqualTo(expected.accesses);
        assertThat(used(told.first, told.calls + 1)).isEqualTo(used(expected.first, told.calls + 1));
        assertThat(used(told.word, told.accesses)).isEqualTo(used(expected.word, told.accesses));
        assertThat(used(told.before, told.accesses)).isEqualTo(used(expected.before, told.accesses));
        assertThat(used(told.after, told.accesses)).isEqualTo(used(expected.after, told.accesses));
        assertThat(used(told.k, told.accesses)).isEqualTo(used(expected.k, told.accesses));
    }

    private static int[] used(int[] array, int length) {
        return Arrays.copyOf(array, length);
    }
}

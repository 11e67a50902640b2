package io.bulwark.riscv.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.riscv.BuiltGuest;
import io.bulwark.riscv.Executor;
import io.bulwark.riscv.GuestException;
import io.bulwark.riscv.Input;
import io.bulwark.riscv.Limits;
import io.bulwark.riscv.Observer;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.RunResult;
import io.bulwark.riscv.TableId;
import io.bulwark.riscv.guests.BatchInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilerTest {
    private static final long SEED = 5;
    /** A cost of its own for each table, so that a row counted for a wrong one is seen. */
    private static long cells(TableId table) {
        return 1000L + table.place();
    }

    private static Program guest(String name) throws IOException {
        return Program.load(Files.readAllBytes(BuiltGuest.GUESTS.resolve(name + ".elf")));
    }

    private static Profile profile(Program program, byte[] input) {
        Profiler profiler = new Profiler(program, ProfilerTest::cells);
        Executor.run(program, Input.of(input), Limits.standard(), profiler);
        return profiler.profile();
    }

    @Test
    void everyCycleAndEveryCellBelongsToAFunctionAndToAStack() throws IOException {
        Map<String, byte[]> cases = Map.of(
                "workout", new byte[] {2, 0, 0, 0},
                "primes", new byte[] {100, 0, 0, 0},
                "selftest", new byte[] {3, 0, 0, 0, 2, 0, 0, 0},
                "batch", BatchInput.valid(SEED, 1, 1).input());
        for (Map.Entry<String, byte[]> each : cases.entrySet()) {
            Program program = guest(each.getKey());
            RunResult result = Executor.run(program, Input.of(each.getValue()), Limits.standard(), Observer.none());
            long cells = result.rows().entrySet().stream()
                    .mapToLong(row -> row.getValue() * cells(row.getKey()))
                    .sum();
            Profile profile = profile(program, each.getValue());
            assertThat(profile.cycles()).as(each.getKey()).isEqualTo(result.cycles());
            assertThat(profile.cells()).as(each.getKey()).isEqualTo(cells);
            assertThat(profile.functions().stream()
                            .mapToLong(FunctionCost::ownCycles)
                            .sum())
                    .isEqualTo(result.cycles());
            assertThat(profile.functions().stream()
                            .mapToLong(FunctionCost::ownCells)
                            .sum())
                    .isEqualTo(cells);
            assertThat(ownCells(profile.roots())).isEqualTo(cells);
            assertThat(profile.isCut()).isFalse();
        }
    }

    private static long ownCells(List<Frame> frames) {
        return frames.stream()
                .mapToLong(frame -> frame.ownCells() + ownCells(frame.callees()))
                .sum();
    }

    @Test
    void systemCallsAreFunctionsThatTheirCallersCall() throws IOException {
        Profile profile = profile(guest("selftest"), new byte[] {3, 0, 0, 0, 2, 0, 0, 0});
        assertThat(cost(profile, "[keccak_f1600]").ownCells())
                .isEqualTo(cost(profile, "[keccak_f1600]").calls() * cells(TableId.KECCAK));
        assertThat(cost(profile, "[exit]").calls()).isEqualTo(1);
        assertThat(cost(profile, "bulwark_keccak_f1600").cells())
                .isGreaterThan(cost(profile, "[keccak_f1600]").cells() / 2);
    }

    @Test
    void aRunThatAFaultEndsHasAProfileUntilThere() throws IOException {
        Program program = guest("primes");
        Profiler profiler = new Profiler(program, ProfilerTest::cells);
        Limits few = Limits.standard().withMaxCycles(1000);
        assertThatThrownBy(() -> Executor.run(program, Input.of(new byte[] {100, 0, 0, 0}), few, profiler))
                .isInstanceOf(GuestException.class);
        assertThat(profiler.profile().cycles()).isEqualTo(1000);
        assertThat(profiler.profile().functions()).isNotEmpty();
    }

    @Test
    void tellsCallsRecursionTailCallsAndPointersApart(@TempDir Path directory)
            throws IOException, InterruptedException {
        Path source = Files.writeString(directory.resolve("calls.c"), """
                #include "bulwark.h"
                #define APART __attribute__((noinline, noclone, noipa))
                APART uint32_t leaf(uint32_t x) { return x * x + 1; }
                APART uint32_t tail(uint32_t x) { return leaf(x + 1); }
                APART uint32_t fib(uint32_t n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
                uint32_t (*volatile pointer)(uint32_t) = leaf;
                APART uint32_t through(uint32_t x) { return pointer(x) + 2; }
                int main(void)
                {
                    uint32_t sum = fib(10);
                    for (uint32_t i = 0; i < 3; i++)
                        sum += tail(i) + through(i);
                    bulwark_write(&sum, sizeof sum);
                    return 0;
                }
                """);
        Path elf = BuiltGuest.of(directory, source, "-O2 -g -fno-optimize-sibling-calls");
        Profile plain = profile(Program.load(Files.readAllBytes(elf)), new byte[0]);
        assertThat(cost(plain, "main").calls()).isEqualTo(1);
        // 177 calls of fib(10) in all.
        assertThat(cost(plain, "fib").calls()).isEqualTo(177);
        assertThat(cost(plain, "fib").cycles()).isEqualTo(cost(plain, "fib").ownCycles());
        assertThat(cost(plain, "leaf").calls()).isEqualTo(6);
        assertThat(cost(plain, "through").cycles())
                .isEqualTo(
                        cost(plain, "through").ownCycles() + cost(plain, "leaf").cycles() / 2);
        assertThat(cost(plain, "tail").cycles())
                .isGreaterThan(cost(plain, "tail").ownCycles());
        assertThat(cost(plain, "main").source().orElseThrow().toString()).endsWith("calls.c:9");
        assertThat(plain.roots().getFirst().name()).isEqualTo("_start");

        Path tails = BuiltGuest.of(directory, source, "-O2 -foptimize-sibling-calls");
        Profile tail = profile(Program.load(Files.readAllBytes(tails)), new byte[0]);
        assertThat(cost(tail, "tail").calls()).isEqualTo(3);
        assertThat(cost(tail, "leaf").calls()).isEqualTo(6);
        assertThat(cost(tail, "tail").cycles())
                .as("a tail call ends its caller")
                .isEqualTo(cost(tail, "tail").ownCycles());
        assertThat(cost(tail, "main").cycles()).isGreaterThan(cost(tail, "fib").cycles());
    }

    private static FunctionCost cost(Profile profile, String name) {
        return profile.functions().stream()
                .filter(cost -> cost.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + profile.functions()));
    }
}

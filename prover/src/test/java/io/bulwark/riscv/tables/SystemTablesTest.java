package io.bulwark.riscv.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.air.MachineException;
import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.Assembly;
import io.bulwark.riscv.GuestElf;
import io.bulwark.riscv.TableId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** System calls, memory tree, hashes and lookups together: what real runs leave is true, and every end of it matters. */
class SystemTablesTest {
    private static final int DATA = GuestElf.DATA;
    private static final int READ = 63;
    private static final int WRITE = 64;
    private static final int EXIT = 93;

    private static byte[] bytes(int length) {
        byte[] out = new byte[length];
        new Random(length).nextBytes(out);
        return out;
    }

    private static ClosedSystem system(Assembly code, byte[] input) {
        return ClosedSystem.of(RecordedRun.of(code, input));
    }

    /** Reads of every kind: several words, none, to the end with a part of a word, from there, and more than there is. */
    static ClosedSystem allCalls() {
        Assembly code = new Assembly()
                .call(READ, 0, DATA + 20, 20)
                .call(WRITE, 1, DATA, 13)
                .call(READ, 0, DATA + 4, 0)
                .call(READ, 0, DATA + 64, 4)
                .call(READ, 0, DATA + 256, 400)
                .call(READ, 0, DATA + 4, 8)
                .call(READ, 0, DATA + 4, 0)
                .call(WRITE, 2, DATA + 20, 0)
                .call(EXIT, 0x12345678, DATA + 24);
        return system(code, bytes(43));
    }

    @TestFactory
    List<DynamicTest> chipsAreThoseOfTheReference() {
        List<DynamicTest> tests = new ArrayList<>();
        for (CallTable table : List.of(new HaltTable(), new WriteTable(), new ReadTable(), new CopyTable())) {
            tests.add(ReferenceTables.agreesWith(table.columns(), table.chip()));
        }
        tests.add(ReferenceTables.agreesWith(new BlockTable().columns(), new BlockTable().chip()));
        tests.add(ReferenceTables.agreesWith(new NodeTable().columns(), new NodeTable().chip()));
        tests.add(ReferenceTables.agreesWith(new Poseidon2Table().columns(), new Poseidon2Table().chip()));
        List<String> m = LookupTable.COLUMNS.names();
        tests.add(
                ReferenceTables.agreesWith(m, ProgramTable.PREPROCESSED.names(), List.of(), new ProgramTable().chip()));
        tests.add(ReferenceTables.agreesWith(m, List.of(), List.of("bits", "value"), new RangeTable().chip()));
        tests.add(ReferenceTables.agreesWith(m, List.of(), List.of("a", "b", "n"), new AndTable().chip()));
        tests.add(ReferenceTables.agreesWith(m, List.of(), List.of("h1", "h2", "h3"), new AgeTable(6).chip()));
        tests.add(ReferenceTables.agreesWith(m, List.of(), List.of("left", "k", "Q", "R"), new Pow2Table().chip()));
        return tests;
    }

    @Test
    void aRunOfAllCallsSatisfiesAllTablesAndBalances() {
        ClosedSystem system = allCalls();
        assertThat(system.run().result().halted()).isTrue();
        assertThat(system.table("Read").rows()).isEqualTo(6);
        assertThat(system.table("Copy").rows()).isEqualTo(5 + 1 + 5);
        assertThat(system.wrong()).isEmpty();
    }

    @TestFactory
    List<DynamicTest> readsOfEveryShapeBalance() {
        int[][] shapes = {{0, 0}, {0, 8}, {1, 4}, {2, 4}, {3, 400}, {4, 4}, {5, 4}, {5, 8}, {8, 8}, {64, 64}, {67, 68}};
        return Arrays.stream(shapes)
                .map(shape -> DynamicTest.dynamicTest(
                        "%d bytes asked of %d, then what is left, then more".formatted(shape[1], shape[0]), () -> {
                            Assembly code = new Assembly()
                                    .call(READ, 0, DATA + 28, shape[1])
                                    .call(READ, 0, DATA + 28, 1024)
                                    .call(READ, 0, DATA, 4)
                                    .call(EXIT, 0, 0);
                            assertThat(system(code, bytes(shape[0])).wrong()).isEmpty();
                        }))
                .toList();
    }

    @Test
    void wordsAtTheEndOfMemoryCanBeReadTo() {
        Assembly code = new Assembly().call(READ, 0, -32, 32).call(EXIT, 1, -32);
        assertThat(system(code, bytes(32)).wrong()).isEmpty();
    }

    @Test
    void aRunThatIsCutBalances() {
        Assembly code = new Assembly().call(READ, 0, DATA, 8).call(EXIT, 1, DATA);
        RecordedRun run = RecordedRun.of(code, bytes(8), 11);
        assertThat(run.result().halted()).isFalse();
        assertThat(run.calls(TableId.READ).calls).isEqualTo(1);
        assertThat(ClosedSystem.of(run).wrong()).isEmpty();
    }

    @Test
    void everyPublicValueMatters() {
        Assembly code = new Assembly().call(READ, 0, DATA, 32).call(EXIT, 7, DATA);
        for (RecordedRun run : List.of(RecordedRun.of(code, bytes(32)), RecordedRun.of(code, bytes(32), 10))) {
            ClosedSystem system = ClosedSystem.of(run);
            boolean halted = run.result().halted();
            for (int i = 0; i < SegmentEnds.COUNT; i++) {
                int[] values = system.publicValues().clone();
                values[i] = KoalaBear.sub(KoalaBear.ONE, values[i]);
                assertThat(judged(system, values).isEmpty())
                        .as("value %d, halted %s", i, halted)
                        .isEqualTo(isForTheVerifier(i, halted));
            }
            int[] values = system.publicValues().clone();
            values[SegmentEnds.HALTED] = KoalaBear.fromCanonical(2);
            assertThatThrownBy(() -> judged(system, values)).isInstanceOf(MachineException.class);
        }
    }

    private static Set<String> judged(ClosedSystem system, int[] publicValues) {
        Judge judge = new Judge(system.run().program()).take(SegmentEnds.contributions(), publicValues);
        system.asking().forEach(judge::take);
        return judge.complaints();
    }

    /** Values that stand in no message, so that the verifier demands that they be 0. */
    private static boolean isForTheVerifier(int i, boolean halted) {
        boolean upperCycles = i == SegmentEnds.CYCLES + 2 || i == SegmentEnds.CYCLES + 3;
        return upperCycles || (halted ? i == SegmentEnds.END_PC : i >= SegmentEnds.EXIT_CODE);
    }
}

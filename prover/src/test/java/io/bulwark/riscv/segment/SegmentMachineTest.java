package io.bulwark.riscv.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.field.KoalaBear;
import io.bulwark.proof.Key;
import io.bulwark.proof.SecurityCalculator;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.riscv.Assembly;
import io.bulwark.riscv.GuestElf;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.TableId;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SegmentMachineTest {
    private static final SegmentMachine MACHINE = SegmentMachine.standard();
    private static final long SEED = 3;

    private static Program program(int instructions) {
        int[] code = new int[instructions];
        Arrays.fill(code, Assembly.ECALL);
        return Program.load(GuestElf.of(code));
    }

    @Test
    void everyShapeKeeps128Bits() {
        Key key = new Key(
                MACHINE.machine(),
                SecurityParameters.segment(),
                Collections.nCopies(MACHINE.shapes().size(), Optional.empty()));
        for (int i = 0; i < MACHINE.shapes().size(); i++) {
            SecurityCalculator.Report report = key.security(i);
            assertThat(report.least()).as(MACHINE.shapes().get(i).title()).isGreaterThanOrEqualTo(128);
            assertThat(report.dimensions().logLeaves()).isLessThanOrEqualTo(26);
            assertThat(report.dimensions().constraints()).isLessThan(1 << 24);
        }
    }

    @Test
    void everyShapeHasTheAgeTableOfItsClassAlone() {
        for (SegmentShape shape : MACHINE.shapes()) {
            for (SizeClass size : SizeClass.values()) {
                assertThat(shape.shape().logHeightsOf(MachineTables.age(size)))
                        .as(shape.title())
                        .isEqualTo(size == shape.size() ? List.of(3 * size.ageBits()) : List.of());
            }
        }
    }

    @Test
    void timestampsOfTheLongestSegmentStayBelowTheAgesAndP() {
        for (SizeClass size : SizeClass.values()) {
            long cycles = (1L << size.logCycles()) - 1;
            long last = 4 * cycles + 3;
            assertThat(last).isLessThan(1L << (16 + size.ageBits()));
            assertThat(last + 4).isLessThan(KoalaBear.P);
        }
        assertThat(MACHINE.shapes())
                .allSatisfy(shape -> assertThat(shape.capacity().maxCycles())
                        .isEqualTo((1 << shape.size().logCycles()) - 1));
    }

    @Test
    void everyClassHasAShapeForEveryTableAndOneWithoutPrecompiles() {
        for (int step : SegmentMachine.PROGRAM_STEPS) {
            for (SizeClass size : SizeClass.values()) {
                List<SegmentShape> shapes = MACHINE.shapes().stream()
                        .filter(s -> s.size() == size && s.logProgram() == step)
                        .toList();
                assertThat(shapes).anySatisfy(shape -> {
                    for (TableId id : TableId.values()) {
                        assertThat(shape.capacity().rows(id)).as("%s", id).isPositive();
                    }
                });
                assertThat(shapes).anySatisfy(shape -> {
                    for (TableId id : List.of(TableId.SHA256, TableId.KECCAK, TableId.MULMOD, TableId.POSEIDON2)) {
                        assertThat(shape.capacity().rows(id)).isZero();
                    }
                });
            }
        }
    }

    @Test
    void aProgramUsesTheShapesOfTheLeastStepThatHoldsIt() {
        assertThat(MACHINE.shapesOf(program(1 << 12)))
                .allSatisfy(
                        i -> assertThat(MACHINE.shapes().get(i).logProgram()).isEqualTo(12));
        assertThat(MACHINE.shapesOf(program((1 << 12) + 1)))
                .allSatisfy(
                        i -> assertThat(MACHINE.shapes().get(i).logProgram()).isEqualTo(15));
        assertThatThrownBy(() -> TracedSegment.SMALL.shapesOf(program((1 << 12) + 1)))
                .isInstanceOf(SegmentException.class)
                .hasMessageContaining("4097 instructions");
    }

    @Test
    void piecesCoverRowsWithoutMuchPadding() {
        assertThat(ShapeRows.covering(0, 4)).isEmpty();
        assertThat(ShapeRows.covering(1, 4)).containsExactly(0);
        assertThat(ShapeRows.covering(7, 4)).containsExactly(2, 1, 0);
        assertThat(ShapeRows.covering((1 << 16) - 1, 4)).containsExactly(16);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 1000; i++) {
            long rows = random.nextLong(1, 1L << 22);
            List<Integer> logs = ShapeRows.covering(rows, 4);
            long sum = logs.stream().mapToLong(k -> 1L << k).sum();
            assertThat(sum).as("seed %d, %d rows", SEED, rows).isBetween(rows, rows + rows / 8 + 1);
            assertThat(logs.size()).isLessThanOrEqualTo(4);
            assertThat(logs).doesNotHaveDuplicates().isSortedAccordingTo(Collections.reverseOrder());
        }
    }

    @Test
    void aChipOfManyConstraintsIsNotCutIntoManyPieces() {
        for (SegmentShape shape : MACHINE.shapes()) {
            for (int chip = 0; chip < MACHINE.machine().chips().size(); chip++) {
                if (MACHINE.machine().chips().get(chip).graph().size() > 10_000) {
                    assertThat(shape.shape().logHeightsOf(chip))
                            .as("pieces of chip %d in %s", chip, shape.title())
                            .hasSizeLessThanOrEqualTo(2);
                }
            }
        }
    }
}

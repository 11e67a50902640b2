package io.bulwark.air;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.examples.SpongeMachine;
import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;
import io.bulwark.field.KoalaBear;
import io.bulwark.poly.DenseCube;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What chips are compiled to, against the graph evaluated node by node, on rows that need not satisfy anything. */
class ChipProgramsTest {
    private static final long SEED = 61;
    private static final int ROWS = 300;

    static Stream<Chip> chips() {
        return Stream.of(
                        SpongeMachine.withShapes(List.of(1)),
                        ProductMachine.machine(),
                        WalkMachine.machine(),
                        MixerMachine.machine())
                .flatMap(m -> m.chips().stream());
    }

    private static int[][] table(Chip chip, Random random) {
        int width = chip.main() + chip.prep() + chip.closed().size();
        int[][] table = new int[width][ROWS];
        for (int[] column : table) {
            for (int i = 0; i < ROWS; i++) {
                column[i] = DenseCube.randomBase(random);
            }
        }
        return table;
    }

    private static int[] nodes(Chip chip, int[][] table, int row) {
        Row values = Row.of(chip);
        for (int c = 0; c < table.length; c++) {
            int prep = c - chip.main();
            if (prep < 0) {
                values.main()[c] = table[c][row];
            } else if (prep < chip.prep()) {
                values.prep()[prep] = table[c][row];
            } else {
                values.closed()[prep - chip.prep()] = table[c][row];
            }
        }
        int[] out = new int[chip.graph().size()];
        chip.graph().evaluate(values, out);
        return out;
    }

    @ParameterizedTest
    @MethodSource("chips")
    void anAffineProgramComputesAnyAffineNodes(Chip chip) {
        Random random = new Random(SEED);
        int[][] table = table(chip, random);
        List<Integer> targets = IntStream.range(0, chip.graph().size())
                .filter(n -> chip.graph().degree(n) == 1 && random.nextInt(3) == 0)
                .boxed()
                .toList();
        int[][] out = new int[targets.size()][ROWS + 1];
        AffineProgram program = AffineProgram.of(chip, targets);
        AffineProgram.Registers registers = program.new Registers(table, out, 1);
        program.run(registers, 0, AffineProgram.BLOCK, Kernels.best());
        program.run(registers, AffineProgram.BLOCK, ROWS - AffineProgram.BLOCK, Kernels.best());
        for (int row : new int[] {0, 1, AffineProgram.BLOCK - 1, AffineProgram.BLOCK, ROWS - 1}) {
            int[] nodes = nodes(chip, table, row);
            for (int t = 0; t < targets.size(); t++) {
                assertThat(out[t][row + 1])
                        .as("node %d of %s, row %d, seed %d", targets.get(t), chip.name(), row, SEED)
                        .isEqualTo(nodes[targets.get(t)]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("chips")
    void aWeightedSumOfNodesIsItsAffineFormAndItsProducts(Chip chip) {
        Random random = new Random(SEED + 1);
        int[][] table = table(chip, random);
        Graph graph = chip.graph();
        Adjoint sum = new Adjoint(chip);
        List<Extension> weights = new ArrayList<>();
        for (int n = 0; n < graph.size(); n++) {
            weights.add(random.nextInt(4) == 0 ? DenseCube.random(random) : Extension.ZERO);
            sum.add(n, weights.get(n));
        }
        sum.propagate();
        ExtensionVector form = new ExtensionVector(ROWS);
        sum.form().evaluate(table, 0, form, 0, ROWS, Kernels.best());
        for (int row : new int[] {0, 17, ROWS - 1}) {
            int[] nodes = nodes(chip, table, row);
            Extension expected = Extension.ZERO;
            Extension actual = form.get(row);
            for (int n = 0; n < graph.size(); n++) {
                expected = expected.add(weights.get(n).scale(nodes[n]));
                if (Adjoint.isProduct(graph, n)) {
                    actual = actual.add(sum.productWeight(n).scale(nodes[n]));
                }
            }
            assertThat(actual)
                    .as("row %d of %s, seed %d", row, chip.name(), SEED)
                    .isEqualTo(expected);
        }
    }

    @Test
    void everySBoxOfTheSpongeIsACubeApart() {
        ProductProgram program =
                ProductProgram.of(SpongeMachine.withShapes(List.of(1)).chips().getFirst());
        assertThat(program.degree()).isEqualTo(3);
        assertThat(program.restDegree()).isEqualTo(2);
        assertThat(program.inputs().stream().filter(i -> i.cube() >= 0)).hasSize(215);
        assertThat(program.inputs()).hasSize(216);
    }

    @Test
    void constantsAreFoldedAndNeverEvaluated() {
        ChipBuilder chip = ChipBuilder.chip("constants", 1);
        Expression six = chip.constant(2).times(3);
        chip.zero(chip.main(0).times(six).minus(chip.main(0).times(6)));
        Graph graph = chip.build().graph();
        int[] constants = Adjoint.constants(graph);
        int node = IntStream.range(0, graph.size())
                .filter(n -> graph.degree(n) == 0 && !graph.operation(n).isLeaf())
                .findFirst()
                .orElseThrow();
        assertThat(constants[node]).isEqualTo(KoalaBear.fromCanonical(6));
    }
}

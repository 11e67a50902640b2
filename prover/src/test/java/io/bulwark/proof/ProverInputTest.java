package io.bulwark.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.air.MachineException;
import io.bulwark.air.MachineException.Kind;
import io.bulwark.air.SampleMachine;
import io.bulwark.air.Table;
import io.bulwark.air.WalkMachine;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a prover is given is checked before any work: each fault has its own error. */
class ProverInputTest {
    private static final SecurityParameters TINY = new SecurityParameters(1, 2, 3, 1, 1);

    private final SampleMachine walk = WalkMachine.example(1, 2, 3, 1, 1);
    private final ProverKey key = ProverKey.of(walk.machine(), TINY, walk.preprocessed(), ProverOptions.standard());
    private final List<ProverPhase> heard = new ArrayList<>();
    private final ProverOptions options = ProverOptions.standard().withListener((phase, time) -> heard.add(phase));

    private static int[] canonical(SampleMachine machine) {
        return machine.publicValues().stream().mapToInt(KoalaBear::toCanonical).toArray();
    }

    private void refuses(Kind kind, Supplier<Proven> proof) {
        assertThatThrownBy(proof::get)
                .isInstanceOfSatisfying(
                        MachineException.class, e -> assertThat(e.kind()).isEqualTo(kind));
        assertThat(heard).as("phases that ended before the refusal").isEmpty();
    }

    @Test
    void refusesAShapeThatTheMachineLacks() {
        refuses(Kind.SHAPE_INDEX, () -> Prover.prove(key, 2, walk.tables(), canonical(walk), options));
        refuses(Kind.SHAPE_INDEX, () -> Prover.prove(key, -1, walk.tables(), canonical(walk), options));
    }

    @Test
    void refusesAShapeThatTheKeyIsNotFor() {
        ProverKey some =
                ProverKey.of(walk.machine(), key.key().parameters(), key.preprocessedTables(), Set.of(0), options);
        assertThat(some.key().preprocessed(0)).isEqualTo(key.key().preprocessed(0));
        assertThat(some.key().preprocessed(1)).isEmpty();
        refuses(Kind.SHAPE_INDEX, () -> Prover.prove(some, 1, walk.tables(), canonical(walk), options));
    }

    @Test
    void refusesAnotherNumberOfTables() {
        List<Table> tables = walk.tables().subList(0, 2);
        refuses(Kind.TRACE_SHAPE, () -> Prover.prove(key, 0, tables, canonical(walk), options));
    }

    @Test
    void refusesATableOfAnotherWidth() {
        List<Table> tables = new ArrayList<>(walk.tables());
        tables.set(WalkMachine.CUBES, Table.empty(4));
        refuses(Kind.TRACE_SHAPE, () -> Prover.prove(key, 0, tables, canonical(walk), options));
    }

    @Test
    void refusesMoreRowsThanTheShapeHolds() {
        refuses(Kind.ROWS, () -> Prover.prove(key, 1, walk.tables(), canonical(walk), options));
    }

    @Test
    void refusesAnotherNumberOfPublicValues() {
        refuses(Kind.PUBLIC_VALUES, () -> Prover.prove(key, 0, walk.tables(), new int[3], options));
    }

    @Test
    void refusesAPublicValueThatIsNoElement() {
        for (int wrong : new int[] {-1, KoalaBear.P, Integer.MAX_VALUE}) {
            int[] values = canonical(walk);
            values[2] = wrong;
            refuses(Kind.NON_CANONICAL, () -> Prover.prove(key, 0, walk.tables(), values, options));
        }
    }

    @Test
    void refusesAShapeThatNeedsMoreMemoryThanTheBudget() {
        long need = MemoryNeed.of(key.key().layout(0)).bytes();

        assertThatThrownBy(
                        () -> Prover.prove(key, 0, walk.tables(), canonical(walk), options.withMemoryBudget(need - 1)))
                .isInstanceOfSatisfying(MemoryBudgetException.class, e -> {
                    assertThat(e.need()).isEqualTo(need);
                    assertThat(e.budget()).isEqualTo(need - 1);
                });
        assertThat(heard).isEmpty();

        Prover.prove(key, 0, walk.tables(), canonical(walk), options.withMemoryBudget(need));
        assertThat(heard).containsExactly(ProverPhase.values());
    }

    @Test
    void tellsTheTimeOfEveryPhase() {
        Map<ProverPhase, Long> told = new EnumMap<>(ProverPhase.class);
        Proven proven = Prover.prove(
                key,
                0,
                walk.tables(),
                canonical(walk),
                options.withListener((phase, time) -> told.put(phase, time.toNanos())));

        assertThat(proven.times()).containsOnlyKeys(ProverPhase.values());
        proven.times().forEach((phase, time) -> assertThat(told).containsEntry(phase, time.toNanos()));
        assertThat(proven.total().toNanos())
                .isEqualTo(told.values().stream().mapToLong(Long::longValue).sum());
    }
}

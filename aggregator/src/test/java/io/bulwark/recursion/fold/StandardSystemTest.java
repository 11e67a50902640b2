package io.bulwark.recursion.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.air.Layout;
import io.bulwark.air.Machine;
import io.bulwark.proof.Key;
import io.bulwark.proof.MemoryNeed;
import io.bulwark.recursion.circuit.Circuit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the standard system promises of itself. */
class StandardSystemTest {
    private static final int MAX_FINAL_BYTES = 300 << 10;
    private static final long MAX_MEMORY = 4L << 30;

    @ParameterizedTest
    @ValueSource(ints = {128, 100})
    void everyProofHasTheBitsOfItsSet(int set) {
        FoldSystem system = FoldSystem.standard(set);
        Machine machine = system.recursion().machine();
        for (CircuitKind kind : CircuitKind.values()) {
            Key key = new Key(
                    machine,
                    system.parameters().of(kind),
                    Collections.nCopies(machine.shapes().size(), Optional.empty()));
            for (int shape : system.shapesOf(kind)) {
                assertThat(key.security(shape).least()).as("%s, shape %d", kind, shape).isGreaterThanOrEqualTo(set);
            }
        }
    }

    @Test
    void theFinalProofIsSmall() {
        FoldSystem system = FoldSystem.standard(128);
        Layout layout = system.layout(CircuitKind.FINISH, FoldSystem.FINISHED);
        int elements = Math.toIntExact(FoldValues.COUNT + layout.proofElements() - 1);
        assertThat(4 * Integer.BYTES + PackedElements.bytes(elements)).isLessThanOrEqualTo(MAX_FINAL_BYTES);
    }

    @Test
    void everyFoldFitsTheMemoryOfASmallMachine() {
        FoldSystem system = FoldSystem.standard(128);
        for (CircuitKind kind : CircuitKind.values()) {
            for (int shape : system.shapesOf(kind)) {
                assertThat(MemoryNeed.of(system.layout(kind, shape)).bytes())
                        .as("%s, shape %d", kind, shape)
                        .isLessThan(MAX_MEMORY);
            }
        }
    }

    @Test
    void circuitsAreNumberedByTheirKind() {
        FoldSystem system = FoldSystem.standard(128);
        assertThat(system.circuits())
                .hasSize(system.segments().shapes().size() + 8 + 2 + FoldSystem.MAX_BUNDLE);
        system.circuits().forEach((index, circuit) -> {
            assertThat(CircuitKind.of(index)).isEqualTo(circuit.kind());
            assertThat(circuit.kind().index(CircuitKind.place(index))).isEqualTo(index);
            assertThat(system.indexOf(circuit)).isEqualTo(index);
        });
    }

    @Test
    void aCircuitIsTheSameWheneverItIsRecorded() {
        FoldCircuit lift = new FoldCircuit.Lift(1);
        Circuit first = FoldKey.record(FoldSystem.standard(128), lift);
        assertThat(FoldKey.record(FoldSystem.standard(128), lift)).isEqualTo(first);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(ints = {128, 100})
    void everyCircuitHasAPlace(int set) {
        FoldSystem system = FoldSystem.standard(set);
        List<FoldCircuit> without = new ArrayList<>();
        system.circuits().values().forEach(circuit -> {
            Circuit recorded = FoldKey.record(system, circuit);
            if (system.shapesOf(circuit.kind()).stream()
                    .noneMatch(shape -> system.recursion().holds(shape, recorded))) {
                without.add(circuit);
            }
        });
        assertThat(without).isEmpty();
    }
}

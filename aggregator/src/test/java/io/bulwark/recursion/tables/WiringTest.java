package io.bulwark.recursion.tables;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.air.Table;
import io.bulwark.recursion.circuit.Circuit;
import io.bulwark.recursion.circuit.CircuitBuilder;
import io.bulwark.recursion.circuit.Gate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Preprocessed tables that would leave the prover a choice. Counts that are off are in {@link PaddingTest}. */
class WiringTest {
    private static final long SEED = 11;
    private static final FilledCircuit FILLED = FilledCircuit.of(EveryGate.witness(SEED));

    private static int cell(Gate gate, String column, int row) {
        return FILLED.preprocessed().get(GateTables.chip(gate)).column(place(gate, column))[row];
    }

    private static int place(Gate gate, String column) {
        return GateTables.of(gate).preprocessedNames().indexOf(column);
    }

    private static void refuses(FilledCircuit changed, String message) {
        assertThatThrownBy(() -> Wiring.check(changed.preprocessed()))
                .isInstanceOf(WiringException.class)
                .hasMessageContaining(message);
    }

    @Test
    void acceptsWhatACircuitGives() {
        assertThatCode(() -> Wiring.check(FILLED.preprocessed())).doesNotThrowAnyException();
    }

    @Test
    void refusesTwoWritersOfAWire() {
        int other = cell(Gate.HINT, "out", 1);
        refuses(FILLED.withPreprocessed(Gate.HINT, place(Gate.HINT, "out"), 0, other), "one writer");
        refuses(FILLED.withPreprocessed(Gate.EXTENSION, place(Gate.EXTENSION, "out"), 0, other), "one writer");
    }

    @Test
    void refusesAWireThatNobodyWrites() {
        refuses(
                FILLED.withPreprocessed(
                        Gate.HINT, Table.empty(GateTables.of(Gate.HINT).chip().prep())),
                "a writer");
    }

    @Test
    void refusesAReaderOfAnotherWire() {
        int other = cell(Gate.EXTENSION, "b", 0);
        refuses(FILLED.withPreprocessed(Gate.EXTENSION, place(Gate.EXTENSION, "a"), 0, other), "readers");
    }

    @Test
    void refusesAnEntryThatIsStoredTwice() {
        int index = cell(Gate.STORE, "index", 1);
        refuses(FILLED.withPreprocessed(Gate.STORE, place(Gate.STORE, "index"), 0, index), "each entry of a list once");
    }

    @Test
    void refusesACircuitWithAnotherNumberOfPublicValues() {
        CircuitBuilder builder = new CircuitBuilder().publicValues(1);
        int zero = builder.wires(1);
        builder.row(Gate.CONSTANT, zero, 0, 0, 0, 0, 0);
        int[] fields = Arrays.copyOf(new int[] {zero, zero, zero, 1}, 9);
        Circuit circuit = builder.row(Gate.BASE, fields).build();
        assertThatThrownBy(() -> CircuitTables.preprocessed(circuit))
                .isInstanceOf(WiringException.class)
                .hasMessageContaining("62 public values");
    }
}

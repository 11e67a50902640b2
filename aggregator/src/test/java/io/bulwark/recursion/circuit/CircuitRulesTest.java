package io.bulwark.recursion.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bulwark.backend.VerificationException.Reason;
import org.junit.jupiter.api.Test;

class CircuitRulesTest {
    private final CircuitBuilder builder = new CircuitBuilder();

    private void refuses(String why) {
        assertThatExceptionOfType(CircuitException.class)
                .isThrownBy(builder::build)
                .withMessageContaining(why);
    }

    private int constant() {
        int out = builder.wires(1);
        builder.row(Gate.CONSTANT, out, 0, 0, 0, 0, 0);
        return out;
    }

    @Test
    void countsReadersAndPublicContributions() {
        builder.publicValues(1);
        int x = constant();
        builder.row(Gate.BASE, x, x, x, 1, 0, 0, 0, 0, 0);
        builder.row(Gate.EQUAL, 1, x, builder.reason(Reason.FRI_FOLD));
        Circuit circuit = builder.build();
        assertThat(circuit.reads(1)).isEqualTo(2);
        assertThat(circuit.reads(x)).isEqualTo(4);
    }

    @Test
    void aWireIsWrittenOnce() {
        int x = constant();
        builder.row(Gate.CONSTANT, x, 1, 0, 0, 0, 0);
        refuses("written twice");
    }

    @Test
    void rowsThatWriteManyWiresMayNotOverlap() {
        int x = constant();
        int out = builder.wires(8);
        builder.row(Gate.UNPACK, x, out);
        builder.row(Gate.UNPACK, x, out + 4);
        refuses("written twice");
    }

    @Test
    void everyWireIsWritten() {
        builder.wires(1);
        refuses("nobody writes wire 1");
    }

    @Test
    void aWireIsReadOnlyAfterItIsWritten() {
        int out = builder.wires(1);
        builder.row(Gate.BASE, out, out, out, out, 0, 0, 0, 0, 0);
        refuses("before it is written");
    }

    @Test
    void addressesLieWithinTheCircuit() {
        builder.row(Gate.EQUAL, constant(), 7, builder.reason(Reason.FRI_FOLD));
        refuses("reads 7");
    }

    @Test
    void noOperandIsLeftOut() {
        builder.row(Gate.EQUAL, constant(), 0, builder.reason(Reason.FRI_FOLD));
        refuses("reads 0");
    }

    @Test
    void publicValuesAreWrittenByBaseRows() {
        builder.publicValues(1);
        builder.row(Gate.CONSTANT, 1, 0, 0, 0, 0, 0);
        refuses("writes public value 1");
    }

    @Test
    void aHintElementIsTakenOnce() {
        int first = builder.hints(9);
        builder.row(Gate.HINT, builder.wires(1), 0, first);
        builder.row(Gate.HINT, builder.wires(1), 0, first + 4);
        refuses("taken by two rows");
    }

    @Test
    void aSiblingIsTakenOnce() {
        int first = builder.hints(9);
        int x = constant();
        builder.row(Gate.PATH, x, x, x, 0, 0, first, builder.wires(2));
        builder.row(Gate.BASE_HINT, builder.wires(1), first + 8);
        refuses("taken by two rows");
    }

    @Test
    void hintElementsMustExist() {
        builder.row(Gate.HINT, builder.wires(1), 0, builder.hints(4));
        refuses("hint element 4");
    }

    @Test
    void aSiblingHasTwoWiresOrNone() {
        int x = constant();
        builder.row(Gate.PATH, x, x, x, x, 0, builder.hints(9), builder.wires(2));
        refuses("half a sibling");
    }

    @Test
    void anEntryIsStoredOnce() {
        int x = constant();
        builder.row(Gate.STORE, 1, 3, x, x).row(Gate.STORE, 1, 3, x, x);
        refuses("stored twice");
    }

    @Test
    void onlyAStoredListIsAskedFor() {
        int x = constant();
        builder.row(Gate.FETCH, 1, x, x, x, builder.reason(Reason.FRI_FOLD));
        refuses("list 1 is empty");
    }

    @Test
    void anInverseIsOfAnEarlierWire() {
        int out = builder.wires(2);
        builder.row(Gate.HINT, out, 0, -(out + 1));
        refuses("inverse of");
    }
}

package io.bulwark.recursion.tables;

import io.bulwark.air.Expression;
import io.bulwark.air.Machine;
import io.bulwark.air.Multiplicity;
import io.bulwark.air.PublicContributions;
import io.bulwark.air.PublicContributionsBuilder;
import io.bulwark.field.Extension;
import io.bulwark.recursion.circuit.Circuit;
import io.bulwark.recursion.circuit.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The machine that runs circuits: one chip for each kind of {@link Gate}, in the order of the kinds, two buses, and {@link #PUBLIC_VALUES} public values. The
 * circuit is in the preprocessed columns, its witness in the main ones; so one machine, with few shapes, serves every circuit.
 *
 * <h2>Why readers see what was written</h2>
 *
 * A row that reads wire w sends (w, value) on the wire bus, once; the row that writes w receives (w, value) so many times as a preprocessed column says; the
 * public values are read by the verifier itself, which sends (i + 1, value i, 0, 0, 0, 0) for each. Every address, and every multiplicity on this bus, is
 * preprocessed: none is the prover's. Of the preprocessed tables it must hold, and {@link CircuitTables#preprocessed} checks, that
 *
 * <ol>
 *   <li>each address that is read is written by exactly one row;
 *   <li>the count of a written wire is the number n of rows and public contributions that read it, each with multiplicity 1;
 *   <li>all counts together are below p ({@link Machine#checkPreprocessed}).
 * </ol>
 *
 * Take an address w, written with value v. On the bus are n messages with address w that count + 1, one for each reader, and one, (w, v), that counts - n. If k
 * readers have v, the message (w, v) counts k - n, and it balances only if k = n modulo p; as 0 <= k <= n < p, all have it. In particular a wire that is read as
 * an element of F has zeros in its other elements. Only who reads nothing may be lied about: a count of 0 offers nothing.
 *
 * <p>That rows do not lean on each other in a circle (each value right only if the other is) is the circuit's order, in which every wire is written before it is read:
 * {@link Circuit} exists only if that holds.
 *
 * <h2>Lists</h2>
 *
 * A row of STORE offers (list, number, digest) on the store bus as often as the prover likes, and FETCH asks. List and number of the answer are preprocessed, each
 * pair in one row only, and its digest is what two wires hold, since the selector without which the row may not answer is the column that makes it read them. So whoever
 * asks for (list, number) gets that digest or finds no answer; the number that it asks with is a wire.
 *
 * <h2>Padding</h2>
 *
 * A padding row has zeros in its preprocessed columns: no multiplicity, hence no message on the wire bus, and a selector of 0, hence none on the store bus. Main
 * cells of such rows need only satisfy the constraints (the zero row does), and what they hold is seen by nobody: no chip looks at another row.
 */
public final class RecursionMachine {
    /** Public values: the wires 1, 2, ... of every circuit. */
    public static final int PUBLIC_VALUES = 62;

    private final Machine machine;
    private final List<FoldShape> shapes;

    private RecursionMachine(List<FoldShape> shapes) {
        this.shapes = List.copyOf(shapes);
        this.machine = new Machine(
                Buses.all(),
                GateTables.CHIPS,
                shapes.stream().map(FoldShape::shape).toList(),
                contributions());
    }

    /**
     * The machine with these shapes; their places are their indices.
     *
     * @throws io.bulwark.air.MachineException if there is none, or one that the proof system cannot stack
     */
    public static RecursionMachine of(List<FoldShape> shapes) {
        return new RecursionMachine(shapes);
    }

    /**
     * The machine that folds run in: a narrow shape, which holds the verifier of most segments and that of two proofs of its own, and a wide one for segments of many
     * kinds of rows.
     */
    public static RecursionMachine standard() {
        return of(StandardShapes.ALL);
    }

    public Machine machine() {
        return machine;
    }

    /** Number of the chip of a kind of gate. */
    public static int chip(Gate gate) {
        return GateTables.chip(gate);
    }

    /** In the order of their indices. */
    public List<FoldShape> shapes() {
        return shapes;
    }

    /** The index of the shape with the fewest cells that holds a circuit, if any does. */
    public OptionalInt leastShape(Circuit circuit) {
        return IntStream.range(0, shapes.size())
                .filter(i -> holds(i, circuit))
                .boxed()
                .min((i, j) -> Long.compare(cells(i), cells(j)))
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty);
    }

    /** Whether every row of a circuit finds its place in a shape. */
    public boolean holds(int shape, Circuit circuit) {
        Map<Gate, Integer> rows = FoldShape.rowsOf(circuit);
        return rows.entrySet().stream()
                .allMatch(e -> e.getValue() <= machine.shape(shape).capacityOf(GateTables.chip(e.getKey())));
    }

    /** Cells of main columns that a proof of a shape commits to. */
    public long cells(int shape) {
        return machine.shape(shape).pieces().stream()
                .mapToLong(p -> (long) machine.chips().get(p.chip()).main() << p.logHeight())
                .sum();
    }

    /** The public values as the wires that they are. */
    static PublicContributions contributions() {
        PublicContributionsBuilder builder = new PublicContributionsBuilder(PUBLIC_VALUES);
        Multiplicity once = Multiplicity.flag(builder.constant(1));
        for (int i = 0; i < PUBLIC_VALUES; i++) {
            List<Expression> message = new ArrayList<>(List.of(builder.constant(i + 1L), builder.value(i)));
            while (message.size() < 1 + Extension.DEGREE) {
                message.add(builder.constant(0));
            }
            builder.send(Buses.WIRE, once, message);
        }
        return builder.build();
    }
}

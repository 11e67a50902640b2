package io.bulwark.recursion.tables;

import io.bulwark.air.Expression;
import io.bulwark.air.Poseidon2Layers;
import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import io.bulwark.hash.RecordedStates;
import io.bulwark.recursion.circuit.Gate;
import io.bulwark.recursion.circuit.Witness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * A permutation of 24 elements that stand in five wires, with a known number added to lane 15: a turn of the transcript, or a block of a row hash.
 *
 * <p>Columns: the 24 elements as read, then the outputs of the 215 S-boxes; all between two S-boxes is affine.
 */
final class SpongeTable extends GateTable {
    private static final int BOX = Poseidon2.WIDTH;

    SpongeTable() {
        super(Gate.SPONGE, "Sponge", BOX + Poseidon2.BOXES, List.of(GateRow.REAL), SpongeTable::declare);
    }

    private static void declare(GateRow row) {
        List<Expression> state = new ArrayList<>();
        for (String wire : List.of("r0", "r1", "r2", "c0")) {
            state.addAll(row.reads(wire, Extension.DEGREE));
        }
        state.addAll(row.reads("c1", Poseidon2.WIDTH - state.size()));
        state.set(Poseidon2.RATE, state.get(Poseidon2.RATE).plus(row.known("length")));
        List<Expression> out = permute(row, state);
        for (int i = 0; i < Gate.SPONGE.written(); i++) {
            row.writes(i, out.subList(i * Extension.DEGREE, Math.min((i + 1) * Extension.DEGREE, Poseidon2.WIDTH)));
        }
    }

    /** The permutation, with columns of its own for the S-boxes. */
    static List<Expression> permute(GateRow row, List<Expression> state) {
        Iterator<Expression> boxes = row.columns("y", Poseidon2.BOXES).iterator();
        return new Poseidon2Layers(row.chip(), row.known(GateRow.REAL), x -> {
                    Expression y = boxes.next();
                    row.zero(y.minus(x.cube()));
                    return y;
                })
                .permute(state);
    }

    @Override
    void fillOwn(Witness witness, int from, int to, int[][] main) {
        int length = Gate.SPONGE.field("length");
        int[][] lanes = Arrays.copyOf(main, Poseidon2.WIDTH);
        int[] changed = new int[main[Poseidon2.RATE].length];
        for (int r = from; r < to; r++) {
            changed[r] = KoalaBear.add(
                    main[Poseidon2.RATE][r],
                    KoalaBear.fromCanonical(witness.circuit().field(Gate.SPONGE, r, length)));
        }
        lanes[Poseidon2.RATE] = changed;
        new RecordedStates().permute(lanes, Arrays.copyOfRange(main, BOX, BOX + Poseidon2.BOXES), from, to);
    }
}

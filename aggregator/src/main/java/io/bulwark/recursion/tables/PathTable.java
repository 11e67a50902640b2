package io.bulwark.recursion.tables;

import static io.bulwark.hash.Poseidon2.DIGEST;

import io.bulwark.air.Expression;
import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import io.bulwark.hash.RecordedStates;
import io.bulwark.recursion.circuit.Circuit;
import io.bulwark.recursion.circuit.Gate;
import io.bulwark.recursion.circuit.Witness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A step up a Merkle path: the node hash of a digest and its sibling, which stands on the left where the bit is 1.
 *
 * <p>Columns: the bit, the digest d, the 18 elements x as they are hashed, left and right, then the outputs of the S-boxes. With the bit 0 or 1, which is asked
 * for here and not left to the bit's writer (a bit of 1/2 would pass off any two digests with the right mean), d = x_left + bit (x_right - x_left) is one half of x,
 * and x_left + x_right - d the other: the sibling, read from its wires where the circuit has them ({@code wired} = 1) and otherwise of the prover's choice and seen
 * by nobody else.
 */
final class PathTable extends GateTable {
    private static final String WIRED = "wired";
    private static final int OWN = 1 + DIGEST;
    private static final int BOX = OWN + 2 * DIGEST;
    private static final int BIT = 0;

    PathTable() {
        super(Gate.PATH, "Path", BOX + Poseidon2.BOXES, List.of(GateRow.REAL, WIRED), PathTable::declare);
    }

    private static void declare(GateRow row) {
        Expression bit = row.reads("bit", 1).getFirst();
        List<Expression> digest = new ArrayList<>(row.reads("d0", Extension.DEGREE));
        digest.addAll(row.reads("d1", DIGEST - Extension.DEGREE));
        List<Expression> children = row.columns("x", 2 * DIGEST);
        List<Expression> sibling = new ArrayList<>();
        row.zero(bit.times(bit.minus(1)));
        for (int i = 0; i < DIGEST; i++) {
            Expression left = children.get(i);
            Expression right = children.get(DIGEST + i);
            row.zero(left.plus(bit.times(right.minus(left))).minus(digest.get(i)));
            sibling.add(left.plus(right).minus(digest.get(i)));
        }
        row.reads("s0", sibling.subList(0, Extension.DEGREE), WIRED);
        row.reads("s1", sibling.subList(Extension.DEGREE, DIGEST), WIRED);
        List<Expression> state = new ArrayList<>(children);
        state.add(row.known(GateRow.REAL));
        while (state.size() < Poseidon2.WIDTH) {
            state.add(row.chip().constant(0));
        }
        List<Expression> out = SpongeTable.permute(row, state);
        row.writes(0, out.subList(0, Extension.DEGREE));
        row.writes(1, out.subList(Extension.DEGREE, DIGEST));
    }

    @Override
    boolean isSet(Circuit circuit, int r, String flag) {
        return !flag.equals(WIRED) || circuit.field(Gate.PATH, r, Gate.PATH.field("s0")) != 0;
    }

    @Override
    void fillOwn(Witness witness, int from, int to, int[][] main) {
        Circuit circuit = witness.circuit();
        int first = Gate.PATH.field("s0");
        int second = Gate.PATH.field("s1");
        int hint = Gate.PATH.field("hint");
        for (int r = from; r < to; r++) {
            boolean right = main[BIT][r] != 0;
            int ofDigest = right ? OWN + DIGEST : OWN;
            int ofSibling = right ? OWN : OWN + DIGEST;
            int s0 = circuit.field(Gate.PATH, r, first);
            int s1 = circuit.field(Gate.PATH, r, second);
            int at = circuit.field(Gate.PATH, r, hint);
            for (int i = 0; i < DIGEST; i++) {
                main[ofDigest + i][r] = main[BIT + 1 + i][r];
                main[ofSibling + i][r] = s0 == 0
                        ? witness.hints()[at + i]
                        : i < Extension.DEGREE ? witness.value(s0, i) : witness.value(s1, i - Extension.DEGREE);
            }
        }
        permute(from, to, main);
    }

    private static void permute(int from, int to, int[][] main) {
        int[] one = new int[to];
        Arrays.fill(one, from, to, KoalaBear.ONE);
        int[] zero = new int[to];
        int[][] lanes = Arrays.copyOfRange(main, OWN, OWN + Poseidon2.WIDTH);
        Arrays.fill(lanes, 2 * DIGEST, Poseidon2.WIDTH, zero);
        lanes[2 * DIGEST] = one;
        new RecordedStates().permute(lanes, Arrays.copyOfRange(main, BOX, BOX + Poseidon2.BOXES), from, to);
    }
}

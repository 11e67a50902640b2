package io.bulwark.air;

import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The Poseidon2 permutation as expressions over one row. Every S-box's output is a column, so all between two S-boxes is affine. Round constants
 * enter as (x + on c)^3: degree 3, and the all-zero row satisfies everything.
 */
public final class Poseidon2Layers {
    private final ChipBuilder chip;
    private final Expression on;
    private final UnaryOperator<Expression> box;

    /**
     * The permutation of one chip.
     *
     * @param on 1 on rows that permute
     * @param box gives an S-box's output for its input
     */
    public Poseidon2Layers(ChipBuilder chip, Expression on, UnaryOperator<Expression> box) {
        this.chip = chip;
        this.on = on;
        this.box = box;
    }

    /** The 24 output lanes. */
    public List<Expression> permute(List<Expression> input) {
        List<Expression> state = external(input);
        for (int r = 0; r < Poseidon2.HALF_FULL_ROUNDS; r++) {
            state = fullRound(state, r);
        }
        for (int r = 0; r < Poseidon2.PARTIAL_ROUNDS; r++) {
            state = partialRound(state, r);
        }
        for (int r = Poseidon2.HALF_FULL_ROUNDS; r < 2 * Poseidon2.HALF_FULL_ROUNDS; r++) {
            state = fullRound(state, r);
        }
        return state;
    }

    private Expression withConstant(Expression x, int constant) {
        return x.plus(on.times(KoalaBear.toCanonical(constant)));
    }

    private List<Expression> fullRound(List<Expression> state, int round) {
        int[] constants = Poseidon2.fullRoundConstants(round);
        List<Expression> out = new ArrayList<>();
        for (int i = 0; i < Poseidon2.WIDTH; i++) {
            out.add(box.apply(withConstant(state.get(i), constants[i])));
        }
        return external(out);
    }

    private List<Expression> partialRound(List<Expression> state, int round) {
        List<Expression> boxed = new ArrayList<>(state);
        boxed.set(0, box.apply(withConstant(state.getFirst(), Poseidon2.partialRoundConstant(round))));
        Expression total = boxed.stream().reduce(Expression::plus).orElseThrow();
        List<Expression> out = new ArrayList<>();
        for (int i = 0; i < Poseidon2.WIDTH; i++) {
            int factor = KoalaBear.toCanonical(Poseidon2.internalDiagonal(i));
            out.add(
                    factor == 1
                            ? total.plus(boxed.get(i))
                            : total.plus(boxed.get(i).times(chip.constant(factor))));
        }
        return out;
    }

    /** circ(2 M, M, ..., M) on blocks of four lanes with M = circ(2, 3, 1, 1). */
    private static List<Expression> external(List<Expression> state) {
        List<Expression> blocks = new ArrayList<>();
        for (int i = 0; i < Poseidon2.WIDTH; i += 4) {
            Expression a = state.get(i);
            Expression b = state.get(i + 1);
            Expression c = state.get(i + 2);
            Expression d = state.get(i + 3);
            Expression ab = a.plus(b);
            Expression cd = c.plus(d);
            Expression all = ab.plus(cd);
            Expression allB = all.plus(b);
            Expression allD = all.plus(d);
            blocks.add(allB.plus(ab));
            blocks.add(allB.plus(c.plus(c)));
            blocks.add(allD.plus(cd));
            blocks.add(allD.plus(a.plus(a)));
        }
        List<Expression> sums = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Expression sum = blocks.get(i);
            for (int j = i + 4; j < Poseidon2.WIDTH; j += 4) {
                sum = sum.plus(blocks.get(j));
            }
            sums.add(sum);
        }
        List<Expression> out = new ArrayList<>();
        for (int i = 0; i < Poseidon2.WIDTH; i++) {
            out.add(blocks.get(i).plus(sums.get(i % 4)));
        }
        return out;
    }
}

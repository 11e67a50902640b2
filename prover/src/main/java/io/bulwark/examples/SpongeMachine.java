package io.bulwark.examples;

import io.bulwark.air.Bus;
import io.bulwark.air.Chip;
import io.bulwark.air.ChipBuilder;
import io.bulwark.air.Expression;
import io.bulwark.air.Machine;
import io.bulwark.air.Multiplicity;
import io.bulwark.air.Piece;
import io.bulwark.air.Poseidon2Layers;
import io.bulwark.air.PublicContributions;
import io.bulwark.air.PublicContributionsBuilder;
import io.bulwark.air.Shape;
import io.bulwark.hash.Poseidon2;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * The row hash's sponge over a run of blocks, one permutation a row. The statement is a {@link SpongeClaim}: public are the states at both ends, the
 * blocks are the witness.
 *
 * <p>Columns: {@code on | index | before[9] | input[24] | box[215]}, 250 together. {@code before} is lanes 0 to 8 before this block overwrites them:
 * nothing follows from them but the digest of a run that ends here. Input lanes 0 to 14 are the block, 15 to 23 the capacity.
 *
 * <p>A row receives (index, before, input 15..23) and sends (index + 1, output 0..8, output 15..23) on the one bus, a state bus, if on = 1. The
 * index grows with every row, so the rows with on = 1 cannot close a cycle of less than p rows: what balances is one path from end to end.
 */
public final class SpongeMachine {
    /** Heights of the standard machine's shapes, in order of their index, as log2 of the rows. */
    public static final List<Integer> LOG_ROWS = List.of(10, 12, 14, 16);

    static final Bus STATE = Bus.state(1, SpongeState.LENGTH);
    static final int ON = 0;
    static final int INDEX = 1;
    static final int BEFORE = 2;
    static final int INPUT = BEFORE + Poseidon2.DIGEST;
    static final int BOX = INPUT + Poseidon2.WIDTH;
    static final int COLUMNS = BOX + Poseidon2.BOXES;

    private SpongeMachine() {}

    /** The machine with the shapes of {@link #LOG_ROWS}. */
    public static Machine standard() {
        return withShapes(LOG_ROWS);
    }

    /** The machine with one shape for each height: one piece of 2^k rows in a stack of 2^k rows, so that a leaf is one row of the table. */
    public static Machine withShapes(List<Integer> logRows) {
        return new Machine(
                List.of(STATE),
                List.of(chip()),
                logRows.stream().map(k -> Shape.of(k, new Piece(0, k))).toList(),
                ends());
    }

    static Chip chip() {
        ChipBuilder chip = ChipBuilder.chip("sponge", COLUMNS);
        List<Expression> columns = chip.mainColumns();
        Expression on = columns.get(ON);
        Iterator<Expression> boxes = columns.subList(BOX, COLUMNS).iterator();
        List<Expression> input = columns.subList(INPUT, BOX);
        List<Expression> output = new Poseidon2Layers(chip, on, x -> {
                    Expression y = boxes.next();
                    chip.zero(x.cube().minus(y));
                    return y;
                })
                .permute(input);
        Multiplicity once = Multiplicity.flag(on);
        chip.receive(STATE, once, message(columns.get(INDEX), columns.subList(BEFORE, INPUT), input));
        chip.send(STATE, once, message(columns.get(INDEX).plus(1), output, output));
        return chip.build();
    }

    /** Index, lanes 0 to 8 of one state, lanes 15 to 23 of another. */
    private static List<Expression> message(Expression index, List<Expression> digest, List<Expression> lanes) {
        List<Expression> message = new ArrayList<>(List.of(index));
        message.addAll(digest.subList(0, Poseidon2.DIGEST));
        message.addAll(lanes.subList(Poseidon2.RATE, Poseidon2.WIDTH));
        return message;
    }

    private static PublicContributions ends() {
        PublicContributionsBuilder ends = new PublicContributionsBuilder(SpongeClaim.LENGTH);
        Expression[] values = ends.values().toArray(Expression[]::new);
        Multiplicity once = Multiplicity.flag(ends.constant(1));
        ends.send(STATE, once, Arrays.copyOf(values, SpongeState.LENGTH));
        ends.receive(STATE, once, Arrays.copyOfRange(values, SpongeState.LENGTH, SpongeClaim.LENGTH));
        return ends.build();
    }
}

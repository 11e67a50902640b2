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
import io.bulwark.air.SampleMachine;
import io.bulwark.air.Shape;
import io.bulwark.air.Table;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import io.bulwark.hash.RecordedPermutation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A chain of digests, d' = lanes 0 to 8 of the permuted (d, 0, ..., 0). One chip walks the chain and asks, another permutes and answers: a free
 * multiplicity with a selector among the main columns.
 */
public final class ChainMachine {
    /** Columns of the hash chip: selector, uses, 24 inputs, the S-boxes. */
    static final int HASH_COLUMNS = 2 + Poseidon2.WIDTH + Poseidon2.BOXES;

    static final int LINK = 0;
    static final int HASH = 1;

    private static final int DIGEST = Poseidon2.DIGEST;
    private static final Bus STATE = Bus.state(1, 1 + DIGEST);
    private static final Bus HASHES = Bus.lookup(2, Poseidon2.WIDTH + DIGEST);

    private ChainMachine() {}

    public static Machine machine(int logLinks, int logHashes, int logStack) {
        return machine(OptionalInt.of(0), logLinks, logHashes, logStack);
    }

    /** The machine whose hash rows answer with this column of theirs as the selector, or with none. */
    static Machine machine(OptionalInt selector, int logLinks, int logHashes, int logStack) {
        return new Machine(
                List.of(STATE, HASHES),
                List.of(link(), hash(selector)),
                List.of(Shape.of(logStack, new Piece(LINK, logLinks), new Piece(HASH, logHashes))),
                ends());
    }

    /** on, clock, digest before, digest behind. */
    private static Chip link() {
        ChipBuilder chip = ChipBuilder.chip("link", 2 + 2 * DIGEST);
        List<Expression> c = chip.mainColumns();
        Multiplicity on = Multiplicity.flag(c.getFirst());
        List<Expression> before = c.subList(2, 2 + DIGEST);
        List<Expression> behind = c.subList(2 + DIGEST, 2 + 2 * DIGEST);
        chip.receive(STATE, on, concat(List.of(c.get(1)), before));
        chip.send(STATE, on, concat(List.of(c.get(1).plus(1)), behind));
        List<Expression> zeros = Collections.nCopies(Poseidon2.WIDTH - DIGEST, chip.constant(0));
        chip.send(HASHES, on, concat(concat(before, zeros), behind));
        return chip.build();
    }

    private static Chip hash(OptionalInt selector) {
        ChipBuilder chip = ChipBuilder.chip("hash", HASH_COLUMNS);
        List<Expression> c = chip.mainColumns();
        List<Expression> input = c.subList(2, 2 + Poseidon2.WIDTH);
        Iterator<Expression> boxes =
                c.subList(2 + Poseidon2.WIDTH, HASH_COLUMNS).iterator();
        List<Expression> output = new Poseidon2Layers(chip, c.getFirst(), x -> {
                    Expression y = boxes.next();
                    chip.zero(x.cube().minus(y));
                    return y;
                })
                .permute(input);
        Expression uses = c.get(1);
        Multiplicity answers =
                selector.isPresent() ? Multiplicity.free(uses, c.get(selector.getAsInt())) : Multiplicity.free(uses);
        chip.receive(HASHES, answers, concat(input, output.subList(0, DIGEST)));
        return chip.build();
    }

    private static PublicContributions ends() {
        PublicContributionsBuilder ends = new PublicContributionsBuilder(2 * STATE.arity());
        List<Expression> values = ends.values();
        Multiplicity once = Multiplicity.flag(ends.constant(1));
        ends.send(STATE, once, values.subList(0, STATE.arity()));
        ends.receive(STATE, once, values.subList(STATE.arity(), 2 * STATE.arity()));
        return ends.build();
    }

    private static List<Expression> concat(List<Expression> first, List<Expression> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** A chain of so many links from the digest 1, 2, ..., 9. */
    public static SampleMachine example(Machine machine, int links) {
        int[][] work = new int[2 + 2 * DIGEST][links];
        int[][] hashes = new int[HASH_COLUMNS][links];
        int[] digest = new int[DIGEST];
        Arrays.setAll(digest, i -> KoalaBear.fromCanonical(i + 1));
        List<Integer> ends = new ArrayList<>(publicEnd(0, digest));
        RecordedPermutation permutation = new RecordedPermutation();
        for (int row = 0; row < links; row++) {
            int[] state = Arrays.copyOf(digest, Poseidon2.WIDTH);
            int[] hash = Arrays.copyOf(new int[] {KoalaBear.ONE, KoalaBear.ONE}, HASH_COLUMNS);
            System.arraycopy(state, 0, hash, 2, Poseidon2.WIDTH);
            permutation.permute(state, hash, 2 + Poseidon2.WIDTH);
            int[] link = new int[2 + 2 * DIGEST];
            link[0] = KoalaBear.ONE;
            link[1] = KoalaBear.fromCanonical(row);
            System.arraycopy(digest, 0, link, 2, DIGEST);
            System.arraycopy(state, 0, link, 2 + DIGEST, DIGEST);
            put(work, row, link);
            put(hashes, row, hash);
            digest = Arrays.copyOf(state, DIGEST);
        }
        ends.addAll(publicEnd(links, digest));
        return new SampleMachine(
                machine, 0, List.of(Table.of(links, work), Table.of(links, hashes)), Map.of(), List.copyOf(ends));
    }

    private static List<Integer> publicEnd(int clock, int[] digest) {
        return Stream.concat(
                        Stream.of(KoalaBear.fromCanonical(clock)),
                        Arrays.stream(digest).boxed())
                .toList();
    }

    private static void put(int[][] columns, int row, int[] values) {
        for (int c = 0; c < columns.length; c++) {
            columns[c][row] = values[c];
        }
    }
}

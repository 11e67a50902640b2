package io.bulwark.air;

import io.bulwark.air.ClosedColumn.Literal;
import io.bulwark.air.ClosedColumn.Term;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Up to four chips and three shapes, with or without interactions, preprocessed and closed-form columns, and tables that satisfy them in every shape. A chip's last column is
 * the product of three others; each bus is balanced row by row.
 */
public final class RandomMachine {
    private final Machine machine;
    private final Map<Integer, Table> preprocessed;
    private final List<Table> tables;

    private RandomMachine(Machine machine, Map<Integer, Table> preprocessed, List<Table> tables) {
        this.machine = machine;
        this.preprocessed = preprocessed;
        this.tables = tables;
    }

    public Machine machine() {
        return machine;
    }

    /** Chip number to rows. */
    public Map<Integer, Table> preprocessed() {
        return preprocessed;
    }

    /** Main rows of each chip, which fit into every shape. */
    public List<Table> tables() {
        return tables;
    }

    /** A column by its kind and number; kinds are main, preprocessed and closed-form. */
    private record Cell(Operation kind, int column) {
        Expression in(ChipBuilder chip) {
            return switch (kind) {
                case MAIN -> chip.main(column);
                case PREP -> chip.prep(column);
                default -> chip.closed(column);
            };
        }

        int value(int[][] main, int[][] prep, int[][] closed, int row) {
            return switch (kind) {
                case MAIN -> main[column][row];
                case PREP -> prep[column][row];
                default -> closed[column][row];
            };
        }
    }

    private record Draft(Chip chip, List<Cell> factors) {}

    public static RandomMachine of(long seed) {
        Random random = new Random(seed);
        List<Bus> buses = new ArrayList<>();
        List<Draft> drafts = new ArrayList<>();
        int chips = 1 + random.nextInt(4);
        for (int i = 0; i < chips; i++) {
            drafts.add(chip(random, "chip " + i, buses));
        }
        Shape[] shapes = new Shape[1 + random.nextInt(3)];
        for (int i = 0; i < shapes.length; i++) {
            shapes[i] = shape(random, drafts);
        }
        Machine machine = new Machine(
                buses,
                drafts.stream().map(Draft::chip).toList(),
                List.of(shapes),
                new PublicContributionsBuilder(0).build());
        return fill(random, machine, drafts);
    }

    private static Draft chip(Random random, String name, List<Bus> buses) {
        int main = 2 + random.nextInt(3);
        int prep = random.nextInt(3);
        int logClosed = random.nextInt(4);
        int closed = random.nextInt(10) < 3 ? 1 + random.nextInt(2) : 0;
        List<ClosedColumn> columns = IntStream.range(0, closed)
                .mapToObj(i -> closedColumn(random, logClosed))
                .toList();
        ChipBuilder chip = ChipBuilder.mixed(name, main, prep, closed > 0 ? logClosed : 0, columns);
        List<Cell> committed = new ArrayList<>();
        IntStream.range(0, main - 1).forEach(i -> committed.add(new Cell(Operation.MAIN, i)));
        IntStream.range(0, prep).forEach(i -> committed.add(new Cell(Operation.PREP, i)));
        List<Cell> cells = new ArrayList<>(committed);
        IntStream.range(0, closed).forEach(i -> cells.add(new Cell(Operation.CLOSED, i)));
        // One factor is 0 on the all-zero row whatever the closed-form columns are.
        List<Cell> factors = List.of(pick(random, committed), pick(random, cells), pick(random, cells));
        chip.zero(factors.get(0)
                .in(chip)
                .times(factors.get(1).in(chip))
                .times(factors.get(2).in(chip))
                .minus(chip.main(main - 1)));
        int pairs = random.nextInt(4);
        for (int i = 0; i < pairs; i++) {
            interact(random, chip, prep, cells, buses);
        }
        return new Draft(chip.build(), factors);
    }

    /** The same message sent and received by the same rows. */
    private static void interact(Random random, ChipBuilder chip, int prep, List<Cell> cells, List<Bus> buses) {
        List<Expression> message = new ArrayList<>();
        int arity = random.nextInt(4);
        for (int i = 0; i < arity; i++) {
            message.add(pick(random, cells)
                    .in(chip)
                    .times(random.nextInt(KoalaBear.P))
                    .plus(random.nextInt(KoalaBear.P)));
        }
        boolean fixed = prep > 0 && random.nextInt(10) < 3;
        Multiplicity multiplicity = fixed ? Multiplicity.fixed(chip.prep(0)) : Multiplicity.flag(chip.main(0));
        Bus bus = new Bus(buses.size() + 1, arity, !fixed && random.nextBoolean(), OptionalInt.empty());
        buses.add(bus);
        chip.send(bus, multiplicity, message);
        chip.receive(bus, multiplicity, message);
    }

    private static ClosedColumn closedColumn(Random random, int logHeight) {
        if (random.nextBoolean()) {
            return new ClosedColumn.Values(
                    random.ints(1 << logHeight, 0, KoalaBear.P).boxed().toList());
        }
        List<Term> terms = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            List<Literal> literals = new ArrayList<>();
            for (int bit = 0; bit < logHeight; bit++) {
                if (random.nextBoolean()) {
                    literals.add(new Literal(bit, random.nextBoolean()));
                }
            }
            terms.add(new Term(random.nextInt(KoalaBear.P), literals));
        }
        return new ClosedColumn.Terms(terms);
    }

    private static Shape shape(Random random, List<Draft> drafts) {
        List<Piece> pieces = new ArrayList<>();
        for (int n = 0; n < drafts.size(); n++) {
            Chip chip = drafts.get(n).chip();
            if (!chip.closed().isEmpty()) {
                pieces.add(new Piece(n, chip.closedLogHeight()));
                continue;
            }
            int count = 1 + random.nextInt(3);
            for (int i = 0; i < count; i++) {
                pieces.add(new Piece(n, random.nextInt(4)));
            }
        }
        return Shape.of(4 + random.nextInt(2), pieces.toArray(Piece[]::new));
    }

    private static RandomMachine fill(Random random, Machine machine, List<Draft> drafts) {
        Map<Integer, Table> preprocessed = new TreeMap<>();
        List<Table> tables = new ArrayList<>();
        for (int n = 0; n < drafts.size(); n++) {
            Chip chip = drafts.get(n).chip();
            int number = n;
            int room = (int) machine.shapes().stream()
                    .mapToLong(s -> s.capacityOf(number))
                    .min()
                    .orElseThrow();
            int rows = chip.closed().isEmpty() ? 1 + random.nextInt(room) : room;
            int[][] main = new int[chip.main()][rows];
            int[][] prep = new int[chip.prep()][rows];
            int[][] closed = chip.closed().stream()
                    .map(c -> c.materialise(chip.closedLogHeight()))
                    .toArray(int[][]::new);
            for (int r = 0; r < rows; r++) {
                for (int[] column : prep) {
                    column[r] = KoalaBear.fromCanonical(random.nextInt(1 << 20));
                }
                for (int[] column : main) {
                    column[r] = random.nextInt(KoalaBear.P);
                }
                main[0][r] = random.nextBoolean() ? KoalaBear.ONE : 0;
                int product = KoalaBear.ONE;
                for (Cell factor : drafts.get(n).factors()) {
                    product = KoalaBear.mul(product, factor.value(main, prep, closed, r));
                }
                main[chip.main() - 1][r] = product;
            }
            tables.add(Table.of(rows, main));
            if (chip.prep() > 0) {
                preprocessed.put(n, Table.of(rows, prep));
            }
        }
        return new RandomMachine(machine, preprocessed, tables);
    }

    private static <T> T pick(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}

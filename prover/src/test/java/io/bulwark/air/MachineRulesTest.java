package io.bulwark.air;

import static io.bulwark.air.BuilderRulesTest.FACTS;
import static io.bulwark.air.BuilderRulesTest.machine;
import static io.bulwark.air.BuilderRulesTest.refuses;
import static io.bulwark.air.Multiplicity.fixed;
import static io.bulwark.air.Multiplicity.flag;
import static io.bulwark.air.Multiplicity.free;
import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.air.MachineException.Kind;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Buses, shapes, public contributions, totals, preprocessed tables, and what the builder adds. */
class MachineRulesTest {
    private static final Shape ONE_PIECE = Shape.of(4, new Piece(0, 2));

    private static Chip plain(String name) {
        return ChipBuilder.chip(name, 1).build();
    }

    private static Machine withBuses(Bus... buses) {
        return new Machine(List.of(buses), List.of(plain("c")), List.of(ONE_PIECE), PublicContributions.none());
    }

    @Test
    void refusesBusesThatAreNotNumberedInOrder() {
        refuses(Kind.BUS_NUMBERS, () -> withBuses(Bus.lookup(2, 1)));
        refuses(Kind.BUS_NUMBERS, () -> withBuses(Bus.lookup(1, 1), Bus.lookup(1, 1)));
        refuses(Kind.BUS_NUMBERS, () -> withBuses(Bus.lookup(0, 1)));
    }

    @Test
    void refusesBusesThatContradictThemselves() {
        refuses(Kind.BUS_RECORD, () -> withBuses(Bus.lookup(1, -1)));
        refuses(Kind.BUS_RECORD, () -> withBuses(Bus.lookup(1, Integer.MAX_VALUE)));
        refuses(Kind.BUS_RECORD, () -> withBuses(Bus.lookupWithOperation(1, 2, 2)));
        refuses(Kind.BUS_RECORD, () -> withBuses(Bus.lookupWithOperation(1, 2, -1)));
        refuses(Kind.BUS_RECORD, () -> withBuses(new Bus(1, 2, true, OptionalInt.of(0))));
    }

    private static void refusesShape(Kind kind, int logStack, Piece... pieces) {
        refuses(kind, () -> shaped(new Shape(List.of(pieces), logStack)));
    }

    private static Machine shaped(Shape shape) {
        Chip table = ChipBuilder.closedForm("table", 1, 3, List.of(ClosedColumn.number(0, 3)))
                .build();
        return new Machine(
                List.of(), List.of(plain("a"), plain("b"), table), List.of(shape), PublicContributions.none());
    }

    @Test
    void refusesPiecesOutOfOrder() {
        assertThat(shaped(new Shape(
                                List.of(
                                        new Piece(0, 4),
                                        new Piece(2, 3),
                                        new Piece(0, 1),
                                        new Piece(1, 1),
                                        new Piece(1, 1)),
                                4))
                        .shapes())
                .hasSize(1);
        refusesShape(Kind.PIECE_ORDER, 4, new Piece(2, 3), new Piece(0, 4));
        refusesShape(Kind.PIECE_ORDER, 4, new Piece(0, 4), new Piece(2, 3), new Piece(1, 1), new Piece(0, 1));
    }

    @Test
    void refusesPiecesThatAreNone() {
        refusesShape(Kind.PIECE, 4);
        refusesShape(Kind.PIECE, 4, new Piece(2, 3), new Piece(3, 1));
        refusesShape(Kind.PIECE, 4, new Piece(2, 3), new Piece(-1, 1));
        refusesShape(Kind.PIECE, 4, new Piece(2, 3), new Piece(0, -1));
    }

    @Test
    void refusesHeightsBeyondTheStack() {
        refusesShape(Kind.STACK_HEIGHT, 4, new Piece(0, 5), new Piece(2, 3));
        refusesShape(Kind.STACK_HEIGHT, 23, new Piece(2, 3), new Piece(0, 1));
        refusesShape(Kind.STACK_HEIGHT, -1, new Piece(2, 3), new Piece(0, 1));
        refusesShape(Kind.STACK_HEIGHT, 22, new Piece(0, 23), new Piece(2, 3));
        refusesShape(Kind.STACK_HEIGHT, 22, new Piece(0, Integer.MAX_VALUE), new Piece(2, 3));
    }

    @Test
    void refusesAClosedFormTableInOtherPieces() {
        refusesShape(Kind.CLOSED_TABLE, 4, new Piece(2, 3), new Piece(2, 3));
        refusesShape(Kind.CLOSED_TABLE, 4, new Piece(2, 2));
        refusesShape(Kind.CLOSED_TABLE, 4, new Piece(2, 4));
    }

    @Test
    void refusesAMachineWithoutShapes() {
        refuses(
                Kind.NO_SHAPE,
                () -> new Machine(List.of(), List.of(plain("a")), List.of(), PublicContributions.none()));
    }

    @Test
    void refusesAShapeWithoutMainColumns() {
        refuses(
                Kind.NO_MAIN_COLUMN,
                () -> machine(FACTS, ChipBuilder.preprocessed("prep", 0, 1).build()));
    }

    @Test
    void refusesMoreThanTwoToThe26Leaves() {
        ChipBuilder chip = ChipBuilder.chip("chip", 1);
        for (int i = 0; i < 16; i++) {
            chip.send(FACTS, flag(chip.main(0)), chip.constant(1));
        }
        Chip built = chip.build();
        Shape full = Shape.of(22, new Piece(0, 22));
        assertThat(new Machine(List.of(FACTS), List.of(built), List.of(full), PublicContributions.none())
                        .logLeaves(full))
                .isEqualTo(26);
        refuses(
                Kind.LEAVES,
                () -> new Machine(
                        List.of(FACTS),
                        List.of(built),
                        List.of(Shape.of(22, new Piece(0, 22), new Piece(0, 0))),
                        PublicContributions.none()));
    }

    @Test
    void refusesMoreColumnsThanAProofMayOpen() {
        Chip wide = ChipBuilder.chip("wide", Limits.MAX_WIDTH).build();
        Piece[] pieces = new Piece[17];
        Arrays.fill(pieces, new Piece(0, 0));
        refuses(
                Kind.SIZE,
                () -> new Machine(List.of(), List.of(wide), List.of(Shape.of(4, pieces)), PublicContributions.none()));
    }

    @Test
    void publicContributionsAreFlagsOfPublicValues() {
        PublicContributionsBuilder ends = new PublicContributionsBuilder(1);
        ends.receive(FACTS, free(ends.value(0)), ends.constant(1));
        refuses(Kind.PUBLIC_KIND, () -> withEnds(ends.build()));
        PublicContributionsBuilder beyond = new PublicContributionsBuilder(1);
        beyond.receive(FACTS, flag(beyond.value(1)), beyond.constant(1));
        refuses(Kind.PUBLIC_NODE, () -> withEnds(beyond.build()));
        GraphBuilder graph = new GraphBuilder();
        graph.append(Operation.MAIN, 0, 0);
        refuses(Kind.PUBLIC_NODE, () -> withEnds(new PublicContributions(1, graph.build(), List.of())));
        refuses(Kind.SIZE, () -> withEnds(new PublicContributions(-1, new GraphBuilder().build(), List.of())));
        PublicContributionsBuilder square = new PublicContributionsBuilder(1);
        square.send(FACTS, flag(square.value(0)), square.value(0).times(square.value(0)));
        refuses(Kind.NOT_AFFINE, () -> withEnds(square.build()));
    }

    private static Machine withEnds(PublicContributions ends) {
        return new Machine(List.of(FACTS), List.of(plain("c")), List.of(ONE_PIECE), ends);
    }

    @Test
    void publicMultiplicitiesAndValuesAreChecked() {
        PublicContributionsBuilder builder = new PublicContributionsBuilder(1);
        builder.send(FACTS, flag(builder.value(0)), builder.constant(7));
        PublicContributions ends = builder.build();
        assertThat(ends.evaluate(new int[] {KoalaBear.ONE})).hasSize(2);
        assertThat(ends.evaluate(new int[] {0})).hasSize(2);
        refuses(Kind.PUBLIC_MULTIPLICITY, () -> ends.evaluate(new int[] {KoalaBear.fromCanonical(2)}));
        refuses(Kind.PUBLIC_VALUES, () -> ends.evaluate(new int[0]));
        refuses(Kind.PUBLIC_VALUES, () -> ends.evaluate(new int[2]));
        refuses(Kind.NON_CANONICAL, () -> ends.evaluate(new int[] {KoalaBear.P}));
        refuses(Kind.NON_CANONICAL, () -> ends.evaluate(new int[] {-1}));
    }

    private static Table prep(long... column) {
        List<long[]> rows = new ArrayList<>();
        for (long x : column) {
            rows.add(new long[] {x});
        }
        return Table.ofCanonicalRows(1, rows);
    }

    private static Chip bothSides() {
        ChipBuilder chip = ChipBuilder.preprocessed("chip", 1, 1);
        chip.send(FACTS, fixed(chip.prep(0)), chip.constant(1));
        chip.receive(FACTS, flag(chip.main(0)), chip.constant(1));
        return chip.build();
    }

    @Test
    void rule4CountsStayBelowP() {
        Machine machine = machine(FACTS, bothSides());
        machine.checkPreprocessed(Map.of(0, prep(KoalaBear.P - 2, 1)));
        refuses(Kind.MULTIPLICITY_WRAP, () -> machine.checkPreprocessed(Map.of(0, prep(KoalaBear.P - 2, 2))));
    }

    @Test
    void rule4CountsPublicContributionsToo() {
        PublicContributionsBuilder ends = new PublicContributionsBuilder(0);
        ends.send(FACTS, flag(ends.constant(1)), ends.constant(1));
        Machine machine = new Machine(List.of(FACTS), List.of(bothSides()), List.of(ONE_PIECE), ends.build());
        refuses(Kind.MULTIPLICITY_WRAP, () -> machine.checkPreprocessed(Map.of(0, prep(KoalaBear.P - 2, 1))));
    }

    @Test
    void rule4CountsAFixedColumnOnceForEachInteractionAndNotForEachPiece() {
        ChipBuilder chip = ChipBuilder.preprocessed("chip", 1, 1);
        chip.send(FACTS, fixed(chip.prep(0)), chip.constant(1));
        chip.send(FACTS, fixed(chip.prep(0)), chip.constant(2));
        Machine machine = new Machine(
                List.of(FACTS),
                List.of(chip.build()),
                List.of(Shape.of(4, new Piece(0, 1), new Piece(0, 1))),
                PublicContributions.none());
        machine.checkPreprocessed(Map.of(0, prep((KoalaBear.P - 1) / 2)));
        refuses(Kind.MULTIPLICITY_WRAP, () -> machine.checkPreprocessed(Map.of(0, prep((KoalaBear.P + 1) / 2))));
    }

    @Test
    void rule3OperationIdsOfAPreprocessedTableStartAtOne() {
        Bus named = Bus.lookupWithOperation(1, 2, 0);
        ChipBuilder chip = ChipBuilder.preprocessed("chip", 1, 2);
        chip.receive(named, free(chip.main(0), chip.prep(1)), chip.prep(0), chip.constant(5));
        Machine machine = machine(named, chip.build());
        machine.checkPreprocessed(Map.of(0, Table.ofCanonicalRows(2, List.of(new long[] {1, 1}, new long[] {2, 1}))));
        refuses(
                Kind.OPERATION_ID_ROW,
                () -> machine.checkPreprocessed(Map.of(
                        0, Table.ofCanonicalRows(2, List.of(new long[] {1, 1}, new long[] {0, 1})))));
    }

    @Test
    void preprocessedTablesBelongToTheirChipsAndFitEveryShape() {
        Machine walk = WalkMachine.machine();
        Table good = Table.ofCanonicalRows(2, List.of(new long[] {1, 1}));
        walk.checkPreprocessed(Map.of(WalkMachine.STEPS, good));
        refuses(Kind.PREPROCESSED_TABLES, () -> walk.checkPreprocessed(Map.of()));
        refuses(Kind.PREPROCESSED_TABLES, () -> walk.checkPreprocessed(Map.of(1, good, 2, good)));
        refuses(Kind.TRACE_SHAPE, () -> walk.checkPreprocessed(Map.of(2, prep(1))));
        refuses(Kind.ROWS, () -> walk.checkPreprocessed(Map.of(2, Table.of(5, new int[5], new int[5]))));
    }

    @Test
    void addsWhatNoAuthorHasToRemember() {
        ChipBuilder chip = ChipBuilder.chip("chip", 3);
        Expression uses = chip.main(0);
        Expression selector = chip.main(1);
        Expression either = chip.main(2).plus(selector);
        chip.receive(Bus.lookup(1, 1), free(uses, selector), chip.constant(1));
        chip.receive(Bus.lookup(1, 1), free(uses, selector), chip.constant(2));
        chip.send(Bus.lookup(2, 1), flag(either), chip.constant(1));
        chip.send(Bus.lookup(2, 1), flag(either), chip.constant(2));
        int s = selector.numberIn(chip.graph);
        int e = either.numberIn(chip.graph);
        Chip built = chip.build();
        assertThat(built.guards())
                .containsExactly(new Guard(s, s), new Guard(uses.numberIn(chip.graph), s), new Guard(e, e));
        assertThat(built.constraintCount()).isEqualTo(3);
        for (long[] row : new long[][] {{0, 0, 0}, {7, 1, 0}, {0, 1, 0}, {0, 0, 1}}) {
            assertThat(violations(built, row)).isEmpty();
        }
        // A multiplicity on a padding row; selector 2; two selectors at once; one against the other.
        for (long[] row : new long[][] {{1, 0, 0}, {0, 2, 0}, {1, 2, 0}, {0, 1, 1}, {0, 0, 2}, {0, 2, -1}}) {
            assertThat(violations(built, row)).isNotEmpty();
        }
    }

    private static List<TraceChecker.Violation> violations(Chip chip, long[] row) {
        Machine machine = new Machine(
                List.of(Bus.lookup(1, 1), Bus.lookup(2, 1)),
                List.of(chip),
                List.of(ONE_PIECE),
                PublicContributions.none());
        Table table = SampleMachine.table(3, List.of(row));
        return TraceChecker.check(Trace.of(machine, 0, List.of(table), Map.of()), 10);
    }

    @Test
    void aPreprocessedSelectorNeedsNoBooleanConstraint() {
        ChipBuilder chip = ChipBuilder.preprocessed("prep", 1, 1);
        Expression uses = chip.main(0);
        Expression real = chip.prep(0);
        chip.receive(FACTS, free(uses, real), chip.constant(1));
        assertThat(chip.build().guards())
                .containsExactly(new Guard(uses.numberIn(chip.graph), real.numberIn(chip.graph)));
    }
}

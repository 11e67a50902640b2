package io.bulwark.air;

import static io.bulwark.air.Multiplicity.fixed;
import static io.bulwark.air.Multiplicity.flag;
import static io.bulwark.air.Multiplicity.free;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bulwark.air.MachineException.Kind;
import io.bulwark.field.KoalaBear;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Each rule of section 4 for chips and their interactions, by the machines that break it. */
class BuilderRulesTest {
    static final Bus FACTS = Bus.lookup(1, 1);
    private static final Bus STATE = Bus.state(1, 1);
    private static final Bus NAMED = Bus.lookupWithOperation(1, 2, 0);
    private static final Shape ONE_PIECE = Shape.of(4, new Piece(0, 2));
    private static final List<ClosedColumn> TABLE = List.of(ClosedColumn.number(1, 1), ClosedColumn.number(0, 1));

    static Machine machine(Bus bus, Chip chip) {
        return new Machine(List.of(bus), List.of(chip), List.of(ONE_PIECE), PublicContributions.none());
    }

    private static Machine machine(Bus bus, ChipBuilder chip, Consumer<ChipBuilder> declare) {
        declare.accept(chip);
        return machine(bus, chip.build());
    }

    private static void accepts(Bus bus, ChipBuilder chip, Consumer<ChipBuilder> declare) {
        assertThat(machine(bus, chip, declare).chips()).hasSize(1);
    }

    private static void refuses(Kind kind, Bus bus, ChipBuilder chip, Consumer<ChipBuilder> declare) {
        refuses(kind, () -> machine(bus, chip, declare));
    }

    static void refuses(Kind kind, Runnable build) {
        assertThatExceptionOfType(MachineException.class)
                .isThrownBy(build::run)
                .withMessageContaining("expected")
                .withMessageContaining("got")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
    }

    private static ChipBuilder chip() {
        return ChipBuilder.chip("chip", 2);
    }

    private static ChipBuilder preprocessed() {
        return ChipBuilder.preprocessed("chip", 2, 2);
    }

    private static Expression one(ChipBuilder c) {
        return c.constant(1);
    }

    @Test
    void refusesDegreeFour() {
        refuses(Kind.DEGREE, FACTS, chip(), c -> c.zero(c.main(0).cube().times(c.main(1))));
        accepts(FACTS, chip(), c -> c.zero(c.main(0).cube()));
    }

    @Test
    void refusesColumnsThatTheChipLacks() {
        refuses(Kind.MISSING_COLUMN, FACTS, chip(), c -> c.zero(c.main(2)));
        refuses(Kind.MISSING_COLUMN, FACTS, chip(), c -> c.zero(c.prep(0)));
        refuses(Kind.MISSING_COLUMN, FACTS, chip(), c -> c.zero(c.closed(0).times(c.main(0))));
        refuses(Kind.MISSING_COLUMN, () -> {
            GraphBuilder graph = new GraphBuilder();
            graph.append(Operation.PUBLIC, 0, 0);
            machine(FACTS, new Chip("chip", 2, 0, 0, List.of(), graph.build(), List.of(0), List.of()));
        });
    }

    @Test
    void refusesExpressionsOfAnotherChip() {
        Expression foreign = ChipBuilder.chip("other", 1).main(0);
        refuses(Kind.FOREIGN_EXPRESSION, FACTS, chip(), c -> c.zero(foreign));
        refuses(Kind.FOREIGN_EXPRESSION, FACTS, chip(), c -> c.zero(c.main(0).times(foreign)));
        refuses(Kind.FOREIGN_EXPRESSION, FACTS, chip(), c -> c.send(FACTS, flag(foreign), one(c)));
        refuses(Kind.FOREIGN_EXPRESSION, FACTS, chip(), c -> c.send(FACTS, flag(c.main(0)), foreign));
        refuses(Kind.FOREIGN_EXPRESSION, FACTS, chip(), c -> c.receive(FACTS, free(c.main(0), foreign), one(c)));
    }

    @Test
    void refusesNodesThatDoNotComeBefore() {
        refuses(Kind.NODE_ORDER, () -> new GraphBuilder().append(Operation.ADD, 0, 0));
        GraphBuilder graph = new GraphBuilder();
        graph.append(Operation.MAIN, 0, 0);
        refuses(Kind.NODE_ORDER, () -> graph.append(Operation.MUL, 0, 1));
        refuses(Kind.NODE_ORDER, () -> graph.append(Operation.SUB, 1, 0));
    }

    @Test
    void refusesOperandsThatAreNoElements() {
        for (int bad : new int[] {KoalaBear.P, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            refuses(Kind.OPERAND, () -> new GraphBuilder().append(Operation.CONST, bad, 0));
        }
        refuses(Kind.OPERAND, () -> new GraphBuilder().append(Operation.MAIN, 0, 1));
        GraphBuilder graph = new GraphBuilder();
        graph.append(Operation.MAIN, 0, 0);
        refuses(Kind.OPERAND, () -> graph.append(Operation.ADD, 0, -1));
    }

    @Test
    void aNodeMadeTwiceIsOneNode() {
        ChipBuilder chip = chip();
        Expression sum = chip.main(0).plus(chip.main(1));
        assertThat(chip.main(0).plus(chip.main(1)).numberIn(chip.graph)).isEqualTo(sum.numberIn(chip.graph));
        assertThat(chip.build().graph().size()).isEqualTo(3);
    }

    @Test
    void refusesAMessageOfAnotherLength() {
        refuses(Kind.ARITY, FACTS, chip(), c -> c.send(FACTS, flag(c.main(0)), one(c), one(c)));
        refuses(Kind.ARITY, FACTS, chip(), c -> c.send(FACTS, flag(c.main(0))));
    }

    @Test
    void refusesABusThatIsNotThere() {
        refuses(Kind.UNKNOWN_BUS, FACTS, chip(), c -> c.send(Bus.lookup(2, 1), flag(c.main(0)), one(c)));
        refuses(Kind.UNKNOWN_BUS, FACTS, chip(), c -> c.send(Bus.lookup(0, 1), flag(c.main(0)), one(c)));
    }

    private static void refusesAltered(Kind kind, UnaryOperator<Interaction> change) {
        ChipBuilder chip = chip();
        chip.receive(FACTS, free(chip.main(0)), chip.constant(1));
        Chip built = chip.build();
        Interaction altered = change.apply(built.interactions().getFirst());
        refuses(
                kind,
                () -> machine(FACTS, new Chip("chip", 2, 0, 0, List.of(), built.graph(), List.of(), List.of(altered))));
    }

    @Test
    void refusesNumbersOfNodesThatAreNone() {
        for (int bad : new int[] {-1, 9}) {
            refusesAltered(
                    Kind.NODE_NUMBER, i -> new Interaction(1, i.sign(), i.kind(), bad, i.message(), i.selector()));
            refusesAltered(
                    Kind.NODE_NUMBER, i -> new Interaction(1, i.sign(), i.kind(), 0, List.of(bad), i.selector()));
            refusesAltered(
                    Kind.NODE_NUMBER, i -> new Interaction(1, i.sign(), i.kind(), 0, i.message(), OptionalInt.of(bad)));
            refuses(
                    Kind.NODE_NUMBER,
                    () -> machine(
                            FACTS,
                            new Chip("chip", 1, 0, 0, List.of(), chip().build().graph(), List.of(bad), List.of())));
        }
    }

    @Test
    void refusesWhatIsNotAffine() {
        refuses(
                Kind.NOT_AFFINE,
                FACTS,
                chip(),
                c -> c.send(FACTS, flag(c.main(0)), c.main(0).times(c.main(1))));
        refuses(
                Kind.NOT_AFFINE,
                FACTS,
                chip(),
                c -> c.send(FACTS, flag(c.main(0).times(c.main(0))), one(c)));
    }

    @Test
    void refusesASelectorBesideAFlag() {
        refusesAltered(
                Kind.SELECTOR_WITHOUT_FREE,
                i -> new Interaction(1, i.sign(), Interaction.Kind.FLAG, 0, i.message(), OptionalInt.of(0)));
    }

    @Test
    void refusesConstraintsThatFailOnTheZeroRow() {
        refuses(Kind.ZERO_ROW_CONSTRAINT, FACTS, chip(), c -> c.zero(c.main(0).minus(1)));
        accepts(FACTS, chip(), c -> c.zero(c.main(0).plus(7).minus(7)));
    }

    @Test
    void refusesMultiplicitiesThatAreNotZeroOnTheZeroRow() {
        refuses(
                Kind.ZERO_ROW_MULTIPLICITY,
                FACTS,
                chip(),
                c -> c.send(FACTS, flag(c.main(0).subtractedFrom(1)), one(c)));
    }

    @Test
    void showsTheZeroRowForAllValuesOfClosedFormColumns() {
        refuses(
                Kind.ZERO_ROW_CONSTRAINT,
                FACTS,
                table(),
                c -> c.zero(c.closed(0).times(c.closed(1))));
        refuses(Kind.ZERO_ROW_MULTIPLICITY, FACTS, table(), c -> c.send(FACTS, flag(c.closed(0)), one(c)));
        // a (b + x) - a b vanishes at x = 0 as a polynomial in a and b.
        accepts(
                FACTS,
                table(),
                c -> c.zero(c.closed(0)
                        .times(c.closed(1).plus(c.main(0)))
                        .minus(c.closed(0).times(c.closed(1)))));
    }

    private static ChipBuilder table() {
        return ChipBuilder.closedForm("table", 2, 2, TABLE);
    }

    @Test
    void rule1StateBusesTakeFlagsOnly() {
        Consumer<ChipBuilder> answers = c -> c.receive(STATE, free(c.main(0)), one(c));
        Consumer<ChipBuilder> asks = c -> c.send(STATE, fixed(c.prep(0)), one(c));
        accepts(FACTS, chip(), answers);
        accepts(FACTS, preprocessed(), asks);
        refuses(Kind.STATE_BUS, STATE, chip(), answers);
        refuses(Kind.STATE_BUS, STATE, preprocessed(), asks);
    }

    @Test
    void rule2OnlyTheAnsweringSideIsFree() {
        refuses(Kind.FREE_SENDER, FACTS, chip(), c -> c.send(FACTS, free(c.main(0)), one(c)));
    }

    @Test
    void rule2AFreeMultiplicityIsAMainColumn() {
        refuses(
                Kind.FREE_MULTIPLICITY,
                FACTS,
                chip(),
                c -> c.receive(FACTS, free(c.main(0).times(2)), one(c)));
        refuses(Kind.FREE_MULTIPLICITY, FACTS, preprocessed(), c -> c.receive(FACTS, free(c.prep(0)), one(c)));
    }

    @Test
    void rule2AMessageIsNotMadeOfItsOwnMultiplicity() {
        refuses(Kind.FREE_IN_OWN_MESSAGE, FACTS, chip(), c -> {
            c.zero(c.main(0).times(c.main(1)));
            c.receive(FACTS, free(c.main(0)), c.main(1).plus(c.main(0)));
        });
    }

    @Test
    void rule2AMessageIsMadeOfConstrainedColumns() {
        refuses(Kind.FREE_UNCONSTRAINED, FACTS, chip(), c -> c.receive(FACTS, free(c.main(0)), c.main(1)));
        accepts(FACTS, chip(), c -> {
            c.zero(c.main(1).times(c.main(1)));
            c.receive(FACTS, free(c.main(0)), c.main(1));
        });
    }

    @Test
    void rule2AFreeAnswerBesidePreprocessedColumnsHasAPreprocessedSelector() {
        Kind kind = Kind.FREE_WITHOUT_PREPROCESSED_SELECTOR;
        refuses(kind, FACTS, preprocessed(), c -> c.receive(FACTS, free(c.main(0)), one(c)));
        refuses(kind, FACTS, preprocessed(), c -> c.receive(FACTS, free(c.main(0), c.main(1)), one(c)));
        refuses(
                kind,
                FACTS,
                preprocessed(),
                c -> c.receive(FACTS, free(c.main(0), c.prep(0).times(2)), one(c)));
    }

    @Test
    void rule2ASelectorIsAffineAndZeroOnTheZeroRow() {
        refuses(
                Kind.SELECTOR,
                FACTS,
                chip(),
                c -> c.receive(FACTS, free(c.main(0), c.main(1).subtractedFrom(1)), one(c)));
        refuses(
                Kind.SELECTOR,
                FACTS,
                chip(),
                c -> c.receive(FACTS, free(c.main(0), c.main(1).times(c.main(1))), one(c)));
    }

    @Test
    void aFixedMultiplicityIsAPreprocessedColumn() {
        refuses(Kind.FIXED_MULTIPLICITY, FACTS, preprocessed(), c -> c.send(FACTS, fixed(c.main(0)), one(c)));
        refuses(
                Kind.FIXED_MULTIPLICITY,
                FACTS,
                preprocessed(),
                c -> c.send(FACTS, fixed(c.prep(0).times(2)), one(c)));
    }

    @Test
    void rule3OperationIdsOfAnswersStartAtOne() {
        Consumer<ChipBuilder> one = c -> c.receive(NAMED, free(c.main(0)), c.constant(1), c.constant(5));
        accepts(NAMED, chip(), one);
        refuses(Kind.OPERATION_ID, NAMED, chip(), c -> c.receive(NAMED, free(c.main(0)), c.constant(0), c.constant(5)));
        refuses(Kind.OPERATION_ID, NAMED, chip(), c -> {
            c.zero(c.main(1).times(c.main(1).minus(1)));
            c.receive(NAMED, free(c.main(0)), c.main(1), c.constant(5));
        });
        refuses(Kind.OPERATION_ID, NAMED, table(), c -> c.receive(NAMED, free(c.main(0)), c.closed(1), c.constant(5)));
        accepts(NAMED, chip(), c -> c.send(NAMED, flag(c.main(0)), c.main(1), c.constant(5)));
    }

    @Test
    void refusesMalformedClosedForms() {
        ClosedColumn.Literal x0 = new ClosedColumn.Literal(0, false);
        ClosedColumn.Literal x1 = new ClosedColumn.Literal(1, true);
        refusesClosed(Kind.CLOSED_FORM, 2, term(1, x0, x0));
        refusesClosed(Kind.CLOSED_FORM, 2, term(1, x1, x0));
        refusesClosed(Kind.CLOSED_FORM, 1, term(1, x1));
        refusesClosed(Kind.CLOSED_FORM, 1, term(1, new ClosedColumn.Literal(-1, false)));
        refusesClosed(Kind.CLOSED_FORM, 2, new ClosedColumn.Values(List.of(1, 2, 3)));
        refusesClosed(Kind.CLOSED_FORM, 11, new ClosedColumn.Values(Collections.nCopies(1 << 11, 1)));
        refusesClosed(Kind.NON_CANONICAL, 1, new ClosedColumn.Values(List.of(1, KoalaBear.P)));
        refusesClosed(Kind.NON_CANONICAL, 1, term(KoalaBear.P, x0));
        refusesClosed(Kind.NON_CANONICAL, 1, term(-1, x0));
        refusesClosed(Kind.CLOSED_FORM, -1, term(1));
        refusesClosed(Kind.CLOSED_FORM, 23, term(1));
        refuses(
                Kind.CLOSED_FORM,
                () -> machine(
                        FACTS, ChipBuilder.closedForm("table", 1, 2, List.of()).build()));
    }

    private static ClosedColumn term(int weight, ClosedColumn.Literal... literals) {
        return new ClosedColumn.Terms(List.of(new ClosedColumn.Term(weight, List.of(literals))));
    }

    private static void refusesClosed(Kind kind, int logHeight, ClosedColumn column) {
        refuses(
                kind,
                () -> machine(
                        FACTS,
                        ChipBuilder.closedForm("table", 1, logHeight, List.of(column))
                                .build()));
    }

    @Test
    void refusesWidthsBeyondTheLimits() {
        refuses(
                Kind.SIZE,
                () -> machine(
                        FACTS, ChipBuilder.chip("wide", Limits.MAX_WIDTH + 1).build()));
        refuses(Kind.SIZE, () -> machine(FACTS, ChipBuilder.chip("negative", -1).build()));
        refuses(
                Kind.SIZE,
                () -> machine(
                        FACTS,
                        ChipBuilder.preprocessed("wide", 1, Limits.MAX_WIDTH + 1)
                                .build()));
    }

    @Test
    void refusesAZeroRowOfTooManyMonomials() {
        ClosedColumn bit = ClosedColumn.number(0, 1);
        ChipBuilder c = ChipBuilder.closedForm("table", 1, 1, Collections.nCopies(2000, bit));
        Expression sum = c.constant(0);
        for (Expression x : c.closedColumns()) {
            sum = sum.plus(x);
        }
        c.zero(sum.cube().times(0));
        refuses(Kind.SIZE, () -> machine(FACTS, c.build()));
    }
}

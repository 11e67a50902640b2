package io.bulwark.air;

import static io.bulwark.air.BuilderRulesTest.FACTS;
import static io.bulwark.air.BuilderRulesTest.accepts;
import static io.bulwark.air.BuilderRulesTest.chip;
import static io.bulwark.air.BuilderRulesTest.one;
import static io.bulwark.air.BuilderRulesTest.preprocessed;
import static io.bulwark.air.BuilderRulesTest.refuses;
import static io.bulwark.air.BuilderRulesTest.table;
import static io.bulwark.air.Multiplicity.flag;
import static io.bulwark.air.Multiplicity.free;

import io.bulwark.air.MachineException.Kind;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Rules 2 and 3 of section 4, for rows that answer, by the machines that break them. */
class AnswerRulesTest {
    private static final Bus NAMED = Bus.lookupWithOperation(1, 2, 0);

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
}

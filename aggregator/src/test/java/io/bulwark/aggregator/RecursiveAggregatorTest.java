package io.bulwark.aggregator;

import static io.bulwark.aggregator.Intervals.SPEC;
import static io.bulwark.aggregator.Intervals.before;
import static io.bulwark.aggregator.Intervals.claim;
import static io.bulwark.aggregator.Intervals.fact;
import static io.bulwark.aggregator.Intervals.piece;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.bulwark.aggregator.RecursiveAggregator.Add;
import io.bulwark.aggregator.RecursiveAggregator.Command;
import io.bulwark.aggregator.RecursiveAggregator.Complete;
import io.bulwark.aggregator.RecursiveAggregator.Ends;
import io.bulwark.aggregator.RecursiveAggregator.Event;
import io.bulwark.aggregator.RecursiveAggregator.Failed;
import io.bulwark.aggregator.RecursiveAggregator.Finished;
import io.bulwark.aggregator.RecursiveAggregator.Folded;
import io.bulwark.aggregator.RecursiveAggregator.Foreign;
import io.bulwark.aggregator.RecursiveAggregator.GivenUp;
import io.bulwark.aggregator.RecursiveAggregator.Spare;
import io.bulwark.aggregator.RecursiveAggregator.Wanted;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.FinishTask;
import io.bulwark.protocol.JoinTask;
import io.bulwark.protocol.Span;
import io.bulwark.protocol.Stage;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RecursiveAggregatorTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final Duration QUIET = Duration.ofMillis(150);

    private final TestProbe<Event> job = KIT.createTestProbe();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    private ActorRef<Command> spawn(int attempts) {
        return KIT.spawn(
                RecursiveAggregator.create(SPEC, before(0), new Retries(attempts, Duration.ofMillis(1)), job.ref()));
    }

    private ActorRef<Command> spawn(int attempts, int intervals, int proven) {
        ActorRef<Command> aggregator = spawn(attempts);
        aggregator.tell(new Ends(intervals));
        for (int i = 0; i < proven; i++) {
            aggregator.tell(new Add(piece(i, i + 1)));
        }
        return aggregator;
    }

    /** What a join that was asked for makes. */
    private static Add made(Task task) {
        JoinTask join = (JoinTask) task;
        return new Add(piece(join.claim(), join.name().span(), join.inputs().size() == 2 ? Width.NARROW : Width.WIDE));
    }

    private static Finished finished(Task task) {
        return new Finished(fact(task.name(), ((FinishTask) task).input().claim()));
    }

    private <T extends Event> T next(Class<T> wanted) {
        while (true) {
            Event event = job.receiveMessage();
            if (wanted.isInstance(event)) {
                return wanted.cast(event);
            }
            assertThat(event).as("nothing else is told").isInstanceOf(Folded.class);
        }
    }

    private TaskName asked() {
        return next(Wanted.class).task().name();
    }

    /** Nothing but how far it has come is told for a while. */
    private void quiet() {
        while (true) {
            try {
                assertThat(job.receiveMessage(QUIET)).isInstanceOf(Folded.class);
            } catch (AssertionError none) {
                assertThat(none).hasMessageContaining("imeout");
                return;
            }
        }
    }

    @Test
    void foldsIntervalsThatComeInAnyOrderAndTwiceToOneProofInSpiteOfFailures() {
        long seed = 20261129;
        Random random = new Random(seed);
        int intervals = 30;
        ActorRef<Command> aggregator = spawn(50);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < intervals; i++) {
            order.addAll(List.of(i, i));
        }
        Collections.shuffle(order, random);
        order.forEach(i -> aggregator.tell(new Add(piece(i, i + 1))));
        aggregator.tell(new Ends(intervals));

        int joined = 0;
        Fact last = null;
        while (last == null) {
            switch (next(Event.class)) {
                case Wanted wanted
                when random.nextInt(3) == 0 ->
                    aggregator.tell(new Failed(wanted.task().name(), "made to fail"));
                case Wanted wanted
                when wanted.task() instanceof JoinTask join -> {
                    joined += join.inputs().size() - 1;
                    aggregator.tell(made(join));
                    aggregator.tell(made(join));
                }
                case Wanted wanted -> {
                    aggregator.tell(finished(wanted.task()));
                    aggregator.tell(finished(wanted.task()));
                }
                case Complete complete -> last = complete.fact();
                case Folded folded -> assertThat(folded.pieces()).isBetween(1, intervals);
                case Foreign foreign -> throw new AssertionError(foreign);
                case GivenUp givenUp -> throw new AssertionError(givenUp);
            }
        }

        assertThat(last.claim()).as("seed %d", seed).isEqualTo(claim(0, intervals));
        assertThat(joined).as("seed %d", seed).isEqualTo(intervals - 1);
        quiet();
    }

    @Test
    void asksForAJoinAsSoonAsABlockIsFullAndForTheTailWhenTheEndIsKnown() {
        ActorRef<Command> aggregator = spawn(1);
        for (int i = 0; i < 6; i++) {
            aggregator.tell(new Add(piece(i, i + 1)));
        }

        Task first = next(Wanted.class).task();
        assertThat(first.name()).isEqualTo(TaskName.join(new Span(0, 4)));
        assertThat(((JoinTask) first).inputs())
                .isEqualTo(List.of(
                        piece(0, 1).input(),
                        piece(1, 2).input(),
                        piece(2, 3).input(),
                        piece(3, 4).input()));
        quiet();

        aggregator.tell(new Ends(6));
        Task tail = next(Wanted.class).task();
        assertThat(tail.name()).isEqualTo(TaskName.join(new Span(4, 2)));
        aggregator.tell(made(first));
        aggregator.tell(made(tail));
        assertThat(asked()).isEqualTo(TaskName.join(new Span(0, 6)));
    }

    @Test
    void asksAnIdleProverToJoinAcrossBlocks() {
        ActorRef<Command> aggregator = spawn(1, 4, 3);
        quiet();

        aggregator.tell(new Spare());

        assertThat(asked()).isEqualTo(TaskName.join(new Span(0, 3)));
    }

    @Test
    void givesUpWithAllReasonsWhenATaskHasFailedAsOftenAsItMay() {
        ActorRef<Command> aggregator = spawn(2, 2, 2);
        TaskName join = asked();
        aggregator.tell(new Failed(join, "first"));
        assertThat(asked()).isEqualTo(join);
        aggregator.tell(new Failed(join, "second"));

        assertThat(next(GivenUp.class)).isEqualTo(new GivenUp(join, List.of("first", "second")));
        aggregator.tell(new Failed(join, "nobody asked"));
        quiet();
    }

    @Test
    void takesTheLateResultOfAJoinThatItHasGivenUp() {
        ActorRef<Command> aggregator = spawn(1, 2, 2);
        Task join = next(Wanted.class).task();
        aggregator.tell(new Failed(join.name(), "too slow"));
        next(GivenUp.class);

        aggregator.tell(made(join));

        assertThat(asked()).isEqualTo(TaskName.finish(2));
    }

    @Test
    void asksForTheFinishAgainWhenItFailsAndGivesThatUpToo() {
        ActorRef<Command> aggregator = spawn(2, 1, 1);
        TaskName finish = asked();
        assertThat(finish).isEqualTo(TaskName.finish(1));
        aggregator.tell(new Failed(finish, "first"));
        assertThat(asked()).isEqualTo(finish);
        aggregator.tell(new Failed(finish, "second"));
        assertThat(next(GivenUp.class).reasons()).containsExactly("first", "second");

        aggregator.tell(new Add(piece(0, 1)));
        quiet();
    }

    @Test
    void namesAPieceOfAnotherRun() {
        ActorRef<Command> aggregator = spawn(1, 4, 0);
        Claim elsewhere = new Claim(new Checkpoint(0, ByteString.copyFromUtf8("elsewhere")), before(1));
        Piece foreign = piece(elsewhere, Span.of(0), Width.NARROW);

        aggregator.tell(new Add(foreign));

        assertThat(next(Foreign.class).piece()).isEqualTo(foreign);
    }

    @Test
    void goesOnAfterANewStartFromThePiecesThatAreLeft() {
        ActorRef<Command> first = spawn(1, 8, 8);
        Task lower = next(Wanted.class).task();
        Task upper = next(Wanted.class).task();
        KIT.stop(first);

        ActorRef<Command> second = spawn(1);
        second.tell(made(lower));
        for (int i = 2; i < 8; i++) {
            second.tell(new Add(piece(i, i + 1)));
        }
        second.tell(new Ends(8));
        assertThat(asked()).as("what was joined is not joined again").isEqualTo(upper.name());
        second.tell(made(upper));
        Task whole = next(Wanted.class).task();
        assertThat(whole.name()).isEqualTo(TaskName.join(new Span(0, 8)));
        second.tell(made(whole));
        assertThat(asked().stage()).isEqualTo(Stage.FINISH);
    }

    @Test
    void isCompleteWithALastProofThatSomebodyMadeBefore() {
        ActorRef<Command> aggregator = spawn(1, 8, 8);
        assertThat(asked()).isEqualTo(TaskName.join(new Span(0, 4)));
        assertThat(asked()).isEqualTo(TaskName.join(new Span(4, 4)));

        Fact last = fact(TaskName.finish(8), claim(0, 8));
        aggregator.tell(new Finished(last));

        assertThat(next(Complete.class).fact()).isEqualTo(last);
        aggregator.tell(new Add(piece(0, 4)));
        quiet();
    }
}

package io.bulwark.aggregator;

import static io.bulwark.aggregator.Intervals.at;
import static io.bulwark.aggregator.Intervals.link;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.bulwark.aggregator.RecursiveAggregator.Add;
import io.bulwark.aggregator.RecursiveAggregator.Event;
import io.bulwark.aggregator.RecursiveAggregator.Foreign;
import io.bulwark.aggregator.RecursiveAggregator.Whole;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Fact;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RecursiveAggregatorTest {
    private static final ActorTestKit KIT = ActorTestKit.create();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    private final TestProbe<Event> job = KIT.createTestProbe();

    @Test
    void foldsIntervalsThatComeInAnyOrderAndTwiceToOneChain() {
        long seed = 20261124;
        var aggregator =
                spawn(30, (left, right) -> CompletableFuture.completedFuture(new ChainProof.Pair(left, right)));
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            order.add(i);
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed));

        order.forEach(i -> aggregator.tell(new Add(link(i, i + 1))));

        assertThat(whole().links())
                .as("seed %d", seed)
                .extracting(Fact::task)
                .hasSize(30)
                .doesNotHaveDuplicates();
    }

    @Test
    void triesAJoinAgainThatFailed() {
        AtomicInteger calls = new AtomicInteger();
        var aggregator = spawn(
                2,
                (left, right) -> calls.getAndIncrement() == 0
                        ? CompletableFuture.failedFuture(new IllegalStateException("the first join is made to fail"))
                        : CompletableFuture.completedFuture(new ChainProof.Pair(left, right)));

        aggregator.tell(new Add(link(0, 1)));
        aggregator.tell(new Add(link(1, 2)));

        assertThat(whole().claim()).isEqualTo(link(0, 2).claim());
        assertThat(calls).hasValue(2);
    }

    @Test
    void namesAnIntervalOfAnotherRun() {
        var aggregator = spawn(4, (left, right) -> CompletableFuture.completedFuture(new ChainProof.Pair(left, right)));
        ChainProof foreign = link(new Checkpoint(0, ByteString.copyFromUtf8("elsewhere")), at(1));

        aggregator.tell(new Add(foreign));

        assertThat(job.expectMessageClass(Foreign.class).proven()).isEqualTo(foreign);
    }

    @Test
    void tellsTheWholeWhenTheEndBecomesKnownLast() {
        var aggregator = KIT.spawn(RecursiveAggregator.create(
                at(0),
                (left, right) -> CompletableFuture.completedFuture(new ChainProof.Pair(left, right)),
                job.ref()));
        aggregator.tell(new Add(link(0, 1)));
        aggregator.tell(new Add(link(1, 2)));
        aggregator.tell(new RecursiveAggregator.Ends(2));

        assertThat(whole().claim()).isEqualTo(link(0, 2).claim());
    }

    private ActorRef<RecursiveAggregator.Command> spawn(long steps, Joiner joiner) {
        ActorRef<RecursiveAggregator.Command> aggregator =
                KIT.spawn(RecursiveAggregator.create(at(0), joiner, job.ref()));
        aggregator.tell(new RecursiveAggregator.Ends(steps));
        return aggregator;
    }

    private ChainProof whole() {
        while (true) {
            if (job.receiveMessage() instanceof Whole whole) {
                return whole.proof();
            }
        }
    }
}

package io.bulwark.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LastResortTest {
    private final ActorTestKit kit = ActorTestKit.create(
            ConfigFactory.parseString("pekko.coordinated-shutdown.phases.actor-system-terminate.timeout = 1s")
                    .withFallback(ConfigFactory.load()));
    private final ActorSystem<?> system = kit.system();

    @Test
    void endsANodeThatHangsInItsEnd() throws InterruptedException {
        CountDownLatch halted = new CountDownLatch(1);
        CompletableFuture<Done> never = new CompletableFuture<>();
        LastResort.whenEnding(system, Duration.ofMillis(200), halted::countDown);
        CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
        shutdown.addTask(CoordinatedShutdown.PhaseServiceStop(), "hangs", () -> never);

        shutdown.runAll(Ending.ASKED);

        assertThat(halted.await(50, TimeUnit.SECONDS)).isTrue();
        never.complete(Done.done());
    }

    @Test
    void aNodeThatHangsInItsEndCountsAsEnded() {
        CompletableFuture<Done> never = new CompletableFuture<>();
        CompletableFuture<Done> ended =
                LastResort.ended(system, Duration.ofMillis(200)).toCompletableFuture();
        CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
        shutdown.addTask(CoordinatedShutdown.PhaseServiceStop(), "hangs", () -> never);
        assertThat(ended).isNotDone();

        shutdown.runAll(Ending.ASKED);

        assertThat(ended).succeedsWithin(Duration.ofSeconds(50));
        never.complete(Done.done());
    }

    @Test
    void aNodeWhoseConnectionsDoNotEndCountsAsEndedAfterItsLastStep() {
        CountDownLatch end = new CountDownLatch(1);
        kit.spawn(
                Behaviors.receive(Object.class)
                        .onSignal(PostStop.class, stopped -> {
                            end.await();
                            return Behaviors.same();
                        })
                        .build(),
                DispatcherSelector.blocking());
        CompletableFuture<Done> ended =
                LastResort.ended(system, Duration.ofMinutes(10)).toCompletableFuture();

        CoordinatedShutdown.get(system).runAll(Ending.ASKED);

        assertThat(ended).succeedsWithin(Duration.ofSeconds(50));
        assertThat(system.getWhenTerminated().toCompletableFuture()).isNotDone();
        end.countDown();
    }

    @Test
    void leavesANodeAloneThatEndsByItself() {
        AtomicInteger halted = new AtomicInteger();
        LastResort.whenEnding(system, Duration.ofMinutes(10), halted::incrementAndGet);

        CoordinatedShutdown.get(system).runAll(Ending.ASKED);
        system.getWhenTerminated().toCompletableFuture().join();

        assertThat(halted).hasValue(0);
    }
}

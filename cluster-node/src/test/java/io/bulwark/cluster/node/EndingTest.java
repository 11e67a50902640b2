package io.bulwark.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EndingTest {
    private final CountDownLatch stuck = new CountDownLatch(1);

    private ActorSystem<Void> system() {
        return ActorSystem.create(
                Behaviors.receive(Void.class)
                        .onSignal(PostStop.class, stop -> {
                            stuck.await();
                            return Behaviors.same();
                        })
                        .build(),
                "test",
                ConfigFactory.parseString("pekko.actor.provider = local"));
    }

    @Test
    void aNodeWhoseActorsDoNotStopHasEndedAllTheSameAfterAWhile() throws Exception {
        ActorSystem<Void> system = system();
        CompletionStage<Done> ended = Ending.of(system, Duration.ofMillis(200));
        CoordinatedShutdown.get(system).runAll(Ending.ASKED);
        ended.toCompletableFuture().get(60, TimeUnit.SECONDS);
        assertThat(system.getWhenTerminated().toCompletableFuture()).isNotDone();
        stuck.countDown();
        system.getWhenTerminated().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void aNodeHasNotEndedBeforeItWasTold() throws Exception {
        stuck.countDown();
        ActorSystem<Void> system = system();
        CompletionStage<Done> ended = Ending.of(system, Duration.ZERO);
        assertThat(ended.toCompletableFuture()).isNotDone();
        CoordinatedShutdown.get(system).runAll(Ending.ASKED);
        ended.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}

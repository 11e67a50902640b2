package io.bulwark.cluster.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.JobHeader;
import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Region;
import io.bulwark.protocol.Sha256;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What gateways ask a job whose node dies. */
class JobAccessTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Region REGION = new Region("alpine");
    private static final JobRecord RECORD = JobRecord.accepted(new JobHeader(
            new JobSpec("test", "none", 0, new ArtifactId(Sha256.of(new byte[1])), 5), List.of(REGION), 0, 7));

    private final TestProbe<Job.Command> dead = KIT.createTestProbe();
    private final TestProbe<Job.Command> alive = KIT.createTestProbe();
    private final AtomicReference<TestProbe<Job.Command>> job = new AtomicReference<>(dead);
    private final JobAccess access = new JobAccess(
            KIT.system(), (id, region) -> job.get().ref(), JobRecords.ofThisProcess(), REGION, () -> Set.of(REGION));

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void anAnswerComesFromWhereTheJobIsByThen() {
        CompletionStage<TaskPage> answer = access.tasks(RECORD, 1, 2, LONG);
        dead.expectMessageClass(Job.AskTasks.class, LONG);
        job.set(alive);

        Job.AskTasks again = alive.expectMessageClass(Job.AskTasks.class, LONG);
        TaskPage page = new TaskPage(RECORD.id(), 1, 3, false, List.of(), List.of());
        again.replyTo().tell(page);

        assertThat(answer).succeedsWithin(LONG).isEqualTo(page);
        assertThat(again.run()).isEqualTo(1);
        assertThat(again.after()).isEqualTo(2);
    }

    @Test
    void theFirstQuestionMayBeAnsweredLast() {
        CompletionStage<TaskPage> answer = access.tasks(RECORD, 1, 2, LONG);
        Job.AskTasks first = dead.expectMessageClass(Job.AskTasks.class, LONG);
        dead.expectMessageClass(Job.AskTasks.class, LONG);
        TaskPage page = new TaskPage(RECORD.id(), 1, 3, false, List.of(), List.of());

        first.replyTo().tell(page);

        assertThat(answer).succeedsWithin(LONG).isEqualTo(page);
    }

    @Test
    void silenceIsSaidInTime() {
        CompletionStage<JobStatus> answer = access.status(RECORD, Duration.ofSeconds(3));

        assertThatThrownBy(answer.toCompletableFuture()::join).hasCauseInstanceOf(TimeoutException.class);
        for (int i = 0; i < 3; i++) {
            dead.expectMessageClass(Job.Ask.class, LONG);
        }
    }
}

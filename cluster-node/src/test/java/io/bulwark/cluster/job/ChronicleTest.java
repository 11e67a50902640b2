package io.bulwark.cluster.job;

import static io.bulwark.cluster.job.JobLedgerTest.A;
import static io.bulwark.cluster.job.JobLedgerTest.B;
import static io.bulwark.cluster.job.JobLedgerTest.LEASE;
import static io.bulwark.cluster.job.JobLedgerTest.SPEC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.bulwark.protocol.Limits;
import io.bulwark.protocol.TaskName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChronicleTest {
    private final JobLedger ledger = new JobLedger(LEASE);
    private long time = 1000;
    private final Chronicle chronicle = new Chronicle(ledger.table(), () -> time);

    @Test
    void tellsWhoIsAtATaskAndWhoMadeItsProof() {
        plan(2);
        time = 2000;
        ledger.pull(A, 0);
        TaskNews atWork = task(all(), 0);
        assertThat(atWork.state()).isEqualTo(TaskNews.State.AT_WORK);
        assertThat(atWork.at()).containsExactly(A);
        assertThat(task(all(), 1).state()).isEqualTo(TaskNews.State.WAITING);

        ledger.offer(JobLedgerTest.offer(0, A), 5);
        assertThat(task(all(), 0).state()).isEqualTo(TaskNews.State.CHECKING);
        time = 3000;
        ledger.verified(ledger.nextToVerify().orElseThrow());

        TaskNews done = task(all(), 0);
        assertThat(done.state()).isEqualTo(TaskNews.State.DONE);
        assertThat(done.made().orElseThrow().member().node()).isEqualTo(A.node());
        assertThat(done.made().orElseThrow().process()).isEqualTo(A.process());
        assertThat(List.of(done.begun(), done.since())).containsExactly(2000L, 3000L);
        assertThat(List.of(done.tries(), done.steps(), done.nanos())).containsExactly(1, 1L, 10L);
        assertThat(all().happenings()).as("nothing out of the ordinary").isEmpty();
    }

    @Test
    void tellsOnlyWhatHasChangedSinceItWasLastAsked() {
        plan(3);
        TaskPage first = all();
        assertThat(first.tasks()).hasSize(3);
        assertThat(chronicle.page(SPEC.id(), first.run(), first.upTo()).tasks()).isEmpty();

        ledger.pull(A, 0);
        ledger.renew(A, TaskName.segment(0), 1);
        ledger.renew(A, TaskName.segment(0), 2);
        TaskPage second = chronicle.page(SPEC.id(), first.run(), first.upTo());

        assertThat(second.tasks()).extracting(TaskNews::name).containsExactly(TaskName.segment(0));
        assertThat(second.upTo()).as("a renewal changes nothing").isEqualTo(first.upTo() + 1);
        assertThat(chronicle.page(SPEC.id(), first.run() + 1, second.upTo()).tasks())
                .as("what somebody knows of another run is of no use")
                .hasSize(3);
    }

    @Test
    void tellsOfWhatWasLostTriedAgainAndRefused() {
        plan(1);
        ledger.pull(A, 0);
        ledger.gone(A);
        ledger.pull(B, 1);
        ledger.offer(JobLedgerTest.offer(0, B), 2);
        ledger.refused(ledger.nextToVerify().orElseThrow());

        assertThat(all().happenings())
                .extracting(Happening::kind, Happening::prover)
                .containsExactly(
                        tuple(Happening.Kind.LOST, A),
                        tuple(Happening.Kind.RETRIED, B),
                        tuple(Happening.Kind.REFUSED, B));
        assertThat(task(all(), 0).state()).isEqualTo(TaskNews.State.WAITING);
        assertThat(task(all(), 0).tries()).isEqualTo(2);
    }

    @Test
    void tellsOfATaskThatRunsASecondTime() {
        plan(1);
        ledger.pull(A, 0);
        ledger.renew(B, TaskName.segment(0), 1);

        assertThat(all().happenings())
                .extracting(Happening::kind, Happening::prover)
                .containsExactly(tuple(Happening.Kind.HEDGED, B));
        assertThat(task(all(), 0).at()).containsExactly(A, B);
    }

    @Test
    void tellsWhatALongerProofCovers() {
        plan(2);
        ledger.table().done(TaskName.segment(1));

        assertThat(task(all(), 1).state()).isEqualTo(TaskNews.State.COVERED);
    }

    @Test
    void pagesPutTogetherAreTheStateOfEachTaskWhateverChangesInBetween() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int tasks = 3 * Limits.TASK_PAGE;
        plan(tasks);
        Map<TaskName, TaskNews> known = new HashMap<>();
        TaskPage page = new TaskPage(SPEC.id(), 0, 0, true, List.of(), List.of());
        int pages = 0;
        while (page.more() || pages < 20) {
            page = chronicle.page(SPEC.id(), page.run(), page.upTo());
            page.tasks().forEach(news -> known.put(news.name(), news));
            for (int i = 0; i < 100 && pages < 19; i++) {
                int at = random.nextInt(tasks);
                switch (random.nextInt(3)) {
                    case 0 -> ledger.renew(random.nextBoolean() ? A : B, TaskName.segment(at), pages);
                    case 1 -> ledger.giveBack(A, TaskName.segment(at), Setback.RETURNED, pages);
                    default -> ledger.table().done(TaskName.segment(at));
                }
            }
            pages++;
        }

        assertThat(known).as("seed %d", seed).hasSize(tasks);
        for (int i = 0; i < tasks; i++) {
            TaskName name = TaskName.segment(i);
            TaskEntry entry = ledger.table().entry(name);
            assertThat(known.get(name).state())
                    .as("seed %d, %s", seed, name)
                    .isEqualTo(
                            entry.done()
                                    ? TaskNews.State.COVERED
                                    : entry.leases.isEmpty() ? TaskNews.State.WAITING : TaskNews.State.AT_WORK);
            assertThat(known.get(name).at())
                    .as("seed %d, %s", seed, name)
                    .containsExactlyElementsOf(entry.leases.keySet());
        }
    }

    private void plan(int count) {
        for (int i = 0; i < count; i++) {
            ledger.plan(JobLedgerTest.task(i), JobLedgerTest.at(i + 1));
        }
    }

    private TaskPage all() {
        return chronicle.page(SPEC.id(), 0, 0);
    }

    private static TaskNews task(TaskPage page, int segment) {
        return page.tasks().stream()
                .filter(news -> news.name().equals(TaskName.segment(segment)))
                .findFirst()
                .orElseThrow();
    }
}

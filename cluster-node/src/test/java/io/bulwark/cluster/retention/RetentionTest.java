package io.bulwark.cluster.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.retention.Retention.Forgotten;
import io.bulwark.cluster.retention.Retention.Held;
import io.bulwark.cluster.retention.Retention.Known;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Sha256;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final long DAY = 86_400_000L;
    private static final Retention MONTH = new Retention(30 * DAY, DAY, 1000);

    private static ArtifactId artifact(int number) {
        return new ArtifactId(Sha256.of(new byte[] {1, (byte) number}));
    }

    private static Known job(int number, long acceptedAt, boolean open, Integer... artifacts) {
        Set<ArtifactId> ids = new HashSet<>();
        for (int artifact : artifacts) {
            ids.add(artifact(artifact));
        }
        return new Known(new JobId(Sha256.of(new byte[] {2, (byte) number})), acceptedAt, open, ids);
    }

    @Test
    void forgetsWhatEndedLongAgoAndKeepsWhatAnotherJobNeeds() {
        Known old = job(1, 0, false, 1, 2);
        Known open = job(2, 0, true, 2, 3);
        Known young = job(3, 20 * DAY, false, 4);
        List<Held> held = List.of(
                new Held(artifact(1), 10, 0),
                new Held(artifact(2), 10, 0),
                new Held(artifact(3), 10, 0),
                new Held(artifact(4), 10, 20 * DAY));

        Forgotten due = MONTH.due(List.of(young, open, old), held, 31 * DAY);

        assertThat(due.jobs()).containsExactly(old.job());
        assertThat(due.artifacts()).containsExactly(artifact(1));
    }

    @Test
    void makesRoomWithTheOldestFinishedJobsButNotWithWhatIsYounger() {
        Known first = job(1, 10 * DAY, false, 1);
        Known second = job(2, 11 * DAY, false, 2);
        Known today = job(3, 20 * DAY - 1, false, 3);
        List<Held> held = List.of(
                new Held(artifact(1), 600, 10 * DAY),
                new Held(artifact(2), 600, 11 * DAY),
                new Held(artifact(3), 600, 20 * DAY - 1));

        assertThat(MONTH.due(List.of(today, second, first), held, 20 * DAY).jobs())
                .containsExactly(first.job(), second.job());
        assertThat(new Retention(30 * DAY, DAY, 1200)
                        .due(List.of(today, second, first), held, 20 * DAY)
                        .jobs())
                .containsExactly(first.job());
        assertThat(new Retention(30 * DAY, DAY, 0)
                        .due(List.of(today), held.subList(2, 3), 20 * DAY)
                        .artifacts())
                .as("however short room is")
                .isEmpty();
    }

    @Test
    void keepsWhatBelongsToNobodyWhileItMayBeAnUploadOrACheckpointOfAnOpenJob() {
        Held upload = new Held(artifact(1), 10, 40 * DAY - 1);
        Held checkpoint = new Held(artifact(2), 10, 20 * DAY);
        Held stray = new Held(artifact(3), 10, 5 * DAY);
        Known open = job(1, 19 * DAY, true);

        assertThat(MONTH.due(List.of(open), List.of(upload, checkpoint, stray), 40 * DAY)
                        .artifacts())
                .containsExactly(artifact(3));
        assertThat(MONTH.due(List.of(), List.of(upload, checkpoint, stray), 40 * DAY)
                        .artifacts())
                .containsExactlyInAnyOrder(artifact(2), artifact(3));
    }

    @Test
    void neverTouchesAnOpenJobOrWhatIsYoungerThanTheLeastTime() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 1000; round++) {
            List<Known> jobs = new ArrayList<>();
            List<Held> held = new ArrayList<>();
            long now = 100 * DAY;
            for (int i = 0; i < 12; i++) {
                held.add(new Held(artifact(i), random.nextInt(500), random.nextLong(now)));
                jobs.add(job(i, random.nextLong(now), random.nextInt(3) == 0, random.nextInt(12), random.nextInt(12)));
            }
            Retention retention = new Retention(30 * DAY, 5 * DAY, random.nextInt(3000));

            Forgotten due = retention.due(jobs, held, now);

            for (Known job : jobs) {
                if (job.open() || now - job.acceptedAt() < 5 * DAY) {
                    assertThat(due.jobs()).as("seed %d", seed).doesNotContain(job.job());
                }
                if (!due.jobs().contains(job.job())) {
                    assertThat(due.artifacts()).as("seed %d", seed).doesNotContainAnyElementsOf(job.artifacts());
                }
                if (!job.open() && now - job.acceptedAt() >= 30 * DAY) {
                    assertThat(due.jobs()).as("seed %d", seed).contains(job.job());
                }
            }
            long left = held.stream()
                    .filter(artifact -> !due.artifacts().contains(artifact.id()))
                    .mapToLong(Held::bytes)
                    .sum();
            boolean mayMore = jobs.stream()
                    .anyMatch(job -> !job.open()
                            && now - job.acceptedAt() >= 5 * DAY
                            && !due.jobs().contains(job.job()));
            assertThat(left <= retention.bytes() || !mayMore)
                    .as("seed %d: room is made while it can be", seed)
                    .isTrue();
        }
    }
}

package io.bulwark.cluster.headers;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.RecordForm;
import io.bulwark.protocol.Standing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BucketTest {
    private static final int JOBS = 8;
    private static final long DAY = 86_400_000L;

    private static Bucket any(Random random) {
        Bucket bucket = Bucket.EMPTY.raised(random.nextInt(3) * 2000L);
        for (int i = random.nextInt(JOBS); i > 0; i--) {
            bucket = bucket.with(Jobs.any(random.nextInt(JOBS), random));
        }
        return bucket.resetDelta();
    }

    @Test
    void mergesInAnyOrderAndHoweverOftenToTheSame() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            Bucket a = any(random);
            Bucket b = any(random);
            Bucket c = any(random);
            assertThat(a.mergeData(b)).as("commutes, seed %d", seed).isEqualTo(b.mergeData(a));
            assertThat(a.mergeData(a)).as("twice is once, seed %d", seed).isEqualTo(a);
            assertThat(a.mergeData(b).mergeData(c))
                    .as("associates, seed %d", seed)
                    .isEqualTo(a.mergeData(b.mergeData(c)));
        }
    }

    @Test
    void deltasBringAnotherCopyToTheSame() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            Bucket here = any(random);
            Bucket there = here;
            List<Bucket> deltas = new ArrayList<>();
            for (int k = 0; k < 10; k++) {
                Bucket changed = random.nextInt(4) == 0
                        ? here.raised(random.nextInt(8000))
                        : here.with(Jobs.any(random.nextInt(JOBS), random));
                deltas.add(changed.deltaData().orElseThrow());
                here = changed.resetDelta();
            }
            Collections.shuffle(deltas, random);
            for (Bucket delta : deltas) {
                there = there.mergeDeltaData(delta).mergeDeltaData(delta);
            }
            assertThat(there).as("seed %d", seed).isEqualTo(here);
        }
    }

    @Test
    void whatFellBelowTheFloorNeverComesBack() {
        JobRecord old = JobRecord.accepted(Jobs.header(1, 5 * DAY));
        Bucket stale = Bucket.EMPTY.with(old);
        Bucket fresh = stale.with(old.with(Jobs.succeeded(1))).raised(6 * DAY);

        assertThat(fresh.records()).isEmpty();
        assertThat(fresh.mergeData(stale).records()).isEmpty();
        assertThat(stale.mergeData(fresh).records()).isEmpty();
        assertThat(fresh.with(old).records()).isEmpty();
    }

    @Test
    void copiesWithTwoTimesOfAcceptanceStillComeToTheSameEverywhere() {
        JobRecord early = JobRecord.accepted(Jobs.header(1, 5 * DAY)).with(Jobs.succeeded(1));
        JobRecord late = JobRecord.accepted(Jobs.header(1, 10 * DAY));
        Bucket one = Bucket.EMPTY.with(early).raised(7 * DAY).with(late);
        Bucket two = Bucket.EMPTY.with(early).with(late);

        Bucket both = one.mergeData(two);
        assertThat(both).isEqualTo(two.mergeData(one));
        assertThat(both.mergeData(one)).isEqualTo(both);
        assertThat(both.mergeData(two)).isEqualTo(both);
    }

    @Test
    void theFloorRisesWithTheNewestJobAndNeverAboveAnOpenOne() {
        Buckets buckets = new Buckets();
        JobRecord finished = JobRecord.accepted(Jobs.header(1, 10 * DAY)).with(new Standing.Cancelled());
        learn(buckets, finished);
        int number = Buckets.of(finished.id());

        assertThat(buckets.floor(number, 100 * DAY, 30 * DAY))
                .as("a clock that is 90 days ahead takes nothing away")
                .isZero();
        learn(buckets, JobRecord.accepted(Jobs.header(2, 90 * DAY)));
        assertThat(buckets.floor(number, 20 * DAY, 30 * DAY))
                .as("nor one job's time that is ahead")
                .isZero();
        assertThat(buckets.floor(number, 91 * DAY, 30 * DAY)).isEqualTo(60 * DAY);

        JobRecord open = sameBucket(number, 40 * DAY);
        learn(buckets, open);
        assertThat(buckets.floor(number, 91 * DAY, 30 * DAY)).isEqualTo(40 * DAY);
        buckets.learn(number, Bucket.EMPTY.raised(40 * DAY));
        assertThat(buckets.get(finished.id())).isEmpty();
        assertThat(buckets.get(open.id())).contains(open);
        assertThat(buckets.refusal(Jobs.header(1, 10 * DAY))).containsInstanceOf(Refusal.ClockBehind.class);
    }

    @Test
    void acceptsTenThousandSmallJobsAndRefusesWhatWouldNotFitIntoAFrame() {
        Buckets buckets = new Buckets();
        for (int i = 0; i < 10_000; i++) {
            JobRecord record = JobRecord.accepted(Jobs.header(i, DAY));
            assertThat(buckets.refusal(record.header())).isEmpty();
            learn(buckets, record);
        }
        Optional<Refusal> refusal = Optional.empty();
        for (int i = 10_000; refusal.isEmpty(); i++) {
            JobRecord record = JobRecord.accepted(Jobs.header(i, DAY));
            if (Buckets.of(record.id()) == 0) {
                refusal = buckets.refusal(record.header());
                if (refusal.isEmpty()) {
                    learn(buckets, record);
                }
            }
        }

        assertThat(refusal.orElseThrow().words()).contains("has no room for this one");
        JobRecord known = buckets.list(record -> Buckets.of(record.id()) == 0, Optional.empty(), 1)
                .getFirst();
        assertThat(buckets.refusal(known.header()))
                .as("what is accepted stays so")
                .isEmpty();
        // All succeed, with the largest of claims: the fullest bucket still fits into a frame twice.
        List<JobRecord> all = buckets.all().toList();
        long[] bytes = new long[Buckets.COUNT];
        for (JobRecord record : all) {
            JobRecord done = record.planned(record.id().bytes()).with(Jobs.succeeded(1));
            bytes[Buckets.of(record.id())] += RecordForm.write(done).getSerializedSize() + 8;
        }
        for (long of : bytes) {
            assertThat(2 * of).isLessThan(Limits.FRAME_BYTES);
        }
    }

    @Test
    void listsPageByPageTheNewestFirst() {
        Buckets buckets = new Buckets();
        for (int i = 0; i < 25; i++) {
            learn(buckets, JobRecord.accepted(Jobs.header(i, i / 2)));
        }
        List<JobRecord> all = new ArrayList<>();
        Optional<Cursor> after = Optional.empty();
        while (true) {
            List<JobRecord> page = buckets.list(record -> true, after, 10);
            if (page.isEmpty()) {
                break;
            }
            all.addAll(page);
            after = Optional.of(Cursor.of(page.getLast()));
        }
        assertThat(all).hasSize(25).doesNotHaveDuplicates();
        assertThat(all)
                .isSortedAccordingTo((a, b) ->
                        Long.compare(b.header().acceptedAt(), a.header().acceptedAt()));
        assertThat(buckets.list(record -> record.header().acceptedAt() == 3, Optional.empty(), 10))
                .hasSize(2);
    }

    @Test
    void cutsALongCauseAndKeepsAShortOne() {
        JobRecord record = JobRecord.accepted(Jobs.header(1, 1)).with(new Standing.Failed("x".repeat(2000)));
        assertThat(Buckets.brief(record).standing()).isEqualTo(new Standing.Failed("x".repeat(Buckets.CAUSE)));
        JobRecord shortly = JobRecord.accepted(Jobs.header(1, 1)).with(new Standing.Failed("y"));
        assertThat(Buckets.brief(shortly)).isEqualTo(shortly);
    }

    private static JobRecord sameBucket(int number, long acceptedAt) {
        for (int i = 100; ; i++) {
            JobRecord record = JobRecord.accepted(Jobs.header(i, acceptedAt));
            if (Buckets.of(record.id()) == number) {
                return record;
            }
        }
    }

    private static void learn(Buckets buckets, JobRecord record) {
        buckets.learn(Buckets.of(record.id()), Bucket.EMPTY.with(record));
    }
}

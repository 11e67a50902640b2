package io.bulwark.cluster.prover;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Planned;
import io.bulwark.protocol.Sha256;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanCourseTest {
    private static final ByteString DIGEST = Sha256.of(new byte[0]);
    private static final long PATIENCE = 100;

    private static Checkpoint state(int number) {
        return new Checkpoint(number * 10L, ByteString.copyFrom(new byte[] {(byte) number}));
    }

    private static Planned.Interval interval(int number) {
        return new Planned.Interval(state(number + 1), new ArtifactId(DIGEST), 0, 0, DIGEST);
    }

    private static void pass(PlanCourse course, int number) {
        course.passed(state(number), interval(number));
    }

    @Test
    void tellsAnIntervalOnceThereIsOneBehindIt() {
        PlanCourse course = new PlanCourse(0, PATIENCE);
        pass(course, 0);
        assertThat(course.toTell(1)).isEmpty();

        pass(course, 1);

        assertThat(course.toTell(1)).contains(new PlanCourse.Part(0, state(0), List.of(interval(0)), false));
        assertThat(course.toTell(2)).as("told").isEmpty();
    }

    @Test
    void tellsTheLastOneWithTheRunsEnd() {
        PlanCourse course = new PlanCourse(5, PATIENCE);
        pass(course, 5);
        course.halted(state(6));

        assertThat(course.toTell(1)).contains(new PlanCourse.Part(5, state(5), List.of(interval(5)), true));
        assertThat(course.done()).isFalse();
        course.taken(6);
        assertThat(course.done()).isTrue();
        assertThat(course.toTell(2 * PATIENCE)).isEmpty();
    }

    @Test
    void tellsTheEndOfARunThatIsKnownToTheLastInterval() {
        PlanCourse course = new PlanCourse(3, PATIENCE);
        course.halted(state(3));

        assertThat(course.toTell(1)).contains(new PlanCourse.Part(3, state(3), List.of(), true));
        course.taken(3);
        assertThat(course.done()).isTrue();
    }

    @Test
    void tellsAgainWhatTheJobDoesNotSeemToKnow() {
        PlanCourse course = new PlanCourse(0, PATIENCE);
        for (int i = 0; i < 4; i++) {
            pass(course, i);
        }
        course.toTell(1000);
        assertThat(course.taken(1)).isEqualTo(1);

        assertThat(course.toTell(1000 + PATIENCE)).isEmpty();
        assertThat(course.toTell(1001 + PATIENCE))
                .contains(new PlanCourse.Part(1, state(1), List.of(interval(1), interval(2)), false));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void bringsTheWholeRunToTheJobWhateverIsLostOrComesTwiceAndNeverRunsFarAhead(long seed) {
        Random random = new Random(seed);
        int intervals = random.nextInt(300);
        int known = intervals == 0 ? 0 : random.nextInt(intervals);
        PlanCourse course = new PlanCourse(known, PATIENCE);
        List<PlanCourse.Part> toJob = new ArrayList<>();
        List<Integer> toPlanner = new ArrayList<>();
        int allowed = PlanCourse.AHEAD;
        int found = known;
        int job = known;
        boolean jobKnowsEnd = false;
        for (long now = 0; !course.done(); now++) {
            assertThat(now).as("seed %d", seed).isLessThan(1_000_000);
            if (found < intervals && allowed > 0 && random.nextBoolean()) {
                pass(course, found);
                found++;
                allowed--;
            } else if (found == intervals) {
                course.halted(state(intervals));
            }
            Optional<PlanCourse.Part> part = course.toTell(now);
            part.ifPresent(toJob::add);
            if (!toJob.isEmpty() && random.nextInt(3) > 0) {
                PlanCourse.Part got = toJob.get(random.nextInt(toJob.size()));
                if (random.nextInt(4) > 0) {
                    toJob.remove(got);
                }
                assertThat(got.start()).as("seed %d", seed).isEqualTo(state(got.first()));
                int end = got.first() + got.intervals().size();
                if (got.first() <= job && random.nextInt(3) > 0) {
                    job = Math.max(job, end);
                    jobKnowsEnd |= got.ends() && job == end;
                    toPlanner.add(job);
                }
            }
            if (!toPlanner.isEmpty() && random.nextInt(3) > 0) {
                Collections.swap(toPlanner, random.nextInt(toPlanner.size()), toPlanner.size() - 1);
                allowed += course.taken(toPlanner.removeLast());
            }
            assertThat(found - job).as("seed %d", seed).isLessThanOrEqualTo(PlanCourse.AHEAD);
        }
        assertThat(job).as("seed %d", seed).isEqualTo(intervals);
        assertThat(jobKnowsEnd).as("seed %d", seed).isTrue();
    }
}

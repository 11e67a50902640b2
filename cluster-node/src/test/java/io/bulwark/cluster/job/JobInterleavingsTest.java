package io.bulwark.cluster.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.protocol.Compliance;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.Standing;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What must hold whatever happens, held by the classes that decide, through random courses of one job in two regions: both may work for it at once, either may
 * die at any step and start again from what is kept; provers come, go, fail, fall silent, lie and deliver late; messages are lost, doubled and reordered; somebody
 * cancels, or does not.
 */
class JobInterleavingsTest {
    private static final int COURSES = 80;
    private static final int STEPS = 400;
    /** A course that is left alone ends well within so many. */
    private static final int BOUND = 60_000;

    @Test
    void everyJobEndsOnceAsItsProofAndPolicySayAndNeverGoesBack() {
        int succeeded = 0;
        int waiting = 0;
        for (long seed = 0; seed < COURSES; seed++) {
            JobWorld world = new JobWorld(new Random(seed), "seed " + seed);
            for (int step = 0; step < STEPS; step++) {
                world.step();
                world.holds();
            }
            boolean ended = world.endsLeftAlone(BOUND);
            world.holds();
            // I1: exactly one terminal state, the same everywhere; a job that does not end waits, and says why.
            List<JobRecord> records = world.records();
            assertThat(records.get(0)).as(world.where).isEqualTo(records.get(1));
            assertThat(records.get(0).standing().terminal()).as(world.where).isEqualTo(ended);
            assertThat(ended || world.saysWhyItWaits())
                    .as("ended, or says why not: %s", world)
                    .isTrue();
            succeeded += records.get(0).standing() instanceof Standing.Succeeded ? 1 : 0;
            waiting += ended ? 0 : 1;
        }
        // The courses are not all of one kind.
        assertThat(succeeded).isBetween(COURSES / 4, COURSES - 5);
        assertThat(waiting).isPositive();
    }

    /** I2, said of one record: the proof was made of valid proofs of the whole run, by whom the policy asks for. */
    static void succeededImpliesVerified(JobWorld world, Standing.Succeeded succeeded) {
        List<Fact> whole = world.whole(succeeded.outcome().proof().id());
        assertThat(whole).as(world.where).hasSize(world.segments);
        for (int segment = 0; segment < whole.size(); segment++) {
            assertThat(whole.get(segment).claim()).as(world.where).isEqualTo(world.claim(segment));
            assertThat(world.isValid(whole.get(segment))).as(world.where).isTrue();
        }
        assertThat(Compliance.breaches(
                        world.policy, whole.stream().map(Fact::maker).toList(), List.of()))
                .as(world.where)
                .isEmpty();
    }
}

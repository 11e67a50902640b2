package io.bulwark.cluster.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.protocol.Region;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AdoptionTest {
    private static final Region A = new Region("a");
    private static final Region B = new Region("b");
    private static final Region C = new Region("c");
    private static final List<Region> ORDER = List.of(A, B, C);
    private static final long PATIENCE = 15;
    private static final long FOUND_AFTER = 5;
    /** How long it still is from then on. */
    private static final long REST = PATIENCE - FOUND_AFTER;

    @Test
    void aRegionWorksForItsOwnJobsAtOnce() {
        assertThat(new Adoption(A, PATIENCE, FOUND_AFTER, 0).works(ORDER, 0)).isTrue();
    }

    @Test
    void theNextRegionAdoptsAJobWhoseHomeHasGivenNoSignOfLifeForLongerThanThePatience() {
        Adoption b = new Adoption(B, PATIENCE, FOUND_AFTER, 0);
        Adoption c = new Adoption(C, PATIENCE, FOUND_AFTER, 0);
        b.reachable(Set.of(A, B, C), 1);
        c.reachable(Set.of(A, B, C), 1);
        b.reachable(Set.of(B, C), 100);
        c.reachable(Set.of(B, C), 100);

        assertThat(b.works(ORDER, 100 + REST)).isFalse();
        assertThat(b.works(ORDER, 101 + REST)).isTrue();
        assertThat(c.works(ORDER, 1000)).as("the next one is there").isFalse();
        c.reachable(Set.of(C), 1000);
        assertThat(c.works(ORDER, 1001 + REST)).isTrue();
    }

    @Test
    void leavesAJobToItsHomeWhenThatIsBack() {
        Adoption b = new Adoption(B, PATIENCE, FOUND_AFTER, 0);
        assertThat(b.works(ORDER, PATIENCE + 1))
                .as("never seen since the start")
                .isTrue();

        b.reachable(Set.of(A, B), 20);
        assertThat(b.works(ORDER, 20)).isFalse();
        b.reachable(Set.of(B), 30);
        assertThat(b.works(ORDER, 30 + REST)).as("patience begins anew").isFalse();
        assertThat(b.works(ORDER, 31 + REST)).isTrue();
    }

    @Test
    void regionsThatAJobsMakerDidNotKnowOfComeLast() {
        Adoption c = new Adoption(C, PATIENCE, FOUND_AFTER, 0);
        c.reachable(Set.of(B, C), 1);

        assertThat(c.works(List.of(A), 100)).as("b comes before c").isFalse();
        c.reachable(Set.of(C), 100);
        assertThat(c.works(List.of(A), 101 + REST)).isTrue();
    }

    @Test
    void asksTheFirstRegionThatCanBeReached() {
        assertThat(Adoption.asks(ORDER, Set.of(B, C), C)).isEqualTo(B);
        assertThat(Adoption.asks(ORDER, Set.of(), C)).isEqualTo(C);
        assertThat(Adoption.asks(List.of(A), Set.of(C), C)).isEqualTo(C);
    }

    @Test
    void theHomeComesFirstAndTheNextOneDiffersFromHomeToHome() {
        assertThat(Adoption.order(A, Set.of(A, B, C), 64)).containsExactly(A, B, C);
        assertThat(Adoption.order(B, Set.of(A, B, C), 64)).containsExactly(B, C, A);
        assertThat(Adoption.order(C, Set.of(A, B, C), 64)).containsExactly(C, A, B);
        assertThat(Adoption.order(C, Set.of(A, B), 2)).containsExactly(C, A);
    }

    /** Any cuts, that end at some time: then exactly one region works for each job, and it is the first that is left. */
    @Test
    void whenRegionsSeeTheSameExactlyOneWorksAfterThePatience() {
        List<Region> all = List.of(A, B, C, new Region("d"), new Region("e"));
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Map<Region, Adoption> regions = new HashMap<>();
            all.forEach(region -> regions.put(region, new Adoption(region, PATIENCE, FOUND_AFTER, 0)));
            long now = 0;
            for (int step = 0; step < 50; step++) {
                now += random.nextInt(20);
                Region region = all.get(random.nextInt(all.size()));
                Set<Region> seen = new HashSet<>(all);
                seen.removeIf(any -> random.nextInt(3) == 0);
                regions.get(region).reachable(seen, now);
            }
            Set<Region> alive = new HashSet<>(all);
            alive.removeIf(any -> random.nextInt(3) == 0);
            alive.add(all.get(random.nextInt(all.size())));
            long end = now + 1;
            alive.forEach(region -> regions.get(region).reachable(alive, end));
            for (Region home : all) {
                List<Region> order = Adoption.order(home, Set.copyOf(all), 64);
                Region first =
                        order.stream().filter(alive::contains).findFirst().orElseThrow();
                assertThat(alive.stream().filter(region -> regions.get(region).works(order, end + PATIENCE + 1)))
                        .as("seed %d, home %s, alive %s", seed, home, alive)
                        .containsExactly(first);
            }
        }
    }
}

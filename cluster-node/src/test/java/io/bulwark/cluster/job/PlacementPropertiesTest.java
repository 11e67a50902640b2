package io.bulwark.cluster.job;

import static io.bulwark.cluster.job.PlacementTest.member;
import static io.bulwark.cluster.job.PlacementTest.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.protocol.Compliance;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Policy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Placement under random policies and members; each failure names its seed. */
class PlacementPropertiesTest {
    @Test
    void endsAsThePolicyAsksForOrWaitsWhateverHappensOnTheWay() {
        for (long seed = 0; seed < 150; seed++) {
            new Course(seed).run();
        }
    }

    /** One job with provers that come and go, deliver late, twice or never, and proofs that another owner's provers made. */
    private static final class Course {
        private final Random random;
        private final String where;
        private final Policy policy;
        private final Placement placement;
        private final int segments;
        private final List<Member> all = new ArrayList<>();
        private final List<Member> present = new ArrayList<>();
        private final Map<Integer, Member> work = new TreeMap<>();
        private int planned;

        Course(long seed) {
            where = "seed " + seed;
            random = new Random(seed);
            segments = 1 + random.nextInt(12);
            int share = random.nextBoolean() ? 100 : 25 + random.nextInt(75);
            Set<Jurisdiction> denied = random.nextInt(3) == 0 ? Set.of(new Jurisdiction("AA")) : Set.of();
            policy = new Policy(Set.of(), denied, 1 + random.nextInt(3), 1 + random.nextInt(3), share);
            placement = new Placement(policy);
            for (int i = 0; i < 7; i++) {
                char law = (char) ('A' + random.nextInt(4));
                all.add(member("n" + i, "operator-" + random.nextInt(4), "" + law + law));
            }
            present.addAll(all.subList(0, random.nextInt(all.size())));
            placement.members(present);
        }

        void run() {
            for (int step = 0; step < 60; step++) {
                step();
                consistent();
            }
            planned = segments;
            placement.planned(segments, true);
            settle();
            if (!placement.satisfied()) {
                assertThat(placement.waiting()).as(where).isPresent();
                assertThat(suffices()).as("%s: %s", where, placement.waiting()).isFalse();
                present.clear();
                present.addAll(all);
                placement.members(present);
                settle();
                assertThat(placement.satisfied())
                        .as("%s with all members", where)
                        .isEqualTo(suffices());
            }
            assertThat(placement.waiting().isPresent()).as(where).isNotEqualTo(placement.satisfied());
        }

        private void step() {
            switch (random.nextInt(8)) {
                case 0 -> {
                    planned = Math.min(segments, planned + random.nextInt(3));
                    placement.planned(planned, planned == segments);
                }
                case 1 -> toggle();
                case 2, 3, 4 -> pull();
                case 5, 6 -> end(random.nextInt(3) > 0);
                default -> {
                    if (planned > 0 && random.nextInt(4) == 0) {
                        placement.proven(random.nextInt(planned), any(all));
                    }
                }
            }
        }

        private void toggle() {
            Member member = any(all);
            if (!present.remove(member)) {
                present.add(member);
            }
            placement.members(present);
        }

        private boolean pull() {
            if (present.isEmpty()) {
                return false;
            }
            Member member = any(present);
            for (int segment = 0; segment < planned; segment++) {
                if (!placement.counts(segment) && !work.containsKey(segment) && placement.mayProve(segment, member)) {
                    work.put(segment, member);
                    placement.leased(segment, member);
                    return true;
                }
            }
            return false;
        }

        private void end(boolean well) {
            if (!work.isEmpty()) {
                int segment = any(work.keySet());
                Member member = work.remove(segment);
                placement.released(segment, member);
                if (well) {
                    placement.proven(segment, member);
                }
            }
        }

        /** From now on nobody comes, goes or fails. */
        private void settle() {
            int quiet = 0;
            for (int step = 0; quiet < 60; step++) {
                assertThat(step).as("%s: it goes on for ever", where).isLessThan(5_000);
                if (quiet > 20) {
                    placement.forgetAbsent();
                }
                quiet = pull() || !work.isEmpty() ? 0 : quiet + 1;
                end(true);
                consistent();
            }
        }

        private boolean suffices() {
            Set<ShareFlow.Place> places = new HashSet<>();
            present.stream()
                    .filter(placement::admits)
                    .forEach(m -> places.add(new ShareFlow.Place(m.operator(), m.jurisdiction())));
            return new Outlook(policy, segments, places, places).suffices(Map.of());
        }

        private void consistent() {
            Collection<Member> makers = placement.makers().values();
            for (Member maker : makers) {
                assertThat(policy.admits(maker.jurisdiction())).as(where).isTrue();
            }
            if (placement.satisfied()) {
                assertThat(makers).as(where).hasSize(segments);
                assertThat(Compliance.breaches(policy, makers, List.of()))
                        .as(where)
                        .isEmpty();
            }
        }

        private <T> T any(Collection<T> of) {
            return List.copyOf(of).get(random.nextInt(of.size()));
        }
    }

    /** The flow says what trying everything says, for small runs. */
    @Test
    void findsAWayExactlyIfThereIsOne() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<ShareFlow.Place> places = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                char law = (char) ('A' + random.nextInt(3));
                places.add(
                        new ShareFlow.Place(new OperatorId("o" + random.nextInt(3)), new Jurisdiction("" + law + law)));
            }
            Policy policy = policy(1 + random.nextInt(3), 1 + random.nextInt(3), 20 + random.nextInt(81));
            int segments = 1 + random.nextInt(6);
            Outlook outlook = new Outlook(policy, segments, Set.copyOf(places), Set.copyOf(places));
            assertThat(outlook.suffices(Map.of()))
                    .as("seed %d", seed)
                    .isEqualTo(tried(policy, segments, places, List.of()));
        }
    }

    private static boolean tried(Policy policy, int left, List<ShareFlow.Place> places, List<Member> makers) {
        if (left == 0) {
            return Compliance.breaches(policy, makers, List.of()).isEmpty();
        }
        return places.stream().anyMatch(place -> {
            List<Member> more = new ArrayList<>(makers);
            more.add(member("n", place.operator().name(), place.jurisdiction().code()));
            return tried(policy, left - 1, places, more);
        });
    }
}

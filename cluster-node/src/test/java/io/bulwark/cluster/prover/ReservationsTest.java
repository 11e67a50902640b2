package io.bulwark.cluster.prover;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.prover.Reservations.Reservation;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.SubmitterId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReservationsTest {
    private static final long SECOND = 1_000_000_000;

    private final Reservations reservations = new Reservations(100);

    private static Reservation of(String job, String submitter, int priority) {
        return new Reservation(
                new JobId(Sha256.of(job.getBytes(StandardCharsets.UTF_8))), new SubmitterId(submitter), priority);
    }

    @Test
    void hasNobodyToTurnToWhenNobodyWaits() {
        assertThat(reservations.next()).isEmpty();

        reservations.add(of("a", "alice", 0));
        reservations.remove(of("a", "alice", 0).job());

        assertThat(reservations.next()).isEmpty();
    }

    @Test
    void takesAJobThatAsksTwiceForOneJob() {
        reservations.add(of("a", "alice", 0));
        reservations.add(of("a", "alice", 3));

        assertThat(reservations.waiting()).containsExactly(of("a", "alice", 3));
    }

    @Test
    void turnsToTheHighestPriorityWhoeverHadMore() {
        reservations.add(of("low", "alice", -1));
        reservations.add(of("high", "bob", 5));
        reservations.add(of("middle", "carol", 0));

        for (int i = 0; i < 3; i++) {
            Reservation next = reservations.next().orElseThrow();
            assertThat(next).isEqualTo(of("high", "bob", 5));
            reservations.ended(next, 100 * SECOND);
        }
    }

    @Test
    void turnsToASubmittersJobsByTurns() {
        reservations.add(of("a", "alice", 0));
        reservations.add(of("b", "alice", 0));

        assertThat(List.of(reservations.next(), reservations.next(), reservations.next()))
                .extracting(next -> next.orElseThrow().job())
                .containsExactly(
                        of("a", "x", 0).job(),
                        of("b", "x", 0).job(),
                        of("a", "x", 0).job());
    }

    @Test
    void countsASlotThatIsStillTaken() {
        reservations.add(of("a", "alice", 0));
        reservations.add(of("b", "bob", 0));

        assertThat(List.of(reservations.next(), reservations.next()))
                .extracting(next -> next.orElseThrow().submitter().name())
                .containsExactlyInAnyOrder("alice", "bob");
    }

    @Test
    void givesNoMoreToOneWithManyJobsThanToOneWithOne() {
        for (int i = 0; i < 50; i++) {
            reservations.add(of("many-" + i, "alice", 0));
        }
        reservations.add(of("one", "bob", 0));

        Map<String, Integer> turns = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            Reservation next = reservations.next().orElseThrow();
            turns.merge(next.submitter().name(), 1, Integer::sum);
            reservations.ended(next, SECOND);
        }

        assertThat(turns).containsEntry("alice", 50).containsEntry("bob", 50);
    }

    @Test
    void letsNobodySaveUpTurnsByStayingAway() {
        reservations.add(of("a", "alice", 0));
        reservations.add(of("b", "bob", 0));
        reservations.remove(of("b", "bob", 0).job());
        for (int i = 0; i < 100; i++) {
            reservations.ended(reservations.next().orElseThrow(), SECOND);
        }

        reservations.add(of("b", "bob", 0));
        int bobs = 0;
        for (int i = 0; i < 20; i++) {
            Reservation next = reservations.next().orElseThrow();
            bobs += next.submitter().name().equals("bob") ? 1 : 0;
            reservations.ended(next, SECOND);
        }

        assertThat(bobs).isBetween(9, 11);
    }

    @Test
    void letsNobodyShedWhatItHadByGoingAwayForAMoment() {
        reservations.add(of("a", "alice", 0));
        reservations.add(of("b", "bob", 0));
        int alices = 0;
        for (int i = 0; i < 40; i++) {
            Reservation next = reservations.next().orElseThrow();
            alices += next.submitter().name().equals("alice") ? 1 : 0;
            reservations.ended(next, next.submitter().name().equals("alice") ? 10 * SECOND : SECOND);
            reservations.remove(next.job());
            reservations.add(next);
        }

        assertThat(alices).as("turns ten times as long").isBetween(2, 8);
    }

    @Test
    void takesNoMoreJobsThanItHasPlacesForUnlessTheyAreMoreUrgent() {
        Reservations few = new Reservations(2);
        assertThat(few.add(of("a", "alice", 0))).isTrue();
        assertThat(few.add(of("b", "alice", 1))).isTrue();

        assertThat(few.add(of("c", "alice", 0))).isFalse();
        assertThat(few.add(of("d", "alice", 1))).isTrue();

        assertThat(few.waiting()).containsExactly(of("b", "alice", 1), of("d", "alice", 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void servesThoseWhoAlwaysHaveWorkAlikeWhateverOthersDo(long seed) {
        Random random = new Random(seed);
        int slots = 1 + random.nextInt(8);
        int longest = 5;
        List<String> steady = List.of("x", "y", "z");
        Map<String, Long> given = new HashMap<>();
        steady.forEach(submitter -> reservations.add(of(submitter, submitter, 0)));
        Deque<Reservation> running = new ArrayDeque<>();
        for (int turn = 0; turn < 3000; turn++) {
            String guest = "guest-" + random.nextInt(300);
            if (random.nextInt(3) == 0) {
                reservations.add(of(guest, guest, 0));
            } else if (random.nextInt(3) == 0) {
                reservations.remove(of(guest, guest, 0).job());
            }
            if (running.size() < slots) {
                Reservation next = reservations.next().orElseThrow();
                running.add(next);
            } else {
                Reservation ended = running.poll();
                long nanos = random.nextInt(longest) * SECOND;
                reservations.ended(ended, nanos);
                given.merge(ended.submitter().name(), nanos, Long::sum);
            }
        }

        long most = steady.stream().mapToLong(given::get).max().orElseThrow();
        long least = steady.stream().mapToLong(given::get).min().orElseThrow();
        assertThat(most - least).as("seed %d", seed).isLessThanOrEqualTo(2L * slots * longest * SECOND);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void neverForgetsOrInventsAJobAndNeverPassesOverAMoreUrgentOne(long seed) {
        Random random = new Random(seed);
        Reservations bounded = new Reservations(16);
        Set<Reservation> expected = new HashSet<>();
        List<Reservation> running = new ArrayList<>();
        for (int turn = 0; turn < 5000; turn++) {
            Reservation any = of("job-" + random.nextInt(40), "submitter-" + random.nextInt(9), random.nextInt(5) - 2);
            switch (random.nextInt(4)) {
                case 0 -> {
                    if (bounded.add(any)
                            && expected.size() == 16
                            && expected.stream().noneMatch(r -> r.job().equals(any.job()))) {
                        int lowest = expected.stream()
                                .mapToInt(Reservation::priority)
                                .min()
                                .orElseThrow();
                        assertThat(any.priority()).as("seed %d", seed).isGreaterThan(lowest);
                    }
                    expected = new HashSet<>(bounded.waiting());
                }
                case 1 -> {
                    bounded.remove(any.job());
                    expected.removeIf(r -> r.job().equals(any.job()));
                }
                case 2 ->
                    bounded.next().ifPresent(next -> {
                        assertThat(bounded.waiting())
                                .as("seed %d", seed)
                                .noneMatch(r -> r.priority() > next.priority())
                                .contains(next);
                        running.add(next);
                    });
                default -> {
                    if (!running.isEmpty()) {
                        bounded.ended(running.remove(random.nextInt(running.size())), random.nextInt(1000));
                    }
                }
            }
            assertThat(bounded.waiting())
                    .as("seed %d", seed)
                    .hasSizeLessThanOrEqualTo(16)
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }
}

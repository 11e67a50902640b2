package io.bulwark.cluster.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InvitationsTest {
    private static final long PATIENCE = 100;
    private static final List<Integer> PROVERS = IntStream.range(0, 10).boxed().toList();

    private final Invitations<Integer> invitations = new Invitations<>(PATIENCE);

    @Test
    void asksTwiceAsManyAsThereAreTasksAndEverybodyInTurn() {
        assertThat(invitations.ask(0, PROVERS)).isEmpty();
        assertThat(invitations.ask(3, PROVERS)).hasSize(6).doesNotHaveDuplicates();
        assertThat(invitations.ask(30, PROVERS)).containsExactlyInAnyOrderElementsOf(PROVERS);
        Set<Integer> asked = new HashSet<>();
        IntStream.range(0, 10).forEach(i -> asked.addAll(invitations.ask(1, PROVERS)));
        assertThat(asked).containsAll(PROVERS);
    }

    @Test
    void asksThoseFirstThatCameInVainTheFastestFirst() {
        invitations.inVain(7, 10, 0);
        invitations.inVain(8, 20, 0);
        invitations.inVain(9, 30, 0);
        invitations.notIdle(9);
        assertThat(invitations.ask(1, PROVERS)).containsExactly(8, 7);
        assertThat(invitations.ask(1, List.of(1, 2, 7))).contains(7).hasSize(2);
    }

    @Test
    void leavesTheLastTasksToMuchFasterProversAsLongAsTheyMayCome() {
        invitations.inVain(1, 100, 0);
        assertThat(invitations.leave(2, 50, 1, PATIENCE)).isTrue();
        assertThat(invitations.leave(2, 51, 1, PATIENCE))
                .as("not twice as fast")
                .isFalse();
        assertThat(invitations.leave(2, 50, 2, PATIENCE))
                .as("there is work for both")
                .isFalse();
        assertThat(invitations.leave(2, 50, 1, PATIENCE + 1))
                .as("it did not come")
                .isFalse();
        assertThat(invitations.leave(2, 0, 1, 0))
                .as("nobody knows how fast it is")
                .isFalse();
        assertThat(invitations.leave(1, 50, 1, 0)).as("itself").isFalse();
        invitations.notIdle(1);
        assertThat(invitations.leave(2, 50, 1, 0)).isFalse();
    }

    @Test
    void leavesNoTaskLyingForEverWhoeverStaysAway() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Invitations<Integer> asked = new Invitations<>(PATIENCE);
            int tasks = 20;
            // The faster half dies at some point, and nobody says so.
            int death = random.nextInt(2_000);
            for (int now = 0; tasks > 0; now++) {
                assertThat(now).as("seed %d", seed).isLessThan(10_000);
                int prover = random.nextInt(10);
                if (prover >= 5 && now > death) {
                    continue;
                }
                long rate = prover < 5 ? 10 : 100;
                if (random.nextInt(10) == 0 && !asked.leave(prover, rate, tasks, now)) {
                    asked.notIdle(prover);
                    tasks--;
                } else if (random.nextInt(3) == 0) {
                    asked.inVain(prover, rate, now);
                }
            }
        }
    }
}

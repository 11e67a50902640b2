package io.bulwark.cluster.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InvitationsTest {
    private static final long PATIENCE = 100;
    private static final int MANY = 10 * Invitations.FEW;

    private final Invitations<Integer> invitations = new Invitations<>(PATIENCE, 0);

    private static boolean any(Integer prover) {
        return true;
    }

    @BeforeEach
    void manyCanBeReached() {
        invitations.reachable(IntStream.range(0, MANY).boxed().toList());
    }

    @Test
    void asksTwiceAsManyAsThereAreTasksOfThoseThatWereNotAsked() {
        assertThat(invitations.ask(0, 0)).isEmpty();
        Set<Integer> asked = new HashSet<>(invitations.ask(1, 0));
        assertThat(asked).hasSize(2);
        asked.addAll(invitations.ask(60, 0));
        assertThat(asked).as("those that were asked still come").hasSize(120);
        asked.addAll(invitations.ask(MANY, 0));
        assertThat(asked).hasSize(MANY);
    }

    @Test
    void asksAllOfAFew() {
        invitations.reachable(IntStream.range(0, Invitations.FEW).boxed().toList());
        assertThat(invitations.ask(1, 0)).hasSize(Invitations.FEW).doesNotHaveDuplicates();
    }

    @Test
    void asksOthersFirstForAnotherJob() {
        Invitations<Integer> other = new Invitations<>(PATIENCE, 100);
        other.reachable(IntStream.range(0, MANY).boxed().toList());
        assertThat(other.ask(10, 0)).hasSize(20).doesNotContainAnyElementsOf(invitations.ask(10, 0));
    }

    @Test
    void asksLessAndLessOftenWhileNobodyComesAndThenOneMoreEachTime() {
        List<Integer> asked = new ArrayList<>();
        List<Integer> many = new ArrayList<>();
        for (int now = 0; now < 64 * PATIENCE; now += 10) {
            int more = invitations.ask(5, now).size();
            if (more > 0) {
                asked.add(now / (int) PATIENCE);
                many.add(more);
            }
        }
        assertThat(asked).containsExactly(0, 1, 3, 7, 15, 31, 47, 63);
        assertThat(many).containsExactly(10, 1, 1, 1, 1, 1, 1, 1);
    }

    @Test
    void asksAFewAllAgainWhileNobodyComesForAnInvitationMayBeLost() {
        invitations.reachable(List.of(1, 2, 3));
        assertThat(invitations.ask(1, 0)).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(invitations.ask(1, PATIENCE)).containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void asksAtOnceWhenThereIsMoreToDoOrSomebodyCame() {
        assertThat(invitations.ask(1, 0)).isNotEmpty();
        assertThat(invitations.ask(1, 1)).as("all who were asked are busy").isEmpty();
        assertThat(invitations.ask(2, 1)).as("one more task").isNotEmpty();
        assertThat(invitations.ask(1, 2)).isEmpty();
        assertThat(invitations.ask(3, 2)).as("more again").hasSize(2);
        invitations.inVain(3, 10);
        assertThat(invitations.ask(3, 3)).as("one that is idle").startsWith(3);
        invitations.notIdle(3);
        assertThat(invitations.ask(3, 4))
                .as("one that was given a task comes again")
                .isEmpty();
        invitations.reachable(List.of(300));
        assertThat(invitations.ask(1, 5)).as("others in reach").containsExactly(300);
        assertThat(invitations.ask(1, 5)).isEmpty();
    }

    @Test
    void takesNobodyForIdleWhoWasAskedAndDoesNotCome() {
        invitations.inVain(200, 10);
        assertThat(invitations.ask(1, 0)).contains(200);
        assertThat(invitations.someIdle()).isTrue();
        invitations.ask(1, PATIENCE + 1);
        assertThat(invitations.someIdle()).isFalse();
    }

    @Test
    void asksThoseFirstThatCameInVainTheFastestFirst() {
        invitations.inVain(7, 10);
        invitations.inVain(8, 20);
        invitations.inVain(9, 30);
        invitations.notIdle(9);
        assertThat(invitations.ask(1, 0)).startsWith(8, 7);
    }

    @Test
    void asksNobodyWhoCannotBeReachedAnyMore() {
        invitations.inVain(7, 10);
        invitations.reachable(List.of(1, 2));
        assertThat(invitations.ask(1, 0)).containsExactlyInAnyOrder(1, 2);
        assertThat(invitations.someIdle()).isFalse();
        invitations.reachable(List.of());
        assertThat(invitations.ask(1, 0)).isEmpty();
    }

    @Test
    void leavesTheLastTasksToMuchFasterProversAsLongAsTheyMayCome() {
        invitations.inVain(1, 100);
        assertThat(invitations.leave(2, 51, 1, InvitationsTest::any, 0))
                .as("not twice as fast")
                .isFalse();
        assertThat(invitations.leave(2, 50, 2, InvitationsTest::any, 0))
                .as("there is work for both")
                .isFalse();
        assertThat(invitations.leave(2, 0, 1, InvitationsTest::any, 0))
                .as("nobody knows how fast it is")
                .isFalse();
        assertThat(invitations.leave(1, 50, 1, InvitationsTest::any, 0))
                .as("itself")
                .isFalse();
        assertThat(invitations.leave(2, 50, 1, other -> false, 0))
                .as("it may not have it")
                .isFalse();
        invitations.ask(1, 1_000);
        assertThat(invitations.leave(2, 50, 1, InvitationsTest::any, 1_000 + PATIENCE))
                .isTrue();
        invitations.ask(1, 1_000 + PATIENCE);
        assertThat(invitations.leave(2, 50, 1, InvitationsTest::any, 1_001 + PATIENCE))
                .as("it did not come, though asked twice")
                .isFalse();
        invitations.inVain(1, 100);
        assertThat(invitations.leave(2, 50, 1, InvitationsTest::any, 2_000))
                .as("it is there")
                .isTrue();
        invitations.notIdle(1);
        assertThat(invitations.leave(2, 50, 1, InvitationsTest::any, 2_000)).isFalse();
    }

    @Test
    void waitsNoLongerForOneThatIsNeverAsked() {
        invitations.inVain(1, 100);
        assertThat(invitations.leave(2, 50, 1, InvitationsTest::any, 0)).isTrue();
        assertThat(invitations.leave(2, 50, 1, InvitationsTest::any, PATIENCE + 1))
                .isFalse();
    }

    @Test
    void leavesNoTaskLyingForEverWhoeverStaysAway() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Invitations<Integer> some = new Invitations<>(PATIENCE, 0);
            some.reachable(IntStream.range(0, 10).boxed().toList());
            int tasks = 20;
            // The faster half dies at some point, and nobody says so; and some of it may never have a task.
            int death = random.nextInt(2_000);
            int barred = 5 + random.nextInt(5);
            for (int now = 0; tasks > 0; now++) {
                assertThat(now).as("seed %d", seed).isLessThan(10_000);
                int prover = random.nextInt(10);
                if (random.nextInt(20) == 0) {
                    some.ask(tasks, now);
                }
                if ((prover >= 5 && now > death) || random.nextInt(4) != 0) {
                    continue;
                }
                long rate = 10L << prover;
                if (prover == barred || some.leave(prover, rate, tasks, other -> other != barred, now)) {
                    some.inVain(prover, rate);
                } else {
                    some.notIdle(prover);
                    tasks--;
                }
            }
        }
    }
}

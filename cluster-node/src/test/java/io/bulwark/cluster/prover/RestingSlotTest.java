package io.bulwark.cluster.prover;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.job.Job;
import io.bulwark.cluster.job.Setback;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.TaskName;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;

/** What a slot says to its supervisor, word for word, while it comes for work ahead and when nothing can be kept any more. */
@Timeout(120)
class RestingSlotTest {
    @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
    private Path directory;

    private final HeldChain chain = new HeldChain();
    private OneSlot slot;
    private TestProbe<SlotNews> news;
    private ActorRef<SlotCommand> worker;

    /** The slot has done three tasks, is at the first segment, and has come for another. */
    @BeforeEach
    void start() {
        slot = new OneSlot(directory);
        news = slot.kit().createTestProbe();
        worker = slot.startAlone(Makers.threads(WorkloadSet.of(chain)), news);
        assertThat(hears(1)).containsExactly("started");
        for (int i = 0; i < Foresight.LEAST; i++) {
            give(0);
            chain.release();
            assertThat(hears(2)).containsExactly("wants", "made 0");
        }
        give(0);
        assertThat(hears(1)).containsExactly("wants");
    }

    @AfterEach
    void stop() {
        slot.close();
    }

    private void give(int segment) {
        worker.tell(new SlotCommand.Work(slot.assignment(slot.segment(segment))));
    }

    /** So many of the next words, in short. */
    private List<String> hears(int words) {
        return Stream.generate(() -> inShort(news.receiveMessage(OneSlot.LONG)))
                .limit(words)
                .toList();
    }

    private static String inShort(SlotNews news) {
        return switch (news) {
            case SlotNews.Started started -> "started";
            case SlotNews.Wants wants -> "wants";
            case SlotNews.Rests rests -> "rests";
            case SlotNews.Ended ended ->
                (ended.undone() ? "undone " : "made ")
                        + ended.task().name().span().first();
        };
    }

    @Test
    void comesForOneMoreEachTimeThatOneBegins() {
        give(1);
        chain.release();
        assertThat(hears(2)).containsExactly("made 0", "wants");

        give(0);
        chain.release();
        assertThat(hears(2)).containsExactly("made 1", "wants");
    }

    @Test
    void restsWhenNothingCanBeKeptAnyMoreAndTakesNothingAhead() {
        give(1);
        slot.fillDisk();

        chain.release();
        assertThat(hears(1)).as("at the next, and comes for none").containsExactly("undone 0");
        chain.release();
        assertThat(hears(3)).containsExactly("wants", "undone 1", "rests");

        assertThat(hears(1)).as("rested").containsExactly("wants");
        give(0);
        chain.release();
        assertThat(hears(3)).containsExactly("wants", "undone 0", "rests");
        for (int task : new int[] {0, 1, 0}) {
            Job.GiveBack back = slot.await(Job.GiveBack.class);
            assertThat(back.task()).isEqualTo(TaskName.segment(task));
            assertThat(back.kind()).isEqualTo(Setback.DECLINED);
        }
    }
}

package io.bulwark.cluster.prover;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.job.Job;
import io.bulwark.cluster.job.Setback;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.TaskName;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;

/** A slot that knows how long its tasks take comes for the next one while it is at another. Here each is done when the test says so. */
@Timeout(120)
class NextTaskTest {
    private static final TaskName FIRST = TaskName.segment(0);
    private static final TaskName SECOND = TaskName.segment(1);

    @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
    private Path directory;

    private final HeldChain chain = new HeldChain();
    private OneSlot slot;

    /** The slot has done three tasks, is at {@link #FIRST}, and has come for another. */
    @BeforeEach
    void start() {
        slot = new OneSlot(directory);
        slot.start(Makers.threads(WorkloadSet.of(chain)), SlotObserver.NONE);
        for (int i = 0; i < Foresight.LEAST; i++) {
            chain.release();
            slot.assign();
            slot.awaitEndOfTask();
            loadAfter(i + 1);
        }
        slot.assign();
        slot.await(Job.Pull.class);
    }

    @AfterEach
    void stop() {
        slot.close();
    }

    private void await(TaskName task, Setback kind) {
        slot.await(Job.GiveBack.class, back -> back.task().equals(task) && back.kind() == kind);
    }

    /** The slot is given {@link #SECOND}, and says that it has it. */
    private void holdsSecond() {
        slot.assign(slot.segment(1));
        slot.await(Job.Renew.class, renew -> renew.task().equals(SECOND));
    }

    /** What the supervisor says when it has heard of so many tasks that are done: a moment after their job has. */
    private NodeLoad loadAfter(int tasks) {
        NodeLoad load = slot.load();
        while (load.done() < tasks) {
            load = slot.load();
        }
        return load;
    }

    private void delivers(TaskName task) {
        assertThat(slot.await(Job.Deliver.class).fact().task().name()).isEqualTo(task);
    }

    @Test
    void beginsTheNextTaskWithoutAWordWhenThisOneIsDone() {
        slot.assign(slot.segment(1));
        slot.await(Job.Renew.class, renew -> renew.task().equals(FIRST));
        slot.await(Job.Renew.class, renew -> renew.task().equals(SECOND));
        assertThat(chain.begun()).as("one at a time").doesNotContain(SECOND);
        assertThat(slot.load()).extracting(NodeLoad::busy, NodeLoad::free).containsExactly(1, 0);

        chain.release();
        delivers(FIRST);
        chain.release();
        assertThat(slot.awaitEndOfTask().fact().task().name()).isEqualTo(SECOND);

        assertThat(chain.begun()).containsOnlyOnce(SECOND).endsWith(SECOND);
        assertThat(loadAfter(5)).extracting(NodeLoad::done, NodeLoad::undone).containsExactly(5L, 0L);
    }

    @Test
    void takesNoMoreThanOneAhead() {
        slot.assign(slot.segment(1));

        slot.assign(slot.segment(1));

        assertThat(slot.await(Job.GiveBack.class).cause()).contains("no slot is free");
    }

    @Test
    void givesBackWhatItHasNotBegunAsSoonAsItIsDrained() {
        slot.assign(slot.segment(1));

        var drained = slot.drain(OneSlot.LONG);

        await(SECOND, Setback.RETURNED);
        chain.release();
        delivers(FIRST);
        drained.receiveMessage(OneSlot.LONG);
        assertThat(chain.begun()).doesNotContain(SECOND);
    }

    @Test
    void forgetsWhatIsAbandonedBeforeItIsBegun() {
        holdsSecond();

        slot.tell(new Job.Abandon(slot.spec().id(), Optional.of(SECOND)));
        slot.load();
        chain.release();

        assertThat(slot.awaitEndOfTask().fact().task().name()).isEqualTo(FIRST);
        assertThat(chain.begun()).doesNotContain(SECOND);
        assertThat(loadAfter(4)).extracting(NodeLoad::done, NodeLoad::undone).containsExactly(4L, 0L);
    }

    @Test
    void goesOnWithTheNextWhereThisOneIsAbandoned() throws InterruptedException {
        holdsSecond();

        slot.tell(new Job.Abandon(slot.spec().id(), Optional.of(FIRST)));
        while (!chain.begun().contains(SECOND)) {
            Thread.sleep(10);
        }
        chain.release();

        delivers(SECOND);
    }

    @Test
    void givesBothBackWhenItsMakerDies() {
        holdsSecond();

        chain.runOutOfMemory();
        chain.release();

        await(FIRST, Setback.DIED);
        await(SECOND, Setback.RETURNED);
        slot.await(Job.Pull.class);
        assertThat(slot.load().undone()).isEqualTo(2);
    }

    @Test
    void givesBackWhatItCannotBeginSoon() {
        slot.assign(slot.segment(1));

        await(SECOND, Setback.RETURNED);
        chain.release();

        delivers(FIRST);
        assertThat(chain.begun()).doesNotContain(SECOND);
    }

    @Test
    void givesBackANextTaskWhoseInputIsNotWhatItSays() {
        SegmentTask right = slot.segment(1);
        slot.assign(new SegmentTask(
                right.id(),
                right.spec(),
                right.start(),
                right.steps(),
                right.data(),
                right.dataOffset(),
                right.dataBytes(),
                Sha256.of(new byte[1])));

        await(SECOND, Setback.FAILED);
        chain.release();

        delivers(FIRST);
    }
}

package io.bulwark.cluster.prover;

import io.bulwark.cluster.artifact.ArtifactException;
import io.bulwark.cluster.job.Job;
import io.bulwark.cluster.job.Setback;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.TaskId;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/** What a slot is at and what it has next, and what their jobs and the supervisor are told of both. Part of the worker's actor. */
final class SlotTasks {
    static final String TOLD_TO_STOP = "the prover was told to stop";

    private final ActorContext<?> context;
    private final int slot;
    private final Bench bench;
    private final ActorRef<SlotNews> supervisor;

    final InHand inHand;
    final Ahead ahead = new Ahead();

    SlotTasks(ActorContext<?> context, int slot, Bench bench, ActorRef<SlotNews> supervisor, InHand inHand) {
        this.context = context;
        this.slot = slot;
        this.bench = bench;
        this.supervisor = supervisor;
        this.inHand = inHand;
        // Where the actor has failed there was something, perhaps.
        inHand.drop(Stint.Outcome.GIVEN_BACK);
    }

    void tell(SlotNews news) {
        supervisor.tell(news);
    }

    /** Both are being done, or will be. */
    void renew() {
        Stream.of(inHand.id(), ahead.id())
                .flatMap(Optional::stream)
                .forEach(task -> bench.jobs().accept(task.job(), new Job.Renew(bench.id(), task.name())));
    }

    /** Puts away the proof of a task that is in hand no more; false if that cannot be, and the task is given back. */
    boolean handIn(TaskId task, Maker.Made made) {
        try {
            Fact fact = bench.handIn(task, made);
            supervisor.tell(new SlotNews.Ended(slot, task, Optional.of(fact), false));
            return true;
        } catch (ArtifactException | MalformedMessageException e) {
            // Nothing that the task can help: the disk is full, or the maker made what is no proof.
            lose(task, Setback.DECLINED, e.getMessage());
            return false;
        }
    }

    /** Somebody else is to do what the slot is at. */
    void giveBack(Setback kind, String cause) {
        inHand.id().ifPresent(task -> tellBack(task, kind, cause));
    }

    private void tellBack(TaskId task, Setback kind, String cause) {
        context.getLog().warn("slot {} gives {} back ({}): {}", slot, task, kind, cause);
        bench.jobs().accept(task.job(), new Job.GiveBack(bench.id(), task.name(), kind, Limits.cause(cause)));
    }

    /** What the slot is at it has no more. */
    void end(Stint.Outcome outcome) {
        inHand.id().ifPresent(task -> ended(task, outcome == Stint.Outcome.GIVEN_BACK));
        inHand.drop(outcome);
    }

    /** Somebody else is to do a task that is not in hand. */
    void lose(TaskId task, Setback kind, String cause) {
        tellBack(task, kind, cause);
        ended(task, true);
    }

    /** Somebody else is to do what was to be done next. */
    void leave(Setback kind, String cause) {
        ahead.leave().ifPresent(next -> lose(next.id(), kind, cause));
    }

    /** What was to be done next is not done here, but by somebody else or not at all. */
    void forget(boolean giveBack) {
        if (giveBack) {
            leave(Setback.RETURNED, TOLD_TO_STOP);
        } else {
            ahead.leave().ifPresent(next -> ended(next.id(), false));
        }
    }

    private void ended(TaskId task, boolean undone) {
        supervisor.tell(new SlotNews.Ended(slot, task, Optional.empty(), undone));
    }
}

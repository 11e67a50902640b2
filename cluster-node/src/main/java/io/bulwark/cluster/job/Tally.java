package io.bulwark.cluster.job;

import io.bulwark.aggregator.FoldTree;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Stage;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is counted of a job's work: who did what, what had been done before, what was done twice, what went on elsewhere, and how many joins there are on each level. */
final class Tally {
    private final Map<ProverId, Share> shares = new TreeMap<>();
    private final List<Integer> joins = new ArrayList<>();
    private final Deque<Recovery> recoveries = new ArrayDeque<>();
    private JobObserver.Run observer = JobObserver.Run.NONE;
    private int recalled;
    private int duplicates;
    private int hedges;

    /** From now on somebody is told of what is counted. */
    void watch(JobObserver.Run who) {
        observer = who;
    }

    /** A task is done, by a proof that somebody offered. */
    void done(Offer offer) {
        ProverId prover = offer.fact().prover();
        shares.put(prover, shares.getOrDefault(prover, Share.none(prover)).plus(offer.fact()));
        TaskName task = offer.fact().task().name();
        recalled += offer.recalled() && task.stage() == Stage.SEGMENT ? 1 : 0;
        if (task.stage() == Stage.JOIN) {
            int level = Math.min(FoldTree.level(task.span()), Limits.LEVELS);
            while (joins.size() < level) {
                joins.add(0);
            }
            joins.set(level - 1, joins.get(level - 1) + 1);
        }
    }

    /** A proof came for a task that had one. */
    void duplicate(Offer offer) {
        duplicates += offer.recalled() ? 0 : 1;
    }

    /** A task went on to another prover. */
    void recovered(Recovery recovery) {
        recoveries.add(recovery);
        if (recoveries.size() > Limits.RECOVERIES) {
            recoveries.remove();
        }
    }

    /** A straggler runs a second time. */
    void hedged() {
        hedges++;
    }

    /** What came of that: the proof counts that it made, or it was of no use. */
    void hedge(boolean won) {
        observer.hedged(won);
    }

    /** A task that was handed out is done, so long after that its proof came back. */
    void took(Task task, Fact fact, long nanos) {
        observer.counted(task, fact, nanos);
    }

    int hedges() {
        return hedges;
    }

    /** The latest recoveries, as many as a status lists, oldest first. */
    List<Recovery> recoveries() {
        return List.copyOf(recoveries);
    }

    int recalled() {
        return recalled;
    }

    int duplicates() {
        return duplicates;
    }

    /** What each prover did, the most intervals first, and of these the most folds. */
    List<Share> shares() {
        return shares.values().stream()
                .sorted(Comparator.comparingInt(Share::intervals)
                        .thenComparingInt(Share::folds)
                        .reversed())
                .toList();
    }

    /** Joins that are done, by level from 1 on. */
    List<Integer> joins() {
        return List.copyOf(joins);
    }
}

package io.bulwark.cluster.demo;

import io.bulwark.cluster.job.JobStatus;
import io.bulwark.cluster.job.Recovery;
import io.bulwark.cluster.job.Share;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What came of a demonstration.
 *
 * @param output what the run computed, as it was proved
 * @param stepName what a step is, in the plural
 * @param seconds seconds of each part, in order
 * @param coreSeconds processor time that the nodes had used when the job was done
 * @param kills who was killed, in order
 * @param recoveries tasks that were given to another prover
 */
public record DemoReport(
        String output,
        String stepName,
        JobStatus status,
        Path input,
        long inputBytes,
        Path proof,
        long proofBytes,
        Map<String, Double> seconds,
        double coreSeconds,
        List<Kill> kills,
        Set<Recovery> recoveries) {
    /**
     * A process that was killed.
     *
     * @param seconds from the submission of the job
     * @param provenBefore intervals that had been proven by then, and copied so that they outlive any node
     * @param interruption how long the job did not answer, in seconds
     */
    public record Kill(String node, long process, String role, double seconds, int provenBefore, double interruption) {}

    private static final double NANOS = 1e9;

    /** Seconds from the job's submission to its proof. */
    double proving() {
        return seconds.get(Demo.PROVING);
    }

    long steps() {
        return status.shares().stream().mapToLong(Share::steps).sum();
    }

    /** The table of who proved what, and the times, as lines. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("%-10s %8s %10s %14s %9s %7s %6s %9s"
                .formatted("node", "pid", "intervals", stepName, "seconds", "share", "folds", "seconds"));
        for (Share share : status.shares()) {
            lines.add("%-10s %8d %10d %,14d %9.1f %6.1f%% %6d %9.1f%s"
                    .formatted(
                            share.prover().node(),
                            share.prover().process(),
                            share.intervals(),
                            share.steps(),
                            share.nanos() / NANOS,
                            100.0 * share.steps() / steps(),
                            share.folds(),
                            share.foldNanos() / NANOS,
                            killed(share) ? "  killed" : ""));
        }
        lines.add("");
        if (status.folds().done() > 0) {
            lines.add("%d intervals, folded by %d joins on %d levels and a finish"
                    .formatted(
                            status.tasks(),
                            status.folds().done(),
                            status.folds().joins().size()));
        }
        seconds.forEach((part, time) -> lines.add("%-28s %8.2f s".formatted(part, time)));
        lines.add("%-28s %,8.0f %s/s in the cluster".formatted("rate", steps() / proving(), stepName));
        for (Kill kill : kills) {
            lines.add("killed %s, %s (pid %d), at %.1f s with %d intervals proven and copied%s"
                    .formatted(
                            kill.role(),
                            kill.node(),
                            kill.process(),
                            kill.seconds(),
                            kill.provenBefore(),
                            kill.interruption() > 0
                                    ? "; the job was back after %.1f s".formatted(kill.interruption())
                                    : ""));
        }
        for (Recovery recovery : recoveries) {
            lines.add("%s of %s went on to %s %.1f s after its last sign of life"
                    .formatted(recovery.task(), recovery.from(), recovery.to(), recovery.nanos() / NANOS));
        }
        if (!kills.isEmpty()) {
            lines.add("%d proven intervals were remembered by other nodes and not proved again; %d proofs came twice"
                    .formatted(status.recalled(), status.duplicates()));
        }
        return lines;
    }

    private boolean killed(Share share) {
        return kills.stream().anyMatch(kill -> kill.process() == share.prover().process());
    }

    /** The same as maps and lists. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("output", output);
        facts.put("job", status.job().toString());
        facts.put("input", input.toString());
        facts.put("input_bytes", inputBytes);
        facts.put("proof", proof.toString());
        facts.put("proof_bytes", proofBytes);
        facts.put("steps", steps());
        facts.put("step", stepName);
        facts.put("intervals", status.tasks());
        facts.put("joins", status.folds().joins());
        facts.put("recalled", status.recalled());
        facts.put("duplicates", status.duplicates());
        facts.put("seconds", seconds);
        facts.put("core_seconds", coreSeconds);
        facts.put(
                "provers",
                status.shares().stream()
                        .map(share -> Map.of(
                                "node", share.prover().node().name(),
                                "pid", share.prover().process(),
                                "intervals", share.intervals(),
                                "steps", share.steps(),
                                "seconds", share.nanos() / NANOS,
                                "folds", share.folds(),
                                "fold_seconds", share.foldNanos() / NANOS,
                                "killed", killed(share)))
                        .toList());
        facts.put(
                "kills",
                kills.stream()
                        .map(kill -> Map.of(
                                "node", kill.node(),
                                "pid", kill.process(),
                                "role", kill.role(),
                                "seconds", kill.seconds(),
                                "proven_before", kill.provenBefore(),
                                "interruption", kill.interruption()))
                        .toList());
        facts.put(
                "recoveries",
                recoveries.stream()
                        .map(recovery -> Map.of(
                                "task", recovery.task().toString(),
                                "from", recovery.from().toString(),
                                "to", recovery.to().toString(),
                                "seconds", recovery.nanos() / NANOS))
                        .toList());
        return facts;
    }
}

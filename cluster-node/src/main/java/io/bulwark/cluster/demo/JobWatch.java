package io.bulwark.cluster.demo;

import io.bulwark.cluster.job.JobStatus;
import io.bulwark.cluster.job.Recovery;
import io.bulwark.cluster.node.Gateway;
import io.bulwark.protocol.JobSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Follows a job to its end, submitting it over and over, and disturbs it on the way if that is wanted. */
final class JobWatch {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final double NANOS = 1e9;

    private final Gateway gateway;
    private final LocalCluster cluster;
    private final Console console;
    private final Optional<Disturbance> disturbance;
    private final List<DemoReport.Kill> kills = new ArrayList<>();
    private final Set<Recovery> recoveries = new LinkedHashSet<>();
    private final long start = System.nanoTime();
    private long answered = start;
    /** Intervals and joins that were proven when last heard of. */
    private int done;

    private long progressed = start;

    JobWatch(Gateway gateway, LocalCluster cluster, Console console, Optional<Disturbance> disturbance) {
        this.gateway = gateway;
        this.cluster = cluster;
        this.console = console;
        this.disturbance = disturbance;
    }

    List<DemoReport.Kill> kills() {
        return kills;
    }

    Set<Recovery> recoveries() {
        return recoveries;
    }

    /**
     * The status of the job when it has succeeded.
     *
     * @throws DemoException if it fails, or nothing is heard of it for a minute, or nothing happens to it for four
     */
    JobStatus follow(JobSpec spec) throws InterruptedException {
        while (true) {
            Optional<JobStatus> heard = ask(spec);
            if (heard.isPresent()) {
                JobStatus status = heard.get();
                take(status);
                if (status.phase() == JobStatus.Phase.SUCCEEDED) {
                    return status;
                }
                if (status.phase() == JobStatus.Phase.FAILED) {
                    throw new DemoException(
                            DemoException.Fault.NO,
                            "the job failed: " + status.cause().orElse("no cause is known"));
                }
                disturbance.flatMap(d -> d.next(status, gateway.members())).ifPresent(v -> kill(v, status));
            }
            checkProgress();
            Thread.sleep(POLL);
        }
    }

    private Optional<JobStatus> ask(JobSpec spec) {
        try {
            return Optional.of(gateway.submit(spec, ANSWER));
        } catch (Gateway.NoAnswerException e) {
            return Optional.empty();
        }
    }

    private void take(JobStatus status) {
        long now = System.nanoTime();
        if (!kills.isEmpty()) {
            DemoReport.Kill last = kills.getLast();
            boolean elsewhere = status.home().process() != last.process();
            if (last.role().equals(Disturbance.Role.JOB.words()) && last.interruption() == 0 && elsewhere) {
                double away = (now - start) / NANOS - last.seconds();
                kills.set(
                        kills.size() - 1,
                        new DemoReport.Kill(
                                last.node(), last.process(), last.role(), last.seconds(), last.provenBefore(), away));
                console.say("  the job goes on at %s, %.1f s after the kill".formatted(status.home(), away));
            }
        }
        for (Recovery recovery : status.recoveries()) {
            if (recoveries.add(recovery)) {
                console.say("  %s of %s went on to %s, %.1f s after its last sign of life"
                        .formatted(recovery.task(), recovery.from(), recovery.to(), recovery.nanos() / NANOS));
            }
        }
        answered = now;
        int done = status.proven() + status.folds().done();
        if (done != this.done || status.phase() == JobStatus.Phase.SUCCEEDED) {
            this.done = done;
            progressed = now;
        }
        console.show(status);
    }

    private void kill(Disturbance.Victim victim, JobStatus status) {
        NodeProcess node = cluster.node(victim.node()).orElseThrow();
        node.kill();
        double at = (System.nanoTime() - start) / NANOS;
        kills.add(new DemoReport.Kill(
                node.name().name(),
                node.pid(),
                victim.role().words(),
                at,
                status.kept().copied(),
                0));
        console.say("KILL -9 %s, %s (pid %d), at %.1f s with %d intervals proven and copied"
                .formatted(
                        victim.role().words(),
                        node.name(),
                        node.pid(),
                        at,
                        status.kept().copied()));
    }

    private void checkProgress() {
        long now = System.nanoTime();
        if (now - answered > SILENCE.toNanos()) {
            throw new DemoException(
                    DemoException.Fault.UNREACHABLE, "the job has not answered for " + SILENCE.toSeconds() + " s");
        }
        if (now - progressed > 4 * SILENCE.toNanos()) {
            throw new DemoException(DemoException.Fault.NO, "nothing was proven for " + 4 * SILENCE.toSeconds() + " s");
        }
    }
}

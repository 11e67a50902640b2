package io.bulwark.cluster.bench;

import io.bulwark.cluster.job.JobStatus;
import io.bulwark.cluster.node.Gateway;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/** Jobs that the bench hands in and follows. No two inputs are alike, so that no job is known already. */
final class FleetJobs {
    private static final Duration ANSWER = Duration.ofSeconds(1);
    private static final Duration ACCEPT = Duration.ofSeconds(30);

    private final Fleet fleet;
    private final Random random = new Random();
    private int made;

    FleetJobs(Fleet fleet) {
        this.fleet = fleet;
    }

    /** An input of so many bytes, which the gateway holds. */
    Blob input(int bytes) {
        byte[] content = new byte[bytes];
        random.nextBytes(content);
        Path file = fleet.directory().resolve("input-" + made++);
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new UnmeasuredException("an input cannot be written: " + e.getMessage(), e);
        }
        return fleet.gateway().put(file);
    }

    /** A job of so many tasks that take so long each. */
    JobSpec calibration(int tasks, Duration each) {
        return CalibrationWorkload.spec(input(CalibrationWorkload.inputBytes(tasks)), each);
    }

    void submit(JobSpec spec) {
        try {
            fleet.gateway().remember(spec);
            fleet.gateway().submit(spec, ACCEPT);
        } catch (Gateway.NoAnswerException e) {
            throw new UnmeasuredException(e.getMessage(), e);
        }
    }

    /** How far a job is; empty while it does not answer. */
    Optional<JobStatus> status(JobId job) {
        try {
            return Optional.of(fleet.gateway().status(job, ANSWER));
        } catch (Gateway.NoAnswerException e) {
            return Optional.empty();
        }
    }

    /** The status of a job that has succeeded. */
    JobStatus end(JobSpec spec, Duration atMost) {
        long until = System.nanoTime() + atMost.toNanos();
        while (true) {
            Optional<JobStatus> status = status(spec.id());
            if (status.isPresent() && status.get().phase() == JobStatus.Phase.SUCCEEDED) {
                return status.get();
            }
            if (status.isPresent() && status.get().phase().ended()) {
                throw new UnmeasuredException("a job ended as " + status.get().phase() + ": "
                        + status.get().cause().orElse("no cause is known"));
            }
            if (System.nanoTime() > until) {
                throw new UnmeasuredException("a job did not end within " + atMost.toSeconds() + " s: "
                        + status.map(s -> s.proven() + " of " + s.tasks() + " intervals are proven")
                                .orElse("it does not answer"));
            }
            Fleet.rest();
        }
    }

    /** Nanoseconds from handing a job in until it is known to have succeeded. */
    long time(JobSpec spec, Duration atMost) {
        long start = System.nanoTime();
        submit(spec);
        end(spec, atMost);
        return System.nanoTime() - start;
    }
}

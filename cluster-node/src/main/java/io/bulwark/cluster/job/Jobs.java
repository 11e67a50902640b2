package io.bulwark.cluster.job;

import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Region;
import org.apache.pekko.actor.typed.RecipientRef;

/** The way to jobs, wherever they run. Safe for use by many threads. */
@FunctionalInterface
public interface Jobs {
    /** The job as a region has it. What cannot be delivered to it is lost; whoever needs an answer asks again. */
    RecipientRef<Job.Command> job(JobId job, Region region);
}

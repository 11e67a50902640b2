package io.bulwark.cluster.job;

import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Region;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/**
 * How those who work for jobs answer them: where a job has asked from. That may be two regions, when one has adopted what the other one still works on; then
 * both are told how the work goes, and the one that asked last is asked for more. Safe for use by many threads.
 */
public final class Callers {
    private static final int JOBS = 20_000;
    private static final int REGIONS = 4;

    /** Puts a prover's signal into what may cross the wire. */
    @FunctionalInterface
    public interface Envelope {
        /** The signal, as the job may be told it. */
        Job.Command seal(JobId job, Job.Signal signal);
    }

    private final Jobs jobs;
    private final Region own;
    private final Envelope envelope;
    /** By job, the one heard of longest ago first; the region that asked last is the last. */
    private final Map<JobId, SequencedSet<Region>> regions = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<JobId, SequencedSet<Region>> eldest) {
            return size() > JOBS;
        }
    };

    /** @param own where a job is looked for that has not asked */
    public Callers(Jobs jobs, Region own, Envelope envelope) {
        this.jobs = jobs;
        this.own = own;
        this.envelope = envelope;
    }

    /** A job has asked, from there. */
    public synchronized void asked(JobId job, Region region) {
        SequencedSet<Region> all = regions.computeIfAbsent(job, any -> new LinkedHashSet<>());
        all.addLast(region);
        if (all.size() > REGIONS) {
            all.removeFirst();
        }
    }

    /** Tells the job something, wherever it has asked from. */
    public void accept(JobId job, Job.Command command) {
        List<Region> all = all(job);
        List<Region> told = command instanceof Job.Pull ? List.of(all.getLast()) : all;
        Job.Command sealed = command instanceof Job.Signal signal ? envelope.seal(job, signal) : command;
        told.forEach(region -> jobs.job(job, region).tell(sealed));
    }

    private synchronized List<Region> all(JobId job) {
        SequencedSet<Region> known = regions.get(job);
        return known == null ? List.of(own) : List.copyOf(known);
    }
}

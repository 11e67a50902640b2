package io.bulwark.cluster.gateway;

import io.bulwark.protocol.JobId;
import io.bulwark.protocol.SubmitterId;
import io.bulwark.protocol.api.JobPage;
import io.bulwark.protocol.api.JobState;
import io.bulwark.protocol.api.JobSummary;
import io.bulwark.protocol.api.JobView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The jobs that this gateway has heard of, and the door. Safe for use by several threads. */
final class OpenJobs {
    private static final int REMEMBERED = 20_000;

    private record Entry(Known job, JobState state) {}

    private final AdmissionControl door;
    private final Map<JobId, Entry> jobs = new LinkedHashMap<>();

    OpenJobs(AdmissionControl.Bounds bounds) {
        door = new AdmissionControl(bounds);
    }

    /**
     * Lets a job in.
     *
     * @return whether it was known already
     * @throws OverloadException if that would be too much
     */
    synchronized boolean admit(Known job, Client client) {
        JobId id = job.spec().id();
        if (jobs.containsKey(id)) {
            return true;
        }
        switch (door.admit(client, id, job.bytes())) {
            case AdmissionControl.Answer.Admitted admitted -> found(job);
            case AdmissionControl.Answer.Known known -> found(job);
            case AdmissionControl.Answer.Refused refused -> throw new OverloadException(refused.why());
        }
        return false;
    }

    synchronized Known found(Known job) {
        jobs.putIfAbsent(job.spec().id(), new Entry(job, JobState.GATHERING));
        if (jobs.size() > REMEMBERED) {
            jobs.remove(jobs.keySet().iterator().next());
        }
        return job;
    }

    synchronized void seen(JobView view) {
        jobs.computeIfPresent(view.id(), (id, entry) -> new Entry(entry.job(), view.state()));
        if (view.state().ended()) {
            door.ended(view.id());
        }
    }

    /** The job was not accepted after all. */
    synchronized void ended(JobId id) {
        jobs.remove(id);
        door.ended(id);
    }

    synchronized Optional<Known> find(JobId id) {
        return Optional.ofNullable(jobs.get(id)).map(Entry::job);
    }

    synchronized JobPage page(Optional<SubmitterId> submitter, Optional<String> after, int limit) {
        List<JobSummary> page = new ArrayList<>();
        boolean begun = after.isEmpty();
        for (Entry entry : new ArrayList<>(jobs.values()).reversed()) {
            Known job = entry.job();
            boolean wanted = submitter.isEmpty() || submitter.get().equals(job.spec().submitter());
            if (begun && wanted) {
                if (page.size() == limit) {
                    return new JobPage(page, Optional.of(page.getLast().id().toString()));
                }
                page.add(new JobSummary(
                        job.spec().id(), entry.state(), job.spec().submitter(), job.priority(), job.acceptedAt()));
            }
            begun |= after.filter(job.spec().id().toString()::equals).isPresent();
        }
        return new JobPage(page, Optional.empty());
    }
}

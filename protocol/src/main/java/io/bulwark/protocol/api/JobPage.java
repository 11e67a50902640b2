package io.bulwark.protocol.api;

import java.util.List;
import java.util.Optional;

/**
 * A part of the list of jobs, the latest first.
 *
 * @param next what to ask for the next part with; absent on the last one
 */
public record JobPage(List<JobSummary> jobs, Optional<String> next) {
    public JobPage {
        jobs = List.copyOf(jobs);
    }
}

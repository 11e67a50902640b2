package io.bulwark.cluster.gateway;

import io.bulwark.cluster.gateway.NetworkException.Kind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in what has changed of a job's tasks, as clients hand it back: a run, a dash, a number.
 *
 * @param run as in {@link io.bulwark.cluster.job.TaskPage}; 0: the job's receipts
 */
record TaskPlace(long run, long after) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})");

    /** Before the first. */
    static final TaskPlace START = new TaskPlace(0, 0);

    /** @throws NetworkException of kind BAD_PLACE for anything else */
    static TaskPlace parse(String text) {
        Matcher found = FORM.matcher(text);
        if (!found.matches()) {
            throw new NetworkException(Kind.BAD_PLACE, "after: expected what the page before gave as next");
        }
        return new TaskPlace(Long.parseLong(found.group(1)), Long.parseLong(found.group(2)));
    }

    @Override
    public String toString() {
        return run + "-" + after;
    }
}

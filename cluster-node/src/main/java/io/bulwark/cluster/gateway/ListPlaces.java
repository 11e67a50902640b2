package io.bulwark.cluster.gateway;

import io.bulwark.cluster.gateway.NetworkException.Kind;
import io.bulwark.cluster.headers.Cursor;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.api.JobPage;
import java.util.List;
import java.util.Optional;

/** Places in the list of jobs, as clients hand them back: a time, a dash, an id. */
final class ListPlaces {
    private static final String FORM = "[0-9]{1,18}-[0-9a-f]{64}";

    private ListPlaces() {}

    static String text(Cursor place) {
        return place.acceptedAt() + "-" + place.job();
    }

    /** The first part of a list that has one more than a part has, if there are more. */
    static JobPage page(List<JobRecord> records, int limit) {
        List<JobRecord> page = records.subList(0, Math.min(limit, records.size()));
        Optional<String> next =
                records.size() > limit ? Optional.of(text(Cursor.of(page.getLast()))) : Optional.empty();
        return new JobPage(page.stream().map(JobViews::summary).toList(), next);
    }

    /** @throws NetworkException of kind BAD_PLACE for anything else */
    static Cursor parse(String text) {
        try {
            if (text.matches(FORM)) {
                int dash = text.indexOf('-');
                return new Cursor(Long.parseLong(text.substring(0, dash)), JobId.parse(text.substring(dash + 1)));
            }
        } catch (MalformedMessageException e) {
            throw new NetworkException(Kind.BAD_PLACE, e.getMessage(), e);
        }
        throw new NetworkException(Kind.BAD_PLACE, "after: expected what the page before gave as next");
    }
}

package io.bulwark.cluster.gateway;

import io.bulwark.cluster.gateway.NetworkException.Kind;
import io.bulwark.cluster.headers.Cursor;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.MalformedMessageException;

/** Places in the list of jobs, as clients hand them back: a time, a dash, an id. */
final class ListPlaces {
    private static final String FORM = "[0-9]{1,18}-[0-9a-f]{64}";

    private ListPlaces() {}

    static String text(Cursor place) {
        return place.acceptedAt() + "-" + place.job();
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

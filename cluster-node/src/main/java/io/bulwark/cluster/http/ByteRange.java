package io.bulwark.cluster.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of an artifact.
 *
 * @param first the first byte
 * @param length how many bytes
 */
record ByteRange(long first, long length) {
    private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /**
     * The one range that a header asks for; empty if it asks for several, or in another unit: then the whole may be sent (RFC 9110, section 14.2).
     *
     * @param bytes the artifact's length
     * @throws ProblemException if no byte of the artifact is in the range
     */
    static Optional<ByteRange> of(String header, long bytes) {
        Matcher range = ONE.matcher(header.strip());
        if (!range.matches() || range.group().length() == "bytes=-".length()) {
            return Optional.empty();
        }
        long first;
        long end = bytes;
        if (range.group(1).isEmpty()) {
            first = Math.max(0, bytes - Long.parseLong(range.group(2)));
        } else {
            first = Long.parseLong(range.group(1));
            if (!range.group(2).isEmpty()) {
                long last = Long.parseLong(range.group(2));
                if (last < first) {
                    return Optional.empty();
                }
                end = Math.min(bytes, last + 1);
            }
        }
        if (first >= end) {
            throw new ProblemException(
                    ProblemType.WRONG_RANGE, "there are " + bytes + " bytes; none is in " + header.strip());
        }
        return Optional.of(new ByteRange(first, end - first));
    }

    /** As the header Content-Range says it. */
    String contentRange(long bytes) {
        return "bytes " + first + "-" + (first + length - 1) + "/" + bytes;
    }
}

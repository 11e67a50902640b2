package io.bulwark.protocol.api;

/**
 * Why the API did not do as asked: a problem document of RFC 9457.
 *
 * @param type a URI that names the kind of problem and never changes; programs compare it
 * @param title what the kind of problem is, in words
 * @param status the HTTP status
 * @param detail what is wrong this time, in words for who asked
 */
public record Problem(String type, String title, int status, String detail) {
    /** What the media type of a problem document is. */
    public static final String MEDIA_TYPE = "application/problem+json";
    /** What every {@link #type} begins with. */
    public static final String TYPES = "urn:bulwark:problem:";

    /** The last part of the type: "unknown-job". */
    public String kind() {
        return type.startsWith(TYPES) ? type.substring(TYPES.length()) : type;
    }
}

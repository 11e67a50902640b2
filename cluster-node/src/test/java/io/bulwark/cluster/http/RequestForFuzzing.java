package io.bulwark.cluster.http;

/** A job's request, read as the API reads it, for tests outside of this room. */
public final class RequestForFuzzing {
    private RequestForFuzzing() {}

    /** What a refusal is. */
    public static final Class<? extends RuntimeException> REFUSAL = ProblemException.class;

    public static void read(byte[] json) {
        JobRequestReader.read(json);
    }
}

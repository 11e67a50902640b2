package io.bulwark.cluster.job;

/** A job, or what became known of one, is not written down where it should be; the message says why, in words for who asked. */
public final class NotAcceptedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotAcceptedException(String message) {
        super(message);
    }
}

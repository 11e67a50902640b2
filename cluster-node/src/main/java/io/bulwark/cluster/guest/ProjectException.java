package io.bulwark.cluster.guest;

/** A guest's project cannot be made where it was asked for; the message says why. */
public final class ProjectException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ProjectException(String message) {
        super(message);
    }

    ProjectException(String message, Throwable cause) {
        super(message, cause);
    }
}

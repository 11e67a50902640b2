package io.bulwark.cluster.artifact;

import java.io.IOException;

/** An artifact cannot be read or written; the message says which and why, in words for the operator. */
public final class ArtifactException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ArtifactException(String message) {
        super(message);
    }

    public ArtifactException(String message, IOException cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}

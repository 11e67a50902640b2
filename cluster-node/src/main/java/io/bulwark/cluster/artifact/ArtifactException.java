package io.bulwark.cluster.artifact;

import java.io.IOException;

/** An artifact cannot be read or written; the message says which and why, in words for the operator. */
public sealed class ArtifactException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Bytes were given for an artifact that are not those that its name means. */
    public static final class OtherBytes extends ArtifactException {
        private static final long serialVersionUID = 1;

        OtherBytes(String message) {
            super(message);
        }
    }

    public ArtifactException(String message) {
        super(message);
    }

    public ArtifactException(String message, IOException cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}

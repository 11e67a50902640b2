package io.bulwark.protocol;

/**
 * An artifact and its length.
 *
 * @param id the SHA-256 of its bytes
 * @param bytes how many there are
 */
public record Blob(ArtifactId id, long bytes) {
    /** @throws MalformedMessageException if the length is negative */
    public Blob {
        MalformedMessageException.require(bytes >= 0, "a length from 0 on", bytes);
    }
}

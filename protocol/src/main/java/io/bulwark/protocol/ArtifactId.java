package io.bulwark.protocol;

import com.google.protobuf.ByteString;
import java.util.HexFormat;

/** Names an artifact: the SHA-256 of its bytes. */
public record ArtifactId(ByteString bytes) implements Comparable<ArtifactId> {
    /** @throws MalformedMessageException unless there are 32 bytes */
    public ArtifactId {
        MalformedMessageException.require(
                bytes.size() == Sha256.BYTES, "the 32 bytes that name a artifact", bytes.size() + " bytes");
    }

    /**
     * From the 64 hexadecimal digits that {@link #toString} gives.
     *
     * @throws MalformedMessageException for anything else
     */
    public static ArtifactId parse(String hex) {
        try {
            return new ArtifactId(ByteString.copyFrom(HexFormat.of().parseHex(hex)));
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException(
                    "expected 64 hexadecimal digits that name a artifact, got \"" + hex + "\"");
        }
    }

    /** The first twelve digits, enough for the eye. */
    public String brief() {
        return toString().substring(0, 12);
    }

    @Override
    public int compareTo(ArtifactId other) {
        return ByteString.unsignedLexicographicalComparator().compare(bytes, other.bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}

package io.bulwark.protocol;

import com.google.protobuf.ByteString;
import java.util.HexFormat;

/** Names a job: the SHA-256 of its specification's canonical encoding, so that the same job submitted twice is one job. */
public record JobId(ByteString bytes) implements Comparable<JobId> {
    /** @throws MalformedMessageException unless there are 32 bytes */
    public JobId {
        MalformedMessageException.require(
                bytes.size() == Sha256.BYTES, "the 32 bytes that name a job", bytes.size() + " bytes");
    }

    /**
     * From the 64 hexadecimal digits that {@link #toString} gives.
     *
     * @throws MalformedMessageException for anything else
     */
    public static JobId parse(String hex) {
        try {
            return new JobId(ByteString.copyFrom(HexFormat.of().parseHex(hex)));
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException("expected 64 hexadecimal digits that name a job, got \"" + hex + "\"");
        }
    }

    /** The first twelve digits, enough for the eye. */
    public String brief() {
        return toString().substring(0, 12);
    }

    @Override
    public int compareTo(JobId other) {
        return ByteString.unsignedLexicographicalComparator().compare(bytes, other.bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}

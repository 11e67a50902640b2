package io.bulwark.protocol;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/**
 * Writes the one encoding of something that is named or signed: first its domain, which nothing else begins with; numbers big-endian, what can
 * have several lengths behind its length.
 */
public final class Canonical {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    private interface Writing {
        void write(DataOutputStream out) throws IOException;
    }

    /** Begins with the domain, such as "bulwark plan 1". */
    public Canonical(String domain) {
        write(o -> o.write(domain.getBytes(StandardCharsets.UTF_8)));
    }

    /** A 2-byte length and UTF-8. */
    public Canonical text(String text) {
        return write(o -> o.writeUTF(text));
    }

    /** The lowest 8 bits. */
    public Canonical octet(int number) {
        return write(o -> o.writeByte(number));
    }

    /** 4 bytes. */
    public Canonical number(int number) {
        return write(o -> o.writeInt(number));
    }

    /** 8 bytes. */
    public Canonical number(long number) {
        return write(o -> o.writeLong(number));
    }

    /** Bytes whose length is fixed: without it. */
    public Canonical fixed(ByteString data) {
        return write(data::writeTo);
    }

    /** The 32 bytes of the artifact's name and its length as 8. */
    public Canonical blob(Blob blob) {
        return fixed(blob.id().bytes()).number(blob.bytes());
    }

    /** The step as 8 bytes, the state's length as 4, the state. */
    public Canonical checkpoint(Checkpoint checkpoint) {
        return number(checkpoint.step()).number(checkpoint.state().size()).fixed(checkpoint.state());
    }

    /** The four names. */
    public Canonical member(Member member) {
        return text(member.node().name())
                .text(member.operator().name())
                .text(member.jurisdiction().code())
                .text(member.region().name());
    }

    /** Their number as 2 bytes, then each in ascending order. */
    public Canonical jurisdictions(Collection<Jurisdiction> jurisdictions) {
        write(o -> o.writeShort(jurisdictions.size()));
        jurisdictions.stream().sorted().map(Jurisdiction::code).forEach(this::text);
        return this;
    }

    /** All that was written. */
    public byte[] bytes() {
        return bytes.toByteArray();
    }

    private Canonical write(Writing writing) {
        try {
            writing.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return this;
    }
}

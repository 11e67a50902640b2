package io.bulwark.protocol;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * All that decides what a job proves.
 *
 * @param workload the workload's name
 * @param security the named set of security parameters
 * @param shape the index of the machine's shape that every interval is proved with
 * @param input the input's name
 * @param inputBytes the input's length in bytes, from 1 on
 */
public record JobSpec(String workload, String security, int shape, ArtifactId input, long inputBytes) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
    private static final String DOMAIN = "bulwark job 1";

    /** @throws MalformedMessageException if a name is not of 1 to 32 characters of a-z, 0-9, -, the shape negative or the input empty */
    public JobSpec {
        MalformedMessageException.require(NAME.matcher(workload).matches(), "a workload's name", workload);
        MalformedMessageException.require(NAME.matcher(security).matches(), "a parameter set's name", security);
        MalformedMessageException.require(shape >= 0, "a shape from 0 on", shape);
        MalformedMessageException.require(inputBytes > 0, "an input of at least one byte", inputBytes);
    }

    /** The job's name: the SHA-256 of {@link #canonical}. */
    public JobId id() {
        return new JobId(Sha256.of(canonical()));
    }

    /**
     * The one encoding that names the job: the domain "bulwark job 1", workload and security each as a 2-byte length and UTF-8, shape as 4
     * bytes, the input's 32 bytes, its length as 8 bytes; numbers big-endian.
     */
    public byte[] canonical() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(DOMAIN.getBytes(StandardCharsets.UTF_8));
            out.writeUTF(workload);
            out.writeUTF(security);
            out.writeInt(shape);
            input.bytes().writeTo(out);
            out.writeLong(inputBytes);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }
}

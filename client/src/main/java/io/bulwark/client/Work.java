package io.bulwark.client;

import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Policy;
import io.bulwark.protocol.api.JobRequest;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is to be proved, in files.
 *
 * @param program an ELF file; empty: the digest of {@code input} is proved
 * @param input with a program it may be an empty file
 * @param security the named set of security parameters
 * @param policy who may work for it
 * @param priority -10 to 10, the higher ones first
 */
public record Work(Optional<Path> program, Path input, String security, Policy policy, int priority) {
    private static final String SECURITY = "128";

    /** A run of a program on an input. */
    public static Work of(Path program, Path input) {
        return new Work(Optional.of(program), input, SECURITY, Policy.NONE, 0);
    }

    /** The digest of a file. */
    public static Work ofFile(Path input) {
        return new Work(Optional.empty(), input, SECURITY, Policy.NONE, 0);
    }

    JobRequest request(Function<Path, Blob> upload) {
        return new JobRequest(Optional.empty(), program.map(upload), upload.apply(input), security, policy, priority);
    }
}

package io.bulwark.protocol;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All that decides what a job proves, for whom, and what is asked of those who work for it.
 *
 * @param workload the workload's name
 * @param security the named set of security parameters
 * @param shape the index of the machine's shape that every interval is proved with
 * @param program what is run on the input, for a workload that runs programs
 * @param input the input's name
 * @param inputBytes the input's length in bytes; a job without a program has at least one
 * @param submitter who wants it
 * @param policy who may work for it
 */
public record JobSpec(
        String workload,
        String security,
        int shape,
        Optional<Blob> program,
        ArtifactId input,
        long inputBytes,
        SubmitterId submitter,
        Policy policy) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
    private static final String DOMAIN = "bulwark job 3";

    /** @throws MalformedMessageException if a name is not of 1 to 32 characters of a-z, 0-9, -, the shape or a length negative or there is nothing to work on */
    public JobSpec {
        MalformedMessageException.require(NAME.matcher(workload).matches(), "a workload's name", workload);
        MalformedMessageException.require(NAME.matcher(security).matches(), "a parameter set's name", security);
        MalformedMessageException.require(shape >= 0, "a shape from 0 on", shape);
        boolean enough = inputBytes > 0 || (inputBytes == 0 && program.isPresent());
        MalformedMessageException.require(enough, "an input of at least one byte", inputBytes);
        program.ifPresent(
                p -> MalformedMessageException.require(p.bytes() > 0, "a program of at least one byte", p.bytes()));
    }

    /** A job of anybody that asks for nothing: see {@link #by}, {@link #under}. */
    public JobSpec(
            String workload, String security, int shape, Optional<Blob> program, ArtifactId input, long inputBytes) {
        this(workload, security, shape, program, input, inputBytes, SubmitterId.ANYBODY, Policy.NONE);
    }

    /** A job of anybody that asks for nothing, of a workload that runs no programs. */
    public JobSpec(String workload, String security, int shape, ArtifactId input, long inputBytes) {
        this(workload, security, shape, Optional.empty(), input, inputBytes);
    }

    /** The same work, for this submitter. */
    public JobSpec by(SubmitterId other) {
        return new JobSpec(workload, security, shape, program, input, inputBytes, other, policy);
    }

    /** The same work, under this policy. */
    public JobSpec under(Policy other) {
        return new JobSpec(workload, security, shape, program, input, inputBytes, submitter, other);
    }

    /** All that the job's maker hands in: the program, if there is one, and the input. */
    public List<Blob> artifacts() {
        return Stream.concat(program.stream(), Stream.of(new Blob(input, inputBytes)))
                .toList();
    }

    /** The job's name: the SHA-256 of {@link #canonical}. */
    public JobId id() {
        return new JobId(Sha256.of(canonical()));
    }

    /**
     * The one encoding that names the job: the domain "bulwark job 3", workload and security each as a 2-byte length and UTF-8, shape as 4
     * bytes, the number of artifacts as 1 byte, then for each (program first, input last) its 32 bytes and its length as 8 bytes; the submitter as a 2-byte
     * length and UTF-8; the policy: its allowed jurisdictions and its denied ones, each their number as 2 bytes and in ascending order a 2-byte length and
     * two letters, least jurisdictions and least operators as 4 bytes each, greatest share as 1 byte. Numbers are big-endian.
     */
    public byte[] canonical() {
        Canonical out = new Canonical(DOMAIN)
                .text(workload)
                .text(security)
                .number(shape)
                .octet(artifacts().size());
        artifacts().forEach(out::blob);
        return out.text(submitter.name())
                .jurisdictions(policy.allowed())
                .jurisdictions(policy.denied())
                .number(policy.leastJurisdictions())
                .number(policy.leastOperators())
                .octet(policy.greatestSharePercent())
                .bytes();
    }
}

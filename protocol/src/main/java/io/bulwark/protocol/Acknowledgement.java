package io.bulwark.protocol;

/**
 * The word of a node that it has a job's record, and all that was handed in, on its disk.
 *
 * @param acceptedAt the time of acceptance that the record says
 */
public record Acknowledgement(JobId job, long acceptedAt, Receipt receipt) {
    private static final String DOMAIN = "bulwark held 1";

    /** Signed by the node that holds it. */
    public static Acknowledgement of(JobId job, long acceptedAt, Signer signer) {
        return new Acknowledgement(job, acceptedAt, signer.receipt(signed(job, acceptedAt, signer.member())));
    }

    /** Who holds it. */
    public Member holder() {
        return receipt.maker();
    }

    /** What the receipt signs: all else that the acknowledgement says. */
    public byte[] signed() {
        return signed(job, acceptedAt, holder());
    }

    /** The domain "bulwark held 1"; the job's 32 bytes; the time of acceptance as 8; the holder's four names, each behind its 2-byte length. */
    private static byte[] signed(JobId job, long acceptedAt, Member holder) {
        return new Canonical(DOMAIN)
                .fixed(job.bytes())
                .number(acceptedAt)
                .member(holder)
                .bytes();
    }
}

package io.bulwark.verifier;

import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.recursion.file.FoldedFile;
import io.bulwark.recursion.file.ProofKind;
import io.bulwark.recursion.file.RunMember;
import io.bulwark.recursion.fold.BundleClaim;
import io.bulwark.recursion.fold.BundleProof;
import io.bulwark.recursion.fold.FinalClaim;
import io.bulwark.recursion.fold.FinalProof;
import io.bulwark.recursion.fold.FoldIdentities;
import io.bulwark.recursion.fold.FoldVerifier;

/**
 * Verifies final proofs and bundles of this version's circuits at one security. Immutable, safe for several threads; keep one, since making it takes longer than a
 * verification.
 *
 * <p>Whatever the bytes are, each method returns or throws {@link VerificationException}, in bounded time and memory: lengths are known before anything is read.
 */
public final class ProofVerifier {
    private static final int STANDARD_SET = 128;
    private static final int OTHER_SET = 100;

    private final FoldVerifier verifier;
    private final FoldIdentities identities;

    private ProofVerifier(FoldIdentities identities) {
        this.identities = identities;
        this.verifier = new FoldVerifier(identities);
    }

    /** Of proofs with 128 proven bits. */
    public static ProofVerifier standard() {
        return ofSet(STANDARD_SET);
    }

    /**
     * Of proofs of a named security set.
     *
     * @param set 128 or 100, which exists for comparisons only
     * @throws IllegalArgumentException if there is no such set
     */
    public static ProofVerifier ofSet(int set) {
        if (set != STANDARD_SET && set != OTHER_SET) {
            throw new IllegalArgumentException(
                    "expected the security set " + STANDARD_SET + " or " + OTHER_SET + ", got " + set);
        }
        return new ProofVerifier(FoldIdentities.standard(set));
    }

    /**
     * Accepts a final proof of an expected run.
     *
     * @param proof a file as 'bulwark prove' writes it
     * @throws VerificationException if it is refused
     */
    public AcceptedRun verify(byte[] proof, ExpectedRun expected) {
        byte[] content = FoldedFile.content(ProofKind.FINAL, identities, proof);
        return hold(verifier.verify(FinalProof.decode(content, identities)), expected);
    }

    /**
     * Accepts that an expected run is in a bundle.
     *
     * @param bundle a file as 'bulwark bundle' writes it
     * @param member a membership file as it writes them beside
     * @throws VerificationException if one of them is refused
     */
    public AcceptedRun verify(byte[] bundle, byte[] member, ExpectedRun expected) {
        RunMember run = RunMember.decode(FoldedFile.content(ProofKind.MEMBER, identities, member));
        return hold(run.verify(claimOf(bundle)), expected);
    }

    /**
     * Accepts a bundle, whatever runs are in it.
     *
     * @param bundle a file as 'bulwark bundle' writes it
     * @throws VerificationException if it is refused
     */
    public AcceptedBundle verifyBundle(byte[] bundle) {
        BundleClaim claim = claimOf(bundle);
        return new AcceptedBundle(claim.runs(), claim.root());
    }

    private BundleClaim claimOf(byte[] bundle) {
        byte[] content = FoldedFile.content(ProofKind.BUNDLE, identities, bundle);
        return verifier.verify(BundleProof.decode(content, identities));
    }

    private static AcceptedRun hold(FinalClaim claim, ExpectedRun expected) {
        compare(Reason.RUN_PROGRAM, expected.program(), claim.program());
        expected.input().ifPresent(input -> compare(Reason.RUN_INPUT, input, claim.input()));
        expected.exitCode().ifPresent(code -> compare(Reason.RUN_EXIT_CODE, code, claim.exitCode()));
        expected.output().ifPresent(output -> compare(Reason.RUN_OUTPUT_DIGEST, output, claim.output()));
        return new AcceptedRun(claim.program(), claim.input(), claim.exitCode(), claim.output(), claim.cycles());
    }

    private static void compare(Reason reason, Object expected, Object got) {
        if (!expected.equals(got)) {
            throw new VerificationException(reason, expected, got);
        }
    }
}

package io.bulwark.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.recursion.file.FoldedFile;
import io.bulwark.recursion.file.ProofKind;
import io.bulwark.recursion.file.RunMember;
import io.bulwark.recursion.fold.BundleClaim;
import io.bulwark.recursion.fold.FinalProof;
import io.bulwark.recursion.fold.FoldIdentities;
import io.bulwark.riscv.memory.Digest;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The files of folded proofs, read from a real one. */
class FoldedFileTest {
    private static final FoldIdentities IDENTITIES = FoldIdentities.standard(128);
    private static final byte[] FILE = Fixture.bytes("primes.final");
    private static final FinalProof RUN =
            FinalProof.decode(FoldedFile.content(ProofKind.FINAL, IDENTITIES, FILE), IDENTITIES);

    private static VerificationException refused(ThrowingCallable reading) {
        VerificationException[] refusal = new VerificationException[1];
        assertThatThrownBy(reading).isInstanceOfSatisfying(VerificationException.class, e -> refusal[0] = e);
        return refusal[0];
    }

    private static void refuses(Reason reason, byte[] file) {
        assertThat(refused(() -> FoldedFile.content(ProofKind.FINAL, IDENTITIES, file))
                        .reason())
                .isEqualTo(reason);
    }

    private static byte[] with(byte[] bytes, int place) {
        byte[] changed = bytes.clone();
        changed[place] ^= 1;
        return changed;
    }

    @Test
    void isWrittenAsItWasRead() {
        assertThat(FoldedFile.encode(ProofKind.FINAL, IDENTITIES, RUN.encode())).isEqualTo(FILE);
    }

    @Test
    void isRefusedByNameForEachPartOfItsHeader() {
        refuses(Reason.FILE_TRUNCATED, Arrays.copyOf(FILE, FoldedFile.HEADER_BYTES - 1));
        refuses(Reason.FILE_MAGIC, with(FILE, 0));
        refuses(Reason.FILE_MAGIC, with(FILE, ProofKind.MAGIC_BYTES - 1));
        refuses(Reason.FILE_VERSION, with(FILE, ProofKind.MAGIC_BYTES));
        refuses(Reason.PROOF_SYSTEM_VERSION, with(FILE, ProofKind.MAGIC_BYTES + Integer.BYTES));
        for (int k = 0; k < Digest.LENGTH; k++) {
            refuses(Reason.MACHINE_DIGEST, with(FILE, ProofKind.MAGIC_BYTES + Integer.BYTES * (2 + k)));
        }
        assertThat(refused(() -> FoldedFile.content(ProofKind.BUNDLE, IDENTITIES, FILE))
                        .getMessage())
                .contains("FINAL", "BUNDLE");
    }

    /** The claim of the bundle in which a member is: whoever is refused is told to which root it leads. */
    private static BundleClaim bundleOf(RunMember member, int runs) {
        BundleClaim other = new BundleClaim(runs, Digest.of(new int[Digest.LENGTH]));
        return new BundleClaim(
                runs, Digest.parse(refused(() -> member.verify(other)).got()));
    }

    @Test
    void membersLeadToOneRootAndReadBackAsThemselves() {
        List<RunMember> members = RunMember.of(List.of(RUN, RUN, RUN));
        BundleClaim bundle = bundleOf(members.getFirst(), 3);
        for (int place = 0; place < 3; place++) {
            RunMember read = RunMember.decode(members.get(place).encode());
            assertThat(read).isEqualTo(members.get(place));
            assertThat(read.place()).isEqualTo(place);
            assertThat(read.verify(bundle)).isEqualTo(RUN.stated());
            assertThat(read.stated()).isEqualTo(RUN.stated());
        }
        // The same path under a bundle of fewer runs, in which the place is empty.
        RunMember last = members.getLast();
        assertThat(refused(() -> last.verify(new BundleClaim(2, bundle.root()))).reason())
                .isEqualTo(Reason.BUNDLE_PATH);
    }

    @Test
    void aMemberWithOneByteChangedOrMoreOrFewerIsRefused() {
        RunMember member = RunMember.of(List.of(RUN)).getFirst();
        BundleClaim bundle = bundleOf(member, 1);
        byte[] bytes = member.encode();
        for (int place = 0; place < bytes.length; place++) {
            byte[] changed = with(bytes, place);
            refused(() -> RunMember.decode(changed).verify(bundle));
        }
        for (int length : new int[] {0, 3, bytes.length - 36, bytes.length - 1, bytes.length + 1}) {
            refused(() -> RunMember.decode(Arrays.copyOf(bytes, length)).verify(bundle));
        }
    }
}

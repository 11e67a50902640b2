package io.bulwark.protocol.receipts;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.identity.Consortium;
import io.bulwark.protocol.identity.NodeCertificate;
import java.security.PublicKey;
import java.time.Instant;

/** Says whose a certificate is: the list of operators does, or whoever else is trusted to. */
@FunctionalInterface
public interface Admission {
    /**
     * What an admitted certificate says.
     *
     * @param key the Ed25519 key that the member signs with
     */
    record Admitted(Member member, PublicKey key) {}

    /**
     * Whose this certificate is.
     *
     * @param certificate DER
     * @throws RuntimeException that says why nobody vouches for it
     */
    Admitted admit(ByteString certificate);

    /** Vouches for those whom the list admits at that moment. */
    static Admitted by(Consortium list, NodeCertificate certificate, Instant at) {
        return new Admitted(list.admits(certificate, at), certificate.key());
    }

    /** Vouches for those whom the list admits now. */
    static Admission now(Consortium list) {
        return certificate -> by(list, NodeCertificate.parse(certificate.toByteArray()), Instant.now());
    }
}

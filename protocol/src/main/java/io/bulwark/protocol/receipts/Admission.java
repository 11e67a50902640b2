package io.bulwark.protocol.receipts;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.Member;
import java.security.PublicKey;

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
}

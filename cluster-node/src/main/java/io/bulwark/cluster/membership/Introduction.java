package io.bulwark.cluster.membership;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.Signer;
import io.bulwark.protocol.identity.IdentityException;
import io.bulwark.protocol.identity.NodeCertificate;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A member says who it is, so that its peers know which certificate belongs to which member of the cluster: TLS alone knows connections.
 *
 * @param address "host:port" under which the member is reached
 * @param incarnation the number of this start of its process
 * @param region the data center that it has joined in
 * @param certificate X.509, DER
 * @param signature of {@link #signed}, by the certificate's key
 */
public record Introduction(
        String address, long incarnation, String region, ByteString certificate, ByteString signature) {
    private static final String DOMAIN = "bulwark identity 1";

    static Introduction of(Signer self, String address, long incarnation, String region) {
        ByteString certificate = self.certificate();
        return new Introduction(
                address,
                incarnation,
                region,
                certificate,
                self.sign(signed(address, incarnation, region, certificate)));
    }

    /** The domain, the address, the incarnation as 8 bytes big-endian, the region and the certificate; what has several lengths behind its length. */
    private static byte[] signed(String address, long incarnation, String region, ByteString certificate) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeUTF(DOMAIN);
            out.writeUTF(address);
            out.writeLong(incarnation);
            out.writeUTF(region);
            out.writeInt(certificate.size());
            certificate.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * The certificate, whose key has signed this introduction.
     *
     * @throws IdentityException if it has not, or it is no certificate
     */
    NodeCertificate verified() {
        NodeCertificate shown = NodeCertificate.parse(certificate.toByteArray());
        byte[] bytes = signed(address, incarnation, region, certificate);
        if (!shown.hasSigned(bytes, signature.toByteArray())) {
            throw new IdentityException(
                    IdentityException.Reason.FORGED,
                    "the introduction of the member at " + address + " as " + shown.member()
                            + " is not signed with its certificate's key");
        }
        return shown;
    }
}

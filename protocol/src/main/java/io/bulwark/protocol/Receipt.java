package io.bulwark.protocol;

import com.google.protobuf.ByteString;

/**
 * The signature of a node below something that it made. What exactly is signed is said where it is used: {@link Fact#signed}, {@link Planned#signed}.
 *
 * @param certificate the maker's certificate, DER
 * @param signature Ed25519
 */
public record Receipt(Member maker, ByteString certificate, ByteString signature) {
    /** Bytes of an Ed25519 signature. */
    public static final int SIGNATURE_BYTES = 64;

    /** @throws MalformedMessageException if the certificate is empty or too long, or the signature not of 64 bytes */
    public Receipt {
        MalformedMessageException.require(
                !certificate.isEmpty() && certificate.size() <= Limits.CERTIFICATE_BYTES,
                "a certificate of 1 to " + Limits.CERTIFICATE_BYTES + " bytes",
                certificate.size() + " bytes");
        MalformedMessageException.require(
                signature.size() == SIGNATURE_BYTES, "a signature of 64 bytes", signature.size() + " bytes");
    }
}

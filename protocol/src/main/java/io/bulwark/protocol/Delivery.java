package io.bulwark.protocol;

import com.google.protobuf.ByteString;

/**
 * A node hands in a fact and puts its own name below: whatever is wrong with the fact, its receipt included, that node answers for.
 *
 * @param courier the signature of the node that hands it in; an honest one has made the fact
 */
public record Delivery(Fact fact, Receipt courier) {
    private static final String DOMAIN = "bulwark delivery 1";

    /** Handed in by the node that signs. */
    public static Delivery of(Fact fact, Signer signer) {
        return new Delivery(fact, signer.receipt(signed(fact, signer.member())));
    }

    /** Who hands it in. */
    public Member from() {
        return courier.maker();
    }

    /** What the courier signs: all that the fact says, and by whose signature. */
    public byte[] signed() {
        return signed(fact, from());
    }

    /**
     * The domain "bulwark delivery 1"; the SHA-256 of {@link Fact#signed}; that of the receipt's certificate; the receipt's 64 bytes of signature; the courier's four
     * names, each behind its 2-byte length.
     */
    private static byte[] signed(Fact fact, Member courier) {
        Receipt receipt = fact.receipt();
        ByteString certificate = Sha256.of(receipt.certificate().toByteArray());
        return new Canonical(DOMAIN)
                .fixed(Sha256.of(fact.signed()))
                .fixed(certificate)
                .fixed(receipt.signature())
                .member(courier)
                .bytes();
    }
}

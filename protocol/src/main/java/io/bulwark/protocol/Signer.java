package io.bulwark.protocol;

import com.google.protobuf.ByteString;

/** Signs as a node: it holds the key that belongs to the node's certificate. Safe for use by many threads. */
public interface Signer {
    /** Who signs. */
    Member member();

    /** The node's certificate, DER. */
    ByteString certificate();

    /** The Ed25519 signature of the bytes, which begin with the domain of what they say. */
    ByteString sign(byte[] bytes);

    /** The receipt for the bytes. */
    default Receipt receipt(byte[] bytes) {
        return new Receipt(member(), certificate(), sign(bytes));
    }
}

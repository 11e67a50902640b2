package io.bulwark.protocol.identity;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A block of Base64 between a line that says what begins and one that says what ends. */
public final class Pem {
    /** The type of certificates. */
    public static final String CERTIFICATE = "CERTIFICATE";
    /** The type of private keys. */
    public static final String PRIVATE_KEY = "PRIVATE KEY";

    private static final int LINE = 64;

    private Pem() {}

    /**
     * The bytes of the one block of a text; what is around it is ignored.
     *
     * @throws IdentityException unless there is one block, of that type
     */
    public static byte[] parse(String text, String type) {
        String begin = "-----BEGIN " + type + "-----";
        int at = text.indexOf(begin);
        int from = at + begin.length();
        int to = text.indexOf("-----END " + type + "-----");
        IdentityException.require(
                at >= 0 && to >= from && text.indexOf("-----BEGIN", at + 1) < 0,
                IdentityException.Reason.MALFORMED_CERTIFICATE,
                "expected one block \"" + begin + "\", and its end");
        try {
            return Base64.getMimeDecoder().decode(text.substring(from, to));
        } catch (IllegalArgumentException e) {
            throw new IdentityException(
                    IdentityException.Reason.MALFORMED_CERTIFICATE, "a block \"" + begin + "\" is no Base64");
        }
    }

    /** A block of these bytes. */
    public static String text(String type, byte[] bytes) {
        String base64 = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(bytes);
        return "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
    }
}

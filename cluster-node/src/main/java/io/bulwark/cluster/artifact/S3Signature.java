package io.bulwark.cluster.artifact;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signature Version 4 of requests to S3, as Amazon's "Authenticating Requests: Using the Authorization Header" says.
 *
 * @param token of a session; empty if there is none
 */
record S3Signature(String accessKey, String secretKey, String token, String region) {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int DATE = 8;

    /**
     * The headers that a request needs in addition: its time, its content's digest and the authorization.
     *
     * @param uri with path and query as they are sent, the query's parameters in ascending order
     * @param headers further ones that are to be signed, by their names in lower case
     * @param contentDigest SHA-256 of the body, in hexadecimal digits
     */
    Map<String, String> headers(String method, URI uri, Map<String, String> headers, String contentDigest, Instant at) {
        String time = TIME.format(at);
        SortedMap<String, String> signed = new TreeMap<>(headers);
        signed.put("host", uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort());
        signed.put("x-amz-content-sha256", contentDigest);
        signed.put("x-amz-date", time);
        if (!token.isEmpty()) {
            signed.put("x-amz-security-token", token);
        }
        String names = String.join(";", signed.keySet());
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        String canonical = method + "\n" + uri.getRawPath() + "\n" + query + "\n"
                + signed.entrySet().stream()
                        .map(header -> header.getKey() + ":" + header.getValue().strip() + "\n")
                        .collect(Collectors.joining())
                + "\n" + names + "\n" + contentDigest;
        String scope = time.substring(0, DATE) + "/" + region + "/s3/aws4_request";
        String toSign = ALGORITHM + "\n" + time + "\n" + scope + "\n" + digest(canonical);
        String signature = HexFormat.of().formatHex(mac(key(time.substring(0, DATE)), toSign));
        signed.remove("host");
        signed.put(
                "Authorization",
                ALGORITHM + " Credential=" + accessKey + "/" + scope + ",SignedHeaders=" + names + ",Signature="
                        + signature);
        return signed;
    }

    private byte[] key(String date) {
        byte[] secret = ("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8);
        return mac(mac(mac(mac(secret, date), region), "s3"), "aws4_request");
    }

    /** SHA-256 in hexadecimal digits. */
    static String digest(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC with SHA-256", e);
        }
    }

    /** For the log: without the secret. */
    @Override
    public String toString() {
        return accessKey + " in " + region;
    }
}

package io.bulwark.cluster.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bulwark.protocol.SubmitterId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One line of a file of API keys, which has no key in it, only a salted hash: who reads the file cannot use it.
 *
 * <p>A key is "bulwark_", its id, "_" and a secret of 256 random bits in hexadecimal digits. So much chance needs no slow hash: the hash is SHA-256 of salt
 * and secret.
 *
 * @param id names the line; not secret
 * @param submitter by whose name jobs of this key are kept
 * @param salt 32 hexadecimal digits
 * @param hash 64 hexadecimal digits
 * @param operator whether the key sees all jobs and may act on nodes
 * @param revoked whether it no longer opens anything
 * @param openJobs jobs that may be open at once
 * @param openBytes bytes of program and input that these may have together
 * @param bytesPerDay bytes that may be handed in, in a day
 * @param requestsPerSecond requests, for more than a moment
 */
public record ApiKey(
        String id,
        SubmitterId submitter,
        String salt,
        String hash,
        boolean operator,
        boolean revoked,
        int openJobs,
        long openBytes,
        long bytesPerDay,
        int requestsPerSecond) {
    private static final Pattern ID = Pattern.compile("[a-z0-9]{8}");
    private static final Pattern SALT = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final String PREFIX = "bulwark_";
    private static final Set<String> MEMBERS = Set.of(
            "id",
            "submitter",
            "salt",
            "hash",
            "operator",
            "revoked",
            "openJobs",
            "openBytes",
            "bytesPerDay",
            "requestsPerSecond");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** @throws IllegalArgumentException if a part is not of its form */
    public ApiKey {
        require(ID.matcher(id).matches(), "an id of 8 characters of a-z and 0-9", id);
        require(SALT.matcher(salt).matches(), "a salt of 32 hexadecimal digits", salt);
        require(HASH.matcher(hash).matches(), "a hash of 64 hexadecimal digits", hash);
        require(openJobs >= 0, "openJobs from 0 on", openJobs);
        require(openBytes >= 0, "openBytes from 0 on", openBytes);
        require(bytesPerDay >= 0, "bytesPerDay from 0 on", bytesPerDay);
        require(requestsPerSecond >= 1, "requestsPerSecond from 1 on", requestsPerSecond);
    }

    /**
     * A key that has just been made.
     *
     * @param secret all of the key, to be shown once
     */
    public record Made(ApiKey entry, String secret) {}

    /** Makes a key. */
    public static Made make(
            SubmitterId submitter,
            boolean operator,
            int openJobs,
            long openBytes,
            long bytesPerDay,
            int requestsPerSecond) {
        SecureRandom random = new SecureRandom();
        String id = hex(random, 4);
        String salt = hex(random, 16);
        String key = PREFIX + id + "_" + hex(random, 32);
        ApiKey entry = new ApiKey(
                id,
                submitter,
                salt,
                hash(salt, key),
                operator,
                false,
                openJobs,
                openBytes,
                bytesPerDay,
                requestsPerSecond);
        return new Made(entry, key);
    }

    private static String hex(SecureRandom random, int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }

    private static String hash(String salt, String key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(HexFormat.of().parseHex(salt));
            return HexFormat.of().formatHex(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Which line a key is about; empty text for what is no key. */
    static String idOf(String key) {
        int end = PREFIX.length() + 8;
        return key.startsWith(PREFIX) && key.length() > end && key.charAt(end) == '_'
                ? key.substring(PREFIX.length(), end)
                : "";
    }

    /** Whether this is the key; takes the same time whatever is wrong with it. */
    boolean opens(String key) {
        return MessageDigest.isEqual(
                hash(salt, key).getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
    }

    /** The same without its power. */
    public ApiKey revoke() {
        return new ApiKey(
                id, submitter, salt, hash, operator, true, openJobs, openBytes, bytesPerDay, requestsPerSecond);
    }

    /** The file's line. */
    public String line() {
        ObjectNode line = MAPPER.createObjectNode();
        line.put("id", id).put("submitter", submitter.name()).put("salt", salt).put("hash", hash);
        line.put("operator", operator)
                .put("revoked", revoked)
                .put("openJobs", openJobs)
                .put("openBytes", openBytes);
        return line.put("bytesPerDay", bytesPerDay)
                .put("requestsPerSecond", requestsPerSecond)
                .toString();
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if it is not of this form
     */
    public static ApiKey parse(String line) {
        JsonNode node = tree(line);
        require(node.isObject(), "an object", line);
        node.fieldNames()
                .forEachRemaining(name -> require(MEMBERS.contains(name), "members " + new TreeSet<>(MEMBERS), name));
        return new ApiKey(
                text(node, "id"),
                new SubmitterId(text(node, "submitter")),
                text(node, "salt"),
                text(node, "hash"),
                truth(node, "operator"),
                truth(node, "revoked"),
                Math.toIntExact(number(node, "openJobs")),
                number(node, "openBytes"),
                number(node, "bytesPerDay"),
                Math.toIntExact(number(node, "requestsPerSecond")));
    }

    private static JsonNode tree(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("expected one JSON object in a line", e);
        }
    }

    private static String text(JsonNode node, String name) {
        require(node.path(name).isTextual(), name + ": a string", node.path(name));
        return node.get(name).textValue();
    }

    private static boolean truth(JsonNode node, String name) {
        require(node.path(name).isBoolean(), name + ": true or false", node.path(name));
        return node.get(name).booleanValue();
    }

    private static long number(JsonNode node, String name) {
        JsonNode value = node.path(name);
        require(value.isIntegralNumber() && value.canConvertToLong(), name + ": a whole number", value);
        return value.longValue();
    }

    private static void require(boolean holds, String expected, Object got) {
        if (!holds) {
            throw new IllegalArgumentException("expected " + expected + ", got " + got);
        }
    }
}

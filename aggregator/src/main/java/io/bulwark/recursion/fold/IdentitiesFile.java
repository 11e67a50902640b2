package io.bulwark.recursion.fold;

import io.bulwark.recursion.fold.FoldException.Kind;
import io.bulwark.riscv.memory.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The file in which identities are fixed, as text. First line "bulwark circuits 1"; then "set", "segments" (the digest of their machine, for people), "recursion" and "allowed" with what they are; a line
 * "circuit INDEX SHAPE ROOT" for each circuit, and "cap INDEX DIGEST..." for those whose cap verifiers hold. Digests are 72 hexadecimal digits.
 */
public final class IdentitiesFile {
    private static final String FIRST = "bulwark circuits 1";
    private static final Map<Integer, FoldIdentities> STANDARD = new ConcurrentHashMap<>();

    private IdentitiesFile() {}

    static boolean exists(int set) {
        return IdentitiesFile.class.getResource(name(set)) != null;
    }

    private static String name(int set) {
        return "circuits-" + set + ".txt";
    }

    static FoldIdentities standard(int set) {
        return STANDARD.computeIfAbsent(set, s -> {
            String name = name(s);
            try (InputStream in = IdentitiesFile.class.getResourceAsStream(name)) {
                if (in == null) {
                    throw new FoldException(Kind.IDENTITIES_FILE, name, "none");
                }
                return read(FoldSystem.standard(s), new String(in.readAllBytes(), StandardCharsets.US_ASCII));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** The text of these identities. */
    public static String write(FoldIdentities identities) {
        FoldSystem system = identities.system();
        StringJoiner lines = new StringJoiner("\n", "", "\n");
        lines.add(FIRST);
        lines.add("set " + system.parameters().set());
        lines.add("segments " + Digest.of(system.segmentDigest()));
        lines.add("recursion " + Digest.of(system.recursionDigest()));
        lines.add("allowed " + identities.allowedRoot());
        identities.all().forEach((index, identity) -> lines.add(
                "circuit %d %d %s".formatted(index, identity.shape(), identity.root())));
        identities.all().keySet().forEach(index -> identities.cap(index).ifPresent(cap -> {
            StringJoiner line = new StringJoiner(" ");
            line.add("cap").add(Integer.toString(index));
            for (int at = 0; at < cap.length; at += Digest.LENGTH) {
                line.add(FoldIdentities.digest(cap, at).toString());
            }
            lines.add(line.toString());
        }));
        return lines.toString();
    }

    /**
     * The identities that a text holds.
     *
     * @throws FoldException of kind IDENTITIES_FILE if it is none, IDENTITY if it is about other machines than the system's
     */
    public static FoldIdentities read(FoldSystem system, String text) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().equals(FIRST)) {
            throw new FoldException(Kind.IDENTITIES_FILE, FIRST, lines.isEmpty() ? "nothing" : lines.getFirst());
        }
        Map<String, String> head = new HashMap<>();
        SortedMap<Integer, CircuitIdentity> identities = new TreeMap<>();
        Map<Integer, int[]> caps = new HashMap<>();
        try {
            for (String line : lines.subList(1, lines.size())) {
                String[] words = line.split(" ");
                switch (words[0]) {
                    case "circuit" ->
                        identities.put(
                                Integer.parseInt(words[1]),
                                new CircuitIdentity(Integer.parseInt(words[2]), Digest.parse(words[3])));
                    case "cap" -> caps.put(Integer.parseInt(words[1]), cap(words));
                    default -> head.put(words[0], words[1]);
                }
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new FoldException(Kind.IDENTITIES_FILE, "lines of identities", e.getMessage());
        }
        demand(head, "set", Integer.toString(system.parameters().set()));
        demand(head, "recursion", Digest.of(system.recursionDigest()).toString());
        String allowed = head.getOrDefault("allowed", "");
        if (!allowed.matches("[0-9a-f]{72}")) {
            throw new FoldException(Kind.IDENTITIES_FILE, "a root of the allowed circuits", allowed);
        }
        return new FoldIdentities(system, identities, caps, Digest.parse(allowed));
    }

    private static int[] cap(String[] words) {
        int[] cap = new int[Digest.LENGTH * (words.length - 2)];
        for (int i = 2; i < words.length; i++) {
            Digest digest = Digest.parse(words[i]);
            for (int k = 0; k < Digest.LENGTH; k++) {
                cap[Digest.LENGTH * (i - 2) + k] = digest.canonical(k);
            }
        }
        return cap;
    }

    private static void demand(Map<String, String> head, String word, String expected) {
        String got = head.getOrDefault(word, "none");
        if (!got.equals(expected)) {
            throw new FoldException(Kind.IDENTITY, word + " " + expected, got);
        }
    }
}

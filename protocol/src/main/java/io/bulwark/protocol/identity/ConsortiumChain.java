package io.bulwark.protocol.identity;

import static io.bulwark.protocol.identity.IdentityException.Reason.MALFORMED_LIST;
import static io.bulwark.protocol.identity.IdentityException.Reason.OTHER_LIST;

import java.util.ArrayList;
import java.util.List;

/**
 * All versions of a consortium's list, oldest first: what makes the newest one the rightful one. Its text is that of the versions one after the other; lines
 * that are empty or begin with # are people's own.
 *
 * @param versions at least one; the first is founding, each other is the successor of the one before it
 */
public record ConsortiumChain(List<Consortium> versions) {
    /** Characters of the text that is read. */
    public static final int CHARACTERS = 16 * 1024 * 1024;

    /** @throws IdentityException unless every version is rightly signed and follows the one before */
    public ConsortiumChain {
        versions = List.copyOf(versions);
        IdentityException.require(!versions.isEmpty(), MALFORMED_LIST, "expected a list of operators, got none");
        versions.getFirst().checkFounding();
        for (int i = 1; i < versions.size(); i++) {
            versions.get(i - 1).checkSuccessor(versions.get(i));
        }
    }

    /**
     * Reads all versions of a list.
     *
     * @throws IdentityException unless the text is such a chain
     */
    public static ConsortiumChain parse(String text) {
        return new ConsortiumChain(versionsIn(text));
    }

    /**
     * The lists in a text, whether or not they are signed.
     *
     * @throws IdentityException unless the text has lists and nothing else
     */
    public static List<Consortium> versionsIn(String text) {
        IdentityException.require(
                text.length() <= CHARACTERS, MALFORMED_LIST, "lists of operators of more than 16 MiB are not read");
        List<List<String>> parts = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.equals(ConsortiumText.TITLE)) {
                parts.add(new ArrayList<>());
            }
            if (!line.isBlank() && !line.startsWith("#")) {
                IdentityException.require(
                        !parts.isEmpty(),
                        MALFORMED_LIST,
                        "expected a list of operators, which begins with \"" + ConsortiumText.TITLE + '"');
                parts.getLast().add(line);
            }
        }
        IdentityException.require(
                parts.size() <= Consortium.VERSIONS,
                MALFORMED_LIST,
                "expected at most " + Consortium.VERSIONS + " lists, got " + parts.size());
        return parts.stream().map(ConsortiumText::read).toList();
    }

    /** The text of one version. */
    public static String text(Consortium version) {
        return ConsortiumText.write(version);
    }

    /** All versions as text. */
    public String text() {
        StringBuilder text = new StringBuilder();
        versions.forEach(version -> text.append(text(version)).append('\n'));
        return text.toString();
    }

    /** The version in force. */
    public Consortium newest() {
        return versions.getLast();
    }

    /** The versions after this one. */
    public List<Consortium> after(int version) {
        return versions.subList(Math.min(Math.max(version, 0), versions.size()), versions.size());
    }

    /** The chain with a further version; an {@link IdentityException} unless that rightly follows. */
    public ConsortiumChain with(Consortium next) {
        newest().checkSuccessor(next);
        List<Consortium> longer = new ArrayList<>(versions);
        longer.add(next);
        return new ConsortiumChain(longer);
    }

    /**
     * The longer of two chains, one of which must begin with the other.
     *
     * @throws IdentityException if they are two histories
     */
    public ConsortiumChain merge(ConsortiumChain other) {
        for (int i = 0; i < Math.min(versions.size(), other.versions.size()); i++) {
            IdentityException.require(
                    versions.get(i).digest().equals(other.versions.get(i).digest()),
                    OTHER_LIST,
                    "there are two lists of operators of version " + (i + 1)
                            + "; they are of two consortia, or operators have signed both");
        }
        return other.versions.size() > versions.size() ? other : this;
    }
}

package io.bulwark.protocol;

import java.util.regex.Pattern;

/** Names who submits jobs; workers are shared fairly between submitters. */
public record SubmitterId(String name) implements Comparable<SubmitterId> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9._@-]{1,63}");

    /** Whoever gives no name. */
    public static final SubmitterId ANYBODY = new SubmitterId("anybody");

    /** @throws MalformedMessageException unless the name has 1 to 63 of a-z, 0-9, -, ., _ and @ */
    public SubmitterId {
        MalformedMessageException.require(
                FORM.matcher(name).matches(),
                "a submitter's name of 1 to 63 characters of a-z, 0-9, -, ., _, @",
                '"' + name + '"');
    }

    @Override
    public int compareTo(SubmitterId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}

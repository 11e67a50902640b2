package io.bulwark.protocol;

import java.util.regex.Pattern;

/** A country, by its two letters of ISO 3166-1. Whether the letters are given to a country now is not checked: the list changes, names of jobs do not. */
public record Jurisdiction(String code) implements Comparable<Jurisdiction> {
    private static final Pattern FORM = Pattern.compile("[A-Z]{2}");

    /** @throws MalformedMessageException unless there are two letters of A-Z */
    public Jurisdiction {
        MalformedMessageException.require(
                FORM.matcher(code).matches(), "a jurisdiction's two letters of A-Z", '"' + code + '"');
    }

    @Override
    public int compareTo(Jurisdiction other) {
        return code.compareTo(other.code);
    }

    @Override
    public String toString() {
        return code;
    }
}

package io.bulwark.cluster.observe;

import java.util.Locale;

/** How names of the code are written as values of labels. */
final class Words {
    private Words() {}

    /** "GIVEN_BACK" as "given_back". */
    static String of(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }
}

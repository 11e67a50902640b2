package io.bulwark.cluster.settings;

import java.util.List;

/** Settings with mistakes; the message lists all of them, each with its key, what was expected and what came. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<String> mistakes;

    public SettingsException(List<String> mistakes) {
        super(
                mistakes.size() == 1
                        ? mistakes.getFirst()
                        : mistakes.size() + " mistakes in the settings:\n  " + String.join("\n  ", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    public List<String> mistakes() {
        return mistakes;
    }
}

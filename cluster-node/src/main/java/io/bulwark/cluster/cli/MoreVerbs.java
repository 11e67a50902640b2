package io.bulwark.cluster.cli;

import java.util.List;

/** Verbs that other modules on the class path add to the command line, found by {@link java.util.ServiceLoader}: so that those modules may build on this one. */
public interface MoreVerbs {
    /** Commands for picocli, made anew for each command line. */
    List<Object> verbs();
}

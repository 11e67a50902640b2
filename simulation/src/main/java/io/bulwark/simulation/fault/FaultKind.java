package io.bulwark.simulation.fault;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Kinds of faults, named as the command line names them. */
public enum FaultKind {
    /** A part of the messages between nodes is lost. */
    LOSS,
    /** A part of the messages comes twice. */
    DUPLICATE,
    /** A part of the messages comes late, behind later ones. */
    REORDER,
    /** A region falls into two parts that cannot reach each other. */
    HALVES,
    /** One node reaches nobody. */
    LONE,
    /** One node hears nobody, and is heard. */
    ONE_WAY,
    /** Two nodes of a region cannot reach each other, and reach all others. */
    INDIRECT,
    /** Cuts that change faster than the resolver comes to a decision. */
    CHANGING,
    /** A region cannot reach the others. */
    REGION_CUT,
    /** All processes of a region end, and start again much later. */
    REGION_LOSS,
    /** A process ends by SIGKILL and starts again. */
    CRASH,
    /** The process that holds a job ends by SIGKILL and starts again. */
    HOLDER_CRASH,
    /** A process stands still for longer than twice the resolver's patience (SIGSTOP), and goes on. */
    PAUSE,
    /** A node takes a hundred times as long for everything. */
    SLOW,
    /** A node's clocks jump: by an hour either way what it reads as the time of day, and forward what it measures intervals with. */
    CLOCK,
    /** A node's disk takes nothing more. */
    DISK_FULL,
    /** A node's store is damaged: some of its artifacts cannot be read, and it starts again without its facts and headers. */
    DISK_DAMAGE,
    /** A node lies: wrong proofs, wrong claims, others' proofs, proofs that nobody can fetch, made-up memories. */
    BYZANTINE,
    /** A node gives every task back, and says that the task is to blame. */
    REFUSER,
    /** A node takes tasks, says again and again that it is at them, and delivers nothing. */
    STALLER,
    /** Submitters cancel some of their jobs. */
    CANCEL;

    /** Whether the kind cuts nodes off, so that two parts of the cluster may come to different ends before they meet again. */
    public boolean cuts() {
        return switch (this) {
            case HALVES, LONE, ONE_WAY, INDIRECT, CHANGING, REGION_CUT, REGION_LOSS, PAUSE -> true;
            default -> false;
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The kinds of a list of names with commas between; "all" and "none" are names, too.
     *
     * @throws IllegalArgumentException with the known names, if one is not among them
     */
    public static Set<FaultKind> parse(String names) {
        Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
        for (String name : List.of(names.split(","))) {
            switch (name.strip()) {
                case "none", "" -> {}
                case "all" -> kinds.addAll(EnumSet.allOf(FaultKind.class));
                default -> kinds.add(one(name.strip()));
            }
        }
        return kinds;
    }

    private static FaultKind one(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected all, none or some of "
                        + Arrays.stream(values()).map(FaultKind::toString).collect(Collectors.joining(", "))
                        + ", got \"" + name + "\""));
    }
}

package io.bulwark.simulation.world;

import io.bulwark.simulation.engine.Agenda;
import io.bulwark.simulation.engine.Dice;
import io.bulwark.simulation.engine.EventLog;
import io.bulwark.simulation.fault.Fault;
import java.util.LinkedHashSet;
import java.util.Set;

/** Carries messages: late, by where they go and how long they are, and under faults twice, out of order or never. */
final class Network {
    /** There and back within a region takes about a millisecond, between regions 60 to 180. */
    private static final long INSIDE = 500_000L;

    private static final long[] BETWEEN = {30_000_000L, 90_000_000L, 60_000_000L};
    /** 100 Mbit/s. */
    private static final double NANOS_A_BYTE = 80;

    private static final long LATE = 2_000_000_000L;
    private static final long CHANGES_EVERY = 2_000_000_000L;

    /** A link that is cut. */
    private record Cut(Fault fault, Set<Integer> side) {}

    private final Agenda agenda;
    private final EventLog log;
    private final Dice dice;
    private final Set<Cut> cuts = new LinkedHashSet<>();
    private double loss;
    private double duplicates;
    private double reordered;
    private long sent;

    Network(Agenda agenda, EventLog log, Dice dice) {
        this.agenda = agenda;
        this.log = log;
        this.dice = dice;
    }

    void cut(Fault fault) {
        cuts.add(new Cut(fault, Set.copyOf(fault.nodes())));
    }

    void heal(Fault fault) {
        cuts.removeIf(cut -> cut.fault.equals(fault));
    }

    /** Whether no link is cut. */
    boolean isWhole() {
        return cuts.isEmpty();
    }

    /** Changes when a cut has lasted for so long, or ends, or changes. */
    int cutPicture(long patience) {
        int picture = 0;
        for (Cut cut : cuts) {
            long lasts = agenda.now() - cut.fault.at();
            if (lasts >= patience) {
                picture = picture * 31 + cut.fault.number() + (int) (lasts / CHANGES_EVERY % 2);
            }
        }
        return picture;
    }

    void rates(double lost, double twice, double late) {
        loss = lost;
        duplicates = twice;
        reordered = late;
    }

    double loss() {
        return loss;
    }

    double duplicates() {
        return duplicates;
    }

    double reordered() {
        return reordered;
    }

    /** Whether a message from one node to the other goes nowhere; one that was cut for less than {@code patience} does not count. */
    boolean isCut(Node from, Node to, long patience) {
        if (cuts.isEmpty() || from == to) {
            return false;
        }
        for (Cut cut : cuts) {
            if (agenda.now() - cut.fault.at() >= patience && cuts(cut, from, to)) {
                return true;
            }
        }
        return false;
    }

    private boolean cuts(Cut cut, Node from, Node to) {
        boolean in = cut.side.contains(from.index());
        boolean out = cut.side.contains(to.index());
        return switch (cut.fault.kind()) {
            case HALVES -> in != out && from.region() == to.region();
            case LONE, REGION_CUT -> in != out;
            case ONE_WAY -> out && !in;
            case INDIRECT -> in && out;
            case CHANGING -> {
                long turn = (agenda.now() - cut.fault.at()) / CHANGES_EVERY;
                yield from.region() == to.region() && in != out && turn % 2 == 0;
            }
            default -> false;
        };
    }

    /** Sends a message; {@code arrive} is done by the process that has the address when it comes, if that runs. */
    void send(Node from, Node.Address to, Message what, long detail, long bytes, Runnable arrive) {
        sent++;
        int copies = from == to.node() ? 1 : copies(from, to.node());
        if (copies == 0) {
            log.note(
                    agenda.now(),
                    Message.LOST,
                    from.index(),
                    to.node().index(),
                    what.name().hashCode());
        }
        for (int i = 0; i < copies; i++) {
            agenda.after(delay(from, to.node(), bytes), () -> {
                log.note(agenda.now(), what, from.index(), to.node().index(), detail);
                to.receive(arrive);
            });
        }
    }

    private int copies(Node from, Node to) {
        if (isCut(from, to, 0) || dice.chance(loss)) {
            return 0;
        }
        return dice.chance(duplicates) ? 2 : 1;
    }

    private long delay(Node from, Node to, long bytes) {
        if (from == to) {
            return 1_000;
        }
        long base = from.region() == to.region() ? INSIDE : BETWEEN[(from.region() + to.region()) % BETWEEN.length];
        long jitter = (long) (base * 0.2 * dice.fraction());
        long late = dice.chance(reordered) ? dice.between(0, LATE) : 0;
        return base + jitter + late + (long) (bytes * NANOS_A_BYTE);
    }

    /** How long a question and an answer without content take; -1 if one of them is lost. The two count as sent. */
    long roundTrip(Node from, Node to) {
        sent += 2;
        boolean lost =
                from != to && (isCut(from, to, 0) || isCut(to, from, 0) || dice.chance(loss) || dice.chance(loss));
        return lost || !to.runs() ? -1 : delay(from, to, 0) + delay(to, from, 0);
    }

    long sent() {
        return sent;
    }
}

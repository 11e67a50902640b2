package io.bulwark.air;

import io.bulwark.field.KoalaBear;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether every message is received as often as it is sent, the public contributions included: for people who look for what is missing. */
public final class BusChecker {
    /**
     * A message that does not balance.
     *
     * @param bus its bus's number
     * @param message canonical
     * @param count sends less receives, in (-p/2, p/2)
     * @param firstSeen who put it on the bus first: chip, piece and row, or the public values
     */
    public record Imbalance(int bus, List<Integer> message, int count, String firstSeen) {
        public Imbalance {
            message = List.copyOf(message);
        }
    }

    /** Bus number, then the message's entries in Montgomery form. */
    private record Message(List<Integer> entries) {}

    /** Where a message was seen first, and sends less receives since, in Montgomery form. */
    private static final class Tally {
        private final Place firstSeen;
        private int count;

        private Tally(Place firstSeen) {
            this.firstSeen = firstSeen;
        }
    }

    /** A row of a piece, or the public values. */
    private record Place(String name, int piece, int row) {
        private static final Place PUBLIC = new Place("public values", -1, -1);

        @Override
        public String toString() {
            return piece < 0 ? name : name + ", piece " + piece + ", row " + row;
        }
    }

    private final Map<Message, Tally> tallies = new LinkedHashMap<>();

    private BusChecker() {}

    /**
     * The unmatched messages in the order in which they are first seen; none if all buses balance.
     *
     * @param publicValues in Montgomery form
     * @param limit how many are named at most
     * @throws MachineException of kind PUBLIC_VALUES, NON_CANONICAL or PUBLIC_MULTIPLICITY
     */
    public static List<Imbalance> check(Trace trace, int[] publicValues, int limit) {
        BusChecker checker = new BusChecker();
        PublicContributions ends = trace.machine().publicContributions();
        int[] nodes = ends.evaluate(publicValues);
        ends.interactions().forEach(i -> checker.count(i, nodes, Place.PUBLIC));
        for (int t = 0; t < trace.pieces().size(); t++) {
            checker.countPiece(t, trace.pieces().get(t));
        }
        return checker.tallies.entrySet().stream()
                .filter(e -> e.getValue().count != 0)
                .limit(limit)
                .map(e -> imbalance(e.getKey(), e.getValue()))
                .toList();
    }

    private void countPiece(int t, PieceTrace piece) {
        Chip chip = piece.chip();
        if (chip.interactions().isEmpty()) {
            return;
        }
        Row row = Row.of(chip);
        int[] values = new int[chip.graph().size()];
        for (int r = 0; r < piece.rows(); r++) {
            piece.read(r, row);
            chip.graph().evaluate(row, values);
            Place place = new Place(chip.name(), t, r);
            chip.interactions().forEach(i -> count(i, values, place));
        }
    }

    private void count(Interaction i, int[] values, Place place) {
        int multiplicity = values[i.multiplicity()];
        if (multiplicity == 0) {
            return;
        }
        Integer[] entries = new Integer[1 + i.message().size()];
        entries[0] = i.bus();
        for (int e = 0; e < i.message().size(); e++) {
            entries[1 + e] = values[i.message().get(e)];
        }
        Tally tally = tallies.computeIfAbsent(new Message(Arrays.asList(entries)), key -> new Tally(place));
        tally.count = i.sends() ? KoalaBear.add(tally.count, multiplicity) : KoalaBear.sub(tally.count, multiplicity);
    }

    private static Imbalance imbalance(Message message, Tally tally) {
        List<Integer> canonical =
                message.entries().stream().skip(1).map(KoalaBear::toCanonical).toList();
        int count = KoalaBear.toCanonical(tally.count);
        int signed = count > KoalaBear.P / 2 ? count - KoalaBear.P : count;
        return new Imbalance(message.entries().getFirst(), canonical, signed, tally.firstSeen.toString());
    }
}

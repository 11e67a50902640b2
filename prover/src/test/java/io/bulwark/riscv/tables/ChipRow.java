package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Graph;
import io.bulwark.air.Guard;
import io.bulwark.air.Interaction;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.List;

/** One row of a chip: what its constraints say of it and what it puts on the buses. */
final class ChipRow {
    /**
     * A message as a row puts it on a bus.
     *
     * @param bus its number
     * @param sends or receives
     * @param multiplicity canonical
     * @param entries canonical
     */
    record Message(int bus, boolean sends, int multiplicity, List<Integer> entries) {
        Message {
            entries = List.copyOf(entries);
        }
    }

    private final Chip chip;
    private final List<Guard> guards;
    private final int[] values;

    ChipRow(Chip chip) {
        this.chip = chip;
        this.guards = chip.guards();
        this.values = new int[chip.graph().size()];
    }

    Chip chip() {
        return chip;
    }

    /** Takes the row with these main columns, in Montgomery form. */
    ChipRow at(int[] main) {
        return at(main, new int[chip.prep()], new int[chip.closed().size()]);
    }

    /** Takes the row with these columns, in Montgomery form. */
    ChipRow at(int[] main, int[] prep, int[] closed) {
        Graph graph = chip.graph();
        for (int n = 0; n < values.length; n++) {
            int a = graph.a(n);
            int b = graph.b(n);
            values[n] = switch (graph.operation(n)) {
                case CONST -> graph.constant(n);
                case MAIN -> main[a];
                case PREP -> prep[a];
                case CLOSED -> closed[a];
                case PUBLIC -> throw new IllegalStateException("a chip has no public values");
                case ADD -> KoalaBear.add(values[a], values[b]);
                case SUB -> KoalaBear.sub(values[a], values[b]);
                case MUL -> KoalaBear.mul(values[a], values[b]);
            };
        }
        return this;
    }

    /** Canonical values of all constraints, the declared ones first, then the added ones: 0 where they hold. */
    List<Integer> constraints() {
        List<Integer> out = new ArrayList<>();
        chip.constraints().forEach(node -> out.add(KoalaBear.toCanonical(values[node])));
        guards.forEach(guard -> out.add(KoalaBear.toCanonical(guard(guard))));
        return out;
    }

    boolean holds() {
        return chip.constraints().stream().allMatch(node -> values[node] == 0)
                && guards.stream().allMatch(guard -> guard(guard) == 0);
    }

    int constraintCount() {
        return chip.constraints().size() + guards.size();
    }

    /** Value of one of the constraints, in the order of {@link #constraints}, in Montgomery form. */
    int constraint(int i) {
        int declared = chip.constraints().size();
        return i < declared ? values[chip.constraints().get(i)] : guard(guards.get(i - declared));
    }

    /** An entry of the message of an interaction, in Montgomery form. */
    int entry(int interaction, int place) {
        return values[chip.interactions().get(interaction).message().get(place)];
    }

    private int guard(Guard guard) {
        return KoalaBear.mul(values[guard.value()], KoalaBear.sub(KoalaBear.ONE, values[guard.selector()]));
    }

    /** All messages in the order of their declaration, those with multiplicity 0 among them. */
    List<Message> allMessages() {
        return chip.interactions().stream().map(this::message).toList();
    }

    /** The messages that are on a bus at all. */
    List<Message> messages() {
        return chip.interactions().stream()
                .filter(i -> values[i.multiplicity()] != 0)
                .map(this::message)
                .toList();
    }

    private Message message(Interaction i) {
        return new Message(
                i.bus(),
                i.sends(),
                KoalaBear.toCanonical(values[i.multiplicity()]),
                i.message().stream()
                        .map(node -> KoalaBear.toCanonical(values[node]))
                        .toList());
    }
}

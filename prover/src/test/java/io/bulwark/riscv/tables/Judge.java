package io.bulwark.riscv.tables;

import io.bulwark.air.Bus;
import io.bulwark.air.PublicContributions;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.tables.ChipRow.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether rows of some tables are true together: every constraint, every lookup held against the fact and not against a table (as a liar counts as he likes), and
 * a balance of all that carries state.
 */
final class Judge {
    private static final Map<List<Integer>, Boolean> PERMUTATIONS = new HashMap<>();

    private final Program program;
    private final Map<List<Integer>, Integer> balance = new HashMap<>();
    private final Set<String> complaints = new TreeSet<>();
    private final Set<Integer> unread;

    /**
     * A judge.
     *
     * @param unread buses whose lookups are let through, to see an attack succeed
     */
    Judge(Program program, Integer... unread) {
        this.program = program;
        this.unread = Set.of(unread);
    }

    /** Whether a permutation's message says what the permutation says. */
    static boolean isPermutation(Message message) {
        return PERMUTATIONS.computeIfAbsent(message.entries(), entries -> permutes(message));
    }

    private static boolean permutes(Message message) {
        int[] state = message.entries().stream()
                .limit(Poseidon2.WIDTH)
                .mapToInt(KoalaBear::fromCanonical)
                .toArray();
        Poseidon2.permute(state);
        for (int i = Poseidon2.WIDTH; i < message.entries().size(); i++) {
            if (KoalaBear.toCanonical(state[i - Poseidon2.WIDTH])
                    != message.entries().get(i)) {
                return false;
            }
        }
        return true;
    }

    static boolean isTrueLookup(Program program, Message message) {
        boolean hash = message.bus() == Buses.HASH9.number() || message.bus() == Buses.HASH24.number();
        return hash ? isPermutation(message) : LookupFacts.hold(program, message);
    }

    Judge take(FilledTable table) {
        ChipRow row = new ChipRow(table.chip());
        for (int r = 0; r < table.rows(); r++) {
            row.at(table.row(r));
            List<Integer> constraints = row.constraints();
            for (int c = 0; c < constraints.size(); c++) {
                if (constraints.get(c) != 0) {
                    complaints.add(table.chip().name() + " constraint " + c);
                }
            }
            for (Message message : row.messages()) {
                if (Buses.all().get(message.bus() - 1).state()) {
                    put(message);
                } else if (!unread.contains(message.bus()) && !isTrueLookup(program, message)) {
                    complaints.add(table.chip().name() + " lookup on bus " + message.bus());
                }
            }
        }
        return this;
    }

    Judge take(PublicContributions ends, int[] publicValues) {
        int[] nodes = ends.evaluate(publicValues);
        ends.interactions()
                .forEach(i -> put(new Message(
                        i.bus(),
                        i.sends(),
                        KoalaBear.toCanonical(nodes[i.multiplicity()]),
                        i.message().stream()
                                .map(n -> KoalaBear.toCanonical(nodes[n]))
                                .toList())));
        return this;
    }

    /** Puts a message of the rest of the world on a bus. */
    Judge put(Bus bus, int times, List<Integer> entries) {
        return put(new Message(bus.number(), times > 0, Math.abs(times), entries));
    }

    private Judge put(Message message) {
        List<Integer> key = new ArrayList<>(List.of(message.bus()));
        key.addAll(message.entries());
        int count = message.sends() ? message.multiplicity() : Math.floorMod(-message.multiplicity(), KoalaBear.P);
        balance.merge(key, count, (a, b) -> (int) (((long) a + b) % KoalaBear.P));
        return this;
    }

    /** What is wrong: nothing, if the rows are true. */
    Set<String> complaints() {
        Set<String> out = new TreeSet<>(complaints);
        balance.forEach((key, count) -> {
            if (count != 0) {
                out.add("balance of bus " + key.getFirst());
            }
        });
        return out;
    }
}

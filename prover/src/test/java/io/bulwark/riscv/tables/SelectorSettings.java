package io.bulwark.riscv.tables;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The cases of a table: what its selectors may be on a real row. */
final class SelectorSettings {
    private SelectorSettings() {}

    /** The settings of selectors on real rows, by the opcode's number, together with the rows of a small table that they may ask for. */
    static Map<Long, List<Map<Integer, Long>>> of(RowStatement statement) {
        List<Integer> flags = List.copyOf(statement.flags());
        Map<Long, List<Map<Integer, Long>>> out = new TreeMap<>();
        for (int bits = 0; bits < 1 << flags.size(); bits++) {
            Map<Integer, Long> setting = new HashMap<>();
            for (int i = 0; i < flags.size(); i++) {
                setting.put(flags.get(i), (long) (bits >> i & 1));
            }
            boolean legal = statement.real().with(setting).value() == 1
                    && statement.constraints().stream()
                            .filter(c -> setting.keySet().containsAll(c.columns()))
                            .allMatch(c -> c.product().with(setting).value() == 0);
            if (legal) {
                long opcode =
                        statement.opcode().map(o -> o.with(setting).value()).orElse(0L);
                out.computeIfAbsent(opcode, k -> new ArrayList<>()).addAll(withPowers(statement, setting));
            }
        }
        return out;
    }

    private static List<Map<Integer, Long>> withPowers(RowStatement statement, Map<Integer, Long> setting) {
        List<RowStatement.Lookup> powers = statement.lookups().stream()
                .filter(lookup -> lookup.bus() == Buses.POW2.number())
                .toList();
        if (powers.isEmpty()) {
            return List.of(setting);
        }
        List<Polynomial> message = powers.getFirst().message();
        long left = message.getFirst().with(setting).value();
        List<Map<Integer, Long>> out = new ArrayList<>();
        for (long k = left; k < 16 + left; k++) {
            Map<Integer, Long> row = new HashMap<>(setting);
            row.put(message.get(1).asColumn().orElseThrow(), k);
            row.put(message.get(2).asColumn().orElseThrow(), 1L << k);
            row.put(message.get(3).asColumn().orElseThrow(), 1L << (16 - k));
            out.add(row);
        }
        return out;
    }
}

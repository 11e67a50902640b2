package io.bulwark.riscv.tables;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bulwark.air.Bus;
import io.bulwark.air.Chip;
import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.Opcode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;

/**
 * The machine's tables as the reference states them, in {@code tables/reference.json}: for each table the names of its columns and of its opcodes, and at two
 * points, where each column takes a random canonical value, the values of all constraints and of all entries on buses. They are the reference's own
 * polynomials, evaluated by it (the points by Python's {@code random.Random(20)}); polynomials of degree 3 that differ agree at both points with probability
 * below 2^-58.
 *
 * <p>Constraints are compared as a set, up to sign: one that a chip declares twice means nothing else.
 */
final class ReferenceTables {
    private static final int POINTS = 2;
    private static final JsonNode TABLES = read();

    /** On a bus at both points: what is compared of an interaction. */
    private record Entry(int bus, boolean sends, String kind, List<List<Integer>> multiplicityAndMessage) {}

    private ReferenceTables() {}

    private static JsonNode read() {
        try (InputStream file = ReferenceTables.class.getResourceAsStream("/tables/reference.json")) {
            return new ObjectMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A test for each table that its chip is the reference's. */
    static List<DynamicTest> agreeWith(Collection<InstructionTable> tables) {
        List<DynamicTest> tests = new ArrayList<>();
        for (InstructionTable table : tables) {
            tests.add(agreesWith(table.columns(), table.chip()));
            tests.add(DynamicTest.dynamicTest(table.chip().name() + ": opcodes", () -> checkOpcodes(table)));
        }
        return tests;
    }

    /** A test that a chip of main columns only is the table of its name. */
    static DynamicTest agreesWith(Columns columns, Chip chip) {
        return agreesWith(columns.names(), List.of(), List.of(), chip);
    }

    /** A test that a chip is the table of its name, by the names of its columns of each sort. */
    static DynamicTest agreesWith(List<String> main, List<String> prep, List<String> closed, Chip chip) {
        return DynamicTest.dynamicTest(chip.name(), () -> {
            JsonNode table = table(chip.name());
            assertThat(main).containsExactlyInAnyOrderElementsOf(names(table.get("columns")));
            assertThat(prep).containsExactlyInAnyOrderElementsOf(names(table.get("preprocessed")));
            assertThat(closed).containsExactlyInAnyOrderElementsOf(names(table.get("closed")));
            List<List<Integer>> constraints = new ArrayList<>();
            List<List<ChipRow.Message>> messages = new ArrayList<>();
            for (int point = 0; point < POINTS; point++) {
                ChipRow row = new ChipRow(chip)
                        .at(
                                at(table.get("columns"), main, point),
                                at(table.get("preprocessed"), prep, point),
                                at(table.get("closed"), closed, point));
                constraints.add(row.constraints());
                messages.add(row.allMessages());
            }
            assertThat(constraints(constraints)).isEqualTo(constraints(table));
            assertThat(entries(chip, messages)).containsExactlyInAnyOrderElementsOf(entries(table));
        });
    }

    private static void checkOpcodes(InstructionTable table) {
        TreeMap<String, Integer> ours = new TreeMap<>();
        for (Opcode opcode : Opcode.values()) {
            if (opcode.table().equals(Optional.of(table.id()))) {
                ours.put(opcode.name().toLowerCase(Locale.ROOT), opcode.number());
            }
        }
        TreeMap<String, Integer> theirs = new TreeMap<>();
        table(table.chip().name())
                .get("opcodes")
                .properties()
                .forEach(e -> theirs.put(e.getKey(), e.getValue().intValue()));
        assertThat(ours).isEqualTo(theirs);
    }

    private static JsonNode table(String name) {
        for (JsonNode table : TABLES) {
            if (table.get("name").textValue().equals(name)) {
                return table;
            }
        }
        throw new AssertionError("the reference has no table " + name);
    }

    private static List<String> names(JsonNode columns) {
        List<String> names = new ArrayList<>();
        columns.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static int[] at(JsonNode columns, List<String> names, int point) {
        return names.stream()
                .mapToInt(name ->
                        KoalaBear.fromCanonical(columns.get(name).get(point).intValue()))
                .toArray();
    }

    private static List<Integer> pair(JsonNode values) {
        return List.of(values.get(0).intValue(), values.get(1).intValue());
    }

    private static Set<List<Integer>> constraints(JsonNode table) {
        List<List<Integer>> pairs = new ArrayList<>();
        table.get("constraints").forEach(pair -> pairs.add(pair(pair)));
        return pairs.stream().map(ReferenceTables::upToSign).collect(Collectors.toSet());
    }

    private static Set<List<Integer>> constraints(List<List<Integer>> ours) {
        List<List<Integer>> pairs = new ArrayList<>();
        for (int i = 0; i < ours.getFirst().size(); i++) {
            pairs.add(List.of(ours.get(0).get(i), ours.get(1).get(i)));
        }
        return pairs.stream().map(ReferenceTables::upToSign).collect(Collectors.toSet());
    }

    private static List<Integer> upToSign(List<Integer> pair) {
        boolean large = pair.getFirst() > KoalaBear.P / 2;
        return large ? pair.stream().map(x -> Math.floorMod(-x, KoalaBear.P)).toList() : pair;
    }

    private static List<Entry> entries(JsonNode table) {
        List<Entry> out = new ArrayList<>();
        for (JsonNode i : table.get("interactions")) {
            List<List<Integer>> values = new ArrayList<>(List.of(pair(i.get("multiplicity"))));
            i.get("message").forEach(entry -> values.add(pair(entry)));
            out.add(new Entry(
                    bus(i.get("bus").textValue()).number(),
                    i.get("sign").intValue() == 1,
                    i.get("kind").textValue(),
                    values));
        }
        return out;
    }

    private static List<Entry> entries(Chip chip, List<List<ChipRow.Message>> messages) {
        List<Entry> out = new ArrayList<>();
        for (int i = 0; i < chip.interactions().size(); i++) {
            ChipRow.Message first = messages.get(0).get(i);
            ChipRow.Message second = messages.get(1).get(i);
            List<List<Integer>> values = new ArrayList<>(List.of(List.of(first.multiplicity(), second.multiplicity())));
            for (int j = 0; j < first.entries().size(); j++) {
                values.add(List.of(first.entries().get(j), second.entries().get(j)));
            }
            String kind = chip.interactions().get(i).kind().word();
            out.add(new Entry(first.bus(), first.sends(), kind, values));
        }
        return out;
    }

    /** The reference's buses by name, in the order of ours. */
    private static Bus bus(String name) {
        List<String> names = Arrays.asList(
                "State", "Program", "Memory", "Range", "And", "Age", "Pow2", "Hash9", "Hash24", "Node", "Halt", "Copy");
        return Buses.all().get(names.indexOf(name));
    }
}

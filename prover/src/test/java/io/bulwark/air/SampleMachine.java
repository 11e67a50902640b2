package io.bulwark.air;

import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A machine with a filled-in example: tables without padding, public values in Montgomery form. */
public record SampleMachine(
        Machine machine,
        int shapeIndex,
        List<Table> tables,
        Map<Integer, Table> preprocessed,
        List<Integer> publicValues) {
    public Trace trace() {
        return Trace.of(machine, shapeIndex, tables, preprocessed);
    }

    /** Whether the checkers find nothing. */
    public boolean isTrue() {
        return TraceChecker.check(trace(), 1).isEmpty()
                && BusChecker.check(trace(), publicArray(), 1).isEmpty();
    }

    public int[] publicArray() {
        return publicValues.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The same with one cell of a main table changed; the value is canonical. */
    public SampleMachine withCell(int chip, int column, int row, long value) {
        List<Table> changed = new ArrayList<>(tables);
        changed.set(chip, tables.get(chip).with(column, row, KoalaBear.fromLong(value)));
        return new SampleMachine(machine, shapeIndex, changed, preprocessed, publicValues);
    }

    /** The same with one public value changed; the value is canonical. */
    public SampleMachine withPublic(int index, long value) {
        List<Integer> changed = new ArrayList<>(publicValues);
        changed.set(index, KoalaBear.fromLong(value));
        return new SampleMachine(machine, shapeIndex, tables, preprocessed, changed);
    }

    /** A table of canonical numbers, negative ones counted from p downwards. */
    public static Table table(int width, List<long[]> rows) {
        return Table.ofCanonicalRows(
                width,
                rows.stream()
                        .map(r -> Arrays.stream(r)
                                .map(x -> Math.floorMod(x, (long) KoalaBear.P))
                                .toArray())
                        .toList());
    }

    /** Public values from canonical numbers. */
    public static List<Integer> publicValues(long... values) {
        return Arrays.stream(values).mapToObj(KoalaBear::fromLong).toList();
    }
}

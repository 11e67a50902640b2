package io.bulwark.riscv;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Names of addresses, for messages only: nothing that is proved depends on them. */
public final class Symbols {
    static final int MAX_NAMES = 1 << 16;

    private static final long MAX_DISTANCE = 1 << 20;

    /** A name and where it begins; {@code size} in bytes, and whether it is said to be a function rather than a label. */
    record Symbol(int address, String name, long size, boolean function) {}

    /** A function of the program, which ends where the next one begins. */
    public record Function(int address, String name) {}

    private final List<Symbol> sorted;

    Symbols(List<Symbol> symbols) {
        sorted = new ArrayList<>(symbols);
        sorted.sort(Comparator.comparingLong(s -> Integer.toUnsignedLong(s.address)));
    }

    /** {@code name+0x10} of the nearest name at or before an address, or an empty string where none is near. */
    public String describe(int address) {
        int low = 0;
        int high = sorted.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Integer.compareUnsigned(sorted.get(middle).address, address) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low == 0) {
            return "";
        }
        Symbol symbol = sorted.get(low - 1);
        long distance = Integer.toUnsignedLong(address) - Integer.toUnsignedLong(symbol.address);
        if (distance > MAX_DISTANCE) {
            return "";
        }
        return distance == 0 ? symbol.name : symbol.name + "+0x" + Long.toHexString(distance);
    }

    /**
     * Functions in order of their addresses, one at each: what is said to be one, and labels outside of those, as programs in assembly have them. Of several
     * names the shortest.
     */
    public List<Function> functions() {
        List<Symbol> starts = new ArrayList<>();
        long end = 0;
        for (Symbol symbol : sorted) {
            long address = Integer.toUnsignedLong(symbol.address);
            if (symbol.function) {
                end = Math.max(end, address + symbol.size);
                starts.add(symbol);
            } else if (address >= end) {
                starts.add(symbol);
            }
        }
        starts.sort(Comparator.comparingLong((Symbol s) -> Integer.toUnsignedLong(s.address))
                .thenComparingInt(s -> s.function ? 0 : 1)
                .thenComparingInt(s -> s.name.length())
                .thenComparing(Symbol::name));
        List<Function> functions = new ArrayList<>();
        for (Symbol start : starts) {
            if (functions.isEmpty() || functions.getLast().address != start.address) {
                functions.add(new Function(start.address, start.name));
            }
        }
        return functions;
    }

    /** How many names there are. */
    public int size() {
        return sorted.size();
    }
}

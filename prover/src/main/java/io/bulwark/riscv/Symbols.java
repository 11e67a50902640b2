package io.bulwark.riscv;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Names of addresses, for messages only: nothing that is proved depends on them. */
public final class Symbols {
    static final int MAX_NAMES = 1 << 16;
    static final int MAX_NAME_LENGTH = 200;

    private static final long MAX_DISTANCE = 1 << 20;

    /** A name and where it begins. */
    record Symbol(int address, String name) {}

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

    /** How many names there are. */
    public int size() {
        return sorted.size();
    }
}

package io.bulwark.recursion.tables;

import io.bulwark.air.Chip;
import io.bulwark.recursion.circuit.Gate;
import java.util.List;

/** The tables of all kinds of gates. A chip's number in the machine is the place of its kind among the gates. */
final class GateTables {
    private static final List<Gate> ORDER = List.of(Gate.values());

    static final List<GateTable> ALL = ORDER.stream().map(GateTables::table).toList();

    static final List<Chip> CHIPS = ALL.stream().map(GateTable::chip).toList();

    private GateTables() {}

    static GateTable of(Gate gate) {
        return ALL.get(chip(gate));
    }

    /** Number of the chip of a kind. */
    static int chip(Gate gate) {
        return ORDER.indexOf(gate);
    }

    private static GateTable table(Gate gate) {
        return switch (gate) {
            case CONSTANT -> new ConstantTable();
            case HINT -> new HintTable();
            case BASE_HINT -> new BaseHintTable();
            case BASE -> new BaseTable();
            case EXTENSION -> new ExtensionTable();
            case SELECT -> new SelectTable();
            case BITS -> new BitsTable();
            case PACK -> new PackTable();
            case UNPACK -> new UnpackTable();
            case DOT -> new DotTable();
            case FOLD -> new FoldTable();
            case SPONGE -> new SpongeTable();
            case PATH -> new PathTable();
            case STORE -> new StoreTable();
            case FETCH -> new FetchTable();
            case EQUAL -> new EqualTable();
        };
    }
}

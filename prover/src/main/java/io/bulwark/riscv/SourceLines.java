package io.bulwark.riscv;

import io.bulwark.riscv.DebugFlaw.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which source line an instruction comes from, where the file has DWARF line tables (versions 2 to 5). For messages only: nothing that is proved depends
 * on them, and whatever is wrong with them costs lines and never a run. They are read when first asked for.
 */
public final class SourceLines {
    static final int MAX_RANGES = 1 << 20;

    private static final long LENGTH_64 = 0xffff_fff0L;

    private DebugSections sections;
    private boolean read;
    private List<LineProgram.Range> ranges = List.of();
    private Optional<DebugFlaw> flaw = Optional.empty();

    SourceLines(DebugSections sections) {
        this.sections = sections;
    }

    /** The line of the instruction at an address; empty where nothing tells it. */
    public synchronized Optional<SourceLine> at(int address) {
        read();
        long wanted = Integer.toUnsignedLong(address);
        int low = 0;
        int high = ranges.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ranges.get(middle).from() <= wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low == 0 || wanted >= ranges.get(low - 1).to()) {
            return Optional.empty();
        }
        LineProgram.Range range = ranges.get(low - 1);
        return Optional.of(new SourceLine(range.file(), range.line()));
    }

    /** The first thing that could not be read; what came before and, as far as its place is known, what comes behind is there. */
    public synchronized Optional<DebugFlaw> flaw() {
        read();
        return flaw;
    }

    private void read() {
        if (read) {
            return;
        }
        List<LineProgram.Range> found = new ArrayList<>();
        if (sections.compressed()) {
            flaw = Optional.of(new DebugFlaw(Kind.COMPRESSED, 0));
        } else {
            readUnits(found);
        }
        found.sort(Comparator.comparingLong(LineProgram.Range::from));
        ranges = found;
        sections = DebugSections.none();
        read = true;
    }

    private void readUnits(List<LineProgram.Range> found) {
        byte[] bytes = sections.lines();
        DebugCursor units = new DebugCursor(bytes, 0, bytes.length);
        while (!units.atEnd()) {
            int start = units.at();
            DebugCursor unit;
            try {
                long length = units.u32();
                DebugFault.demand(Kind.UNKNOWN_VERSION, length < LENGTH_64);
                unit = units.part(length);
            } catch (DebugFault fault) {
                // Where the next unit begins is not known.
                note(fault, start);
                return;
            }
            try {
                new LineProgram(new LineHeader(sections, unit), unit, found, MAX_RANGES).run();
            } catch (DebugFault fault) {
                note(fault, unit.at());
            }
        }
    }

    private void note(DebugFault fault, int at) {
        flaw = flaw.or(() -> Optional.of(new DebugFlaw(fault.kind(), at)));
    }
}

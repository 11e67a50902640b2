package io.bulwark.riscv.profile;

import io.bulwark.riscv.Program;
import io.bulwark.riscv.SourceLine;
import io.bulwark.riscv.Symbols;
import io.bulwark.riscv.SystemCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Numbers for all that costs can belong to: first what no symbol names, then the program's functions in order of their addresses, then the system calls,
 * each as a function that the calling one calls.
 */
final class FunctionMap {
    /** Code before the first symbol, or all of a program without any. */
    static final int UNNAMED = 0;

    private final int[] functionOf;
    private final List<String> names = new ArrayList<>();
    private final List<Optional<SourceLine>> sources = new ArrayList<>();
    private final int firstCall;

    FunctionMap(Program program) {
        functionOf = new int[program.textLength()];
        add("[no symbol]", Optional.empty());
        List<Symbols.Function> functions = program.symbols().functions().stream()
                .filter(function -> (function.address() - program.textStart()) >>> 2 < program.textLength())
                .toList();
        for (int f = 0; f < functions.size(); f++) {
            Symbols.Function function = functions.get(f);
            int from = (function.address() - program.textStart()) >>> 2;
            int to = f + 1 == functions.size()
                    ? functionOf.length
                    : (functions.get(f + 1).address() - program.textStart()) >>> 2;
            Arrays.fill(functionOf, from, Math.max(from, to), names.size());
            add(function.name(), program.lines().at(function.address()));
        }
        firstCall = names.size();
        for (SystemCall call : SystemCall.values()) {
            add("[" + call.name().toLowerCase(Locale.ROOT) + "]", Optional.empty());
        }
    }

    private void add(String name, Optional<SourceLine> source) {
        names.add(name);
        sources.add(source);
    }

    /** The function that instruction i belongs to. */
    int of(int i) {
        return functionOf[i];
    }

    @SuppressWarnings("EnumOrdinal") // calls are numbered in their own order
    int of(SystemCall call) {
        return firstCall + call.ordinal();
    }

    int count() {
        return names.size();
    }

    String name(int function) {
        return names.get(function);
    }

    /** Where its first instruction comes from. */
    Optional<SourceLine> source(int function) {
        return sources.get(function);
    }
}

package io.bulwark.riscv.segment;

import io.bulwark.air.Chip;
import io.bulwark.riscv.TableId;
import io.bulwark.riscv.tables.AddHereTable;
import io.bulwark.riscv.tables.AddImmTable;
import io.bulwark.riscv.tables.AddTable;
import io.bulwark.riscv.tables.AgeTable;
import io.bulwark.riscv.tables.AndTable;
import io.bulwark.riscv.tables.BlockTable;
import io.bulwark.riscv.tables.BranchEqTable;
import io.bulwark.riscv.tables.BranchLessTable;
import io.bulwark.riscv.tables.BranchZeroTable;
import io.bulwark.riscv.tables.CallRecords;
import io.bulwark.riscv.tables.CallTable;
import io.bulwark.riscv.tables.ConstTable;
import io.bulwark.riscv.tables.CopyTable;
import io.bulwark.riscv.tables.DivTable;
import io.bulwark.riscv.tables.HaltTable;
import io.bulwark.riscv.tables.InstructionTable;
import io.bulwark.riscv.tables.JalrTable;
import io.bulwark.riscv.tables.JumpTable;
import io.bulwark.riscv.tables.KeccakCallTable;
import io.bulwark.riscv.tables.KeccakRoundsTable;
import io.bulwark.riscv.tables.LoadPartTable;
import io.bulwark.riscv.tables.LoadWordTable;
import io.bulwark.riscv.tables.LogicImmTable;
import io.bulwark.riscv.tables.LogicTable;
import io.bulwark.riscv.tables.LookupTable;
import io.bulwark.riscv.tables.MulHighTable;
import io.bulwark.riscv.tables.MulMod256Table;
import io.bulwark.riscv.tables.MulTable;
import io.bulwark.riscv.tables.NodeTable;
import io.bulwark.riscv.tables.Poseidon2CallTable;
import io.bulwark.riscv.tables.Poseidon2Table;
import io.bulwark.riscv.tables.Pow2Table;
import io.bulwark.riscv.tables.ProgramTable;
import io.bulwark.riscv.tables.RangeTable;
import io.bulwark.riscv.tables.ReadTable;
import io.bulwark.riscv.tables.SetLessImmTable;
import io.bulwark.riscv.tables.SetLessTable;
import io.bulwark.riscv.tables.Sha256CallTable;
import io.bulwark.riscv.tables.Sha256RoundsTable;
import io.bulwark.riscv.tables.ShiftImmTable;
import io.bulwark.riscv.tables.ShiftRegTable;
import io.bulwark.riscv.tables.StorePartTable;
import io.bulwark.riscv.tables.StoreWordTable;
import io.bulwark.riscv.tables.WriteTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All tables of the machine in the order of their chips, which is part of its digest. */
final class MachineTables {
    static final List<InstructionTable> INSTRUCTIONS = List.of(
            new JumpTable(),
            new ConstTable(),
            new AddImmTable(),
            new AddHereTable(),
            new AddTable(),
            new LogicTable(),
            new LogicImmTable(),
            new ShiftImmTable(),
            new ShiftRegTable(),
            new SetLessTable(),
            new SetLessImmTable(),
            new BranchEqTable(),
            new BranchZeroTable(),
            new BranchLessTable(),
            new JalrTable(),
            new LoadWordTable(),
            new LoadPartTable(),
            new StoreWordTable(),
            new StorePartTable(),
            new MulTable(),
            new MulHighTable(),
            new DivTable());

    static final List<CallTable> CALLS = List.of(
            new HaltTable(),
            new WriteTable(),
            new ReadTable(),
            new CopyTable(),
            new Poseidon2CallTable(),
            new Sha256CallTable(),
            new Sha256RoundsTable(),
            new KeccakCallTable(),
            new KeccakRoundsTable(),
            new MulMod256Table());

    static final BlockTable BLOCKS = new BlockTable();
    static final NodeTable NODES = new NodeTable();
    static final Poseidon2Table PERMUTATIONS = new Poseidon2Table();

    /** One Age table for each class; a shape has its own class's. */
    private static final List<LookupTable> AGES = Stream.of(SizeClass.values())
            .map(c -> (LookupTable) new AgeTable(c.ageBits()))
            .toList();

    static final List<LookupTable> LOOKUPS = Stream.concat(
                    Stream.of(new ProgramTable(), new RangeTable(), new AndTable(), new Pow2Table()), AGES.stream())
            .toList();

    static final int FIRST_CALL = INSTRUCTIONS.size();
    static final int BLOCK = FIRST_CALL + CALLS.size();
    static final int NODE = BLOCK + 1;
    static final int PERMUTATION = NODE + 1;
    static final int PROGRAM = PERMUTATION + 1;
    static final int RANGE = PROGRAM + 1;
    static final int AND = RANGE + 1;
    static final int POW2 = AND + 1;
    private static final int FIRST_AGE = POW2 + 1;

    private MachineTables() {}

    /** The chips in order. */
    static List<Chip> chips() {
        List<Chip> chips = new ArrayList<>();
        INSTRUCTIONS.forEach(table -> chips.add(table.chip()));
        CALLS.forEach(table -> chips.add(table.chip()));
        chips.add(BLOCKS.chip());
        chips.add(NODES.chip());
        chips.add(PERMUTATIONS.chip());
        LOOKUPS.forEach(table -> chips.add(table.chip()));
        return chips;
    }

    /** Number of the Age chip of a class. */
    static int age(SizeClass size) {
        return FIRST_AGE + size.place();
    }

    /** Chips that have rows for what {@link io.bulwark.riscv.RunResult#rows} counts under this id: one, but several for most precompiles. */
    static List<Integer> chipsOf(TableId id) {
        IntStream instructions = IntStream.range(0, INSTRUCTIONS.size())
                .filter(i -> INSTRUCTIONS.get(i).id() == id);
        IntStream calls = IntStream.range(0, CALLS.size())
                .filter(i -> CALLS.get(i).id() == id)
                .map(i -> FIRST_CALL + i);
        return IntStream.concat(instructions, calls).boxed().toList();
    }

    /** Rows of a chip for one row that is counted under its id: 1, or more where a precompile's chip takes several for a call. */
    static int rowsEach(int chip) {
        if (chip < FIRST_CALL || chip >= BLOCK || CALLS.get(chip - FIRST_CALL).id() == TableId.COPY) {
            return 1;
        }
        CallRecords one = new CallRecords();
        one.begin(0, 0);
        return CALLS.get(chip - FIRST_CALL).rows(one);
    }
}

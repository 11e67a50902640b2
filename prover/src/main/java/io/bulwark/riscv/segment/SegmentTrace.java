package io.bulwark.riscv.segment;

import io.bulwark.riscv.Program;
import io.bulwark.riscv.RunResult;
import io.bulwark.riscv.TableId;
import io.bulwark.riscv.memory.MemoryWalk;
import io.bulwark.riscv.tables.CallRecords;
import io.bulwark.riscv.tables.StepRecords;
import java.util.Map;

/**
 * What a segment did: all that its tables are filled from.
 *
 * @param steps of each table its instructions, none for those of system calls
 * @param calls of each table of a system call its calls; words that a read moved are accesses of the read
 * @param walk the memory tree before and after
 * @param result how it ended
 */
record SegmentTrace(
        Program program,
        Map<TableId, StepRecords> steps,
        Map<TableId, CallRecords> calls,
        MemoryWalk walk,
        RunResult result) {}

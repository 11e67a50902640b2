package io.bulwark.riscv.segment;

import io.bulwark.backend.NativeBackend;
import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.memory.Digest;
import java.util.List;

/**
 * A program's name: the hash of its table's commitments, of its entry and of the memory that it starts with, see {@link ProgramIdRules}. One program has one,
 * whatever shapes its run is cut into.
 */
public record ProgramId(Digest digest) {
    /**
     * The id of a program whose tables have this digest.
     *
     * @param tables see {@link #tables}
     * @param entry word pc of the first instruction
     * @param image root of the subtree of memory that the program starts with
     */
    public static ProgramId of(Digest tables, int entry, Digest image) {
        int[] id = new ProgramIdRules<>(NativeBackend.INSTANCE)
                .id(tables.elements(), new int[] {KoalaBear.fromCanonical(entry)}, image.elements());
        return new ProgramId(Digest.of(id));
    }

    /**
     * The digest of the commitments to a program's table.
     *
     * @param stackings the ways in which the shapes stack the program's table, in the order of their first shapes
     * @param logBlowup the code's rate is 2^-logBlowup
     * @param roots of the commitments
     */
    public static Digest tables(List<ProgramStacking> stackings, int logBlowup, List<Digest> roots) {
        return Digest.of(new ProgramIdRules<>(NativeBackend.INSTANCE)
                .tables(stackings, logBlowup, roots.stream().map(Digest::elements).toList()));
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException if it is no such text
     */
    public static ProgramId parse(String hex) {
        return new ProgramId(Digest.parse(hex));
    }

    /** 72 hexadecimal digits: canonical numbers, eight digits each. */
    @Override
    public String toString() {
        return digest.toString();
    }
}

package io.bulwark.riscv.segment;

import io.bulwark.backend.Backend;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a program's name is, over any backend: the row hash of (tag, tables, entry, image), where tables is the row hash of (tag, number of commitments; of each the
 * number of its pieces, their log heights, s, log blowup and root). In two steps, so that who knows the name can show entry and image without the tables.
 *
 * @param <V> a sequence of elements of F
 */
public final class ProgramIdRules<V> {
    /** "PROG" as a number. Tags keep hashes of lists apart. */
    static final int TAG = 0x50524f47;
    /** "TBLS" as a number. */
    static final int TABLES_TAG = 0x54424c53;

    private final Backend<?, ?, V, ?> backend;

    public ProgramIdRules(Backend<?, ?, V, ?> backend) {
        this.backend = backend;
    }

    /**
     * The digest of the commitments to a program's table.
     *
     * @param stackings of the step that the program's length needs, in the order of their first shapes
     * @param logBlowup the code's rate is 2^-logBlowup
     * @param roots of the commitments, nine elements each
     */
    public V tables(List<ProgramStacking> stackings, int logBlowup, List<V> roots) {
        List<V> parts = new ArrayList<>();
        parts.add(known(IntStream.of(TABLES_TAG, stackings.size())));
        for (int i = 0; i < stackings.size(); i++) {
            ProgramStacking stacking = stackings.get(i);
            IntStream heights = stacking.logHeights().stream().mapToInt(Integer::intValue);
            parts.add(known(IntStream.concat(
                    IntStream.concat(IntStream.of(stacking.logHeights().size()), heights),
                    IntStream.of(stacking.logStack(), logBlowup))));
            parts.add(roots.get(i));
        }
        return hash(parts);
    }

    /**
     * The id.
     *
     * @param tables nine elements
     * @param entry word pc of the first instruction, one element
     * @param image root of the subtree of memory that the program starts with, nine elements
     */
    public V id(V tables, V entry, V image) {
        return hash(List.of(known(IntStream.of(TAG)), tables, entry, image));
    }

    private V hash(List<V> parts) {
        return backend.rowHashes(List.of(backend.concat(parts))).getFirst();
    }

    private V known(IntStream canonical) {
        return backend.constants(canonical.map(KoalaBear::fromCanonical).toArray());
    }
}

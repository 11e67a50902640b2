package io.bulwark.aggregator;

import java.util.List;

/** How large a folded proof is, of which there are two classes: what a join takes depends on it. */
public enum Width {
    /** Most intervals' proofs, and joins of two. */
    NARROW,
    /** Joins of three and of four, and large intervals' proofs. */
    WIDE;

    /** Two neighbours of any widths can be joined; three or four only if all have the same. */
    public static boolean takes(List<Width> neighbours) {
        return neighbours.size() == 2 || neighbours.stream().distinct().count() == 1;
    }
}

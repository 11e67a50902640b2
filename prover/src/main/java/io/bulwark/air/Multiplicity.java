package io.bulwark.air;

import io.bulwark.air.Interaction.Kind;
import java.util.Optional;

/** How often a row puts its message on a bus, in the hands of a chip's author. */
public record Multiplicity(Kind kind, Expression value, Optional<Expression> selector) {
    /** 0 or 1; the builder adds the constraint. */
    public static Multiplicity flag(Expression value) {
        return new Multiplicity(Kind.FLAG, value, Optional.empty());
    }

    /** A preprocessed column. */
    public static Multiplicity fixed(Expression value) {
        return new Multiplicity(Kind.FIXED, value, Optional.empty());
    }

    /** An unconstrained main column, of an answer that is true on every row, the all-zero one included. */
    public static Multiplicity free(Expression value) {
        return new Multiplicity(Kind.FREE, value, Optional.empty());
    }

    /** An unconstrained main column that is 0 where the selector is not 1; the builder adds that. */
    public static Multiplicity free(Expression value, Expression selector) {
        return new Multiplicity(Kind.FREE, value, Optional.of(selector));
    }
}

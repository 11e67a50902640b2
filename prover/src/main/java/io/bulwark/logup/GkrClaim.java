package io.bulwark.logup;

import io.bulwark.field.Extension;
import java.util.List;

/**
 * What step 3 leaves to be shown: the leaves' multilinear extensions are {@code numerator} and {@code denominator} at {@code point}.
 *
 * @param point n coordinates, the first one belongs to the most significant bit of a leaf's index
 */
public record GkrClaim(List<Extension> point, Extension numerator, Extension denominator) {
    public GkrClaim {
        point = List.copyOf(point);
    }
}

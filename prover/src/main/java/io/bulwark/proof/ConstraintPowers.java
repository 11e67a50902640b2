package io.bulwark.proof;

import io.bulwark.field.Extension;
import java.util.ArrayList;
import java.util.List;

/**
 * The powers a, a^2, a^3, ... that run on over ALL constraints of ALL pieces, so that no two share one, and their cube roots: (a^{1/3})^n is that of a^n.
 *
 * <p>Every element of K has exactly one cube root, because 3 does not divide |K| - 1. So a^n x^3 = (a^{n/3} x)^3, and what is cubed can carry its weight.
 */
final class ConstraintPowers {
    private final Extension a;
    private final Extension root;
    private Extension power = Extension.ONE;
    private Extension rootPower = Extension.ONE;
    private List<Extension> current = List.of();
    private List<Extension> currentCubeRoots = List.of();

    ConstraintPowers(Extension a) {
        this.a = a;
        this.root = CubeRoot.of(a);
    }

    /** Takes the next {@code count} powers. */
    void advance(int count) {
        List<Extension> powers = new ArrayList<>(count);
        List<Extension> roots = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            power = power.mul(a);
            rootPower = rootPower.mul(root);
            powers.add(power);
            roots.add(rootPower);
        }
        current = List.copyOf(powers);
        currentCubeRoots = List.copyOf(roots);
    }

    /** The powers taken last. */
    List<Extension> current() {
        return current;
    }

    List<Extension> currentCubeRoots() {
        return currentCubeRoots;
    }
}

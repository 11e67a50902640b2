package io.bulwark.recursion.tables;

import io.bulwark.air.Expression;
import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.List;

/** Products of elements of K as expressions of their coefficients. */
final class ExtensionForms {
    private ExtensionForms() {}

    /**
     * The coefficients of a b: coefficient k is sum_i a_i (x^i b)_k, where (x^i b)_k is a linear form of b that the field's own multiplication gives.
     *
     * @param a {@link Extension#DEGREE} coefficients, that of x^0 first, as b
     */
    static List<Expression> product(List<Expression> a, List<Expression> b) {
        List<Expression> out = new ArrayList<>();
        for (int k = 0; k < Extension.DEGREE; k++) {
            Expression sum = a.getFirst().times(shifted(0, b, k));
            for (int i = 1; i < Extension.DEGREE; i++) {
                sum = sum.plus(a.get(i).times(shifted(i, b, k)));
            }
            out.add(sum);
        }
        return out;
    }

    /** Coefficient k of x^i b; terms that are added come first, so that no form starts with a product by -1. */
    private static Expression shifted(int i, List<Expression> b, int k) {
        List<Expression> added = new ArrayList<>();
        List<Expression> taken = new ArrayList<>();
        for (int j = 0; j < Extension.DEGREE; j++) {
            int factor = power(i).mul(power(j)).coefficient(k);
            if (factor == KoalaBear.neg(KoalaBear.ONE)) {
                taken.add(b.get(j));
            } else if (factor != 0) {
                added.add(factor == KoalaBear.ONE ? b.get(j) : b.get(j).times(KoalaBear.toCanonical(factor)));
            }
        }
        Expression form = added.stream().reduce(Expression::plus).orElseThrow();
        for (Expression term : taken) {
            form = form.minus(term);
        }
        return form;
    }

    /** x^i for i below the degree. */
    private static Extension power(int i) {
        int[] coefficients = new int[Extension.DEGREE];
        coefficients[i] = KoalaBear.ONE;
        return Extension.ofCoefficients(coefficients, 0);
    }
}

package io.bulwark.backend;

import io.bulwark.field.KoalaBear;

/** F, an element as its Montgomery form. */
final class BaseRing implements Ring<Integer> {
    @Override
    public Integer constant(int a) {
        return a;
    }

    @Override
    public Integer add(Integer a, Integer b) {
        return KoalaBear.add(a, b);
    }

    @Override
    public Integer sub(Integer a, Integer b) {
        return KoalaBear.sub(a, b);
    }

    @Override
    public Integer mul(Integer a, Integer b) {
        return KoalaBear.mul(a, b);
    }
}

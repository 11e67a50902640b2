package io.bulwark.backend;

import io.bulwark.field.Extension;

/** K. */
final class ExtensionRing implements Ring<Extension> {
    @Override
    public Extension constant(int a) {
        return Extension.of(a);
    }

    @Override
    public Extension add(Extension a, Extension b) {
        return a.add(b);
    }

    @Override
    public Extension sub(Extension a, Extension b) {
        return a.sub(b);
    }

    @Override
    public Extension mul(Extension a, Extension b) {
        return a.mul(b);
    }
}

package io.bulwark.recursion.circuit;

import java.util.Arrays;

/** A sum of products and scaled nodes and a constant, with room to be filled again. */
final class Terms {
    private int offset;
    /** Node and factor, one pair after another. */
    private int[] linear = new int[64];

    private int linearUsed;
    /** Two nodes and a factor, one triple after another. */
    private int[] products = new int[64];

    private int productsUsed;

    void clear() {
        offset = 0;
        linearUsed = 0;
        productsUsed = 0;
    }

    void setOffset(int constant) {
        offset = constant;
    }

    void addLinear(int node, int factor) {
        linear = room(linear, linearUsed + 2);
        linear[linearUsed++] = node;
        linear[linearUsed++] = factor;
    }

    void addProduct(int a, int b, int factor) {
        products = room(products, productsUsed + 3);
        products[productsUsed++] = a;
        products[productsUsed++] = b;
        products[productsUsed++] = factor;
    }

    int offset() {
        return offset;
    }

    int linears() {
        return linearUsed / 2;
    }

    int linearNode(int i) {
        return linear[2 * i];
    }

    int linearFactor(int i) {
        return linear[2 * i + 1];
    }

    int products() {
        return productsUsed / 3;
    }

    int productLeft(int i) {
        return products[3 * i];
    }

    int productRight(int i) {
        return products[3 * i + 1];
    }

    int productFactor(int i) {
        return products[3 * i + 2];
    }

    /** How many numbers {@link #save} writes. */
    int savedLength() {
        return 3 + linearUsed + productsUsed;
    }

    void save(int[] out, int at) {
        out[at] = offset;
        out[at + 1] = linearUsed;
        out[at + 2] = productsUsed;
        System.arraycopy(linear, 0, out, at + 3, linearUsed);
        System.arraycopy(products, 0, out, at + 3 + linearUsed, productsUsed);
    }

    void load(int[] saved, int at) {
        offset = saved[at];
        linearUsed = saved[at + 1];
        productsUsed = saved[at + 2];
        linear = room(linear, linearUsed);
        products = room(products, productsUsed);
        System.arraycopy(saved, at + 3, linear, 0, linearUsed);
        System.arraycopy(saved, at + 3 + linearUsed, products, 0, productsUsed);
    }

    private static int[] room(int[] array, int needed) {
        return needed <= array.length ? array : Arrays.copyOf(array, Math.max(needed, 2 * array.length));
    }
}

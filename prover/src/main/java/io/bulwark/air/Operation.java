package io.bulwark.air;

/** What a node of a {@link Graph} does. Five leaves, then three operations. */
public enum Operation {
    CONST(0, "const"),
    MAIN(1, "main"),
    PREP(2, "prep"),
    CLOSED(3, "closed"),
    PUBLIC(4, "public"),
    ADD(5, "add"),
    SUB(6, "sub"),
    MUL(7, "mul");

    private final int code;
    private final String word;

    Operation(int code, String word) {
        this.code = code;
        this.word = word;
    }

    /** Number in the machine digest. */
    public int code() {
        return code;
    }

    /** Name in exported files. */
    public String word() {
        return word;
    }

    /** A constant or a column: its operand is a value or a column's number, not a node. */
    public boolean isLeaf() {
        return code < ADD.code;
    }
}

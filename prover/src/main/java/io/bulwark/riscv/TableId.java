package io.bulwark.riscv;

/** The tables that an executed instruction adds a row to. Every instruction is one row of exactly one; {@link #COPY} rows come with a read. */
public enum TableId {
    JUMP,
    CONST,
    ADD_IMM,
    ADD_HERE,
    ADD,
    LOGIC,
    LOGIC_IMM,
    SHIFT_IMM,
    SHIFT_REG,
    SET_LESS,
    SET_LESS_IMM,
    BRANCH_EQ,
    BRANCH_ZERO,
    BRANCH_LESS,
    JALR,
    LOAD_WORD,
    LOAD_PART,
    STORE_WORD,
    STORE_PART,
    MUL,
    MUL_HIGH,
    DIV,
    HALT,
    WRITE,
    READ,
    /** One row for each input word that a read moves. */
    COPY,
    POSEIDON2,
    SHA256,
    KECCAK,
    MULMOD;

    /** Place in this order, from 0: where arrays with an entry for each table have this table's. */
    @SuppressWarnings("EnumOrdinal") // the order is what is asked for
    public int place() {
        return ordinal();
    }
}

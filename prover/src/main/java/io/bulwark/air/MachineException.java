package io.bulwark.air;

/**
 * A machine, a shape, a table or a file that is refused, before any work is done with it. Each way to be wrong has a {@link Kind} of its own and
 * says what was expected and what came.
 */
public final class MachineException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** One way to be wrong. */
    public enum Kind {
        DEGREE("the degree of an expression is too high"),
        OPERAND("an operand of a node is out of range"),
        NODE_ORDER("a node refers to a node that does not come before it"),
        FOREIGN_EXPRESSION("an expression belongs to another chip"),
        MISSING_COLUMN("an expression names a column that the chip lacks"),
        PUBLIC_NODE("a public contribution names something else than constants and public values"),
        NODE_NUMBER("a constraint or interaction names a node that does not exist"),
        BUS_NUMBERS("buses are not numbered 1, 2, 3, ... in order"),
        BUS_RECORD("a bus contradicts itself"),
        UNKNOWN_BUS("an interaction names a bus that does not exist"),
        ARITY("a message has another length than its bus"),
        NOT_AFFINE("a multiplicity or message entry is not affine"),
        STATE_BUS("a bus that carries state takes flags only"),
        SELECTOR_WITHOUT_FREE("a selector belongs to a free multiplicity only"),
        ZERO_ROW_CONSTRAINT("a constraint does not hold on the all-zero row"),
        ZERO_ROW_MULTIPLICITY("a multiplicity is not 0 on the all-zero row"),
        FIXED_MULTIPLICITY("a fixed multiplicity is not a preprocessed column"),
        FREE_SENDER("a free multiplicity stands on the asking side"),
        FREE_MULTIPLICITY("a free multiplicity is not a main column"),
        FREE_IN_OWN_MESSAGE("a message is made of its own free multiplicity"),
        FREE_UNCONSTRAINED("a free answer is made of a column that no constraint holds"),
        FREE_WITHOUT_PREPROCESSED_SELECTOR("a free answer beside preprocessed columns has no preprocessed selector"),
        SELECTOR("a selector is not affine and 0 on the all-zero row"),
        OPERATION_ID("an operation id in an answer is neither a constant from 1 on nor preprocessed"),
        OPERATION_ID_ROW("an operation id in a preprocessed table is 0"),
        MULTIPLICITY_WRAP("multiplicities could sum up to p"),
        PUBLIC_KIND("a public multiplicity is not a flag"),
        CLOSED_FORM("a closed-form column is malformed"),
        CLOSED_TABLE("a closed-form chip has other pieces than one of its table's height"),
        NO_SHAPE("a machine has no shape"),
        PIECE("a piece of a shape is malformed"),
        PIECE_ORDER("pieces are out of order: height descending, then chip"),
        STACK_HEIGHT("a piece is higher than the stack, or the stack higher than allowed"),
        NO_MAIN_COLUMN("a shape has no main column"),
        LEAVES("a shape has too many leaves"),
        SIZE("a machine is larger than allowed"),
        PREPROCESSED_TABLES("the preprocessed tables are not those of the machine's chips"),
        TRACE_SHAPE("a table has a wrong shape"),
        ROWS("a table has more rows than the shape holds"),
        NON_CANONICAL("a value is not an element in [0, p)"),
        PUBLIC_VALUES("the public values are not those that the machine declares"),
        PUBLIC_MULTIPLICITY("a public multiplicity is neither 0 nor 1"),
        SHAPE_INDEX("there is no such shape"),
        FILE("a file is not a machine");

        private final String sentence;

        Kind(String sentence) {
            this.sentence = sentence;
        }
    }

    private final Kind kind;

    public MachineException(Kind kind, Object expected, Object got) {
        super(kind.sentence + ": expected " + expected + ", got " + got);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}

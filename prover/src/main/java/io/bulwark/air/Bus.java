package io.bulwark.air;

import java.util.OptionalInt;

/**
 * Where chips exchange messages. Every message of a bus has the same length, and each place one meaning.
 *
 * @param number 1, 2, 3, ... in the machine's order
 * @param arity length of a message
 * @param state whether it carries state: then it takes flags only. On the others, lookup buses, the askers send and the tables that answer receive
 * @param operation the entry that holds an operation id, if the messages of a lookup bus have one
 */
public record Bus(int number, int arity, boolean state, OptionalInt operation) {
    public static Bus state(int number, int arity) {
        return new Bus(number, arity, true, OptionalInt.empty());
    }

    public static Bus lookup(int number, int arity) {
        return new Bus(number, arity, false, OptionalInt.empty());
    }

    public static Bus lookupWithOperation(int number, int arity, int operation) {
        return new Bus(number, arity, false, OptionalInt.of(operation));
    }
}

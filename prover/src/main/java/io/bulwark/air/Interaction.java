package io.bulwark.air;

import java.util.List;
import java.util.OptionalInt;

/**
 * A message that a row puts on a bus so many times; all numbers but the bus are nodes of the chip's graph, and all of them affine.
 *
 * @param bus number of the bus
 * @param selector the node that is 1 on rows that may answer; belongs to a free multiplicity only
 */
public record Interaction(
        int bus, Sign sign, Kind kind, int multiplicity, List<Integer> message, OptionalInt selector) {
    /** Sends count +, receives count -. */
    public enum Sign {
        SEND(0, "send"),
        RECEIVE(1, "receive");

        private final int code;
        private final String word;

        Sign(int code, String word) {
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
    }

    /** How the multiplicity is held: boolean by an added constraint, a preprocessed column, or an unconstrained main column. */
    public enum Kind {
        FLAG(0, "flag"),
        FIXED(1, "fixed"),
        FREE(2, "free");

        private final int code;
        private final String word;

        Kind(int code, String word) {
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
    }

    public Interaction {
        message = List.copyOf(message);
    }

    public boolean sends() {
        return sign == Sign.SEND;
    }
}

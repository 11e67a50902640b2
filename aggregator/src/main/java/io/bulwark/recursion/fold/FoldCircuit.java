package io.bulwark.recursion.fold;

import java.util.List;

/** Which proofs a circuit verifies: all that tells the circuits of one system apart. */
public sealed interface FoldCircuit {
    CircuitKind kind();

    /** The number of proofs that it verifies. */
    int children();

    /**
     * Verifies a segment's proof.
     *
     * @param shape index in the segment machine
     */
    record Lift(int shape) implements FoldCircuit {
        @Override
        public CircuitKind kind() {
            return CircuitKind.LIFT;
        }

        @Override
        public int children() {
            return 1;
        }

        @Override
        public String toString() {
            return "lift of shape " + shape;
        }
    }

    /**
     * Verifies neighbours.
     *
     * @param shapes of each, from the left, its index in the recursion machine
     */
    record Join(List<Integer> shapes) implements FoldCircuit {
        /** Copies the shapes. */
        public Join {
            shapes = List.copyOf(shapes);
        }

        @Override
        public CircuitKind kind() {
            return CircuitKind.JOIN;
        }

        @Override
        public int children() {
            return shapes.size();
        }

        @Override
        public String toString() {
            return "join of shapes " + shapes;
        }
    }

    /**
     * Verifies the proof of a whole run.
     *
     * @param shape index in the recursion machine
     */
    record Finish(int shape) implements FoldCircuit {
        @Override
        public CircuitKind kind() {
            return CircuitKind.FINISH;
        }

        @Override
        public int children() {
            return 1;
        }

        @Override
        public String toString() {
            return "finish of shape " + shape;
        }
    }

    /**
     * Verifies finished runs.
     *
     * @param children how many
     */
    record Bundle(int children) implements FoldCircuit {
        @Override
        public CircuitKind kind() {
            return CircuitKind.BUNDLE;
        }

        @Override
        public String toString() {
            return "bundle of " + children;
        }
    }
}

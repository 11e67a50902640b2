package io.bulwark.cluster.headers;

/** Why a job is not accepted. */
public sealed interface Refusal {
    /** In words for who asked. */
    String words();

    /** There are as many jobs as nodes can remember. */
    record NoRoom(long known) implements Refusal {
        @Override
        public String words() {
            return "the cluster remembers " + known + " jobs and has no room for this one until some of them are older";
        }
    }

    /** The job's time of acceptance lies before the retention floor, both in milliseconds since 1970. */
    record ClockBehind(long acceptedAt, long floor) implements Refusal {
        @Override
        public String words() {
            return "the clock of the node is behind: it says " + acceptedAt + " ms since 1970, and jobs older than "
                    + floor + " are forgotten";
        }
    }

    /** Too few nodes hold it. */
    record TooFewHolders(String expected, int held, String causes) implements Refusal {
        @Override
        public String words() {
            return "expected that " + expected + " hold the job and what was handed in, got " + held
                    + (causes.isEmpty() ? "" : ": " + causes);
        }
    }
}

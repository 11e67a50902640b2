package io.bulwark.cluster.job;

/**
 * Which sequence numbers have been heard: the greatest, and which of those shortly before it, since what several threads say at once may change places on its
 * way (RFC 4303, section 3.4.3). A value.
 *
 * @param greatest heard so far; 0: none
 * @param heard bit i says whether {@code greatest - i} was
 */
record ReplayWindow(long greatest, long heard) {
    /** How many numbers are told apart. */
    static final int SIZE = Long.SIZE;

    static final ReplayWindow EMPTY = new ReplayWindow(0, 0);

    /** Whether a number is positive, has not been heard, and is not so old that it might have been. */
    boolean isNew(long number) {
        return number > greatest
                || (number > 0 && greatest - number < SIZE && (heard >>> (greatest - number) & 1) == 0);
    }

    /** With a new number. */
    ReplayWindow with(long number) {
        if (number <= greatest) {
            return new ReplayWindow(greatest, heard | 1L << (greatest - number));
        }
        long step = number - greatest;
        return new ReplayWindow(number, (step < SIZE ? heard << step : 0) | 1);
    }
}

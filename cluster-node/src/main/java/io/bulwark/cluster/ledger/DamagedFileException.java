package io.bulwark.cluster.ledger;

/** A file of LMDB's is not as LMDB leaves it. */
public final class DamagedFileException extends Exception {
    private static final long serialVersionUID = 1;

    DamagedFileException(String message) {
        super(message);
    }
}

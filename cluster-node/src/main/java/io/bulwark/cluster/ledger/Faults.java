package io.bulwark.cluster.ledger;

import io.bulwark.cluster.ledger.LedgerException.Fault;
import java.nio.file.Path;
import jnr.constants.platform.Errno;
import org.lmdbjava.Env;
import org.lmdbjava.LmdbException;
import org.lmdbjava.LmdbNativeException;

/** What LMDB's errors mean for a ledger, in words for the operator. */
final class Faults {
    private static final String REMEDY =
            ". Move the directory away and start again: the node then learns from the others what they know";

    private Faults() {}

    /** @param act what was tried, as in "writing a fact" */
    static LedgerException of(Path directory, String act, LmdbException e) {
        Fault fault = fault(e);
        String what = switch (fault) {
            case FULL ->
                "the ledger in " + directory + " is full; give it more with bulwark.ledger-bytes, or keep jobs"
                        + " for a shorter time";
            case DISK_FULL -> "the disk of the ledger in " + directory + " is full";
            case READ_ONLY -> "the ledger in " + directory + " cannot be written to";
            case DAMAGED -> "the ledger in " + directory + " is damaged" + REMEDY;
            case IN_USE, UNUSABLE -> "the ledger in " + directory + " cannot be used";
        };
        return new LedgerException(fault, act + " failed: " + what + " (" + e.getMessage() + ")", e);
    }

    static LedgerException damage(Path directory, String what, Throwable cause) {
        return damage("the ledger in " + directory + " is damaged", what, cause);
    }

    /** @param where says what is damaged, as a sentence */
    static LedgerException damage(String where, String what, Throwable cause) {
        return new LedgerException(Fault.DAMAGED, where + REMEDY + " (" + what + ")", cause);
    }

    private static Fault fault(LmdbException e) {
        return switch (e) {
            case Env.MapFullException full -> Fault.FULL;
            case LmdbNativeException.ConstantDerivedException system -> ofSystem(system.getResultCode());
            // Pages that are not where they should be, a file that is none of LMDB's, an environment that gave up.
            case LmdbNativeException any -> Fault.DAMAGED;
            default -> Fault.UNUSABLE;
        };
    }

    private static Fault ofSystem(int code) {
        return switch (Errno.valueOf(code)) {
            case ENOSPC, EDQUOT -> Fault.DISK_FULL;
            case EROFS, EACCES, EPERM -> Fault.READ_ONLY;
            case EIO -> Fault.DAMAGED;
            default -> Fault.UNUSABLE;
        };
    }
}

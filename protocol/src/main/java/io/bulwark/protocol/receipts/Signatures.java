package io.bulwark.protocol.receipts;

import io.bulwark.protocol.Acknowledgement;
import io.bulwark.protocol.Delivery;
import io.bulwark.protocol.Ed25519;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.Planned;
import io.bulwark.protocol.Receipt;
import io.bulwark.protocol.receipts.ReceiptException.Reason;
import java.util.Optional;

/** Whether receipts were signed by whom they name. */
public final class Signatures {
    private Signatures() {}

    /**
     * Checks a fact's receipt.
     *
     * @throws ReceiptException unless the maker of the fact signed it, and {@code admission} vouches for the maker
     */
    public static void verify(Fact fact, Admission admission) {
        verify(fact.receipt(), fact.signed(), "the receipt of " + fact.task().name(), admission);
    }

    /**
     * Checks a plan's receipt.
     *
     * @throws ReceiptException unless the planner signed this, and {@code admission} vouches for the planner
     */
    public static void verify(Planned planned, Admission admission) {
        verify(
                planned.receipt(),
                planned.signed(),
                "the receipt of the plan from interval " + planned.first() + " on",
                admission);
    }

    /**
     * Checks the courier's signature, and not the receipt of what it hands in.
     *
     * @throws ReceiptException unless who is said to hand it in signed this, and {@code admission} vouches for that one
     */
    public static void verify(Delivery delivery, Admission admission) {
        String what = "the delivery of " + delivery.fact().task().name();
        verify(delivery.courier(), delivery.signed(), what, admission);
    }

    /**
     * Checks a holder's word.
     *
     * @throws ReceiptException unless the holder signed this, and {@code admission} vouches for the holder
     */
    public static void verify(Acknowledgement word, Admission admission) {
        verify(word.receipt(), word.signed(), "the word that job " + word.job() + " is held", admission);
    }

    /**
     * Checks a receipt for any bytes.
     *
     * @param what names them in messages
     * @throws ReceiptException unless the receipt's maker signed these bytes, and {@code admission} vouches for the maker
     */
    public static void verify(Receipt receipt, byte[] signed, String what, Admission admission) {
        Admission.Admitted admitted = admit(receipt, what, admission);
        ReceiptException.require(
                admitted.member().equals(receipt.maker()),
                Reason.OTHER_MAKER,
                what + " names " + receipt.maker() + ", and its certificate is that of " + admitted.member());
        ReceiptException.require(
                Ed25519.verifies(admitted.key(), signed, receipt.signature().toByteArray()),
                Reason.WRONG_SIGNATURE,
                what + " by " + receipt.maker() + " is not signed by its certificate's key");
    }

    /** What a check by this class finds wrong, for those who refuse and go on. */
    public static Optional<String> fault(Runnable check) {
        try {
            check.run();
            return Optional.empty();
        } catch (ReceiptException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static Admission.Admitted admit(Receipt receipt, String what, Admission admission) {
        try {
            return admission.admit(receipt.certificate());
        } catch (RuntimeException e) {
            throw new ReceiptException(Reason.NOT_ADMITTED, what + " by " + receipt.maker() + ": " + e.getMessage());
        }
    }
}

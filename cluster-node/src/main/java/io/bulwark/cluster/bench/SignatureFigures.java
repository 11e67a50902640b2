package io.bulwark.cluster.bench;

import io.bulwark.protocol.Ed25519;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;

/**
 * What a signature costs, beside one of the JDK's own: the first hundred of a young JVM, as a node's first minute has them, and later ones. Three are made for
 * a task, and as many checked by its job.
 */
final class SignatureFigures {
    private static final int MESSAGE = 600;
    private static final int FIRST = 100;

    private SignatureFigures() {}

    private interface Work {
        void once() throws GeneralSecurityException;
    }

    static Grid measure(int later) {
        byte[] message = new byte[MESSAGE];
        KeyPair keys = Ed25519.newKeys();
        byte[] made = Ed25519.sign(keys.getPrivate(), message).toByteArray();
        List<List<Object>> rows = new ArrayList<>();
        row(rows, "made, by the JDK", later, () -> {
            Signature jdk = Signature.getInstance(Ed25519.NAME);
            jdk.initSign(keys.getPrivate());
            jdk.update(message);
            jdk.sign();
        });
        row(rows, "checked, by the JDK", later, () -> {
            Signature jdk = Signature.getInstance(Ed25519.NAME);
            jdk.initVerify(keys.getPublic());
            jdk.update(message);
            require(jdk.verify(made));
        });
        row(rows, "made", later, () -> Ed25519.sign(keys.getPrivate(), message));
        row(rows, "checked", later, () -> require(Ed25519.verifies(keys.getPublic(), message, made)));
        return new Grid(
                "Signatures of " + MESSAGE + " bytes, median",
                List.of("what", "ms, of the first " + FIRST, "ms, of " + later + " later"),
                rows);
    }

    private static void row(List<List<Object>> rows, String what, int later, Work work) {
        rows.add(List.of(what, median(FIRST, work), median(later, work)));
    }

    private static double median(int times, Work work) {
        List<Long> nanos = new ArrayList<>();
        try {
            for (int i = 0; i < times; i++) {
                long start = System.nanoTime();
                work.once();
                nanos.add(System.nanoTime() - start);
            }
        } catch (GeneralSecurityException e) {
            throw new UnmeasuredException("this Java does not sign: " + e.getMessage(), e);
        }
        return Quantiles.ofNanos(nanos).median();
    }

    private static void require(boolean valid) {
        if (!valid) {
            throw new UnmeasuredException("a signature that was made does not hold");
        }
    }
}

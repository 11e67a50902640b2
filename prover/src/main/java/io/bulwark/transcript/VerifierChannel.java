package io.bulwark.transcript;

import io.bulwark.backend.Backend;
import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.Extension;
import java.util.ArrayList;
import java.util.List;

/**
 * The verifier's side of the transcript: the only way to a proof's elements. To receive is to absorb; the single exception is what stands behind
 * the last challenge, and has a name of its own.
 *
 * @param <F> an element of F
 * @param <K> an element of K
 * @param <V> a sequence of elements of F
 * @param <B> a bit
 */
public class VerifierChannel<F, K, V, B> {
    private final Backend<F, K, V, B> backend;
    private final BackendDuplex<F, V> sponge;
    private final V elements;
    private int at;

    /**
     * A channel at the start of a proof.
     *
     * @param elements the proof without its shape index; its length and canonicity have been checked
     */
    public VerifierChannel(Backend<F, K, V, B> backend, V elements) {
        this.backend = backend;
        this.sponge = new BackendDuplex<>(backend);
        this.elements = elements;
    }

    public Backend<F, K, V, B> backend() {
        return backend;
    }

    /** Absorbs what both sides already have. */
    public void agree(V known) {
        sponge.absorb(known);
    }

    /** Reads the next n elements and absorbs them. */
    public V receive(int n) {
        V received = receiveAfterTheLastChallenge(n);
        agree(received);
        return received;
    }

    /** Reads and absorbs the next n elements of K. */
    public List<K> receiveExtensions(int n) {
        return backend.regroup(receive(n * Extension.DEGREE));
    }

    /** Reads query openings: no challenge follows them, so nothing is absorbed. */
    public V receiveAfterTheLastChallenge(int n) {
        int left = backend.length(elements) - at;
        if (n > left) {
            throw new VerificationException(Reason.READ_PAST_THE_END, n, left);
        }
        at += n;
        return backend.slice(elements, at - n, at);
    }

    public K challenge() {
        return backend.regroup(sponge.sample(Extension.DEGREE)).getFirst();
    }

    public List<K> challenges(int n) {
        List<K> challenges = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            challenges.add(challenge());
        }
        return challenges;
    }

    /** The low bits of one sampled element, lowest first. */
    public List<B> index(int bits) {
        return backend.lowBits(backend.element(sponge.sample(1), 0), bits);
    }

    /** Reads the nonce; the sample behind it ends in {@code bits} zeros. */
    public void checkWork(int bits) {
        receive(1);
        backend.assertZero(index(bits), Reason.PROOF_OF_WORK);
    }
}

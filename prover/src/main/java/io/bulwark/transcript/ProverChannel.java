package io.bulwark.transcript;

import io.bulwark.field.Cores;
import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Duplex;
import io.bulwark.hash.TranscriptHash;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The prover's end of the conversation: what is sent is absorbed and appended to the proof in one call, so no challenge can miss it. Elements of F are in
 * Montgomery form; an element of K counts as its coefficients, that of x^0 first.
 */
public final class ProverChannel {
    private final TranscriptHash transcript;
    private int[] elements = new int[1024];
    private int count;

    /** A channel before its first element. */
    public ProverChannel() {
        this(new Duplex());
    }

    ProverChannel(TranscriptHash transcript) {
        this.transcript = transcript;
    }

    /** Absorbs what both sides already have. */
    public void agree(int... shared) {
        for (int x : shared) {
            transcript.absorb(x);
        }
    }

    /** Appends to the proof and absorbs. */
    public void send(int... values) {
        agree(values);
        append(values);
    }

    /** Appends to the proof and absorbs. */
    public void send(Extension value) {
        send(value.coefficients());
    }

    /** Appends to the proof and absorbs, in the array's order. */
    public void send(Extension[] values) {
        for (Extension value : values) {
            send(value);
        }
    }

    /** Appends to the proof only: for query openings, which no challenge follows. */
    public void sendAfterTheLastChallenge(int... values) {
        append(values);
    }

    /** A fresh element of K. */
    public Extension challenge() {
        int[] c = new int[Extension.DEGREE];
        for (int i = 0; i < c.length; i++) {
            c[i] = transcript.sample();
        }
        return Extension.ofCoefficients(c, 0);
    }

    public Extension[] challenges(int n) {
        Extension[] fresh = new Extension[n];
        for (int i = 0; i < n; i++) {
            fresh[i] = challenge();
        }
        return fresh;
    }

    /** A fresh number of {@code bits} bits: the low bits of one canonical element. */
    public int index(int bits) {
        return KoalaBear.toCanonical(transcript.sample()) & ((1 << bits) - 1);
    }

    /** Proof of work: sends the least nonce after which the next {@code bits} sampled bits are zero, and samples them. */
    public void grind(int bits, Cores cores) {
        send(transcript.leastNonce(bits, cores));
        index(bits);
    }

    /** Elements in the proof so far. */
    public int length() {
        return count;
    }

    /** The elements sent so far, in order. */
    public int[] elements() {
        return Arrays.copyOf(elements, count);
    }

    /** The proof's bytes: the shape's index, then the elements sent in canonical form, all as unsigned 32-bit numbers, little-endian. */
    public byte[] proof(int shape) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * (1 + count)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(shape);
        for (int i = 0; i < count; i++) {
            bytes.putInt(KoalaBear.toCanonical(elements[i]));
        }
        return bytes.array();
    }

    private void append(int[] values) {
        if (elements.length - count < values.length) {
            elements = Arrays.copyOf(elements, Math.max(2 * elements.length, count + values.length));
        }
        System.arraycopy(values, 0, elements, count, values.length);
        count += values.length;
    }
}

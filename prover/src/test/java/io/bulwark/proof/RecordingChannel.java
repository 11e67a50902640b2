package io.bulwark.proof;

import io.bulwark.backend.NativeBackend;
import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import io.bulwark.proof.ProofVector.Challenge;
import io.bulwark.transcript.VerifierChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A native channel that keeps every challenge, with the number of the proof's u32s before it. */
class RecordingChannel extends VerifierChannel<Integer, Extension, int[], Boolean> {
    private final List<Challenge> challenges = new ArrayList<>();
    private int read = 1;

    RecordingChannel(NativeBackend backend, int[] elements) {
        super(backend, elements);
    }

    /** In the order in which they were sampled. */
    List<Challenge> sampled() {
        return challenges;
    }

    @Override
    public int[] receiveAfterTheLastChallenge(int n) {
        int[] received = super.receiveAfterTheLastChallenge(n);
        read += n;
        return received;
    }

    @Override
    public Extension challenge() {
        Extension challenge = super.challenge();
        challenges.add(new Challenge(
                read,
                Arrays.stream(challenge.coefficients())
                        .map(KoalaBear::toCanonical)
                        .boxed()
                        .toList()));
        return challenge;
    }

    @Override
    public List<Boolean> index(int bits) {
        List<Boolean> index = super.index(bits);
        int number = 0;
        for (int i = 0; i < bits; i++) {
            number |= index.get(i) ? 1 << i : 0;
        }
        challenges.add(new Challenge(read, List.of(number)));
        return index;
    }
}

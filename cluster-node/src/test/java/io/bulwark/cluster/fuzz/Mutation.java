package io.bulwark.cluster.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes bytes as faults and attackers do: bits, numbers that are borders, pieces that are missing, doubled or another input's. */
final class Mutation {
    private static final int MOST_AT_ONCE = 4;
    private static final int LONGEST_PIECE = 256;
    private static final byte[] BYTES = {0, 1, -1, Byte.MAX_VALUE, Byte.MIN_VALUE, '"', '{', '\n'};
    private static final int[] NUMBERS = {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 16, 1 << 30};

    private final Random random;
    private final List<byte[]> corpus;

    Mutation(long seed, List<byte[]> corpus) {
        random = new Random(seed);
        this.corpus = List.copyOf(corpus);
    }

    /** One of the corpus, changed at some places. */
    byte[] next() {
        byte[] bytes = one().clone();
        int changes = 1 + random.nextInt(MOST_AT_ONCE);
        for (int i = 0; i < changes; i++) {
            bytes = changed(bytes);
        }
        return bytes;
    }

    private byte[] one() {
        return corpus.get(random.nextInt(corpus.size()));
    }

    private byte[] changed(byte[] bytes) {
        if (bytes.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        int at = place(bytes.length);
        return switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> without(bytes, at, piece(bytes.length - at));
            case 2 -> with(bytes, at, Arrays.copyOfRange(bytes, at, at + piece(bytes.length - at)));
            case 3 -> {
                byte[] other = one();
                int from = other.length == 0 ? 0 : place(other.length);
                yield with(bytes, at, Arrays.copyOfRange(other, from, from + piece(other.length - from)));
            }
            case 4 -> number(bytes, at);
            case 5 -> {
                bytes[at] = BYTES[random.nextInt(BYTES.length)];
                yield bytes;
            }
            case 6 -> {
                bytes[at] = (byte) random.nextInt();
                yield bytes;
            }
            default -> {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                yield bytes;
            }
        };
    }

    /** Every second one is near the beginning, where forms say what they are. */
    private int place(int length) {
        return random.nextInt(random.nextBoolean() ? Math.min(length, LONGEST_PIECE) : length);
    }

    private int piece(int most) {
        return most <= 0 ? 0 : 1 + random.nextInt(Math.min(most, LONGEST_PIECE));
    }

    private byte[] number(byte[] bytes, int at) {
        int number = NUMBERS[random.nextInt(NUMBERS.length)];
        boolean little = random.nextBoolean();
        for (int i = 0; i < Math.min(Integer.BYTES, bytes.length - at); i++) {
            bytes[at + i] = (byte) (number >>> (8 * (little ? i : Integer.BYTES - 1 - i)));
        }
        return bytes;
    }

    private static byte[] without(byte[] bytes, int at, int length) {
        byte[] less = Arrays.copyOf(bytes, bytes.length - length);
        System.arraycopy(bytes, at + length, less, at, less.length - at);
        return less;
    }

    private static byte[] with(byte[] bytes, int at, byte[] more) {
        byte[] all = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(more, 0, all, at, more.length);
        System.arraycopy(bytes, at, all, at + more.length, bytes.length - at);
        return all;
    }
}

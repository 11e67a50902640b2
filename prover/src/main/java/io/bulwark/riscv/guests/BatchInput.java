package io.bulwark.riscv.guests;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes an input of the batch guest from a seed: accounts, signed transfers, and among them some that must be refused; and says what the guest will answer.
 *
 * <p>The form of input and output is told at the head of the guest's source, {@code guests/programs/batch.c}.
 */
public final class BatchInput {
    /** What the guest says of a transfer; its place is the byte in the output. */
    public enum Verdict {
        DONE(0),
        NO_SUCH_POSITION(1),
        TO_ITSELF(2),
        NOT_A_MEMBER(3),
        WRONG_NONCE(4),
        TOO_POOR(5),
        TOO_RICH(6),
        WRONG_SIGNATURE(7),
        RECEIVER_NOT_A_MEMBER(8);

        private final int code;

        Verdict(int code) {
            this.code = code;
        }

        /** So many verdicts: every eighth is a refusal, of all kinds in turn. */
        public static List<Verdict> mixed(int count) {
            List<Verdict> refusals = List.of(values()).subList(1, values().length);
            List<Verdict> mixed = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                boolean refused = i % REFUSED_EVERY == REFUSED_EVERY - 1;
                mixed.add(refused ? refusals.get(i / REFUSED_EVERY % refusals.size()) : DONE);
            }
            return mixed;
        }
    }

    private static final int REFUSED_EVERY = 8;
    private static final long RICH = -1L;
    private static final byte[] PURPOSE = "bulwark transfer".getBytes(StandardCharsets.US_ASCII);

    private final SplittableRandom random;
    private final Ledger ledger;
    private final byte[] oldRoot;
    private final ByteArrayOutputStream transfers = new ByteArrayOutputStream();
    private final List<Verdict> verdicts = new ArrayList<>();

    private BatchInput(long seed, int depth) {
        random = new SplittableRandom(seed);
        List<Ledger.Account> accounts = new ArrayList<>();
        for (int i = 0; i < 1 << depth; i++) {
            Schnorr owner = new Schnorr(BigInteger.valueOf(1 + (random.nextLong() >>> 1)));
            // The last account has as much as a balance can say, so that a transfer to it must be refused.
            accounts.add(new Ledger.Account(
                    owner, i == (1 << depth) - 1 ? RICH : 1_000_000 + random.nextInt(1_000_000), random.nextInt(100)));
        }
        ledger = new Ledger(accounts);
        oldRoot = ledger.root();
    }

    /**
     * A batch of valid transfers.
     *
     * @param depth of the tree, 1 to 16: there are 2^depth accounts
     */
    public static BatchInput valid(long seed, int depth, int count) {
        BatchInput batch = new BatchInput(seed, depth);
        for (int i = 0; i < count; i++) {
            batch.add(Verdict.DONE);
        }
        return batch;
    }

    /** A batch that has these verdicts, in this order. */
    public static BatchInput of(long seed, int depth, List<Verdict> verdicts) {
        BatchInput batch = new BatchInput(seed, depth);
        verdicts.forEach(batch::add);
        return batch;
    }

    /** What the guest reads. */
    public byte[] input() {
        ByteBuffer head = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
        head.putInt(ledger.depth()).putInt(verdicts.size()).put(oldRoot);
        return concatenate(head.array(), transfers.toByteArray());
    }

    /** What the guest writes. */
    public byte[] output() {
        int done = (int) verdicts.stream().filter(v -> v == Verdict.DONE).count();
        ByteBuffer output = ByteBuffer.allocate(72 + verdicts.size()).order(ByteOrder.LITTLE_ENDIAN);
        output.put(oldRoot).put(ledger.root()).putInt(done).putInt(verdicts.size() - done);
        verdicts.forEach(verdict -> output.put((byte) verdict.code));
        return output.array();
    }

    /** Adds a transfer that is right in all but what the verdict names. */
    private void add(Verdict verdict) {
        int last = (1 << ledger.depth()) - 1;
        int from = random.nextInt(last);
        int to = switch (verdict) {
            case TO_ITSELF -> from;
            case TOO_RICH -> last;
            case NO_SUCH_POSITION -> last + 1;
            default -> (from + 1 + random.nextInt(Math.max(1, last - 1))) % Math.max(2, last);
        };
        Ledger.Account sender = ledger.account(from);
        Ledger.Account receiver = ledger.account(to & last);
        long amount = verdict == Verdict.TOO_POOR ? sender.balance() + 1 : 1 + random.nextLong(sender.balance() / 10);
        long nonce = verdict == Verdict.WRONG_NONCE ? sender.nonce() + 1 : sender.nonce();
        byte[] order = ByteBuffer.allocate(24)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(from)
                .putInt(to)
                .putLong(amount)
                .putLong(nonce)
                .array();
        byte[] auxiliary = new byte[32];
        random.nextBytes(auxiliary);
        byte[] signature = sender.owner().sign(Sha256Digest.of(PURPOSE, order), auxiliary);
        if (verdict == Verdict.WRONG_SIGNATURE) {
            signature[random.nextInt(signature.length)] ^= (byte) (1 << random.nextInt(8));
        }
        byte[] commitmentY = Schnorr.evenY(Arrays.copyOf(signature, 32));
        byte[] senderPath = ledger.path(from);
        Ledger.Account sent = new Ledger.Account(sender.owner(), sender.balance() - amount, sender.nonce() + 1);
        ledger.set(from, sent);
        byte[] receiverPath = ledger.path(to & last);
        if (verdict == Verdict.DONE) {
            ledger.set(to, new Ledger.Account(receiver.owner(), receiver.balance() + amount, receiver.nonce()));
        } else {
            ledger.set(from, sender);
        }
        spoilPaths(verdict, senderPath, receiverPath);
        transfers.writeBytes(
                concatenate(order, signature, commitmentY, sender.bytes(), senderPath, receiver.bytes(), receiverPath));
        verdicts.add(verdict);
    }

    private void spoilPaths(Verdict verdict, byte[] senderPath, byte[] receiverPath) {
        if (verdict == Verdict.NOT_A_MEMBER) {
            senderPath[random.nextInt(senderPath.length)] ^= 1;
        }
        if (verdict == Verdict.RECEIVER_NOT_A_MEMBER) {
            receiverPath[random.nextInt(receiverPath.length)] ^= 1;
        }
    }

    private static byte[] concatenate(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        ByteBuffer all = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }
}

package io.bulwark.cluster.evm;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.web3j.crypto.Hash;
import org.web3j.utils.Numeric;

/**
 * A block of transactions made from a seed, as the guest {@code evm} reads it: the parent's header, signed transactions, and the witness of the state that they
 * touch. The same seed gives the same bytes.
 *
 * <p>The form is told at the head of the guest's {@code input.rs}.
 */
public final class EvmBlock {
    /** What a transaction does. */
    public enum Kind {
        TRANSFER,
        TOKEN_TRANSFER,
        SWAP,
        CREATION
    }

    /** The rules that a block follows; the number is the input's. */
    public enum Fork {
        SHANGHAI(1),
        CANCUN(2);

        private final int number;

        Fork(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    /**
     * What is asked of a block.
     *
     * @param transactions how many, 1 or more
     * @param people how many accounts the state has beside its contracts, 2 or more
     * @param only what all transactions do; else they are of all kinds
     */
    public record Order(long seed, Fork fork, int transactions, int people, Optional<Kind> only) {
        /** Of all kinds. */
        public static Order mixed(long seed, Fork fork, int transactions, int people) {
            return new Order(seed, fork, transactions, people, Optional.empty());
        }
    }

    static final long CHAIN = 1337;
    private static final long PARENT_NUMBER = 1000;
    private static final long PARENT_TIME = 1_700_000_000L;
    private static final long GAS_LIMIT = 30_000_000;
    static final BigInteger BASE_FEE = BigInteger.valueOf(1_000_000_000L);
    /** Each signs so many transactions of a block of ordinary length. */
    private static final int EACH_SENDER = 3;

    private static final String BENEFICIARY = "0x00000000000000000000000000000000000fee00";
    /** EIP-4788: the contract that a block of Cancun begins with, if it is there. It is not, and the witness says so. */
    private static final String BEACON_ROOTS = "0x000f3df6d732807ef1319fb7b8bb8522d0beac02";

    private final Order order;
    private final World world;
    private final List<byte[]> transactions = new ArrayList<>();
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

    private EvmBlock(Order order) {
        this.order = order;
        int senders = Math.max(1, Math.min(order.people() / 2, order.transactions() / EACH_SENDER));
        world = new World(order.seed(), order.people(), senders);
    }

    /** Makes a block. */
    public static EvmBlock of(Order order) {
        EvmBlock block = new EvmBlock(order);
        block.world.touch(BENEFICIARY);
        if (order.fork() == Fork.CANCUN) {
            block.world.touch(BEACON_ROOTS);
        }
        Wallets wallets = new Wallets(block.world);
        for (int i = 0; i < order.transactions(); i++) {
            Kind kind = order.only().orElse(kindOf(i));
            block.transactions.add(wallets.next(kind, i));
            block.counts.merge(kind, 1, Integer::sum);
        }
        return block;
    }

    /** Of 20 transactions 9 move money, 7 move tokens, 3 swap and one creates a contract. */
    private static Kind kindOf(int i) {
        return switch (i % 20) {
            case 7 -> Kind.CREATION;
            case 3, 9, 15 -> Kind.SWAP;
            case 1, 4, 6, 11, 13, 17, 19 -> Kind.TOKEN_TRANSFER;
            default -> Kind.TRANSFER;
        };
    }

    /** How many transactions of each kind there are. */
    public Map<Kind, Integer> counts() {
        return new EnumMap<>(counts);
    }

    /** The state root that the block begins with. */
    public byte[] parentRoot() {
        return world.root();
    }

    /** The guest's input. */
    public byte[] input() {
        BlockFrame frame = frame();
        return new GuestInput(CHAIN, order.fork())
                .string(frame.parent(world.root()))
                .string(frame.fields())
                .list(List.of())
                .list(transactions)
                .list(world.witness())
                .list(world.codes())
                .bytes();
    }

    private BlockFrame frame() {
        byte[] random = Hash.sha3(Account.word(BigInteger.valueOf(order.seed() & Long.MAX_VALUE)));
        return new BlockFrame(
                order.fork(),
                BENEFICIARY,
                BigInteger.valueOf(PARENT_NUMBER + 1),
                BigInteger.valueOf(PARENT_TIME + 12),
                BigInteger.valueOf(PARENT_TIME),
                BigInteger.valueOf(GAS_LIMIT),
                BASE_FEE,
                BigInteger.ZERO,
                Numeric.toHexString(random),
                "Bulwark");
    }
}

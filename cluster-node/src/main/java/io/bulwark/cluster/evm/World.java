package io.bulwark.cluster.evm;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Hash;
import org.web3j.utils.Numeric;

/** The state that a block begins with: people with money, two tokens and a pair that swaps them; and what of it the block touches. */
final class World {
    private static final BigInteger ETHER = BigInteger.TEN.pow(18);
    private static final BigInteger RESERVE = BigInteger.TEN.pow(24);
    private static final BigInteger ALLOWANCE = BigInteger.TEN.pow(30);
    /** Mappings and single values of the contracts, by slot. */
    private static final byte[] ZERO = Account.word(BigInteger.ZERO);

    private static final byte[] ONE = Account.word(BigInteger.ONE);

    private final SplittableRandom random;
    private final List<Credentials> senders = new ArrayList<>();
    private final List<String> people = new ArrayList<>();
    private final TreeMap<byte[], Account> accounts = new TreeMap<>(Arrays::compareUnsigned);
    private final NavigableSet<byte[]> touched = new TreeSet<>(Arrays::compareUnsigned);
    private final Set<String> contractsTouched = new LinkedHashSet<>();
    private final List<String> tokens;
    private final String pair;

    /**
     * A world from a seed.
     *
     * @param keyed how many of its people can sign
     */
    World(long seed, int people, int keyed) {
        random = new SplittableRandom(seed);
        byte[] tag = ("bulwark evm " + seed).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < people; i++) {
            byte[] secret = Hash.sha3(joined(tag, Account.word(BigInteger.valueOf(i))));
            if (i < keyed) {
                // Below the group's order, or the library says so; that has not been seen to fail for any hash.
                senders.add(Credentials.create(ECKeyPair.create(secret)));
                this.people.add(senders.getLast().getAddress());
            } else {
                this.people.add(addressOf(secret));
            }
        }
        tokens = List.of(addressOf(Hash.sha3(joined(tag, ONE, ONE))), addressOf(Hash.sha3(joined(tag, ZERO, ONE))));
        pair = addressOf(Hash.sha3(joined(tag, ONE, ZERO)));
        fill();
    }

    private void fill() {
        for (String person : people) {
            accounts.put(
                    key(person),
                    new Account(
                            BigInteger.ZERO,
                            ETHER.multiply(BigInteger.valueOf(random.nextLong(10, 1000))),
                            new byte[0]));
        }
        byte[] code = Assembly.of("token.asm", Map.of());
        for (String token : tokens) {
            Account account = new Account(BigInteger.ONE, BigInteger.ZERO, code);
            people.forEach(person -> account.store(
                    balanceSlot(person), ETHER.multiply(BigInteger.valueOf(random.nextLong(1000, 1_000_000)))));
            senders.forEach(sender -> account.store(allowanceSlot(sender.getAddress()), ALLOWANCE));
            account.store(balanceSlot(pair), RESERVE);
            accounts.put(key(token), account);
        }
        byte[] swapping = Assembly.of(
                "pair.asm",
                Map.of(
                        "first", Numeric.hexStringToByteArray(tokens.get(0)),
                        "second", Numeric.hexStringToByteArray(tokens.get(1))));
        Account reserves = new Account(BigInteger.ONE, BigInteger.ZERO, swapping);
        reserves.store(ZERO, RESERVE);
        reserves.store(ONE, RESERVE);
        accounts.put(key(pair), reserves);
    }

    List<Credentials> senders() {
        return List.copyOf(senders);
    }

    List<String> people() {
        return List.copyOf(people);
    }

    String pair() {
        return pair;
    }

    String token(int i) {
        return tokens.get(i);
    }

    SplittableRandom random() {
        return random;
    }

    /** Says that the block will look at an account. */
    void touch(String address) {
        touched.add(key(address));
    }

    /** Says that the block will run a contract. */
    private void touchContract(String address) {
        touch(address);
        contractsTouched.add(address);
    }

    /** Says that the block will move tokens between two. */
    void touchTransfer(int token, String from, String to) {
        touchContract(tokens.get(token));
        Account account = accounts.get(key(tokens.get(token)));
        account.touch(balanceSlot(from));
        account.touch(balanceSlot(to));
    }

    /** Says that the block will swap tokens of someone. */
    void touchSwap(String who) {
        touchContract(pair);
        Account reserves = accounts.get(key(pair));
        reserves.touch(ZERO);
        reserves.touch(ONE);
        touchTransfer(0, who, pair);
        accounts.get(key(tokens.getFirst())).touch(allowanceSlot(who));
        touchTransfer(1, pair, who);
    }

    private MerkleTrie trie() {
        MerkleTrie trie = new MerkleTrie();
        accounts.forEach((key, account) -> trie.put(key, account.encoded()));
        return trie;
    }

    byte[] root() {
        return trie().root();
    }

    /** The nodes that the block needs, in the order in which the guest walks. */
    List<byte[]> witness() {
        return trie().witness(touched, key -> accounts.get(key).witness());
    }

    /** The codes that the block runs, each once. */
    List<byte[]> codes() {
        NavigableSet<byte[]> codes = new TreeSet<>(Arrays::compareUnsigned);
        contractsTouched.forEach(address -> codes.add(accounts.get(key(address)).code()));
        return List.copyOf(codes);
    }

    private static byte[] balanceSlot(String owner) {
        return Account.entry(Account.word(Numeric.toBigInt(owner)), ZERO);
    }

    private byte[] allowanceSlot(String owner) {
        byte[] ofOwner = Account.entry(Account.word(Numeric.toBigInt(owner)), ONE);
        return Account.entry(Account.word(Numeric.toBigInt(pair)), ofOwner);
    }

    private static byte[] key(String address) {
        return Hash.sha3(Numeric.hexStringToByteArray(address));
    }

    private static String addressOf(byte[] hash) {
        return Numeric.toHexString(Arrays.copyOfRange(hash, 12, 32));
    }

    private static byte[] joined(byte[]... parts) {
        byte[] all = new byte[0];
        for (byte[] part : parts) {
            int at = all.length;
            all = Arrays.copyOf(all, at + part.length);
            System.arraycopy(part, 0, all, at, part.length);
        }
        return all;
    }
}

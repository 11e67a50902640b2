package io.bulwark.cluster.evm;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.web3j.crypto.Hash;
import org.web3j.utils.Numeric;

/** One case of Ethereum's state tests: a state, a transaction that is the block's only one, and what they lead to. */
public final class StateTest {
    private static final byte BLOBS = 3;

    /**
     * An account before the transaction, all in hexadecimal.
     *
     * @param storage slots and their values
     */
    record Person(String address, BigInteger nonce, BigInteger balance, String code, Map<String, BigInteger> storage) {}

    /**
     * What a case leads to.
     *
     * @param root of the state, 64 hexadecimal digits
     * @param logs Keccak-256 of the RLP list of logs, 64 hexadecimal digits
     * @param refusal what the transaction breaks, if it must not be in a block; the root is then the one before
     */
    public record Expected(String root, String logs, Optional<String> refusal) {}

    private final String name;
    private final BlockFrame frame;
    private final List<Person> people;
    private final byte[] transaction;
    private final Expected expected;

    StateTest(String name, BlockFrame frame, List<Person> people, byte[] transaction, Expected expected) {
        this.name = name;
        this.frame = frame;
        this.people = List.copyOf(people);
        this.transaction = transaction.clone();
        this.expected = expected;
    }

    /** The test's name, fork, and place in it. */
    public String name() {
        return name;
    }

    public Expected expected() {
        return expected;
    }

    /** Whether the transaction has blobs (EIP-4844), which the guest's blocks have not. */
    boolean hasBlobs() {
        return transaction.length > 0 && transaction[0] == BLOBS;
    }

    /** Whether an account has storage but neither nonce nor code: no chain has one, and whether code may be created there was settled by EIP-7610 only. */
    boolean hasStorageOfNobody() {
        return people.stream()
                .anyMatch(person -> person.nonce().signum() == 0
                        && !person.storage().isEmpty()
                        && Numeric.cleanHexPrefix(person.code()).isEmpty());
    }

    /** The guest's input: a block of this transaction, with the whole state as its witness. */
    public byte[] input() {
        MerkleTrie trie = new MerkleTrie();
        TreeMap<byte[], Account> accounts = new TreeMap<>(Arrays::compareUnsigned);
        NavigableSet<byte[]> codes = new TreeSet<>(Arrays::compareUnsigned);
        for (Person person : people) {
            byte[] code = Numeric.hexStringToByteArray(person.code());
            Account account = new Account(person.nonce(), person.balance(), code);
            person.storage().forEach((slot, value) -> {
                byte[] word = Account.word(Numeric.toBigInt(slot));
                account.store(word, value);
                account.touch(word);
            });
            byte[] key = Hash.sha3(Numeric.hexStringToByteArray(person.address()));
            accounts.put(key, account);
            trie.put(key, account.encoded());
            Stream.of(code).filter(some -> some.length > 0).forEach(codes::add);
        }
        List<byte[]> witness = trie.witness(
                accounts.navigableKeySet(), key -> accounts.get(key).witness());
        return new GuestInput(StateTestFile.CHAIN, frame.fork())
                .string(frame.parent(trie.root()))
                .string(frame.fields())
                .list(List.of())
                .list(List.of(transaction))
                .list(witness)
                .list(List.copyOf(codes))
                .bytes();
    }
}

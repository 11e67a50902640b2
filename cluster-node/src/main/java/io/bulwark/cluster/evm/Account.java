package io.bulwark.cluster.evm;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.web3j.crypto.Hash;
import org.web3j.rlp.RlpEncoder;
import org.web3j.rlp.RlpList;
import org.web3j.rlp.RlpString;
import org.web3j.utils.Numeric;

/** An account at the beginning: nonce, balance, code, storage. */
final class Account {
    private static final int WORD = 32;

    private final BigInteger nonce;
    private final BigInteger balance;
    private final byte[] code;
    private final TreeMap<byte[], BigInteger> storage = new TreeMap<>(Arrays::compareUnsigned);
    private final NavigableSet<byte[]> touched = new TreeSet<>(Arrays::compareUnsigned);

    Account(BigInteger nonce, BigInteger balance, byte[] code) {
        this.nonce = nonce;
        this.balance = balance;
        this.code = code.clone();
    }

    byte[] code() {
        return code.clone();
    }

    /** Gives a slot, of 32 bytes, a value above 0. */
    void store(byte[] slot, BigInteger value) {
        storage.put(slot.clone(), value);
    }

    /** Says that a block will read or write a slot. */
    void touch(byte[] slot) {
        touched.add(Hash.sha3(slot));
    }

    private MerkleTrie trie() {
        MerkleTrie trie = new MerkleTrie();
        storage.forEach((slot, value) -> trie.put(Hash.sha3(slot), RlpEncoder.encode(RlpString.create(value))));
        return trie;
    }

    /** What the state's trie holds of it. */
    byte[] encoded() {
        return RlpEncoder.encode(new RlpList(
                RlpString.create(nonce),
                RlpString.create(balance),
                RlpString.create(trie().root()),
                RlpString.create(Hash.sha3(code))));
    }

    /** The nodes of its storage that the touched slots need. */
    List<byte[]> witness() {
        return trie().witness(touched, key -> new ArrayList<>());
    }

    /** A number, or an address, as a word of 32 bytes. */
    static byte[] word(BigInteger number) {
        return Numeric.toBytesPadded(number, WORD);
    }

    /** The slot of a mapping's entry: keccak(key, slot of the mapping). */
    static byte[] entry(byte[] key, byte[] mapping) {
        byte[] both = Arrays.copyOf(key, 2 * WORD);
        System.arraycopy(mapping, 0, both, WORD, WORD);
        return Hash.sha3(both);
    }
}
